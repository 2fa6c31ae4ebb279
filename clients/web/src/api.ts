/*
 * The API, typed from its own document: `schema.d.ts` is made of it when types
 * are checked (tests/web/types.sh), and nothing of it is in the program. The
 * session is a cookie that scripts cannot read.
 */
import createClient from "openapi-fetch";
import type { components, paths } from "./schema";

export type Shapes = components["schemas"];
export type About = Shapes["About"];
export type Attribute = Shapes["AttributeInfo"];
export type Word = Shapes["Word"];
export type Me = Shapes["Me"];
export type Introduction = Shapes["Introduction"];
export type Partner = Shapes["Partner"];
export type Meeting = Shapes["Meeting"];
export type Message = Shapes["Message"];
export type Pool = Shapes["Pool"];
export type Diversity = Shapes["Diversity"];
export type Figures = Shapes["NetworkFigures"];
export type Problem = Shapes["Problem"];
export type Labels = { [language: string]: string };
export type Value = string | number | string[] | null;
export type Values = { [attribute: string]: Value };

export const api = createClient<paths>({
  baseUrl: location.origin,
  credentials: "same-origin",
});

/* What a refusal, or no answer at all, becomes for whoever reads it. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly detail: string,
    readonly fields: { pointer: string; code: string; detail: string }[] = [],
    readonly wait: number | null = null,
  ) {
    super(detail);
  }
}

type Reply<T> = { data?: T; error?: unknown; response: Response };

const isProblem = (x: unknown): x is Problem =>
  typeof x === "object" && x !== null && "code" in x;

/* After these it may have been done all the same. */
const UNKNOWN = ["offline", "internal", "deadline", "stopping", "database_gone", "repeated"];

let prepare: () => Promise<void> = async () => undefined;

/* What has to be there before somebody can read why. */
export const whenRefused = (what: () => Promise<void>): void => void (prepare = what);

/* The answer's body; else a Refusal is thrown. */
export async function ask<T>(reply: Promise<Reply<T>>): Promise<T> {
  let got: Reply<T>;

  try {
    got = await reply;
  } catch {
    throw new Refusal("offline", "");
  }
  if (got.response.ok) return got.data as T;
  await prepare().catch(() => undefined);
  const wait = Number(got.response.headers.get("Retry-After")) || null;
  if (isProblem(got.error))
    throw new Refusal(got.error.code, got.error.detail, got.error.errors, wait);
  throw new Refusal("internal", String(got.response.status), [], wait);
}

const keys = new Map<string, string>();

/* A request that creates something. Where it is not known whether it arrived, the
 * same one again has the same key, and so happens once. */
export async function once<T>(
  what: string, send: (headers: { "Idempotency-Key": string }) => Promise<T>,
): Promise<T> {
  const key = keys.get(what) ?? crypto.randomUUID();

  keys.set(what, key);
  try {
    const got = await send({ "Idempotency-Key": key });
    keys.delete(what);
    return got;
  } catch (why) {
    if (why instanceof Refusal && !UNKNOWN.includes(why.code)) keys.delete(what);
    throw why;
  }
}
