/*
 * The picture of a network: I in the middle, those I met around me, each domain
 * on a side of its own, a thread to each. Threads to a domain that only I
 * connect with mine are drawn strong.
 */
import { forceCollide, forceSimulation, forceX, forceY, type SimulationNodeDatum } from "d3-force";
import { useMemo } from "preact/hooks";
import type { Diversity } from "../api";
import { attributeOf, hue, read } from "../vocabulary";
import { w } from "../words";

const SIZE = 640, MIDDLE = SIZE / 2, REACH = 215;
const STEPS = 160;
const LABELS_MAX = 24;
/* Of a name beside its point, as it is on a phone, where it is largest. */
const LETTER = 12, LINE = 26, GAP = 15;
const MARGIN = 40;

type Node = SimulationNodeDatum & {
  index: number;
  name: string | null;
  domain: string | null;
  since: number;
  x: number;
  y: number;
};

const isLeft = (x: number) => x < MIDDLE;
const shortName = (n: Node) => n.name?.split(" ")[0] ?? "";

/* Whether the names of two stand upon each other; each begins at its own point. */
function collide(a: Node, b: Node): boolean {
  const [from, to] = [a, b].map((n) => {
    const reach = GAP + shortName(n).length * LETTER;
    return isLeft(n.x) ? [n.x - reach, n.x + GAP] : [n.x - GAP, n.x + reach];
  });

  return Math.abs(a.y - b.y) < LINE && from[0] < to[1] && to[0] < from[1];
}

/* From top to bottom, each as far down as the names above it ask for; then all of
 * them half as far up again. */
function separate(nodes: Node[]): void {
  const sorted = [...nodes].sort((a, b) => a.y - b.y);

  for (const left of [true, false]) {
    const side = sorted.filter((n) => isLeft(n.x) === left);
    const moved = side.map((n, i) => {
      const was = n.y;
      for (const above of side.slice(0, i)) if (collide(above, n)) n.y = above.y + LINE;
      return n.y - was;
    });
    const up = Math.max(0, ...moved) / 2;
    side.forEach((n, i) => (n.y -= moved[i] > 0 || moved[i + 1] > 0 ? up : 0));
  }
}

/* Where everybody is; the same for the same people, whatever week is shown, so
 * that nobody moves while time passes. */
function place(d: Diversity): Node[] {
  const domains = [...new Set(d.people.map((p) => p.domain ?? ""))].sort();
  const sides = new Map(domains.map((x, i) =>
    [x, (i / domains.length) * 2 * Math.PI - Math.PI / 2]));
  const count = new Map<string, number>();
  const nodes: Node[] = d.people.map((p, index) => {
    const side = p.domain ?? "";
    const k = count.get(side) ?? 0;
    const angle = sides.get(side)! + (k % 2 ? 0.12 : -0.12) * Math.ceil(k / 2);

    count.set(side, k + 1);
    return {
      index, name: p.name, domain: p.domain, since: new Date(p.since).getTime(),
      x: MIDDLE + Math.cos(angle) * (REACH - 26 * (k % 3)),
      y: MIDDLE + Math.sin(angle) * (REACH - 26 * (k % 3)),
    };
  });
  const home = nodes.map((n) => [n.x, n.y]);

  forceSimulation(nodes).stop()
    .force("x", forceX<Node>((n) => home[n.index][0]).strength(0.12))
    .force("y", forceY<Node>((n) => home[n.index][1]).strength(0.12))
    .force("apart", forceCollide<Node>(nodes.length > LABELS_MAX ? 12 : 24))
    .tick(STEPS);
  for (const n of nodes) {
    n.x = Math.max(24, Math.min(SIZE - 24, n.x));
    n.y = Math.max(24, Math.min(SIZE - 24, n.y));
  }
  if (nodes.length <= LABELS_MAX) separate(nodes);
  return nodes;
}

/* Where the name of each domain stands: beyond its people, beginning where their
 * names begin, or at the picture's edge if it is too long for that. */
type Title = { domain: string; text: string; x: number; y: number; "text-anchor": "start" | "end" };

