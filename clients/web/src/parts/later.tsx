/*
 * A page that is loaded when it is shown first. A house that was brought up to
 * date since this page was opened has its files no more: the page begins anew
 * then, once, and finds the new ones.
 */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { isOffline } from "../state";
import { w } from "../words";

type Loader = () => Promise<ComponentType>;

const KEY = "anew";

/* False where that was done already and did not help, or cannot be known. */
function beginAnew(): boolean {
  try {
    if (sessionStorage.getItem(KEY) !== null) return false;
    sessionStorage.setItem(KEY, "yes");
  } catch {
    return false;
  }
  location.reload();
  return true;
}

const worked = (): void => {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    /* Nothing is kept, and so nothing was. */
  }
};

export function later(load: Loader): ComponentType {
  let loaded: ComponentType | null = null;

  return function Later() {
    const [Page, setPage] = useState<ComponentType | null>(() => loaded);
    const [isMissing, setMissing] = useState(false);
    const fetch = () => load().then((page) => {
      worked();
      setPage(() => (loaded = page));
    }, () => {
      if (!navigator.onLine || isOffline.value || !beginAnew()) setMissing(true);
    });

    useEffect(() => {
      if (!loaded) void fetch();
    }, []);
    if (isMissing)
      return (
        <div class="trouble" role="alert">
          <p>{navigator.onLine ? w().isNew : w().problems.offline}</p>
          <button class="quiet" onClick={() => location.reload()}>{w().again}</button>
        </div>
      );
    return Page ? <Page /> : <div class="waiting" role="status"><span class="unseen">{w().waiting}</span></div>;
  };
}
