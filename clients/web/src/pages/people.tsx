/*
 * People I know, whom the draw leaves out; whom I blocked; what I reported.
 */
import { useState } from "preact/hooks";
import { api, ask, once, Refusal } from "../api";
import { addressesOf } from "../contacts";
import { Do, Field, Long, Text } from "../parts/fields";
import { useForm } from "../parts/form";
import { Show, useLoad } from "../parts/load";
import { Pages } from "../parts/pages";
import { say } from "../state";
import { attempt, shortDay, w } from "../words";

const AT_ONCE = 1000;
/* Of those that were left out, so many are named. */
const SAID = 10;

/* How many were new. What the house says is no address goes to `bad`, and the others
 * are sent without it. */
async function send(emails: string[], bad: string[]): Promise<number> {
  const body = { emails };

  if (emails.length === 0) return 0;
  try {
    return (await once(emails.join(), (headers) => ask(api.POST("/v1/me/ties", { headers, body })))).added;
  } catch (why) {
    const at = why instanceof Refusal ? why.fields.map((f) => /^\/emails\/(\d+)$/.exec(f.pointer)?.[1]) : [];
    const worse = at.filter((i) => i !== undefined).map((i) => emails[Number(i)]);

    if (worse.length === 0 || worse.length < at.length) throw why;
    bad.push(...worse);
    return send(emails.filter((e) => !worse.includes(e)), bad);
  }
}

function Known() {
  const [text, setText] = useState("");
  const [turn, setTurn] = useState(0);
  const form = useForm("emails", "file");
  const [share, setShare] = useState<number | null>(null);
  const t = w().people;
  /* Only addresses leave the device, in pieces of what a request takes. */
  const add = (emails: string[], from: "emails" | "file" = "emails") => form.attempt(async () => {
    const bad: string[] = [];
    let added = 0;

    if (emails.length === 0) return form.refuse(from, t.noAddress);
    for (let i = 0; i < emails.length; i += AT_ONCE) {
      setShare(i / emails.length);
      added += await send(emails.slice(i, i + AT_ONCE), bad);
    }
    say(t.added(added, emails.length - bad.length));
    if (bad.length) form.refuse(from, t.leftOut(bad.slice(0, SAID).join(", ") + (bad.length > SAID ? ", …" : "")));
    if (from === "emails") setText(bad.join("\n"));
    setTurn(turn + 1);
  }).finally(() => setShare(null));
  const file = (files: FileList | null) => void attempt(async () => {
    const texts = await Promise.all([...(files ?? [])].map((f) => f.text()));
    await add([...new Set(texts.flatMap(addressesOf))], "file");
  });

  return (
    <section class="panel">
      <h2>{t.known}</h2>
      <p class="hint">{t.knownHint}</p>
      <Long name={t.paste} hint={t.pasteHint} wrong={form.wrong("emails")} value={text} max={60000} rows={2}
        onText={(x) => { form.forget(); setText(x); }} />
      <p class="actions"><Do what={() => add(addressesOf(text))}>{t.add}</Do></p>
      <Field name={t.file} hint={t.fileHint} wrong={form.wrong("file")}>
        {(ids) => <input {...ids} type="file" multiple accept=".csv,.vcf,.txt,text/csv,text/vcard,text/plain"
          onChange={(e) => { file(e.currentTarget.files); e.currentTarget.value = ""; }} />}
      </Field>
      {share !== null && <progress max={1} value={share} aria-label={t.adding} />}
      <Pages on={[turn]} empty={t.nobody} load={async (cursor) => {
        const got = await ask(api.GET("/v1/me/ties", { params: { query: { limit: 20, cursor } } }));
        return { items: got.ties, next: got.next };
      }}>
        {(tie, again) => <>
          <span>{tie.email}</span>
          <Do class="quiet faint" aria-label={t.forgetOne(tie.email)} what={() => attempt(async () => {
            await ask(api.DELETE("/v1/me/ties/{tie}", { params: { path: { tie: tie.id } } }));
            again();
          })}>{t.forget}</Do>
        </>}
      </Pages>
    </section>
  );
}

function Blocked() {
  const [email, setEmail] = useState("");
  const it = useLoad(async () => (await ask(api.GET("/v1/me/blocks"))).blocks, []);
  const t = w().people;
  const form = useForm("email");
  const add = () => form.attempt(async () => {
    await once(`block ${email}`, (headers) =>
      ask(api.POST("/v1/me/blocks", { headers, body: { email: email.trim() } })));
    setEmail("");
    await it.again();
  });

  return (
    <section class="panel">
      <h2>{t.blocks}</h2>
      <p class="hint">{t.blocksHint}</p>
      <Text name={t.blockAddress} wrong={form.wrong("email")} type="email" value={email}
        onText={(x) => { form.forget(); setEmail(x); }} autocomplete="off" />
      <p class="actions"><Do class="quiet" disabled={!email.trim()} what={add}>{t.block}</Do></p>
      <Show of={it}>
        {(blocks) => (
          <ul class="list">
            {blocks.map((b) => (
              <li key={b.id}>
                <span>{b.email ?? b.name ?? w().former}</span>
                <Do class="quiet faint" aria-label={t.unblockOne(b.email ?? b.name ?? w().former)} what={() => attempt(async () => {
                  await ask(api.DELETE("/v1/me/blocks/{block}", { params: { path: { block: b.id } } }));
                  await it.again();
                })}>{t.unblock}</Do>
              </li>
            ))}
          </ul>
        )}
      </Show>
    </section>
  );
}

function Reported() {
  const it = useLoad(async () => (await ask(api.GET("/v1/me/reports"))).reports, []);
  const t = w().people;

  return (
    <section class="panel">
      <h2>{t.reports}</h2>
      <Show of={it}>
        {(reports) => reports.length === 0 ? <p class="hint">{t.noReports}</p> : (
          <ul class="list">
            {reports.map((r) => (
              <li key={r.id}>
                <span>{w().concern.categories[r.category]} · {shortDay(r.reported_at)}</span>
                <b>{t.states[r.state]}</b>
              </li>
            ))}
          </ul>
        )}
      </Show>
    </section>
  );
}

export function People() {
  return (
    <div class="panels">
      <h1>{w().me.places.people[0]}</h1>
      <Known /><Blocked /><Reported />
    </div>
  );
}
