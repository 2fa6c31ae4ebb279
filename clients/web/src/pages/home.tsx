/*
 * This week: whom to meet, or how long until there is somebody, and why not.
 */
import { useEffect } from "preact/hooks";
import { api, ask, type Introduction, type Pool, type Shapes } from "../api";
import { useLive } from "../live";
import { useNow } from "../now";
import { Do } from "../parts/fields";
import { Show, useLoad } from "../parts/load";
import { Crossing } from "../parts/threads";
import { about, loadAbout, loadMe, me } from "../state";
import { attempt, label, moment, set, until, w } from "../words";
import { Whole } from "./introduction";

type MyRound = Shapes["MyRound"];
type Week = { current: Introduction[]; pools: Pool[]; last: MyRound | null };

/* What is under way, and the newest also when it is over well. */
const isCurrent = (i: Introduction, at: number): boolean =>
  (i.state === "offered" && i.answer !== "declined") || i.state === "accepted" ||
  (i.state === "met" && at === 0);

async function load(): Promise<Week> {
  const [intros, pools, rounds] = await Promise.all([
    ask(api.GET("/v1/me/introductions", { params: { query: { limit: 20 } } })),
    ask(api.GET("/v1/pools")),
    ask(api.GET("/v1/me/rounds", { params: { query: { limit: 1 } } })),
  ]);

  return { current: intros.introductions.filter(isCurrent), pools: pools.pools, last: rounds.rounds[0] ?? null };
}

function NextOf({ pool }: { pool: Pool }) {
  const now = useNow();
  const t = w().home;

  if (!pool.member) return null;
  const soon = pool.second_draw_at;
  const at = soon ?? pool.my_next_round_at;
  return (
    <div class="next">
      <h2>{label(pool.title)}</h2>
      {at ? (
        <p class="countdown"><time dateTime={at}>{until(at, now)}</time> <span>{moment(at)}</span></p>
      ) : (
        <p>{pool.next_round_at ? t.notYours(moment(pool.next_round_at)) : t.byHand}</p>
      )}
      {soon && <p class="hint">{t.second}</p>}
      {pool.resting && <p class="hint">{t.resting[pool.resting]}</p>}
    </div>
  );
}

/* What keeps one from being drawn, and the way back. */
function Away({ onChange }: { onChange: () => Promise<void> }) {
  const t = w().home, m = me.value!;
  const { terms_version, terms_url } = about.value!;
  /* With it comes another draw, which the rest of the page tells of. */
  const change = (what: () => Promise<unknown>) => attempt(async () => {
    await what();
    await Promise.all([loadMe(), onChange()]);
  });
  const back = () => change(() => ask(api.POST("/v1/me/back")));
  const unpause = () => change(() => ask(api.DELETE("/v1/me/pause")));
  const consent = () => change(async () => {
    await ask(api.PUT("/v1/me/consent", { body: { terms_version, of_age: true } }));
  });

  /* The page may be older than the terms. */
  useEffect(() => {
    if (m.consent?.outdated) void loadAbout().catch(() => undefined);
  }, [m.consent?.outdated]);

  return (
    <>
      {m.rest_since && <div class="note"><p>{t.rest}</p><Do what={back}>{t.back}</Do></div>}
      {m.pause && <div class="note"><p>{m.pause.until ? t.pausedUntil(moment(m.pause.until)) : t.paused}</p>
        <Do what={unpause}>{t.unpause}</Do></div>}
      {m.consent?.outdated && <div class="note"><p>{t.consent}{terms_url &&
        <> <a href={terms_url} target="_blank" rel="noreferrer">{w().join.readTerms}</a></>}</p><Do what={consent}>{t.consentNow}</Do></div>}
      {m.email_stopped && <div class="note"><p>{t.emailStopped} <a href="#/account">{t.emailFix}</a></p></div>}
    </>
  );
}

function SatOut({ round }: { round: MyRound }) {
  return (
    <section class="satout">
      <h2>{w().home.satOut}</h2>
      <ul>{round.why.map((x) => <li key={x}>{set(x)}</li>)}</ul>
    </section>
  );
}

export function Home() {
  const it = useLoad(load, []);
  const t = w().home;

  useLive((event) => {
    if (event.kind !== "message") void it.again();
  }, [it.again]);
  return (
    <div class="home">
      <Away onChange={it.again} />
      <Show of={it}>
        {({ current, pools, last }) => (
          <>
            {current.length === 0 && <>
              <h1>{last ? t.between : t.first(me.value!.name)}</h1>
              <Crossing />
            </>}
            {current.length > 0 && <h1>{t.thisWeek}</h1>}
            {current.map((i) => <Whole key={i.id} id={i.id} first={i} />)}
            {current.length === 0 && last?.outcome === "sat_out" && <SatOut round={last} />}
            {pools.map((p) => <NextOf key={p.name} pool={p} />)}
            {!pools.some((p) => p.member) && <p>{t.noPool} <a href="#/pools">{t.pools}</a></p>}
          </>
        )}
      </Show>
    </div>
  );
}
