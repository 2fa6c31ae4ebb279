/*
 * Which thread a field of work has: a colour of its own, the same wherever it is
 * seen; and where there are more fields than colours, a shape that tells those apart
 * which share one.
 */
import { domain } from "./vocabulary";

/* How many there are (style.css). */
const HUES = 20, SHAPES = 4;

/* By its place in the operator's vocabulary. Of a vocabulary that is too long to be
 * here, by its letters. */
function placeOf(word: string): number {
  const top = word.split("/")[0];
  const tops = (domain()?.words ?? []).filter((x) => !x.word.includes("/"));
  const at = tops.findIndex((x) => x.word === top);

  return at >= 0 ? at : [...top].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 9973, 7);
}

export const hue = (word: string): number => placeOf(word) % HUES;

/* Another one, where two would look the same. */
export const besides = (taken: number): number => (taken + 1) % HUES;

export const shape = (word: string | null): number =>
  (word ? Math.floor(placeOf(word) / HUES) % SHAPES : 0);

/* As classes. Whoever has no field has no colour. */
export const dye = (word: string | null | undefined): string =>
  (word ? `hue${hue(word)} shape${shape(word)}` : "undyed");
