/*
 * The beginning: words, community, member; then the page that the address
 * names. A page is a row in PAGES.
 */
import type { ComponentType } from "preact";
import { render } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { effect } from "@preact/signals";
import { hush, listen } from "./live";
import { useFocusKept } from "./parts/focus";
import { later } from "./parts/later";
import { Mark } from "./parts/threads";
import { about, go, isOffline, isOut, loadAbout, loadMe, me, notice, remember, route, signInAgain, wasHere } from "./state";
import { because, choose, firstLanguage, language, speak, w } from "./words";
import { Home } from "./pages/home";
import { Join } from "./pages/join";
import { Objection, Refusal, Signin } from "./pages/signin";
import { Welcome } from "./pages/welcome";
import { Introduction } from "./pages/introduction";

/* One of those that come together. */
type Mine = typeof import("./pages/mine");
const mine = (pick: (all: Mine) => ComponentType) => later(() => import("./pages/mine").then(pick));

const Account = mine((m) => m.Account);

/* By the first word of the address. What this week can do without comes when it
 * is asked for. */
const PAGES: { [first: string]: ComponentType } = {
  introductions: Introduction,
  network: later(() => import("./pages/network").then((m) => m.Network)),
  suggest: later(() => import("./pages/suggest").then((m) => m.Suggest)),
  me: mine((m) => m.Mine),
  operator: later(() => import("./pages/operator/operator").then((m) => m.Operator)),
  profile: mine((m) => m.Profile),
  pools: mine((m) => m.Pools),
  people: mine((m) => m.People),
  history: mine((m) => m.History),
  letters: mine((m) => m.LettersPage),
  invitations: mine((m) => m.Invitations),
  account: Account,
  sessions: Account,
};

/* Pages that anybody sees, signed in or not. */
const OPEN: { [first: string]: ComponentType } = {
  join: Join, signin: Signin, objection: Objection, refuse: Refusal,
};

/* Of an address that anybody may have typed. */
const pageOf = (pages: { [first: string]: ComponentType }, first: string): ComponentType | undefined =>
  (Object.keys(pages).includes(first) ? pages[first] : undefined);

const TABS = [["", "home"], ["network", "network"], ["me", "me"]] as const;

function Tabs() {
  const at = route.value[0] ?? "";
  const here = at === "" || at === "introductions" ? "" : at === "network" || at === "suggest" ? "network" : "me";

  return (
    <nav class="tabs" aria-label={w().tabs.title}>
      {TABS.map(([to, name]) => (
        <a key={to} href={`#/${to}`} aria-current={here === to ? "page" : undefined}>{w().tabs[name]}</a>
      ))}
    </nav>
  );
}

function Languages() {
  return (
    <p class="languages">
      {[["en", "English"], ["fr", "Français"]].filter(([l]) => l !== language.value).map(([l, name]) => (
        <button key={l} class="quiet faint" lang={l} onClick={() => void choose(l)}>{name}</button>
      ))}
    </p>
  );
}

function Page() {
  const first = route.value[0] ?? "";
  const Open = pageOf(OPEN, first);
  const Shown = first === "" || Open ? Home : first === "introductions" && !route.value[1]
    ? PAGES.history : pageOf(PAGES, first);

  if (Open && !(me.value && (Open === Join || Open === Signin))) return <Open />;
  if (!me.value) return <Welcome />;
  return Shown ? <Shown /> : <div class="question"><h1>{w().nothing}</h1><a class="button" href="#/">{w().tabs.home}</a></div>;
}

function Whole() {
  const n = notice.value;
  const at = route.value.join("/");
  const before = useRef(at);

  /* Whoever cannot see that the page is another one goes on at its beginning. */
  useEffect(() => {
    const main = document.getElementById("main");

    /* A field that has it keeps it: somebody may be typing by now. */
    if (before.current !== at && !main?.contains(document.activeElement)) main?.focus();
    before.current = at;
  }, [at]);
  useFocusKept("main");
  /* The page's heading names the tab, whenever it comes. */
  useEffect(() => {
    const main = document.getElementById("main")!;
    const name = () => {
      const head = main.querySelector("h1")?.textContent;
      const title = [head, about.value!.name].filter(Boolean).join(" · ");
      if (document.title !== title) document.title = title;
    };
    const watch = new MutationObserver(name);

    name();
    watch.observe(main, { childList: true, subtree: true, characterData: true });
    return () => watch.disconnect();
  }, []);
  return (
    <>
      <a class="skip" href="#main" onClick={(e) => { e.preventDefault(); document.getElementById("main")?.focus(); }}>{w().skipTo}</a>
      <header>
        <a class="home-link" href="#/" aria-label={about.value!.name}><Mark /><span>{about.value!.name}</span></a>
        {me.value ? <Tabs /> : <Languages />}
      </header>
      {isOffline.value && <p class="offline" role="status">{w().offline}</p>}
      {isOut.value && <p class="offline" role="alert">{w().problems.unauthenticated}{" "}
        <button class="faint quiet" onClick={signInAgain}>{w().welcome.signin}</button></p>}
      <main id="main" tabIndex={-1}><Page /></main>
      <div class="notices" role="status" aria-live="polite">
        {n && <p class={n.bad ? "bad" : ""}>{n.text}</p>}
      </div>
    </>
  );
}

function Trouble({ why }: { why: unknown }) {
  return (
    <main class="question">
      <h1>{w().cannotBegin}</h1>
      <p>{because(why)}</p>
      <button onClick={() => location.reload()}>{w().again}</button>
    </main>
  );
}

/* Browsers that check where scripts come from want to be told that this one may. */
function worker(): void {
  const types = (window as { trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } } }).trustedTypes;
  const url = types ? types.createPolicy("worker", { createScriptURL: (u: string) => u }).createScriptURL("/sw.js") : "/sw.js";

  if ("serviceWorker" in navigator) navigator.serviceWorker.register(url).catch(() => undefined);
}

async function begin(): Promise<void> {
  const root = document.getElementById("app")!;

  const words = speak(firstLanguage());
  try {
    const [isMember] = await Promise.all([wasHere() && loadMe(), loadAbout(), words]);
    const asked = route.value[0] ?? "";
    /* Where a letter's link leads, once signed in. */
    if (!isMember && asked && !pageOf(OPEN, asked)) {
      remember("wanted", route.value.join("/"));
      go("signin");
    }
  } catch (why) {
    await words;
    render(<Trouble why={why} />, root);
    addEventListener("online", () => location.reload(), { once: true });
    return;
  }
  effect(() => (me.value ? listen() : hush()));
  render(<Whole />, root);
  worker();
}

void begin();
