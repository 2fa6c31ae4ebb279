/*
 * French spaces: a narrow one that does not break before ; ! ? and a full one
 * before : and inside « » (Lexique des règles typographiques en usage à
 * l'Imprimerie nationale). Words are written with plain ones, which are easier to
 * keep.
 */
const NARROW = "\u202f", FULL = "\u00a0";

export const french = (text: string): string => text
  .replace(/ ([;!?])/g, `${NARROW}$1`)
  .replace(/ ([:»…])/g, `${FULL}$1`)
  .replace(/« /g, `«${FULL}`);

/* Texts, and functions that make some, with all that is below. */
export function throughout<T>(words: T, set: (text: string) => string): T {
  if (typeof words === "string") return set(words) as T;
  if (typeof words === "function")
    return ((...given: unknown[]) => throughout(words(...given), set)) as T;
  if (Array.isArray(words)) return words.map((x) => throughout(x, set)) as T;
  if (typeof words === "object" && words !== null)
    return Object.fromEntries(Object.entries(words).map(([key, x]) => [key, throughout(x, set)])) as T;
  return words;
}
