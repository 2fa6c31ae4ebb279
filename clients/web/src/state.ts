/*
 * What all pages share: who I am, what the community is, which page it is.
 */
import { computed, signal } from "@preact/signals";
import { api, ask, Refusal, type About, type Me } from "./api";

export const about = signal<About | null>(null);
export const me = signal<Me | null>(null);
/* Words for whoever cannot see what changed, and for a moment on the screen. */
export const notice = signal<{ text: string; bad: boolean } | null>(null);
export const isOffline = signal(!navigator.onLine);

addEventListener("online", () => (isOffline.value = false));
addEventListener("offline", () => (isOffline.value = true));

/* --- which page ------------------------------------------------------------- */

const path = () => location.hash.replace(/^#\/?/, "");
const here = signal(path());

addEventListener("hashchange", () => {
  here.value = path();
  scrollTo(0, 0);
});

/* As it stands, where it is no address that anybody made. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/* "introductions/ID" is ["introductions", "ID"]. */
export const route = computed(() => here.value.split("/").filter(Boolean).map(decoded));
export const go = (to: string) => (location.hash = `#/${to}`);

/* --- what is kept on this device --------------------------------------------- */

export function remember(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    /* A browser that keeps nothing: what was typed lives as long as the page. */
  }
}

export function recall<T>(key: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as T | null;
  } catch {
    return null;
  }
}

/* What was begun and not sent, in this tab: an object by its name, of the member
 * who wrote it. */
const begun = (key: string) => `begun ${me.value?.id ?? ""} ${key}`;

export function keep(key: string, value: unknown): void {
  try {
    if (value === null) sessionStorage.removeItem(begun(key));
    else sessionStorage.setItem(begun(key), JSON.stringify(value));
  } catch {
    /* As above. */
  }
}

export function kept<T>(key: string): T | null {
  try {
    return JSON.parse(sessionStorage.getItem(begun(key)) ?? "null") as T | null;
  } catch {
    return null;
  }
}

/* Nobody finds what somebody else began. */
function keepOnlyOf(member: string | null): void {
  try {
    for (const key of Object.keys(sessionStorage))
      if (key.startsWith("begun ") && (member === null || !key.startsWith(`begun ${member} `)))
        sessionStorage.removeItem(key);
  } catch {
    /* As above. */
  }
}

/* --- who I am ------------------------------------------------------------------ */

export async function loadAbout(): Promise<void> {
  about.value = await ask(api.GET("/v1/about"));
}

/* Whether somebody signed in here: the cookie itself is not for scripts. */
export const wasHere = (): boolean => recall("member") !== null;

/* Grows whenever somebody signs in or out here: what was asked before is no
 * answer to who is there now. */
let sitting = 0;

export const nextSitting = (): number => ++sitting;

/* False where nobody is signed in. */
export async function loadMe(): Promise<boolean> {
  const asked = sitting;

  try {
    me.value = await ask(api.GET("/v1/me"));
    remember("member", me.value.id);
    keepOnlyOf(me.value.id);
    return true;
  } catch (why) {
    if (why instanceof Refusal && why.code === "unauthenticated") {
      if (asked === sitting) forgetMe();
      return me.value !== null;
    }
    throw why;
  }
}

/* The session ended elsewhere while the page was open. What was typed stays on
 * the screen until its owner goes to sign in. */
export const isOut = signal(false);

const askedIn = new WeakMap<Request, number>();

api.use({
  onRequest({ request }) {
    askedIn.set(request, sitting);
    return undefined;
  },
  async onResponse({ request, response }) {
    if (response.status !== 401 || me.value === null || askedIn.get(request) !== sitting) return undefined;
    const said = (await response.clone().json().catch(() => null)) as { code?: string } | null;
    if (said?.code === "unauthenticated") isOut.value = true;
    return undefined;
  },
});

export function signInAgain(): void {
  const back = route.value.join("/");

  forgetMe();
  remember("wanted", back);
  go("signin");
}

/* All of the member that is on this device. */
export function forgetMe(): void {
  nextSitting();
  me.value = null;
  isOut.value = false;
  remember("member", null);
  remember("draft", null);
  remember("attempt", null);
  if ("caches" in self) void caches.delete("seen");
}

export async function signOut(): Promise<void> {
  try {
    await ask(api.DELETE("/v1/session"));
  } catch (why) {
    /* It ended elsewhere: so much the better. */
    if (!(why instanceof Refusal && why.code === "unauthenticated")) throw why;
  }
  keepOnlyOf(null);
  forgetMe();
  go("");
}

/* Somebody else signed in, or out, in another tab: this one is no longer whose it
 * looks to be. */
addEventListener("storage", (e) => {
  if (e.key === "member" && me.value !== null && e.newValue !== JSON.stringify(me.value.id))
    location.reload();
});

let noticeEnds = 0;

export function say(text: string, bad = false): void {
  notice.value = { text, bad };
  clearTimeout(noticeEnds);
  noticeEnds = window.setTimeout(() => (notice.value = null), 8000);
}
