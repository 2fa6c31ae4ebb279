/*
 * What the house refuses of a form, at the field that it is about.
 */
import { useState } from "preact/hooks";
import { Refusal } from "../api";
import { say } from "../state";
import { because, wrongWith } from "../words";

/* Not of a field: of the connection, the house, or how often. */
const GENERAL = ["offline", "unauthenticated", "too_many_requests", "internal", "busy", "database_gone", "stopping", "deadline", "repeated"];

export type Form = {
  /* What is wrong with this field; undefined: nothing that is known. */
  wrong: (field: string) => string | undefined;
  attempt: (what: () => Promise<unknown>) => Promise<boolean>;
  /* Somebody is mending it. */
  forget: () => void;
  /* Said here rather than by the house. */
  refuse: (field: string, why: string) => void;
};

/* Fields by their names in the body. A refusal that names none of them is the
 * first one's. */
export function useForm(...fields: string[]): Form {
  const [why, setWhy] = useState<{ [field: string]: string }>({});
  const take = (refusal: Refusal) => {
    const of = (pointer: string) => fields.find((f) => pointer === `/${f}` || pointer.startsWith(`/${f}/`));
    const named = refusal.fields.map((f) => [of(f.pointer), wrongWith(f)] as const).filter(([f]) => f !== undefined);

    const all: { [field: string]: string } = {};

    for (const [f, text] of named) all[f!] = all[f!] ? `${all[f!]}; ${text}` : text;
    setWhy(named.length ? all : { [fields[0]]: because(refusal) });
  };

  return {
    wrong: (field) => why[field],
    forget: () => setWhy({}),
    refuse: (field, text) => setWhy({ [field]: text }),
    attempt: async (what) => {
      setWhy({});
      try {
        await what();
        return true;
      } catch (error) {
        if (error instanceof Refusal && !GENERAL.includes(error.code)) take(error);
        else say(because(error), true);
        return false;
      }
    },
  };
}
