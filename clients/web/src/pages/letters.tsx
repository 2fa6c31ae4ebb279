/*
 * Which letters I get, and when not.
 */
import { useState } from "preact/hooks";
import { api, ask, type Shapes } from "../api";
import { Check, Do, Text } from "../parts/fields";
import { useForm } from "../parts/form";
import { Show, useLoad } from "../parts/load";
import { say } from "../state";
import { attempt, language, set, w } from "../words";

type Letters = Shapes["Letters"];

function Quiet({ of: l, onChange }: { of: Letters; onChange: (body: Shapes["LettersChange"]) => Promise<unknown> }) {
  const t = w().letters;
  const [from, setFrom] = useState(l.quiet?.from ?? "");
  const [to, setTo] = useState(l.quiet?.to ?? "");
  const [most, setMost] = useState(l.weekly_max === null ? "" : String(l.weekly_max));
  const form = useForm("quiet", "weekly_max");
  const save = () => form.attempt(async () => {
    /* One that is emptied takes the other with it; one alone is no beginning. */
    if (l.quiet === null && !from !== !to) return form.refuse("quiet", t.bothHours);
    await onChange({
      quiet: from && to ? { from, to } : null,
      weekly_max: most === "" ? null : Number(most),
    });
    if (!from || !to) {
      setFrom("");
      setTo("");
    }
    say(t.saved);
  });

  return (
    <section class="panel">
      <h2>{t.quiet}</h2>
      <p class="hint">{t.quietHint}</p>
      <div class="beside">
        <Text name={t.from} wrong={form.wrong("quiet")} type="time" value={from} onText={setFrom} />
        <Text name={t.to} type="time" value={to} onText={setTo} />
      </div>
      <Text name={t.most} hint={t.mostHint} wrong={form.wrong("weekly_max")} type="number" min={0} max={100} value={most} onText={setMost} />
      <p class="actions"><Do what={save}>{w().save}</Do></p>
    </section>
  );
}

export function LettersPage() {
  const it = useLoad(() => ask(api.GET("/v1/me/letters")), [language.value]);
  const change = async (body: Shapes["LettersChange"]) =>
    it.set(await ask(api.PATCH("/v1/me/letters", {
      headers: { "Content-Type": "application/merge-patch+json" }, body,
    })));

  return (
    <div class="panels">
      <h1>{w().me.places.letters[0]}</h1>
      <Show of={it}>
        {(l) => <>
          <section class="panel">
            <h2>{w().letters.kinds}</h2>
            {l.kinds.map((k) => (
              <Check key={k.kind} text={set(k.title)} on={k.wanted}
                onTurn={(on) => void attempt(() => change(on ? { wanted: [k.kind] } : { unwanted: [k.kind] }))} />
            ))}
          </section>
          <Quiet of={l} onChange={change} />
        </>}
      </Show>
    </div>
  );
}
