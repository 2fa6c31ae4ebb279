/*
 * What somebody has begun and not sent yet stays in the tab while they look at
 * other pages, or load this one again.
 */
import { useState } from "preact/hooks";
import { keep, kept } from "../state";

/* The object, changes to it, and its end: once sent it is not begun any more. */
export function useKept<T extends object>(key: string, first: T): [T, (some: Partial<T>) => void, () => void] {
  const [value, setValue] = useState<T>(() => ({ ...first, ...kept<T>(key) }));

  return [
    value,
    (some) => setValue((was) => {
      const now = { ...was, ...some };

      keep(key, now);
      return now;
    }),
    () => {
      keep(key, null);
      setValue(first);
    },
  ];
}
