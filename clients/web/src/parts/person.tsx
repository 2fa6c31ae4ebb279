/*
 * Somebody as a partner sees them: on an introduction's card, and as the
 * preview of oneself while signing up.
 */
import type { Values } from "../api";
import { dye } from "../dyes";
import { domain, read, readTop } from "../vocabulary";
import { readZone } from "../zones";
import { Attributes } from "./attribute";

export function Person({ name, pitch, attributes, zone }: {
  name: string;
  pitch: string;
  attributes: Values;
  zone?: string;
}) {
  const d = domain();
  const word = d && typeof attributes[d.name] === "string" ? String(attributes[d.name]) : null;

  return (
    <section class={`person ${dye(word)}`} aria-label={name}>
      {word && d && (
        <p class="trade">
          {word.includes("/") && <span>{readTop(d, word)}</span>} {read(d, word)}
        </p>
      )}
      <h2>{name}</h2>
      {pitch && <p class="pitch">{pitch}</p>}
      <Attributes values={attributes} but={d ? [d.name] : []} />
      {zone && <p class="zone">{readZone(zone)}</p>}
    </section>
  );
}
