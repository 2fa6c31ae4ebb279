/*
 * The operators' part. A part is a row in PARTS.
 */
import type { ComponentType } from "preact";
import { me, route } from "../../state";
import { w } from "../../words";
import { CommunityOf } from "./community";
import { Experiments } from "./experiments";
import { FailedLetters } from "./letters";
import { MixingOf } from "./mixing";
import { Reports } from "./reports";
import { Rounds } from "./rounds";
import { Webhooks } from "./webhooks";
import { WhatIf } from "./whatif";
import { o } from "./words";

const PARTS = {
  rounds: Rounds, mixing: MixingOf, community: CommunityOf, whatif: WhatIf, experiments: Experiments,
  reports: Reports, letters: FailedLetters, webhooks: Webhooks,
} as { [part in keyof ReturnType<typeof o>["parts"]]: ComponentType };

export function Operator() {
  const at = (route.value[1] ?? "rounds") as keyof typeof PARTS;

  if (!me.value?.operator || !Object.keys(PARTS).includes(at)) return <h1>{w().nothing}</h1>;
  const Part = PARTS[at];
  return (
    <div class="panels wide">
      <h1>{o().title}</h1>
      <nav class="parts" aria-label={o().title}>
        {(Object.keys(PARTS) as (keyof typeof PARTS)[]).map((p) => (
          <a key={p} href={`#/operator/${p}`} aria-current={p === at ? "page" : undefined}>{o().parts[p]}</a>
        ))}
      </nav>
      <Part key={route.value.join("/")} />
    </div>
  );
}