function titlesOf(nodes: Node[], name: (domain: string) => string): Title[] {
  const domains = new Set(nodes.flatMap((n) => (n.domain ? [n.domain] : [])));

  return [...domains].map((domain) => {
    const people = nodes.filter((n) => n.domain === domain);
    const text = name(domain), wide = text.length * LETTER;
    const left = isLeft(people.reduce((sum, n) => sum + n.x, 0) / people.length);
    const above = people.reduce((sum, n) => sum + n.y, 0) / people.length < MIDDLE;
    const xs = people.map((n) => n.x), ys = people.map((n) => n.y);
    const from = left ? Math.max(...xs) - GAP : Math.min(...xs) + GAP;

    return {
      domain, text, y: above ? Math.min(...ys) - LINE : Math.max(...ys) + LINE + 10,
      x: left ? Math.max(from, wide + 6) : Math.min(from, SIZE - 6 - wide), "text-anchor": left ? "end" : "start",
    };
  });
}

/* As high as what is in it: nobody looks at an empty half. */
function frame(nodes: Node[], titles: Title[]): string {
  const ys = [MIDDLE, ...nodes.map((n) => n.y), ...titles.map((t) => t.y)];
  const top = Math.min(...ys) - MARGIN, bottom = Math.max(...ys) + MARGIN;

  return `0 ${top} ${SIZE} ${bottom - top}`;
}

/* From the middle, with a bow that is everybody's own. */
function bow(n: Node): string {
  const dx = n.x - MIDDLE, dy = n.y - MIDDLE;
  const turn = n.index % 2 ? 0.22 : -0.22;

  return `M${MIDDLE} ${MIDDLE}Q${(MIDDLE + dx * 0.55 - dy * turn).toFixed(1)} ${(MIDDLE + dy * 0.55 + dx * turn).toFixed(1)} ${n.x.toFixed(1)} ${n.y.toFixed(1)}`;
}

export function Picture({ of: d, at }: { of: Diversity; at: number }) {
  const nodes = useMemo(() => place(d), [d]);
  const domain = attributeOf(d.attribute ?? "");
  const titles = titlesOf(nodes, (x) => read(domain, x));
  const seen = nodes.filter((n) => n.since < at);
  const isBridge = (x: string | null) => x !== null && d.own !== null && (d.bridges ?? [])
    .some((b) => (b.a === d.own && b.b === x) || (b.b === d.own && b.a === x));
  const shown = new Set(seen.map((n) => n.domain ?? ""));

  return (
    <svg class="picture" viewBox={frame(nodes, titles)} role="img"
      aria-label={w().network.picture(seen.length, shown.size)}>
      {d.ties.filter((t) => nodes[t.a].since < at && nodes[t.b].since < at).map((t) => (
        <line key={`${t.a}-${t.b}`} class="tie" x1={nodes[t.a].x} y1={nodes[t.a].y}
          x2={nodes[t.b].x} y2={nodes[t.b].y} />
      ))}
      {seen.map((n) => (
        <path key={n.index} class={`thread hue${hue(n.domain)} ${isBridge(n.domain) ? "bridge" : ""}`}
          d={bow(n)} pathLength="1" />
      ))}
      {seen.map((n) => (
        <g key={n.index} class="node">
          <circle class={`hue${hue(n.domain)}`} cx={n.x} cy={n.y} r={seen.length > 60 ? 6 : 9} />
          {seen.length <= LABELS_MAX && n.name &&
            <text x={n.x + (isLeft(n.x) ? -15 : 15)} y={n.y + 5}
              text-anchor={isLeft(n.x) ? "end" : "start"}>{shortName(n)}</text>}
          <title>{[n.name ?? w().former, n.domain && read(domain, n.domain)].filter(Boolean).join(", ")}</title>
        </g>
      ))}
      {titles.filter((t) => shown.has(t.domain)).map(({ domain: of, text, ...where }) => (
        <text key={of} class={`side hue${hue(of)}`} {...where}>{text}</text>
      ))}
      <circle class="self" cx={MIDDLE} cy={MIDDLE} r="27" />
      <text class="self" x={MIDDLE} y={MIDDLE + 7} text-anchor="middle">{w().network.self}</text>
    </svg>
  );
}
