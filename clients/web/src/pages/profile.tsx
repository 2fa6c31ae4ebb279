/*
 * My profile: changed here, seen beside it as others see it.
 */
import { useState } from "preact/hooks";
import { api, ask, Refusal, type Value, type Values } from "../api";
import { Ask } from "../parts/attribute";
import { Do, Long, Text } from "../parts/fields";
import { Person } from "../parts/person";
import { about, loadMe, me, say } from "../state";
import { because, w } from "../words";
import { hintOf } from "./hints";

const zones = (): string[] => {
  try {
    return (Intl as unknown as { supportedValuesOf(key: string): string[] }).supportedValuesOf("timeZone");
  } catch {
    return [];
  }
};

const same = (a: Value | undefined, b: Value | undefined) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

export function Profile() {
  const t = w().profile;
  /* As it was read: only what differs from it is sent, so that what another
   * device changed meanwhile stays. */
  const [was, setWas] = useState(me.value!);
  const [name, setName] = useState(was.name);
  const [pitch, setPitch] = useState(was.pitch);
  const [zone, setZone] = useState(was.zone);
  const [attributes, setAttributes] = useState(was.attributes as Values);
  const [wrong, setWrong] = useState("");

  const save = async () => {
    const changed = Object.fromEntries(about.value!.attributes
      .filter((a) => !same(attributes[a.name], (was.attributes as Values)[a.name]))
      .map((a) => {
        const v = attributes[a.name];
        return [a.name, v === "" || (Array.isArray(v) && !v.length) ? null : v];
      }));
    setWrong("");
    try {
      me.value = await ask(api.PATCH("/v1/me", {
        params: { header: { "If-Match": `"${me.value!.version}"` } },
        headers: { "Content-Type": "application/merge-patch+json" },
        body: {
          ...(name !== was.name ? { name: name.trim() } : {}),
          ...(pitch !== was.pitch ? { pitch: pitch.trim() } : {}),
          ...(zone !== was.zone ? { zone } : {}),
          attributes: changed as { [k: string]: string },
        },
      }));
      setWas(me.value);
      say(t.saved);
    } catch (why) {
      setWrong(because(why));
      if (why instanceof Refusal && why.code === "changed_meanwhile") await loadMe();
    }
  };

  return (
    <div class="join">
      <form class="question wide" noValidate onSubmit={(e) => e.preventDefault()}>
        <h1>{t.title}</h1>
        <Text name={w().join.name} value={name} maxLength={about.value!.limits.name_characters} onText={setName} />
        <Long name={t.pitch} value={pitch} max={about.value!.limits.pitch_characters} rows={5} onText={setPitch} />
        {about.value!.attributes.map((a) => (
          <Ask key={a.name} attribute={a} value={attributes[a.name]} hint={hintOf(a)}
            onChange={(v) => setAttributes({ ...attributes, [a.name]: v })} />
        ))}
        <Text name={t.zone} hint={t.zoneHint} value={zone} list="zones" onText={setZone} />
        <datalist id="zones">{zones().map((z) => <option key={z} value={z} />)}</datalist>
        {wrong && <p class="wrong" role="alert">{wrong}</p>}
        <p class="actions sticky"><Do what={save}>{t.save}</Do></p>
      </form>
      <aside class="preview" aria-label={w().join.seen}>
        <p class="hint">{w().join.seen}</p>
        <Person name={name} pitch={pitch} attributes={attributes} zone={zone} />
      </aside>
    </div>
  );
}
