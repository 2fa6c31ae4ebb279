/*
 * What may be wider than the screen, such as a table: it scrolls by itself, and
 * where it does so, a keyboard reaches it.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

export function Scroll({ name, children }: { name: string; children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  const [isWider, setWider] = useState(false);

  useEffect(() => {
    const it = box.current!;
    const watch = new ResizeObserver(() => setWider(it.scrollWidth > it.clientWidth));

    watch.observe(it);
    for (const inside of it.children) watch.observe(inside);
    return () => watch.disconnect();
  }, []);
  return (
    <div class="scroll" ref={box} {...(isWider ? { role: "region", "aria-label": name, tabIndex: 0 } : {})}>
      {children}
    </div>
  );
}
