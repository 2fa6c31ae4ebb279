/*
 * Something that has to be asked for first: while it is on its way, and where
 * it did not come.
 */
import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { Refusal } from "../api";
import { because, w } from "../words";

export type Loaded<T> = {
  value: T | null;
  why: unknown;
  again: () => Promise<void>;
  set: (value: T) => void;
};

/* Asks anew when one of `on` changes. What is there stays until the answer. */
export function useLoad<T>(load: () => Promise<T>, on: unknown[]): Loaded<T> {
  const [value, set] = useState<T | null>(null);
  const [why, setWhy] = useState<unknown>(null);
  const turn = useRef(0);
  const again = useCallback(async () => {
    const mine = ++turn.current;

    try {
      const got = await load();
      if (mine !== turn.current) return;
      set(() => got);
      setWhy(null);
    } catch (error) {
      if (mine !== turn.current) return;
      /* What is not there any more is not shown any more either. */
      if (error instanceof Refusal && error.code === "not_found") set(null);
      setWhy(error);
    }
  }, on);

  useEffect(() => {
    void again();
    return () => void turn.current++;
  }, [again]);
  return { value, why, again, set: (v: T) => set(() => v) };
}

export function Show<T>({ of, children }: {
  of: Loaded<T>;
  children: (value: T) => ComponentChildren;
}) {
  if (of.value !== null) return <>{children(of.value)}</>;
  if (of.why === null)
    return <div class="waiting" role="status"><span class="unseen">{w().waiting}</span></div>;
  return (
    <div class="trouble" role="alert">
      <p>{because(of.why)}</p>
      <button class="quiet" onClick={() => void of.again()}>{w().again}</button>
    </div>
  );
}
