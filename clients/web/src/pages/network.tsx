/*
 * My network: a picture that grows week by week, its figures beside the
 * community's, chance and the ceiling, and the same as a table.
 */
import { useState } from "preact/hooks";
import { api, ask, type Diversity, type Figures } from "../api";
import { dye } from "../dyes";
import { useLive } from "../live";
import { Show, useLoad } from "../parts/load";
import { attributeOf, read } from "../vocabulary";
import { number, shortDay, w } from "../words";
import { Picture } from "../parts/picture";
import { Scroll } from "../parts/scroll";
import { SuggestLink } from "./suggest";

const WEEK_MS = 7 * 86400000;
const FIGURES = ["domains", "blau", "ei", "effective_size"] as const;

const figure = (x: number | null | undefined) => (x === null || x === undefined ? "–" : number(x));

/* Where mine stands between the least, chance and the most, as a bar. */
function Bar({ of, mine, community, chance, ceiling }: {
  of: (typeof FIGURES)[number];
  mine: Figures;
  community: Figures | null;
  chance: Figures | null;
  ceiling: Figures | null;
}) {
  const t = w().network;
  const least = of === "ei" ? -1 : 0;
  const most = Math.max(ceiling?.[of] ?? 0, mine[of] ?? 0, 1);
  const at = (x: number) => ((x - least) / (most - least)) * 100;
  const marks: [string, string, number | null | undefined][] = [
    ["mean", t.community, community?.[of]], ["chance", t.chance, chance?.[of]],
    ["top", t.ceiling, ceiling?.[of]],
  ];

  return (
    <div class="figure">
      <h3>{t.figures[of][0]} <b>{figure(mine[of])}</b></h3>
      <p>{t.figures[of][1]}</p>
      <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect class="rail" x="0" y="2" width="100" height="2" />
        {mine[of] !== null && <rect class="mine" x="0" y="1" width={Math.max(at(mine[of] ?? 0), 0.5)} height="4" />}
        {marks.map(([name, , x]) => x === null || x === undefined ? null
          : <rect key={name} class={name} x={Math.min(at(x), 99.4)} y="0" width="0.6" height="6" />)}
      </svg>
      <p class="beside-figures">
        {marks.map(([name, title, x]) => <span key={name} class={name}>{title} {figure(x)}</span>)}
      </p>
    </div>
  );
}

function Table({ of: d, at }: { of: Diversity; at: number }) {
  const t = w().network;
  const domain = attributeOf(d.attribute ?? "");
  const people = d.people.filter((p) => new Date(p.since).getTime() < at);

  return (
    <details>
      <summary>{t.asTable}</summary>
      <Scroll name={t.asTable}>
        <table>
          <caption class="unseen">{t.asTable}</caption>
          <thead><tr><th scope="col">{t.who}</th><th scope="col">{t.domain}</th><th scope="col">{t.since}</th></tr></thead>
          <tbody>{people.map((p, i) => (
            <tr key={i}><th scope="row">{p.name ?? w().former}</th>
              <td>{p.domain ? <><i class={`dot ${dye(p.domain)}`} />{read(domain, p.domain)}</> : "–"}</td>
              <td>{shortDay(p.since)}</td></tr>
          ))}</tbody>
        </table>
      </Scroll>
    </details>
  );
}

function Bridges({ of: d }: { of: Diversity }) {
  const t = w().network;
  const domain = attributeOf(d.attribute ?? "");

  if (d.bridges === null) return null;
  return (
    <section class="panel">
      <h2>{t.bridges(d.bridges.length)}</h2>
      <p class="hint">{t.bridgesHint}</p>
      <ul class="bridges">{d.bridges.map((b) => (
        <li key={b.a + b.b}>
          <i class={`dot ${dye(b.a)}`} />{read(domain, b.a)} <span aria-hidden="true">⟷</span> <i class={`dot ${dye(b.b)}`} />{read(domain, b.b)}
        </li>
      ))}</ul>
    </section>
  );
}

function Growing({ of: d }: { of: Diversity }) {
  const t = w().network;
  const last = d.weeks.length - 1;
  const [week, setWeek] = useState(last);
  const shown = d.weeks[Math.min(week, last)];
  const isNow = week >= last;
  const at = isNow ? Infinity : new Date(shown.from).getTime() + WEEK_MS;
  const count = d.people.filter((p) => new Date(p.since).getTime() < at).length;

  if (d.people.length === 0) return <p class="lead">{t.nobody}</p>;
  return (
    <>
      <Picture of={d} at={at} />
      <p class="lead" role="status">{t.met(count)}</p>
      {last > 0 && (
        <label class="field slide">
          <span>{isNow ? t.now : t.week(shortDay(shown.from))}</span>
          <input type="range" min={0} max={last} value={week} aria-label={t.slider}
            aria-valuetext={isNow ? t.now : t.week(shortDay(shown.from))}
            onInput={(e) => setWeek(Number(e.currentTarget.value))} />
        </label>
      )}
      <Table of={d} at={at} />
      <section class="panel figures">
        <h2>{t.inFigures}</h2>
        {FIGURES.map((f) => <Bar key={f} of={f} mine={isNow ? d.mine : shown.mine}
          community={isNow ? d.community : shown.community}
          chance={isNow ? d.chance : shown.chance} ceiling={isNow ? d.ceiling : shown.ceiling} />)}
        <p class="hint">{t.legend}</p>
      </section>
      <Bridges of={d} />
    </>
  );
}

export function Network() {
  const it = useLoad(() => ask(api.GET("/v1/me/diversity")), []);

  useLive((event) => {
    if (event.kind === "introduction") void it.again();
  }, [it.again]);
  return (
    <div class="network">
      <h1>{w().network.title}</h1>
      <Show of={it}>{(d) => <Growing of={d} />}</Show>
      <SuggestLink />
    </div>
  );
}
