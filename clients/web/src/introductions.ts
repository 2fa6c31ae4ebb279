/*
 * Introductions, as several pages read them.
 */
import { api, ask, type Introduction } from "./api";
import { language } from "./words";

export const load = (id: string): Promise<Introduction> =>
  ask(api.GET("/v1/introductions/{introduction}", { params: { path: { introduction: id } } }));

/* "Ana and Bo" */
export const names = (i: Introduction): string =>
  new Intl.ListFormat(language.value, { type: "conjunction" }).format(i.partners.map((p) => p.name));
