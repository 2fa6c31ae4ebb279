/*
 * Fetches the words while everything else is still on its way: which language
 * is read is not known to the page, only here. Names stand in it as build.mjs
 * knows them.
 */
import { firstOf } from "./languages";

declare const WORDS: { [language: string]: string };

document.head.append(Object.assign(document.createElement("link"), {
  rel: "modulepreload", href: WORDS[firstOf(Object.keys(WORDS))],
}));
