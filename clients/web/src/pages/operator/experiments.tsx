/*
 * Experiments: two sets of rules side by side, what they have shown so far, how
 * sure that is, and how many more rounds it takes.
 */
import { useState } from "preact/hooks";
import { api, ask, type Shapes } from "../../api";
import { useLive } from "../../live";
import { Sure } from "../../parts/confirm";
import { Show, useLoad } from "../../parts/load";
import { Pages } from "../../parts/pages";
import { Scroll } from "../../parts/scroll";
import { route, say } from "../../state";
import { shortDay } from "../../words";
import { poolTitle } from "./rounds";
import { number, o } from "./words";

type Experiment = Shapes["Experiment"];
type Result = Shapes["ExperimentResult"];
type Measure = Shapes["ExperimentMeasure"];

/* As far as a difference of each can be. */
const REACH = { met: 1, rating: 4 };

const range = (low: number | null, high: number | null) =>
  low === null || high === null ? "–" : o().experiments.range(number(low), number(high));

/* The difference and the interval around it, left and right of none. */
function Interval({ of: m, reach }: { of: Measure; reach: number }) {
  const x = (v: number) => 50 + (Math.max(-reach, Math.min(reach, v)) / reach) * 50;

  if (m.difference === null || m.always_low === null || m.always_high === null) return null;
  return (
    <svg class="bar interval" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="rail" x="0" y="3" width="100" height="2" />
      <rect class="wide" x={x(m.always_low)} y="2.5" width={Math.max(x(m.always_high) - x(m.always_low), 0.5)} height="3" />
      {m.low !== null && m.high !== null &&
        <rect class="mine" x={x(m.low)} y="2" width={Math.max(x(m.high) - x(m.low), 0.5)} height="4" />}
      <rect class="mean" x={Math.min(x(m.difference), 99.2)} y="0.5" width="0.8" height="7" />
      <rect class="top" x="49.8" y="0" width="0.4" height="8" />
    </svg>
  );
}

function MeasureOf({ name, of: m, reach, isGoal }: { name: string; of: Measure; reach: number; isGoal: boolean }) {
  const t = o().experiments;

  return (
    <section class="panel">
      <h2>{name} {isGoal && <small>{t.goal}</small>}</h2>
      <Scroll name={name}>
        <table>
          <caption class="unseen">{name}</caption>
          <thead><tr><th scope="col">{t.arm}</th><th scope="col">{t.mean}</th><th scope="col">{t.known}</th></tr></thead>
          <tbody>{m.arms.map((a) => (
            <tr key={a.arm}><th scope="row">{a.arm}</th><td>{number(a.mean, 3)}</td><td>{t.ofCount(a.known, a.introductions)}</td></tr>
          ))}</tbody>
        </table>
      </Scroll>
      <Interval of={m} reach={reach} />
      {m.difference === null ? <p class="hint">{t.notYet}</p> : <dl class="facts">
        <div><dt>{t.difference(m.arms[1].arm, m.arms[0].arm)}</dt><dd>{number(m.difference, 3)}</dd></div>
        <div><dt>{t.always}</dt><dd>{range(m.always_low, m.always_high)}</dd></div>
        <div><dt>{t.once}</dt><dd>{range(m.low, m.high)}</dd></div>
        <div><dt>{t.bounds}</dt><dd>{range(m.bound_low, m.bound_high)}</dd></div>
        <div><dt>{t.needed}</dt><dd>{t.neededEither(number(m.more_always), number(m.more_once))}</dd></div>
      </dl>}
    </section>
  );
}

function Costs({ of: r }: { of: Result }) {
  const t = o().experiments;

  return (
    <section class="panel">
      <h2>{t.costs}</h2>
      <p class="hint">{t.costsHint}</p>
      <Scroll name={t.costs}>
        <table>
          <caption class="unseen">{t.costs}</caption>
          <thead><tr><th scope="col">{t.arm}</th><th scope="col">{t.introduced}</th><th scope="col">{t.score}</th>
            <th scope="col">{t.wholeIntroduced}</th><th scope="col">{t.wholeScore}</th></tr></thead>
          <tbody>{r.arms.map((a) => (
            <tr key={a.arm}><th scope="row">{a.arm}</th><td>{t.ofCount(a.introduced, a.members)}</td><td>{number(a.score, 3)}</td>
              <td>{t.ofCount(a.whole_introduced, a.whole_members)}</td><td>{number(a.whole_score, 3)}</td></tr>
          ))}</tbody>
        </table>
      </Scroll>
    </section>
  );
}

function One({ id }: { id: string }) {
  const t = o().experiments, params = { params: { path: { experiment: id } } };
  const it = useLoad(() => ask(api.GET("/v1/operator/experiments/{experiment}", params)), [id]);
  const stop = async () => {
    await ask(api.DELETE("/v1/operator/experiments/{experiment}", params));
    say(t.stopped);
    await it.again();
  };

  useLive((event) => {
    if (event.kind === "round" || event.kind === "reset") void it.again();
  }, [it.again]);
  return (
    <Show of={it}>
      {(r) => {
        const e = r.experiment;
        return <>
          <section class="panel">
            <h2>{e.name} <small>{poolTitle(e.pool)} · {t.states[e.state]}</small></h2>
            <p class="standing">{r.ahead === null ? t.open : t.ahead(r.ahead)}</p>
            <p>{t.rounds(e.drawn, e.rounds, e.counted)}</p>
            {(e.state === "planned" || e.state === "running") &&
              <p class="actions"><Sure name={t.stop} question={t.stopOf} what={stop} /></p>}
          </section>
          {(["met", "rating"] as const).map((g) =>
            <MeasureOf key={g} name={t.goals[g]} of={r[g]} reach={REACH[g]} isGoal={e.goal === g} />)}
          <Costs of={r} />
          <details><summary>{t.definition}</summary><p class="pitch code-line" lang="en">{e.definition}</p></details>
        </>;
      }}
    </Show>
  );
}

const since = (e: Experiment) => shortDay(e.started_at ?? e.made_at);

function List() {
  const [turn, setTurn] = useState(0);

  useLive((event) => {
    if (event.kind === "round" || event.kind === "reset") setTurn((n) => n + 1);
  }, []);
  return (
    <section class="panel">
      <h2>{o().parts.experiments}</h2>
      <p class="hint">{o().experiments.hint}</p>
      <Pages on={[turn]} empty={o().experiments.none} load={async (cursor) => {
        const got = await ask(api.GET("/v1/operator/experiments", { params: { query: { limit: 20, cursor } } }));
        return { items: got.experiments, next: got.next };
      }}>
        {(e) => (
          <a class="row" href={`#/operator/experiments/${e.id}`}>
            <b>{e.name}: {e.arms.join(" / ")}</b>
            <span>{poolTitle(e.pool)} · {since(e)} · {o().experiments.states[e.state]} · {o().experiments.rounds(e.drawn, e.rounds, e.counted)}</span>
          </a>
        )}
      </Pages>
    </section>
  );
}

export function Experiments() {
  const id = route.value[2];

  return id ? <One id={id} /> : <List />;
}
