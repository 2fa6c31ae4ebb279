/*
 * The words of the page, in the reader's language. Only the one that is read is
 * loaded. A language is a file in words/ and a row here.
 */
import { signal } from "@preact/signals";
import { Refusal, whenRefused, type Labels } from "./api";
import { firstOf } from "./languages";
import { translate, type Sentences } from "./said";
import { remember, say } from "./state";
import { french, throughout } from "./typeset";
import type { Words } from "./words/en";

const LANGUAGES: { [language: string]: () => Promise<Words> } = {
  en: () => import("./words/en").then((m) => m.en),
  fr: () => import("./words/fr").then((m) => throughout(m.fr, french)),
};

export const language = signal("en");
const words = signal<Words | null>(null);

/* The words; never before a language was read. */
export const w = (): Words => words.value as Words;

let last = "";

export async function speak(wanted: string): Promise<void> {
  last = wanted;
  const its = await (LANGUAGES[wanted] ?? LANGUAGES.en)();
  /* Another one was chosen meanwhile. */
  if (last !== wanted) return;
  words.value = its;
  language.value = wanted in LANGUAGES ? wanted : "en";
  document.documentElement.lang = language.value;
}

export async function choose(wanted: string): Promise<void> {
  remember("language", wanted);
  await speak(wanted);
}

export const firstLanguage = (): string => firstOf(Object.keys(LANGUAGES));

/* What the house says, as it is printed. */
export const set = (text: string): string =>
  (language.value === "fr" ? french(text).replace(/(\p{L})'(?=\p{L})/gu, "$1’") : text);

export const label = (labels: Labels): string =>
  set(labels[language.value] ?? labels.en ?? Object.values(labels)[0] ?? "");

/* --- errors -------------------------------------------------------------------- */

const SAID: { [language: string]: () => Promise<Sentences> } = {
  fr: () => import("said/fr").then((m) => m.sentences),
};
let sentences: Sentences = [];

/* The house's own sentences, once one of them has to be read. */
whenRefused(async () => {
  sentences = await (SAID[language.value]?.() ?? []);
});

const said = (detail: string): string => set(translate(detail, sentences));

/* What is wrong with a field, as the house says it. */
export const wrongWith = (f: { detail: string }): string => said(f.detail);

/* Of these the house says no more than their names do. */
const SAID_BY_CODE = ["offline", "code_wrong", "database_gone", "stopping", "deadline"];
const MINUTE_S = 60;

/* What happened, and what to do. */
export function because(why: unknown): string {
  if (!(why instanceof Refusal)) return w().problems.internal;
  const what = w().problems[why.code as keyof Words["problems"]];
  const fields = why.fields.map(wrongWith).join("; ");
  /* A house's "again at" is by the clocks of UTC. */
  if (why.code === "too_many_requests" && why.wait !== null)
    return w().tooOften(said(why.detail).split(/\s?;/)[0],
      until(new Date(Math.ceil(why.wait / MINUTE_S) * MINUTE_S * 1000), 0));
  const more = SAID_BY_CODE.includes(why.code) ? "" : fields || said(why.detail);

  return [what ?? w().problems.internal, more].filter(Boolean).join(" ");
}

/* Does it, and says so where it went wrong. */
export async function attempt(what: () => Promise<unknown>): Promise<boolean> {
  try {
    await what();
    return true;
  } catch (why) {
    say(because(why), true);
    return false;
  }
}

export const number = (x: number, digits = 2): string =>
  new Intl.NumberFormat(language.value, { maximumFractionDigits: digits }).format(x);

/* --- times ---------------------------------------------------------------------- */

/* The browser's own kind of the language: British hours are not American ones. */
const locale = () =>
  navigator.languages.find((l) => l.startsWith(language.value)) ?? language.value;

type Style = Intl.DateTimeFormatOptions;

/* In French the first of a month is le 1er. */
const format = (at: string | Date, style: Style) => {
  const text = new Intl.DateTimeFormat(locale(), style).format(new Date(at));

  return language.value === "fr" ? text.replace(/(^|\s)1(?=\s\p{L})/u, "$11er") : text;
};

export const day = (at: string | Date) =>
  format(at, { weekday: "long", day: "numeric", month: "long" });
export const moment = (at: string | Date) =>
  format(at, { weekday: "long", day: "numeric", month: "long",
    hour: "2-digit", minute: "2-digit" });
export const shortDay = (at: string | Date) =>
  format(at, { day: "numeric", month: "short", year: "numeric" });
export const clock = (at: string | Date) =>
  format(at, { hour: "2-digit", minute: "2-digit" });

/* The days of the week from Monday, as words. 2024-01-01 was one. */
export const weekdays = (style: "short" | "long" | "narrow") =>
  Array.from({ length: 7 }, (_, i) => new Intl.DateTimeFormat(language.value,
    { weekday: style, timeZone: "UTC" }).format(new Date(Date.UTC(2024, 0, 1 + i))));

/* "in 3 days"; `at` may have passed. */
export function until(at: string | Date, now: number): string {
  const seconds = (new Date(at).getTime() - now) / 1000;
  const [size, unit]: [number, Intl.RelativeTimeFormatUnit] =
    Math.abs(seconds) >= 86400 * 2 ? [86400, "day"]
      : Math.abs(seconds) >= 3600 ? [3600, "hour"] : [60, "minute"];

  return new Intl.RelativeTimeFormat(language.value, { numeric: "auto" })
    .format(Math.trunc(seconds / size), unit);
}
