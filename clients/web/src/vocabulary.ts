/*
 * The words of attributes and how people read them. Short vocabularies are in
 * /v1/about; of long ones, words are asked for as they are needed.
 */
import { signal } from "@preact/signals";
import { api, ask, type Attribute, type Word } from "./api";
import { about } from "./state";
import { label, language } from "./words";

const found = signal(new Map<string, Word>());
const asked = new Set<string>();

export const attributeOf = (name: string): Attribute | undefined =>
  about.value?.attributes.find((a) => a.name === name);

/* Any word is allowed. */
export const isFree = (a: Attribute): boolean =>
  a.type === "tags" && a.word_count === undefined;

export const isLong = (a: Attribute): boolean =>
  a.word_count !== undefined && a.word_count > (a.words?.length ?? 0);

export async function search(a: Attribute, q: string, limit = 12): Promise<Word[]> {
  if (isFree(a)) return q === "" ? [] : matching(await ideasOf(a), q).slice(0, limit);
  if (!isLong(a)) return matching(a.words ?? [], q).slice(0, limit);
  const got = await ask(api.GET("/v1/vocabularies/{attribute}", {
    params: {
      path: { attribute: a.name },
      query: { q: q || undefined, language: language.value, limit },
    },
  }));

  return got.words as Word[];
}

/* Words to begin with where any is allowed, by attribute. Nobody else's words are
 * among them, since few people may use one. */
const ideas = signal(new Map<string, Word[]>());
const coming = new Map<string, Promise<Word[]>>();

function ideasOf(a: Attribute): Promise<Word[]> {
  if (!a.idea_count) return Promise.resolve([]);
  const asking = coming.get(a.name) ?? ask(api.GET("/v1/vocabularies/{attribute}", {
    params: { path: { attribute: a.name } },
  })).then(({ words }) => {
    ideas.value = new Map(ideas.value).set(a.name, words as Word[]);
    return words as Word[];
  });

  coming.set(a.name, asking);
  asking.catch(() => coming.delete(a.name));
  return asking;
}

/* What somebody types may be an idea by its name in their language, which has a
 * word of its own. The ideas are asked for where they are not here yet. */
export function meant(a: Attribute, typed: string): string {
  if (!ideas.value.has(a.name)) void ideasOf(a).catch(() => undefined);
  return ideas.value.get(a.name)?.find((x) => [x.word, label(x.label)]
    .some((text) => plain(text) === plain(typed)))?.word ?? typed;
}

const plain = (s: string) =>
  s.normalize("NFKD").replace(/\p{M}/gu, "").replace(/’/g, "'").toLowerCase();

/* Those that begin with it, then those that have it anywhere. */
function matching(words: Word[], q: string): Word[] {
  const sought = plain(q);
  const rank = (word: Word) => {
    const text = plain(label(word.label));
    return text.startsWith(sought) ? 0 : text.includes(sought) ? 1 : 2;
  };

  return words.map((word) => ({ word, rank: rank(word) }))
    .filter((r) => r.rank < 2).sort((a, b) => a.rank - b.rank).map((r) => r.word);
}

async function find(a: Attribute, word: string): Promise<void> {
  const key = `${a.name} ${word}`;

  if (asked.has(key)) return;
  asked.add(key);
  try {
    const words = await search(a, word, 1);
    const it = words.find((x) => x.word === word);
    if (it) found.value = new Map(found.value).set(key, it);
  } catch {
    asked.delete(key);
  }
}

/* As people read it; the word itself until that is known. */
export function read(a: Attribute | undefined, word: string): string {
  if (a === undefined) return word;
  if (isFree(a)) {
    const idea = ideas.value.get(a.name)?.find((x) => x.word === word);
    if (!ideas.value.has(a.name)) void ideasOf(a).catch(() => undefined);
    return idea ? label(idea.label) : word;
  }
  const known = a.words?.find((x) => x.word === word)
    ?? found.value.get(`${a.name} ${word}`);
  if (known) return label(known.label);
  if (isLong(a)) void find(a, word);
  return word.split("/").pop() ?? word;
}

/* The first level of a tree's word, read. */
export const readTop = (a: Attribute | undefined, word: string): string =>
  read(a, word.split("/")[0]);

/* The attribute that is the domain (docs/network.md). */
export const domain = (): Attribute | undefined =>
  about.value?.attributes.find((a) => a.name === "domain")
  ?? about.value?.attributes.find((a) => a.type === "tree" || a.type === "choice");
