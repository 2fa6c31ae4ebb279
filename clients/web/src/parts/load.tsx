/*
 * Something that has to be asked for first: while it is on its way, and where
 * it did not come.
 */
import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { Refusal } from "../api";
import { because, w } from "../words";
import { Do } from "./fields";

export type Loaded<T> = {
  value: T | null;
  why: unknown;
  again: () => Promise<void>;
  set: (value: T) => void;
};

/* Asks anew when one of `on` changes. What is there stays until the answer. What is
 * set while an answer is on its way may be newer than that, or older: it is asked anew.
 * However often it is asked, an answer is shown as it comes, unless a later one was
 * there before. `first` is shown until then. */
export function useLoad<T>(load: () => Promise<T>, on: unknown[], first: T | null = null): Loaded<T> {
  const [value, set] = useState<T | null>(first);
  const [why, setWhy] = useState<unknown>(null);
  const turn = useRef(0);
  /* The first turn whose answer still counts. */
  const since = useRef(1);
  const again = useCallback(async () => {
    const mine = ++turn.current;
    const counts = () => {
      if (mine < since.current) return false;
      since.current = mine + 1;
      return true;
    };

    try {
      const got = await load();
      if (!counts()) return;
      set(() => got);
      setWhy(null);
    } catch (error) {
      if (!counts()) return;
      /* What is not there any more is not shown any more either. */
      if (error instanceof Refusal && error.code === "not_found") set(null);
      setWhy(error);
    }
  }, on);

  useEffect(() => {
    void again();
    return () => void (since.current = turn.current + 1);
  }, [again]);
  return {
    value, why, again,
    set: (v: T) => {
      const isAsking = turn.current >= since.current;

      since.current = turn.current + 1;
      set(() => v);
      if (isAsking) void again();
    },
  };
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
      <Do class="quiet" what={of.again}>{w().again}</Do>
    </div>
  );
}
