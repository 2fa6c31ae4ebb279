/*
 * Introductions, as several pages read them.
 */
import { api, ask, type Introduction, type Partner } from "./api";
import { language } from "./words";

export const load = (id: string): Promise<Introduction> =>
  ask(api.GET("/v1/introductions/{introduction}", { params: { path: { introduction: id } } }));

/* "Ana and Bo": who is still part of it, or all where nobody is. */
export function names(i: Introduction, who: (p: Partner) => boolean = (p) => p.answer !== "declined"): string {
  const some = i.partners.filter(who);

  return new Intl.ListFormat(language.value, { type: "conjunction" })
    .format((some.length ? some : i.partners).map((p) => p.name));
}

/* Whose answer is waited for. */
export const waited = (i: Introduction): string => names(i, (p) => p.answer === null);
