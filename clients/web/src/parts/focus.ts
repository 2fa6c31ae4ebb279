/*
 * Where a keyboard's focus goes when what had it is there no more: to what was around
 * it. A browser would go to the page's beginning, and who cannot see the page would
 * not know where they are.
 */
import { useEffect } from "preact/hooks";

/* Nearest first. What is to be focused by a script alone is not reached by Tab. */
function around(e: Element, within: Element): HTMLElement[] {
  const found: HTMLElement[] = [];

  for (let at = e.parentElement; at && within.contains(at); at = at.parentElement) found.push(at);
  return found;
}

export function useFocusKept(id: string): void {
  useEffect(() => {
    const within = document.getElementById(id)!;
    let had: Element | null = null, whence: HTMLElement[] = [];
    const look = (e: FocusEvent) => {
      had = e.target as Element;
      whence = around(had, within);
    };
    const watch = new MutationObserver(() => {
      if (!had || had.isConnected || (document.activeElement !== document.body && document.activeElement !== null)) return;
      const next = whence.find((e) => e.isConnected);
      had = null;
      if (!next) return;
      if (!next.hasAttribute("tabindex")) next.tabIndex = -1;
      next.focus({ preventScroll: true });
    });

    /* Whoever points goes elsewhere on purpose. */
    const point = () => (had = null);

    within.addEventListener("focusin", look);
    document.addEventListener("pointerdown", point);
    watch.observe(within, { childList: true, subtree: true });
    return () => {
      within.removeEventListener("focusin", look);
      document.removeEventListener("pointerdown", point);
      watch.disconnect();
    };
  }, []);
}
