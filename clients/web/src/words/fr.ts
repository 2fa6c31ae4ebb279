/*
 * Les mots en français. Les espaces insécables viennent de typeset.ts.
 */
import type { Words } from "./en";
import { frame } from "./fr/frame";
import { joining } from "./fr/joining";
import { week } from "./fr/week";
import { mine } from "./fr/mine";

export const fr: Words = { ...frame, ...joining, ...week, ...mine };
