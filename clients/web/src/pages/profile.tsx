/*
 * My profile: changed here, seen beside it as others see it.
 */
import { useState } from "preact/hooks";
import { api, ask, Refusal, type Me, type Value, type Values } from "../api";
import { Ask } from "../parts/attribute";
import { Do, Long, Text } from "../parts/fields";
import { useForm } from "../parts/form";
import { Person } from "../parts/person";
import { about, keep, kept, loadMe, me, say } from "../state";
import { w } from "../words";
import { hintOf } from "./hints";

const zones = (): string[] => {
  try {
    return (Intl as unknown as { supportedValuesOf(key: string): string[] }).supportedValuesOf("timeZone");
  } catch {
    return [];
  }
};

const same = (a: Value | undefined, b: Value | undefined) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

const KEY = "profile";

const begunOf = (m: Me) => ({
  version: m.version, name: m.name, pitch: m.pitch, zone: m.zone, attributes: m.attributes as Values,
});
type Begun = ReturnType<typeof begunOf>;

/* What was begun, unless the profile is another one by now. */
function begin(): Begun {
  const before = kept<Begun>(KEY);

  return before?.version === me.value!.version ? before : begunOf(me.value!);
}

/* Only what differs from how it was read is sent, so that what another device
 * changed meanwhile stays. */
function difference(was: Me, now: Begun) {
  const attributes = Object.fromEntries(about.value!.attributes
    .filter((a) => !same(now.attributes[a.name], (was.attributes as Values)[a.name]))
    .map((a) => {
      const v = now.attributes[a.name];
      return [a.name, v === "" || (Array.isArray(v) && !v.length) ? null : v];
    }));

  return {
    ...(now.name !== was.name ? { name: now.name.trim() } : {}),
    ...(now.pitch !== was.pitch ? { pitch: now.pitch.trim() } : {}),
    ...(now.zone !== was.zone ? { zone: now.zone } : {}),
    attributes: attributes as { [k: string]: string },
  };
}

export function Profile() {
  const t = w().profile;
  const [was, setWas] = useState(me.value!);
  const [now, setNow] = useState(begin);
  const { name, pitch, zone, attributes } = now;
  const form = useForm("", "name", "pitch", "zone", ...about.value!.attributes.map((a) => `attributes/${a.name}`));
  const change = (some: Partial<Begun>) => {
    const next = { ...now, ...some };

    keep(KEY, next);
    setNow(next);
  };
  const type = (some: Partial<Begun>) => {
    form.forget();
    change(some);
  };

  const save = () => form.attempt(async () => {
    if (!name.trim()) return form.refuse("name", w().join.noName);
    try {
      me.value = await ask(api.PATCH("/v1/me", {
        params: { header: { "If-Match": `"${me.value!.version}"` } },
        headers: { "Content-Type": "application/merge-patch+json" },
        body: difference(was, now),
      }));
    } catch (why) {
      if (why instanceof Refusal && why.code === "changed_meanwhile") {
        await loadMe();
        change({ version: me.value!.version });
      }
      throw why;
    }
    keep(KEY, null);
    setWas(me.value);
    setNow(begunOf(me.value));
    say(t.saved);
  });

  return (
    <div class="join">
      <form class="question wide" noValidate onSubmit={(e) => e.preventDefault()}>
        <h1>{t.title}</h1>
        <Text name={w().join.name} wrong={form.wrong("name")} value={name} maxLength={about.value!.limits.name_characters}
          onText={(x) => type({ name: x })} />
        <Long name={t.pitch} wrong={form.wrong("pitch")} value={pitch} max={about.value!.limits.pitch_characters} rows={5}
          onText={(x) => type({ pitch: x })} />
        {about.value!.attributes.map((a) => (
          <Ask key={a.name} attribute={a} value={attributes[a.name]} hint={hintOf(a)}
            wrong={form.wrong(`attributes/${a.name}`)}
            onChange={(v) => type({ attributes: { ...attributes, [a.name]: v } })} />
        ))}
        <Text name={t.zone} hint={t.zoneHint} wrong={form.wrong("zone")} value={zone} list="zones"
          onText={(x) => type({ zone: x })} />
        <datalist id="zones">{zones().map((z) => <option key={z} value={z} />)}</datalist>
        {form.wrong("") && <p class="wrong" role="alert">{form.wrong("")}</p>}
        <p class="actions sticky"><Do what={save}>{t.save}</Do></p>
      </form>
      <aside class="preview" aria-label={w().join.seen}>
        <p class="hint">{w().join.seen}</p>
        <Person name={name} pitch={pitch} attributes={attributes} zone={zone} />
      </aside>
    </div>
  );
}
