/*
 * A refusal's sentence in the reader's language: the house says it in English,
 * with %s where it has something of its own. Loaded with the first refusal.
 */
export type Sentences = [string, string][];

const DEPTH_MAX = 3; /* "found the text ‘x’, expected …" holds two sentences */

const escaped = (s: string) => s.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/* The first that fits counts. What stands at %s may be a sentence itself. */
export function translate(said: string, sentences: Sentences, depth = 0): string {
  if (depth >= DEPTH_MAX) return said;
  for (const [english, theirs] of sentences) {
    const pieces = new RegExp(`^${english.split("%s").map(escaped).join("([^]*?)")}$`).exec(said)?.slice(1);

    if (pieces === undefined) continue;
    return theirs.split("%s").reduce((text, more, i) =>
      text + translate(pieces[i - 1] ?? "", sentences, depth + 1) + more);
  }
  return said;
}
