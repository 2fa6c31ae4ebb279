/*
 * What helps to answer a question about an attribute.
 */
import type { Attribute } from "../api";
import { isFree } from "../vocabulary";
import { w } from "../words";

export function hintOf(a: Attribute): string {
  const t = w().hints;
  const named = t.named[a.name as keyof typeof t.named];

  if (named) return named;
  if (a.type === "tags") return isFree(a) ? t.freeTags : t.tags;
  if (a.type === "hours") return t.hours;
  return a.type === "tree" || a.type === "choice" ? t.words : "";
}
