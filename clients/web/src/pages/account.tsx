/*
 * My account: address, devices, calendar, my data, and the way out.
 */
import { useState } from "preact/hooks";
import { api, ask } from "../api";
import { Dialog } from "../parts/dialog";
import { Do, Text } from "../parts/fields";
import { useForm } from "../parts/form";
import { Show, useLoad } from "../parts/load";
import { forgetMe, go, loadMe, me, say } from "../state";
import { attempt, moment, shortDay, w } from "../words";

function AddressOf() {
  const it = useLoad(() => ask(api.GET("/v1/me/email")), []);
  const [email, setEmail] = useState("");
  const [code, setCode] = useState("");
  const t = w().account;
  const form = useForm("email"), codes = useForm("code");
  const askFor = () => form.attempt(async () => {
    it.set(await ask(api.POST("/v1/me/email", { body: { email: email.trim() } })));
    setEmail("");
  });
  const confirm = () => codes.attempt(async () => {
    const now = await ask(api.POST("/v1/me/email/confirmation", { body: { code } }));

    it.set(now);
    setCode("");
    /* The other code may be typed at once. */
    if (!now.change) await loadMe();
  });
  const forget = () => attempt(async () => {
    await ask(api.DELETE("/v1/me/email"));
    await it.again();
  });

  return (
    <section class="panel">
      <h2>{t.address}</h2>
      <Show of={it}>
        {({ email: now, change }) => <>
          <p>{now}</p>
          {change ? <>
            <p>{t.changing(change.email, change.new_confirmed, change.old_confirmed)}</p>
            <Text name={t.code} hint={t.codeHint} wrong={codes.wrong("code")} value={code} onText={setCode} autocomplete="one-time-code" maxLength={32} />
            <p class="actions"><Do what={confirm}>{t.confirm}</Do>
              <Do class="quiet" what={forget}>{w().cancel}</Do></p>
          </> : <>
            <Text name={t.newAddress} wrong={form.wrong("email")} type="email" value={email} onText={setEmail} autocomplete="email" />
            <p class="actions"><Do class="quiet" disabled={!email.trim()} what={askFor}>{t.change}</Do></p>
          </>}
        </>}
      </Show>
    </section>
  );
}

function Sessions() {
  const it = useLoad(async () => (await ask(api.GET("/v1/me/sessions"))).sessions, []);
  const t = w().account;
  const endAll = () => attempt(async () => {
    await ask(api.DELETE("/v1/me/sessions"));
    await it.again();
  });

  return (
    <section class="panel">
      <h2>{t.sessions}</h2>
      <Show of={it}>
        {(sessions) => <>
          <ul class="list">
            {sessions.map((s) => (
              <li key={s.id}>
                <span>{s.label || t.unknownDevice} · {s.this ? t.thisDevice : t.usedOn(shortDay(s.used_on))}</span>
                {!s.this && <Do class="quiet faint" aria-label={t.endOne(s.label || t.unknownDevice, shortDay(s.used_on))} what={() => attempt(async () => {
                  await ask(api.DELETE("/v1/me/sessions/{session}", { params: { path: { session: s.id } } }));
                  await it.again();
                })}>{t.end}</Do>}
              </li>
            ))}
          </ul>
          {sessions.length > 1 && <p class="actions"><Do class="quiet" what={endAll}>{t.endOthers}</Do></p>}
        </>}
      </Show>
    </section>
  );
}

function Calendar() {
  const [url, setUrl] = useState<string | null>(null);
  const t = w().account;
  const make = () => attempt(async () => setUrl((await ask(api.POST("/v1/me/calendar"))).url));
  const end = () => attempt(async () => {
    await ask(api.DELETE("/v1/me/calendar"));
    setUrl(null);
    say(t.calendarEnded);
  });

  return (
    <section class="panel">
      <h2>{t.calendar}</h2>
      <p class="hint">{t.calendarHint}</p>
      {url && <p class="code-line">{url}</p>}
      <p class="actions"><Do class="quiet" what={make}>{t.calendarMake}</Do>
        <Do class="quiet faint" what={end}>{t.calendarEnd}</Do></p>
    </section>
  );
}

async function save(): Promise<void> {
  const data = await ask(api.GET("/v1/me/export"));
  const url = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: "application/json" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: "serendip.json" });

  link.click();
  URL.revokeObjectURL(url);
}

function Data() {
  const [isMaking, setMaking] = useState(false);
  const t = w().account;
  const make = () => {
    setMaking(true);
    return attempt(save).finally(() => setMaking(false));
  };

  return (
    <section class="panel">
      <h2>{t.data}</h2>
      <p class="hint">{t.dataHint(moment(me.value!.joined_at))}</p>
      <p class="actions"><Do class="quiet" what={make}>{t.export}</Do></p>
      {isMaking && <progress aria-label={w().waiting} />}
    </section>
  );
}

function Leave({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const t = w().account;
  const erase = () => attempt(async () => {
    await ask(api.DELETE("/v1/me", { params: { query: { confirm: me.value!.id } } }));
    forgetMe();
    go("");
    say(t.erased);
  });

  return (
    <Dialog title={t.leave} onClose={onClose}>
      <p>{t.leaveHint}</p>
      <Text name={t.typeName(me.value!.name)} value={typed} onText={setTyped} autocomplete="off" />
      <p class="actions">
        <Do class="danger" disabled={typed.trim() !== me.value!.name} what={erase}>{t.erase}</Do>
        <button class="quiet" onClick={onClose}>{w().cancel}</button>
      </p>
    </Dialog>
  );
}

export function Account() {
  const [isLeaving, setLeaving] = useState(false);
  const t = w().account;

  return (
    <div class="panels">
      <h1>{w().me.places.account[0]}</h1>
      <AddressOf /><Sessions /><Calendar /><Data />
      <section class="panel">
        <h2>{t.leave}</h2>
        <p class="hint">{t.leaveHint}</p>
        <p class="actions"><button class="quiet danger" onClick={() => setLeaving(true)}>{t.leaveStart}</button></p>
      </section>
      {isLeaving && <Leave onClose={() => setLeaving(false)} />}
    </div>
  );
}
