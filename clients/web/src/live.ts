/*
 * What happens, as it happens (GET /v1/events). The browser connects anew by
 * itself and goes on from the last event's id; a stream that is made anew here
 * is told of it.
 */
import { useEffect } from "preact/hooks";
import { isOffline } from "./state";

export type Happening = {
  kind: "introduction" | "message" | "round" | "report" | "reset";
  introduction?: string;
};

type Listener = (event: Happening) => void;

const KINDS: Happening["kind"][] = ["introduction", "message", "round", "report", "reset"];
const AGAIN_MS = 15000;
/* How long a stream may be away before it is told: a browser connects anew in less. */
const SILENCE_MS = 5000;
let silence = 0;
const listeners = new Set<Listener>();
let source: EventSource | null = null;
/* How far it came. */
let last = "";

/* Also what this page did itself, and nobody else is told of. */
export function tell(event: Happening): void {
  listeners.forEach((listener) => listener(event));
}

function hear(): void {
  clearTimeout(silence);
  silence = 0;
}

export function listen(): void {
  if (source !== null && source.readyState !== EventSource.CLOSED) return;
  source = new EventSource(`/v1/events${last && `?after=${encodeURIComponent(last)}`}`);
  source.onopen = () => {
    hear();
    isOffline.value = false;
  };
  /* Closed for good: a limit, or a restart that took longer. Else nobody answers: what
   * the worker shows then is from before, which has to be said. */
  source.onerror = () => {
    if (source?.readyState === EventSource.CLOSED)
      setTimeout(() => source !== null && listen(), AGAIN_MS);
    else
      silence ||= window.setTimeout(() => {
        silence = 0;
        isOffline.value = true;
      }, SILENCE_MS);
  };
  source.addEventListener("hello", (event) => (last = event.lastEventId));
  for (const kind of KINDS)
    source.addEventListener(kind, (event) => {
      last = event.lastEventId;
      const data = JSON.parse(event.data || "{}") as { introduction?: string };

      tell({ kind, introduction: data.introduction });
    });
}

export function hush(): void {
  source?.close();
  source = null;
  hear();
  /* Nobody would take back what a stream said that is no more. */
  isOffline.value = !navigator.onLine;
  last = "";
}

/* Calls while the part is on the screen; also when the page comes back after it
 * was away, since a phone that slept has heard nothing. */
export function useLive(listener: Listener, on: unknown[]): void {
  useEffect(() => {
    const back = () => {
      if (document.visibilityState === "visible") listener({ kind: "reset" });
    };

    listeners.add(listener);
    document.addEventListener("visibilitychange", back);
    return () => {
      listeners.delete(listener);
      document.removeEventListener("visibilitychange", back);
    };
  }, on);
}
