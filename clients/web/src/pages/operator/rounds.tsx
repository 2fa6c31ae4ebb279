/*
 * Rounds: which there were, what each reached, who sat out and why.
 */
import { useState } from "preact/hooks";
import { api, ask, once, type Shapes } from "../../api";
import { useLive } from "../../live";
import { useNow } from "../../now";
import { Sure } from "../../parts/confirm";
import { Pick } from "../../parts/fields";
import { Show, useLoad } from "../../parts/load";
import { Pages } from "../../parts/pages";
import { Scroll } from "../../parts/scroll";
import { about, go, route } from "../../state";
import { label, moment } from "../../words";
import { attributeOf } from "../../vocabulary";
import { number, o, percent } from "./words";

type Round = Shapes["Round"];
type Report = Shapes["DrawReport"];

export const poolTitle = (name: string): string => {
  const pool = about.value!.pools.find((p) => p.name === name);
  return pool ? label(pool.title) : name;
};

export const attributeTitle = (name: string): string => {
  const a = attributeOf(name);
  return a ? label(a.title) : name;
};

const when = (r: Round) => moment(r.published_at ?? r.scheduled_at);

const isWaiting = (r: Round) => r.state === "drawn" && r.waits_since !== null && !r.approved;

/* Its time has come: the page hears of it once it is drawn. */
const isDue = (r: Round, now: number) => ["planned", "open"].includes(r.state) && new Date(r.scheduled_at).getTime() <= now;

const stateOf = (r: Round) => (isWaiting(r) ? o().waits : r.approved && r.state === "drawn" ? o().approved : o().states[r.state]);

function RunNow() {
  const pools = about.value!.pools;
  const [pool, setPool] = useState(pools[0]?.name ?? "");
  const run = async () => {
    const round = await once(`run ${pool}`, (headers) =>
      ask(api.POST("/v1/operator/rounds", { headers, body: { pool } })));
    go(`operator/rounds/${round.id}`);
  };

  return (
    <div class="beside">
      {pools.length > 1 && <Pick name={o().pool} value={pool} onPick={setPool}
        options={pools.map((p) => [p.name, label(p.title)])} />}
      <p class="actions"><Sure name={o().run} question={o().runOf(poolTitle(pool))} what={run} /></p>
    </div>
  );
}

function List() {
  const [turn, setTurn] = useState(0);

  useLive((event) => {
    if (event.kind === "round" || event.kind === "reset") setTurn((n) => n + 1);
  }, []);
  return (
    <>
      <RunNow />
      <Pages on={[turn]} empty={o().noRounds} load={async (cursor) => {
        const got = await ask(api.GET("/v1/operator/rounds", { params: { query: { limit: 20, cursor } } }));
        return { items: got.rounds, next: got.next };
      }}>
        {(r) => (
          <a class="row" href={`#/operator/rounds/${r.id}`}>
            <b>{poolTitle(r.pool)}{r.second_of && `, ${o().second}`}</b>
            <span>{when(r)} · {stateOf(r)}
              {r.members !== null && ` · ${o().ofMembers(r.introduced ?? 0, r.members)}`}
              {!!r.sat_out && ` · ${o().satOut(r.sat_out)}`}</span>
            {r.failure && <span class="wrong">{r.failure}</span>}
          </a>
        )}
      </Pages>
    </>
  );
}

/* What the draw reached, beside chance and the ceiling. */
function ReportOf({ of: r }: { of: Report }) {
  const t = o();

  return (
    <>
      <Scroll name={t.report}>
        <table>
          <caption class="unseen">{t.report}</caption>
          <thead><tr><th scope="col">{t.attribute}</th><th scope="col">{t.differ}</th><th scope="col">{t.chance}</th>
            <th scope="col">{t.atMost}</th><th scope="col">{t.homophily}</th><th scope="col">{t.ei}</th></tr></thead>
          <tbody>
            {r.differ.map((d) => (
              <tr key={d.attribute}><th scope="row">{attributeTitle(d.attribute)}</th><td>{percent(d.share)}</td>
                <td>{percent(d.chance)}</td><td>{percent(d.ceiling)}</td><td>{number(d.homophily)}</td><td>{number(d.e_i)}</td></tr>
            ))}
            <tr><th scope="row">{t.scoreOf}</th><td>{number(r.mean_score, 3)}</td><td>{number(r.chance_score, 3)}</td>
              <td>{number(r.upper_bound, 3)}</td><td>–</td><td>–</td></tr>
          </tbody>
        </table>
      </Scroll>
      <dl class="facts">
        <div><dt>{t.repeats}</dt><dd>{r.repeats}</dd></div>
        {r.rounds_left !== null && <div><dt>{t.left}</dt><dd>{r.rounds_left}</dd></div>}
        <div><dt>{t.law}</dt><dd lang="en">{r.law}</dd></div>
      </dl>
      {r.sat_out_by_reason.length > 0 && <>
        <h3>{t.whoSatOut}</h3>
        <ul class="list">
          {r.sat_out_by_reason.map((s) => (
            <li key={s.reason + s.rule}>
              <span>{s.reason === "excluded" ? t.reasons.excluded(s.rule ?? "") : t.reasons[s.reason as "alone" | "nobody" | "taken" | "placeless"] ?? s.reason}</span>
              <b>{s.members}</b>
            </li>
          ))}
        </ul>
      </>}
    </>
  );
}

