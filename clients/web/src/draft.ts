/*
 * What somebody who signs up has typed. It is kept on this device until they
 * are in, so that neither a reload nor a lost connection loses it.
 */
import { signal, effect } from "@preact/signals";
import type { Attribute, Value, Values } from "./api";
import { about, recall, remember } from "./state";
import { domain, isFree } from "./vocabulary";

export type Draft = {
  step: number;
  email: string;
  name: string;
  invitation: string;
  pitch: [string, string, string];
  attributes: Values;
  terms: boolean;
  ofAge: boolean;
};

/* Waits for the code of a letter. */
export type Attempt = { attempt: string; expires: string; email: string };

const EMPTY: Draft = {
  step: 0, email: "", name: "", invitation: "", pitch: ["", "", ""],
  attributes: {}, terms: false, ofAge: false,
};

export const draft = signal<Draft>({ ...EMPTY, ...recall<Draft>("draft") });
export const attempt = signal<Attempt | null>(living(recall<Attempt>("attempt")));

effect(() => remember("draft", draft.value));
effect(() => remember("attempt", attempt.value));

function living(a: Attempt | null): Attempt | null {
  return a !== null && new Date(a.expires).getTime() > Date.now() ? a : null;
}

export const change = (what: Partial<Draft>): void =>
  void (draft.value = { ...draft.value, ...what });

export const setAttribute = (name: string, value: Value): void =>
  change({ attributes: { ...draft.value.attributes, [name]: value } });

export const emptyDraft = (): void => void (draft.value = EMPTY);

/* The three minutes in one text. */
export const pitchOf = (parts: string[]): string =>
  parts.map((p) => p.trim()).filter(Boolean).join("\n\n");

/* --- the questions ----------------------------------------------------------- */

export type Question =
  | { kind: "email" | "name" | "pitch" | "preview" | "invitation" }
  | { kind: "attribute"; attribute: Attribute };

/* One a screen: what must be said first, then what helps, the preview last. */
export function questions(needsInvitation: boolean): Question[] {
  const all = about.value?.attributes ?? [];
  const first = domain();
  const rank = (a: Attribute) =>
    (a === first ? 0 : 4) + (a.required ? 0 : 8) +
    (isFree(a) ? 0 : a.type === "hours" ? 1 : a.type === "scale" ? 2 : 1);
  const sorted = [...all].sort((a, b) => rank(a) - rank(b));

  return [
    ...(needsInvitation ? [{ kind: "invitation" } as const] : []),
    { kind: "email" }, { kind: "name" },
    ...sorted.map((attribute) => ({ kind: "attribute", attribute }) as const),
    { kind: "pitch" }, { kind: "preview" },
  ];
}

/* The browser's languages, where the community asks for languages. */
export function guess(): void {
  const spoken = about.value?.attributes.find((a) => a.name === "languages");

  if (spoken === undefined || draft.value.attributes.languages !== undefined) return;
  const codes = [...new Set(navigator.languages.map((l) => l.split("-")[0]))]
    .filter((code) => isFree(spoken) || !spoken.words?.length ||
      spoken.words.some((x) => x.word === code));
  if (codes.length) setAttribute("languages", codes);
}
