/*
 * Which language is read: as chosen here before, else as the browser says.
 */
export function firstOf(languages: string[]): string {
  let chosen = "";

  try {
    chosen = String(JSON.parse(localStorage.getItem("language") ?? '""'));
  } catch {
    /* A browser that keeps nothing. */
  }
  return [chosen, ...navigator.languages].map((l) => l.slice(0, 2))
    .find((l) => languages.includes(l)) ?? languages[0];
}