function Groups({ id }: { id: string }) {
  const name = (m: Shapes["GroupMember"]) => m.name || m.ref || m.id.slice(0, 8);
  type Line = { who: string; why: string[]; isOut: boolean };

  return (
    <Pages<Line> on={[id]} empty={o().none} load={async (cursor) => {
      const got = await ask(api.GET("/v1/operator/rounds/{round}/groups", {
        params: { path: { round: id }, query: { limit: 50, cursor } },
      }));
      return {
        items: [
          ...got.sit_outs.map((s) => ({ who: name(s.member), why: s.why, isOut: true })),
          ...got.groups.map((g) => ({ who: g.members.map(name).join(" × "), why: g.why, isOut: false })),
        ],
        next: got.next,
      };
    }}>
      {(l) => (
        <details class="row">
          <summary>{l.who}{l.isOut && ` · ${o().out}`}</summary>
          <ul lang="en">{l.why.map((x) => <li key={x} class="hint">{x}</li>)}</ul>
        </details>
      )}
    </Pages>
  );
}

/* A round that is not published yet: a yes where one is wanted, or none of it. */
function InHand({ of: r, onDone }: { of: Round; onDone: () => Promise<void> }) {
  const params = { params: { path: { round: r.id } } };
  const approve = async () => {
    await ask(api.POST("/v1/operator/rounds/{round}/approval", params));
    await onDone();
  };
  const cancel = async () => {
    await ask(api.POST("/v1/operator/rounds/{round}/cancellation", params));
    await onDone();
  };

  if (!["planned", "open", "drawn", "failed"].includes(r.state) || r.approved) return null;
  return (
    <>
      {isWaiting(r) && <p class="standing">{o().waitsHint(moment(r.waits_since!))}</p>}
      <p class="actions">
        {isWaiting(r) && <Sure class="" name={o().approve} question={o().approveOf(r.introduced ?? 0)} what={approve} />}
        <Sure name={o().cancelRound} question={isWaiting(r) ? o().cancelDrawn : o().cancelOf(poolTitle(r.pool), when(r))} what={cancel} />
      </p>
    </>
  );
}

function One({ id }: { id: string }) {
  const now = useNow();
  const it = useLoad(async () => {
    const params = { params: { path: { round: id } } };
    const [round, report] = await Promise.all([
      ask(api.GET("/v1/operator/rounds/{round}", params)), ask(api.GET("/v1/operator/rounds/{round}/report", params)),
    ]);
    return { round, report };
  }, [id]);

  useLive((event) => {
    if (event.kind === "round" || event.kind === "reset") void it.again();
  }, [it.again]);
  return (
    <Show of={it}>
      {({ round: r, report }) => <>
        <section class="panel">
          <h2>{poolTitle(r.pool)} <small>{when(r)} · {stateOf(r)}</small></h2>
          {r.failure && <p class="wrong">{r.failure}</p>}
          {r.members !== null && <p>{o().ofMembers(r.introduced ?? 0, r.members)}{!!r.sat_out && `, ${o().satOut(r.sat_out)}`}</p>}
          {r.met !== null && <p>{o().came(r.met, r.not_met ?? 0, r.came_to_nothing ?? 0)}</p>}
          {isDue(r, now) && <><p role="status">{o().drawing}</p><progress aria-label={o().drawing} /></>}
          <InHand of={r} onDone={it.again} />
        </section>
        <section class="panel">
          <h2>{o().report}</h2>
          {report.report ? <ReportOf of={report.report} /> : <p class="hint">{o().noReport}</p>}
          <dl class="facts">
            {report.seed && <div><dt>{o().seed}</dt><dd class="code-line">{report.seed}</dd></div>}
            {report.input_digest && <div><dt>{o().digest}</dt><dd class="code-line">{report.input_digest}</dd></div>}
          </dl>
        </section>
        <section class="panel">
          <h2>{o().groups}</h2>
          {r.state !== "planned" && <Groups key={r.state} id={id} />}
        </section>
      </>}
    </Show>
  );
}

export function Rounds() {
  const id = route.value[2];

  return id ? <One id={id} /> : <List />;
}
