/*
 * Two people I know who should meet: a word to the operators, by name or address.
 */
import { useState } from "preact/hooks";
import { api, ask, type Diversity, type Pool, type Shapes } from "../api";
import { Do, Long, Pick, Text } from "../parts/fields";
import { useForm, type Form } from "../parts/form";
import { Show, useLoad } from "../parts/load";
import { Pages } from "../parts/pages";
import { about, route, say } from "../state";
import { attempt, label, shortDay, w } from "../words";

const ELSEWHERE = "";

type Met = { key: string; name: string; body: Shapes["SuggestPerson"] };
type One = { key: string; email: string };

/* Whom I met and can name; who was met twice stands there once. */
const metOf = (people: Diversity["people"]): Met[] => people.flatMap((p) =>
  p.name && p.introduction && p.handle
    ? [{ key: `${p.introduction}/${p.handle}`, name: p.name, body: { introduction: p.introduction, handle: p.handle } }]
    : []);

function Whom({ names, address, met, of, form, field, onChange }: {
  names: string;
  address: string;
  met: Met[];
  of: One;
  form: Form;
  field: string;
  onChange: (of: One) => void;
}) {
  const t = w().suggest;
  const change = (to: Partial<One>) => {
    form.forget();
    onChange({ ...of, ...to });
  };
  const isByAddress = of.key === ELSEWHERE;

  return (
    <>
      {met.length > 0 && <Pick name={names} value={of.key} wrong={isByAddress ? undefined : form.wrong(field)}
        options={[...met.map((m): [string, string] => [m.key, m.name]), [ELSEWHERE, t.byAddress]]}
        onPick={(key) => change({ key })} />}
      {isByAddress && <Text name={address} type="email" autocomplete="off" value={of.email} wrong={form.wrong(field)}
        onText={(email) => change({ email })} />}
    </>
  );
}

function Ask({ met, pools, onSent }: { met: Met[]; pools: Pool[]; onSent: () => void }) {
  const t = w().suggest;
  const from = met.find((m) => route.value[1] && m.key.startsWith(route.value[1])) ?? met[met.length - 1];
  const [one, setOne] = useState<One>({ key: from?.key ?? ELSEWHERE, email: "" });
  const [other, setOther] = useState<One>({ key: met.find((m) => m !== from)?.key ?? ELSEWHERE, email: "" });
  const [pool, setPool] = useState(pools[0].name);
  const [because, setBecause] = useState("");
  const form = useForm("people/0", "people/1", "people", "pool", "because");
  const named = (x: One) => met.find((m) => m.key === x.key)?.body ?? { email: x.email.trim() };
  const isNamed = (x: One) => x.key !== ELSEWHERE || x.email.trim() !== "";
  const send = () => form.attempt(async () => {
    await ask(api.POST("/v1/me/suggestions", { body: {
      people: [named(one), named(other)], pool, ...(because.trim() ? { because: because.trim() } : {}),
    } }));
    say(t.sent);
    setBecause("");
    setOther({ key: ELSEWHERE, email: "" });
    onSent();
  });

  return (
    <section class="panel">
      <p class="hint">{t.hint}</p>
      <Whom names={t.one} address={t.oneAddress} met={met} of={one} form={form} field="people/0" onChange={setOne} />
      <Whom names={t.other} address={t.otherAddress} met={met} of={other} form={form} field="people/1" onChange={setOther} />
      {form.wrong("people") && <p class="wrong" role="alert">{form.wrong("people")}</p>}
      {pools.length > 1 && <Pick name={t.pool} value={pool} wrong={form.wrong("pool")} onPick={setPool}
        options={pools.map((p): [string, string] => [p.name, label(p.title)])} />}
      <Long name={t.because} hint={t.becauseHint} wrong={form.wrong("because")} value={because} max={300} rows={2}
        onText={(x) => { form.forget(); setBecause(x); }} />
      <p class="actions"><Do what={send} disabled={!isNamed(one) || !isNamed(other)}>{t.send}</Do></p>
    </section>
  );
}

function Mine({ turn }: { turn: number }) {
  const t = w().suggest;
  const who = (p: Shapes["SuggestedPerson"]) => p.email ?? p.name ?? w().former;

  return (
    <section class="panel">
      <h2>{t.mine}</h2>
      <Pages on={[turn]} empty={t.none} load={async (cursor) => {
        const got = await ask(api.GET("/v1/me/suggestions", { params: { query: { limit: 20, cursor } } }));
        return { items: got.suggestions, next: got.next };
      }}>
        {(s, again) => <>
          <span>{t.two(who(s.people[0]), who(s.people[1]))} <small>{t.sentOn(shortDay(s.made_at))}</small></span>
          <Do class="quiet faint" aria-label={t.withdrawOne(who(s.people[0]), who(s.people[1]))} what={() => attempt(async () => {
            await ask(api.DELETE("/v1/me/suggestions/{suggestion}", { params: { path: { suggestion: s.id } } }));
            again();
          })}>{t.withdraw}</Do>
        </>}
      </Pages>
    </section>
  );
}

export function Suggest() {
  const t = w().suggest;
  const [turn, setTurn] = useState(0);
  const it = useLoad(async () => {
    const [network, { pools }] = await Promise.all([
      ask(api.GET("/v1/me/diversity")), ask(api.GET("/v1/pools"))]);

    return { met: metOf(network.people), pools: pools.filter((p) => p.member) };
  }, []);

  return (
    <div class="panels">
      <h1>{t.title}</h1>
      {about.value!.limits.suggestions_per_week === 0 ? <p class="lead">{t.closed}</p> : (
        <Show of={it}>{({ met, pools }) => pools.length === 0 ? <p class="lead">{t.noPool}</p>
          : <Ask met={met} pools={pools} onSent={() => setTurn(turn + 1)} />}</Show>
      )}
      <Mine turn={turn} />
    </div>
  );
}

/* Where it leads here. */
export function SuggestLink() {
  return about.value!.limits.suggestions_per_week === 0 ? null
    : <p class="actions"><a class="button quiet" href="#/suggest">{w().suggestLink}</a></p>;
}
