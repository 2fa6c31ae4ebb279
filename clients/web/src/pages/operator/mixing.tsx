/*
 * How the fields mix: introductions between each two over what chance gives,
 * as a heat map that changes with the rounds; and who met.
 */
import { useState } from "preact/hooks";
import { api, ask, type Shapes } from "../../api";
import { Pick } from "../../parts/fields";
import { Show, useLoad } from "../../parts/load";
import { Scroll } from "../../parts/scroll";
import { about } from "../../state";
import { label, shortDay } from "../../words";
import { number, o, percent } from "./words";

type Mixing = Shapes["Mixing"];
type Cell = { offered: number; expected: number };

const PAGE = 100, PAGES_MAX = 6;
/* A ratio of 4 and more, or of a quarter and less, is as strong as it gets. */
const STRONGEST = 2;
const NUMBERS_MAX = 14;

async function load(pool: string): Promise<Mixing> {
  const read = (cursor?: string) => ask(api.GET("/v1/operator/mixing", {
    params: { query: { pool: pool || undefined, limit: PAGE, cursor } },
  }));
  const all = await read();

  for (let page = 1; all.next && page < PAGES_MAX; page++) {
    const more = await read(all.next);
    all.steps.push(...more.steps);
    all.next = more.next;
  }
  all.steps.reverse();
  return all;
}

/* The cells of the first `count` rounds, added up; by "a b", a <= b. What chance would
   have done counts in every round, also where it did otherwise. */
function sum(m: Mixing, count: number): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  const add = (a: number, b: number, offered: number, expected: number) => {
    const key = `${a} ${b}`, was = cells.get(key) ?? { offered: 0, expected: 0 };
    if (offered + expected > 0)
      cells.set(key, { offered: was.offered + offered, expected: was.expected + expected });
  };

  for (const step of m.steps.slice(0, count)) {
    const pairs = step.cells.reduce((n, c) => n + c.offered, 0);
    const all = step.took_part.reduce((n, d) => n + d.members, 0);

    for (const c of step.cells) add(c.a, c.b, c.offered, 0);
    for (const d of step.took_part)
      for (const e of step.took_part)
        if (all > 1 && d.domain <= e.domain)
          add(d.domain, e.domain, 0, pairs / (all * (all - 1)) *
            (d === e ? d.members * (d.members - 1) : 2 * d.members * e.members));
  }
  return cells;
}

const nameOf = (d: Mixing["domains"][number]) =>
  d.label ? label(d.label as { [l: string]: string }) : d.word ?? o().all;

function Heat({ of: m, count }: { of: Mixing; count: number }) {
  const cells = sum(m, count);
  const used = m.domains.map((_, i) => i).filter((i) =>
    [...cells.keys()].some((k) => k.split(" ").includes(String(i))));
  const names = m.domains.map(nameOf);

  if (used.length === 0) return <p class="hint">{o().none}</p>;
  return (
    <Scroll name={o().parts.mixing}>
      <table class={`heat ${used.length <= NUMBERS_MAX ? "" : "dense"}`}>
        <caption class="unseen">{o().mixingHint}</caption>
        <thead><tr><td />{used.map((b, k) => <th key={b} scope="col" title={names[b]}><span aria-hidden="true">{k + 1}</span><span class="unseen">{names[b]}</span></th>)}</tr></thead>
        <tbody>
          {used.map((a, k) => (
            <tr key={a}>
              <th scope="row">{k + 1} {names[a]}</th>
              {used.map((b) => {
                const c = cells.get(a <= b ? `${a} ${b}` : `${b} ${a}`);
                const ratio = c && c.expected > 0 ? c.offered / c.expected : 0;
                const strength = c ? Math.min(Math.abs(Math.log2(ratio)) / STRONGEST, 1) : 0;
                return (
                  <td key={b} class={!c ? "void" : ratio >= 1 ? "warm" : "cool"} style={{ "--strength": `${Math.round(strength * 100)}%` }}
                    title={o().cell(names[a], names[b], c?.offered ?? 0, number(ratio, 1))}>
                    {c && used.length <= NUMBERS_MAX ? number(ratio, 1) : <span class="unseen">{c ? number(ratio, 1) : "0"}</span>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Met({ of: m }: { of: Mixing }) {
  const rate = (c: Mixing["cross"]) => o().rate(percent(c.met_rate), c.met, c.settled);

  return (
    <section class="panel">
      <h2>{o().metRate}</h2>
      <dl class="facts">
        <div><dt>{o().cross}</dt><dd>{rate(m.cross)}</dd></div>
        <div><dt>{o().same}</dt><dd>{rate(m.same)}</dd></div>
      </dl>
    </section>
  );
}

function Through({ of: m }: { of: Mixing }) {
  const last = m.steps.length;
  const [count, setCount] = useState(last);
  const text = last ? o().upTo(shortDay(m.steps[count - 1].at)) : "";

  return (
    <>
      <section class="panel">
        <h2>{o().parts.mixing}</h2>
        <p class="hint">{o().mixingHint}</p>
        {last > 1 && (
          <label class="field slide"><span>{text}</span>
            <input type="range" min={1} max={last} value={count} aria-label={o().slider} aria-valuetext={text}
              onInput={(e) => setCount(Number(e.currentTarget.value))} />
          </label>
        )}
        <Heat of={m} count={count} />
      </section>
      <Met of={m} />
    </>
  );
}

export function MixingOf() {
  const pools = about.value!.pools;
  const [pool, setPool] = useState("");
  const it = useLoad(() => load(pool), [pool]);

  return (
    <>
      {pools.length > 1 && <Pick name={o().pool} value={pool} onPick={setPool}
        options={[["", "–"], ...pools.map((p) => [p.name, label(p.title)] as [string, string])]} />}
      <Show of={it}>{(m) => <Through key={m.steps.length} of={m} />}</Show>
    </>
  );
}
