/*
 * How the community grows together: each figure as a line over time, with chance
 * and the most that is possible where there are such, and all of it as a table.
 */
import { api, ask, type Shapes } from "../../api";
import { Show, useLoad } from "../../parts/load";
import { Scroll } from "../../parts/scroll";
import { shortDay, w } from "../../words";
import { attributeTitle } from "./rounds";
import { number, o, percent } from "./words";

type Step = Shapes["CommunityStep"];
type Read = (step: Step) => number | null;
type Figure = {
  name: string;
  hint: string;
  of: Read;
  chance?: Read;
  ceiling?: Read;
  /* The range that is drawn: from here, up to the first of these that holds all. */
  least: number;
  most: number[];
  text: (x: number | null) => string;
};

const SHARES = [0.1, 0.2, 0.5, 1];

const share = (part: number, of: number) => (of > 0 ? part / of : null);

function figuresOf(steps: Step[]): Figure[] {
  const t = o().community;
  const whole: Figure[] = [
    { name: t.giant[0], hint: t.giant[1], of: (s) => share(s.giant, s.members), least: 0, most: SHARES, text: percent },
    { name: t.bridged[0], hint: t.bridged[1], of: (s) => s.share, chance: (s) => s.chance, ceiling: (s) => s.ceiling, least: 0, most: SHARES, text: percent },
    { name: t.distance[0], hint: t.distance[1], of: (s) => s.distance, least: 1, most: [2, 4, 6], text: number },
  ];

  return [...whole, ...(steps.at(-1)?.assortativity ?? []).map(({ attribute }): Figure => ({
    name: t.alike(attributeTitle(attribute)), hint: t.alikeHint, least: -1, most: [1], text: number,
    of: (s) => s.assortativity.find((a) => a.attribute === attribute)?.value ?? null,
  }))];
}

const WIDE = 300, HIGH = 72;

/* Where there is nothing to draw the line begins later, or breaks. */
function Line({ class: name, of: read, steps, y }: { class: string; of: Read; steps: Step[]; y: (x: number) => number }) {
  const x = (i: number) => (steps.length > 1 ? (i / (steps.length - 1)) * WIDE : WIDE);
  const path = steps.map((s, i) => {
    const value = read(s), before = i > 0 ? read(steps[i - 1]) : null;
    return value === null ? "" : `${before === null ? "M" : "L"}${x(i).toFixed(1)} ${y(value).toFixed(1)}`;
  }).join("");

  return <path class={name} d={path} />;
}

function Trend({ of: f, steps }: { of: Figure; steps: Step[] }) {
  const t = w().network, now = steps[steps.length - 1], first = steps.find((s) => f.of(s) !== null);
  const values = [f.of, f.chance, f.ceiling].flatMap((read) => (read ? steps.map(read) : []))
    .filter((x): x is number => x !== null);
  const highest = Math.max(...values);
  const least = Math.min(f.least, ...values), most = f.most.find((x) => x >= highest) ?? highest;
  const y = (x: number) => HIGH - 3 - ((x - least) / (most - least)) * (HIGH - 6);

  return (
    <div class="figure">
      <h3>{f.name} <b>{f.text(f.of(now))}</b></h3>
      <p>{f.hint}</p>
      <div class="trend">
        <small aria-hidden="true">{f.text(most)}</small>
        <svg viewBox={`0 0 ${WIDE} ${HIGH}`} preserveAspectRatio="none" role="img"
          aria-label={first ? o().community.line(f.text(f.of(first)), shortDay(first.at), f.text(f.of(now))) : o().none}>
          <line class="rail" x1="0" x2={WIDE} y1={y(most)} y2={y(most)} />
          <line class="rail" x1="0" x2={WIDE} y1={y(Math.max(least, 0))} y2={y(Math.max(least, 0))} />
          {f.ceiling && <Line class="top" of={f.ceiling} steps={steps} y={y} />}
          {f.chance && <Line class="chance" of={f.chance} steps={steps} y={y} />}
          <Line class="mine" of={f.of} steps={steps} y={y} />
        </svg>
      </div>
      {f.chance && (
        <p class="beside-figures">
          <span class="chance">{t.chance} {f.text(f.chance(now))}</span>
          {f.ceiling && <span class="top">{t.ceiling} {f.text(f.ceiling(now))}</span>}
        </p>
      )}
    </div>
  );
}

function Table({ figures, steps }: { figures: Figure[]; steps: Step[] }) {
  const t = o().community;

  return (
    <details>
      <summary>{w().network.asTable}</summary>
      <Scroll name={o().parts.community}>
        <table>
          <caption class="unseen">{o().parts.community}</caption>
          <thead><tr><th scope="col">{t.by}</th><th scope="col">{t.members}</th><th scope="col">{t.links}</th>
            {figures.map((f) => <th key={f.name} scope="col">{f.name}</th>)}</tr></thead>
          <tbody>{steps.map((s) => (
            <tr key={s.at}><th scope="row">{shortDay(s.at)}</th><td>{number(s.members)}</td><td>{number(s.links)}</td>
              {figures.map((f) => <td key={f.name}>{f.text(f.of(s))}</td>)}</tr>
          ))}</tbody>
        </table>
      </Scroll>
    </details>
  );
}

export function CommunityOf() {
  const it = useLoad(() => ask(api.GET("/v1/operator/community")), []);

  return (
    <section class="panel">
      <h2>{o().parts.community}</h2>
      <p class="hint">{o().community.hint}</p>
      <Show of={it}>
        {({ steps }) => {
          const figures = figuresOf(steps), now = steps.at(-1);
          if (!now || now.links === 0) return <p>{o().community.nobody}</p>;
          return <>
            <p class="lead">{o().community.now(now.members, now.links)}</p>
            <div class="figures trends">{figures.map((f) => <Trend key={f.name} of={f} steps={steps} />)}</div>
            <Table figures={figures} steps={steps} />
          </>;
        }}
      </Show>
    </section>
  );
}
