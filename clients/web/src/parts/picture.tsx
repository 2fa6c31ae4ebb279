/*
 * The picture of a network: I in the middle, those I met around me, each field
 * on a side of its own, a thread to each. Threads to a field that only I
 * connect with mine are drawn strong.
 */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Diversity } from "../api";
import { dye, shape } from "../dyes";
import { attributeOf, read } from "../vocabulary";
import { w } from "../words";
import { layOut, MIDDLE, SELF, type Layout, type Letters, type Node } from "./layout";

/* In the picture's own measure, which a phone shows at half the size. */
const SMALL: Letters = { size: 22, line: 27 }, WIDE: Letters = { size: 15, line: 22 };
const isSmall = matchMedia("(max-width: 40rem)");

function useLetters(): Letters {
  const [small, setSmall] = useState(isSmall.matches);

  useEffect(() => {
    const look = () => setSmall(isSmall.matches);
    isSmall.addEventListener("change", look);
    return () => isSmall.removeEventListener("change", look);
  }, []);
  return small ? SMALL : WIDE;
}

/* Texts are measured again once the page's own letters are there. */
function useOwnLetters(): boolean {
  const [are, setAre] = useState(document.fonts.status === "loaded");

  useEffect(() => void document.fonts.ready.then(() => setAre(true)), []);
  return are;
}

/* From the middle, with a bow that is everybody's own. */
function bow(n: Node): string {
  const dx = n.x - MIDDLE, dy = n.y - MIDDLE;
  const turn = n.index % 2 ? 0.22 : -0.22;

  return `M${MIDDLE} ${MIDDLE}Q${(MIDDLE + dx * 0.55 - dy * turn).toFixed(1)} ${(MIDDLE + dy * 0.55 + dx * turn).toFixed(1)} ${n.x.toFixed(1)} ${n.y.toFixed(1)}`;
}

/* A circle; of those that share a colour, the next has corners. */
const OUTLINES: ((r: number) => string)[] = [
  (r) => `m${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`,
  (r) => `m${-r} ${-r}h${2 * r}v${2 * r}h${-2 * r}z`,
  (r) => `m0 ${-1.3 * r}l${1.3 * r} ${1.3 * r}l${-1.3 * r} ${1.3 * r}l${-1.3 * r} ${-1.3 * r}z`,
  (r) => `m0 ${-1.2 * r}l${1.2 * r} ${2.2 * r}h${-2.4 * r}z`,
];

function Person({ of: n, in: { gap, radius }, field, letters }: {
  of: Node;
  in: Layout;
  field: string | null;
  letters: Letters;
}) {
  return (
    <g class="node">
      <path class={`point ${dye(n.domain)}`} d={`M${n.x} ${n.y}${OUTLINES[shape(n.domain)](radius)}`} />
      {n.short && <text x={n.x + (n.isLeft ? -gap : gap)} y={n.y + letters.size * 0.35}
        text-anchor={n.isLeft ? "end" : "start"}>{n.short}</text>}
      <title>{[n.name ?? w().former, field].filter(Boolean).join(", ")}</title>
    </g>
  );
}

export function Picture({ of: d, at }: { of: Diversity; at: number }) {
  const letters = useLetters(), areOwn = useOwnLetters();
  const domain = attributeOf(d.attribute ?? "");
  const called = (x: string) => read(domain, x);
  const titles = [...new Set(d.people.map((p) => p.domain ?? ""))].map(called).join("\n");
  const all = useMemo(() => layOut(d, called, letters), [d, letters, areOwn, titles]);
  const { nodes } = all;
  const seen = nodes.filter((n) => n.since < at);
  const isBridge = (x: string | null) => x !== null && d.own !== null && (d.bridges ?? [])
    .some((b) => (b.a === d.own && b.b === x) || (b.b === d.own && b.a === x));
  const shown = new Set(seen.map((n) => n.domain ?? ""));

  return (
    <svg class="picture" viewBox={all.viewBox} font-size={letters.size} role="img"
      aria-label={w().network.picture(seen.length, shown.size)}>
      {d.ties.filter((t) => nodes[t.a].since < at && nodes[t.b].since < at).map((t) => (
        <line key={`${t.a}-${t.b}`} class="tie" x1={nodes[t.a].x} y1={nodes[t.a].y}
          x2={nodes[t.b].x} y2={nodes[t.b].y} />
      ))}
      {seen.map((n) => (
        <path key={n.index} class={`thread ${dye(n.domain)} ${isBridge(n.domain) ? "bridge" : ""}`}
          d={bow(n)} pathLength="1" />
      ))}
      {seen.map((n) => <Person key={n.index} of={n} in={all} field={n.domain && called(n.domain)} letters={letters} />)}
      {all.titles.filter((t) => shown.has(t.domain)).map((t) => (
        <text key={t.domain} class={`side ${dye(t.domain)}`} text-anchor={t.isLeft ? "end" : "start"}>
          {t.lines.map((line, i) =>
            <tspan key={i} x={t.x} y={t.y + i * letters.line + letters.size * 0.35}>{line}</tspan>)}
          <title>{called(t.domain)}</title>
        </text>
      ))}
      <circle class="self" cx={MIDDLE} cy={MIDDLE} r={SELF} />
      <text class="self" x={MIDDLE} y={MIDDLE + 7} text-anchor="middle">{w().network.self}</text>
    </svg>
  );
}
