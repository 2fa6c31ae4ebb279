/*
 * What has been: introductions, and rounds without one and why.
 */
import { api, ask } from "../api";
import { names } from "../introductions";
import { Pages } from "../parts/pages";
import { label, set, shortDay, w } from "../words";
import { about } from "../state";

const titleOf = (pool: string) => {
  const p = about.value!.pools.find((x) => x.name === pool);
  return p ? label(p.title) : pool;
};

export function History() {
  const t = w().history;

  return (
    <div class="panels">
      <h1>{w().me.places.history[0]}</h1>
      <section class="panel">
        <h2>{t.introductions}</h2>
        <Pages on={[]} empty={t.none} load={async (cursor) => {
          const got = await ask(api.GET("/v1/me/introductions", { params: { query: { limit: 20, cursor } } }));
          return { items: got.introductions, next: got.next };
        }}>
          {(i) => <a class="row" href={`#/introductions/${i.id}`}>
            <b>{names(i)}</b><span>{shortDay(i.offered_at)} · {t.states[i.state]}</span>
          </a>}
        </Pages>
      </section>
      <section class="panel">
        <h2>{t.rounds}</h2>
        <Pages on={[]} empty={t.noRounds} load={async (cursor) => {
          const got = await ask(api.GET("/v1/me/rounds", { params: { query: { limit: 20, cursor } } }));
          return { items: got.rounds, next: got.next };
        }}>
          {(r) => <div class="row">
            <b>{titleOf(r.pool)}</b>
            <span>{shortDay(r.at)} · {r.outcome === "introduced" ? t.introduced : t.satOut}</span>
            {r.why.map((x) => <p key={x} class="hint">{set(x)}</p>)}
          </div>}
        </Pages>
      </section>
    </div>
  );
}
