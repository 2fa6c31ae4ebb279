/*
 * A list that comes in pages, newest first, with a button for older ones.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { attempt, w } from "../words";
import { Do } from "./fields";
import { Show, useLoad } from "./load";

type Page<T> = { items: T[]; next: string | null };

export function Pages<T>({ load, on, empty, children }: {
  load: (cursor?: string) => Promise<Page<T>>;
  on: unknown[];
  empty: string;
  children: (item: T, again: () => void) => ComponentChildren;
}) {
  const it = useLoad(() => load(), on);
  const [older, setOlder] = useState<Page<T> | null>(null);
  /* The pages after the first begin elsewhere once there is something newer. */
  useEffect(() => setOlder(null), on);
  const again = () => {
    setOlder(null);
    void it.again();
  };

  return (
    <Show of={it}>
      {(first) => {
        const next = older === null ? first.next : older.next;
        const all = [...first.items, ...(older?.items ?? [])];
        return (
          <>
            {all.length === 0 && <p class="hint">{empty}</p>}
            <ul class="list">{all.map((item, i) => <li key={i}>{children(item, again)}</li>)}</ul>
            {next && <Do class="quiet" what={() => attempt(async () => {
              const page = await load(next);
              setOlder({ items: [...(older?.items ?? []), ...page.items], next: page.next });
            })}>{w().older}</Do>}
          </>
        );
      }}
    </Show>
  );
}
