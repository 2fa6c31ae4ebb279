/*
 * What a simulation found: both sides, what each requirement costs, and the change by
 * which nobody would sit out.
 */
import { Scroll } from "../../parts/scroll";
import type { Result, Side } from "./simulation";
import { attributeTitle } from "./rounds";
import { number, o, percent } from "./words";

type Set = NonNullable<Result["nearest"]>["sets"][number];

const spread = (s: Side["sum"]["introductions"]) =>
  s ? o().played.spread(number(s.median), number(s.least), number(s.most)) : "–";

function rows(r: Result): [string, (side: Side) => string][] {
  const t = o().rows, p = o().played;

  return [
    [t.introduced, (s) => number(s.sum.introduced)], [t.sat_out, (s) => number(s.sum.sat_out)],
    [t.repeats, (s) => number(s.sum.repeats)], [p.nobodyNew, (s) => number(s.sum.nobody_new)],
    [p.each, (s) => spread(s.sum.introductions)], [p.eachOut, (s) => spread(s.sum.sit_outs)],
    [t.sit_outs_in_a_row, (s) => number(s.sum.sit_outs_in_a_row)], [t.mean_score, (s) => number(s.sum.mean_score, 3)],
    [t.bridged, (s) => percent(s.sum.bridged?.share)],
    ...r.current.sum.differ.map((d, i) => [
      t.differ(attributeTitle(d.attribute)), (s: Side) => percent(s.sum.differ[i]?.share),
    ] as [string, (side: Side) => string]),
  ];
}

function Sides({ of: r }: { of: Result }) {
  return (
    <Scroll name={o().parts.whatif}>
      <table>
        <caption class="unseen">{o().parts.whatif}</caption>
        <thead><tr><th scope="col">{o().figure}</th><th scope="col">{o().now}</th><th scope="col">{o().then}</th></tr></thead>
        <tbody>{rows(r).map(([title, of]) => {
          const [now, then] = [of(r.current), of(r.proposed)];
          return <tr key={title} class={now === then ? "" : "changed"}><th scope="row">{title}</th><td>{now}</td><td>{then}</td></tr>;
        })}</tbody>
      </table>
    </Scroll>
  );
}

function Costs({ of: r }: { of: Result }) {
  const p = o().played;

  if (!r.costs.length) return null;
  return (
    <>
      <h3>{p.costs}</h3>
      <p class="hint">{p.costsHint}</p>
      <Scroll name={p.costs}>
        <table>
          <caption class="unseen">{p.costs}</caption>
          <thead><tr><th scope="col">{p.without}</th><th scope="col">{p.more}</th><th scope="col">{p.scoreMore}</th></tr></thead>
          <tbody>{r.costs.map((c) => (
            <tr key={c.rule}>
              <th scope="row">{c.rule}</th><td>{number(c.introduced_more)}</td><td>{number(c.score_more, 3)}</td>
            </tr>
          ))}</tbody>
        </table>
      </Scroll>
      <p>{r.costliest ? p.costliest(r.costliest.rule) : p.noCost}</p>
    </>
  );
}

function Change({ of: set }: { of: Set }) {
  return (
    <li>
      {set.changes.map((c) => <p key={c.rule}>{c.becomes === "wish" ? o().played.wish(c.rule) : o().played.dropped(c.rule)}</p>)}
      <p class="hint">{o().played.against(set.against, set.pairs)}</p>
    </li>
  );
}

function Nearest({ of: n }: { of: NonNullable<Result["nearest"]> }) {
  const p = o().played;

  return (
    <>
      <h3>{p.nearest}</h3>
      {n.inevitable > 0 && <p>{p.inevitable(n.inevitable)}</p>}
      {n.outcome === "not_needed" && <p>{p.notNeeded}</p>}
      {n.outcome === "not_found" && <p>{p.notFound(n.tried)}</p>}
      {n.sets.length > 0 && <ul>{n.sets.map((set) => <Change key={set.changes.map((c) => c.rule).join()} of={set} />)}</ul>}
    </>
  );
}

export function Played({ of: r }: { of: Result }) {
  return (
    <>
      <Sides of={r} />
      <Costs of={r} />
      {r.nearest && <Nearest of={r.nearest} />}
      {!r.blocks && <p class="hint">{o().played.noBlocks}</p>}
    </>
  );
}
