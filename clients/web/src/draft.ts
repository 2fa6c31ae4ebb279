/*
 * What somebody who signs up has typed. It is kept on this device until they
 * are in, so that neither a reload nor a lost connection loses it.
 */
import { signal, effect } from "@preact/signals";
import { api, ask, once, type Attribute, type Value, type Values } from "./api";
import { about, recall, remember } from "./state";
import { attributeOf, domain, isFree, meant } from "./vocabulary";
import { language } from "./words";

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

/* Waits for the code of a letter; `joins` where somebody signs up. */
export type Attempt = { attempt: string; expires: string; email: string; joins?: boolean };

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

/* As they are meant: ideas may have come after the words were typed. */
const understood = (name: string, v: Value): Value => {
  const a = attributeOf(name);

  return a && isFree(a) && Array.isArray(v) ? [...new Set(v.map((tag) => meant(a, tag)))] : v;
};

/* Sends all of it; a letter with a code follows. */
export async function signUp(): Promise<void> {
  const d = draft.value;
  const attributes = Object.fromEntries(Object.entries(d.attributes)
    .filter(([, v]) => v !== null && v !== "" && !(Array.isArray(v) && !v.length))
    .map(([name, v]) => [name, understood(name, v)]));
  const body = {
    email: d.email.trim(),
    name: d.name.trim(),
    language: language.value as "en" | "fr",
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC",
    pitch: pitchOf(d.pitch),
    attributes: attributes as { [k: string]: string },
    consent: { terms_version: about.value!.terms_version, of_age: d.ofAge },
    ...(d.invitation.trim() ? { invitation: d.invitation.trim() } : {}),
  };
  const got = await once(JSON.stringify(body), (headers) =>
    ask(api.POST("/v1/signup", { headers, body })));

  attempt.value = { attempt: got.attempt, expires: got.expires_at, email: body.email, joins: true };
}

/* The same for whoever is in already. */
export async function askForCode(email: string): Promise<void> {
  const body = { email: email.trim() };
  const got = await once(`sign in ${body.email}`, (headers) => ask(api.POST("/v1/signin", { headers, body })));

  attempt.value = { attempt: got.attempt, expires: got.expires_at, email: body.email };
}

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
