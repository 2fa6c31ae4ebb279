/*
 * The words in English, and the shape that every language has. What a member
 * may get to read is said plainly; every problem says what to do.
 */
import { frame } from "./en/frame";
import { joining } from "./en/joining";
import { week } from "./en/week";
import { mine } from "./en/mine";

export const en = { ...frame, ...joining, ...week, ...mine };

export type Words = typeof en;
