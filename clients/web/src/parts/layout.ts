/*
 * Where everybody is in the picture of a network, and what is written there. The
 * fields are left and right of the middle, on each side one above the other: so no
 * name and no title comes to stand upon another, however many and long they are.
 */
import { forceCollide, forceSimulation, forceX, forceY, type SimulationNodeDatum } from "d3-force";
import type { Diversity } from "../api";

export const MIDDLE = 320, SELF = 27;
const SIZE = 2 * MIDDLE, REACH = 215;
/* How far the fields of one side go, and the people of one; in radians. */
const SPREAD = 2.6, APART = 0.12;
const STEPS = 160;
/* More people than so have no name beside their point. */
const LABELS_MAX = 24;
/* Between a point and its name; between a text and the picture's edge; between two
 * fields; above and below all. */
const GAP = 15, EDGE = 6, BETWEEN = 8, MARGIN = 26;
const NAME_MAX = 170, TITLE_MAX = 260;

export type Node = SimulationNodeDatum & {
  index: number;
  name: string | null;
  /* Of the name, what stands beside the point. */
  short: string;
  domain: string | null;
  since: number;
  isLeft: boolean;
  x: number;
  y: number;
};
export type Title = { domain: string; lines: string[]; isLeft: boolean; x: number; y: number };
export type Layout = {
  nodes: Node[];
  titles: Title[];
  viewBox: string;
  gap: number;
  radius: number;
};

/* --- texts --------------------------------------------------------------------- */

const ruler = document.createElement("canvas").getContext("2d");
/* As long as the page's own letters are on their way, others are measured. */
const SURELY = 1.05;

export type Letters = { size: number; line: number };

function width(text: string, { size }: Letters, weight = 400): number {
  if (ruler === null) return text.length * size * 0.6;
  ruler.font = `${weight} ${size}px Figtree, system-ui, sans-serif`;
  return ruler.measureText(text).width * SURELY;
}

function cut(text: string, most: number, letters: Letters, weight?: number): string {
  const all = [...text];
  const upTo = (n: number) => (n === all.length ? text : `${all.slice(0, n).join("").trimEnd()}…`);
  let n = all.length;

  while (n > 1 && width(upTo(n), letters, weight) > most) n--;
  return upTo(n);
}

/* In two lines at most. */
function linesOf(text: string, letters: Letters): string[] {
  const words = text.split(" ");
  let n = words.length;

  while (n > 1 && width(words.slice(0, n).join(" "), letters, 600) > TITLE_MAX) n--;
  return [words.slice(0, n), words.slice(n)].filter((line) => line.length)
    .map((line) => cut(line.join(" "), TITLE_MAX, letters, 600));
}

/* --- one above the other --------------------------------------------------------- */

type Block = { top: number; height: number };

/* Each as near to its place as the others let it: those that would overlap become a
 * run, whose members are moved as little as can be, taken together. */
function stack(blocks: Block[]): void {
  const runs: (Block & { all: Block[] })[] = [];

  for (const b of [...blocks].sort((x, y) => x.top + x.height / 2 - y.top - y.height / 2)) {
    let run = { all: [b], top: b.top, height: b.height };
    for (;;) {
      const above = runs[runs.length - 1];
      if (!above || above.top + above.height <= run.top) break;
      runs.pop();
      const [n, m] = [above.all.length, run.all.length];
      run = {
        all: [...above.all, ...run.all], height: above.height + run.height,
        top: (above.top * n + (run.top - above.height) * m) / (n + m),
      };
    }
    runs.push(run);
  }
  for (const { all, top } of runs)
    all.reduce((at, b) => {
      b.top = at;
      return at + b.height;
    }, top);
}

/* --- people ---------------------------------------------------------------------- */

/* Where a field would be, and how much of the round it has: the first half of them
 * is on the right, from the top down, the others go on from there. */
function anglesOf(fields: string[]): Map<string, [number, number, boolean]> {
  const right = Math.ceil(fields.length / 2);

  return new Map(fields.map((field, i) => {
    const isLeft = i >= right;
    const [k, of] = isLeft ? [i - right, fields.length - right] : [i, right];

    return [field, [((k + 0.5) / of - 0.5) * SPREAD + (isLeft ? Math.PI : 0), SPREAD / of, isLeft]];
  }));
}

function nodesOf(d: Diversity, letters: Letters, isNamed: boolean): Node[] {
  const fields = [...new Set(d.people.map((p) => p.domain ?? ""))].sort();
  const angles = anglesOf(fields);
  const sizes = new Map<string, number>(), counted = new Map<string, number>();

  for (const p of d.people) sizes.set(p.domain ?? "", (sizes.get(p.domain ?? "") ?? 0) + 1);
  return d.people.map((p, index) => {
    const field = p.domain ?? "";
    const [middle, part, isLeft] = angles.get(field)!;
    const k = counted.get(field) ?? 0;
    const apart = Math.min(APART, (0.8 * part) / sizes.get(field)!);
    const angle = middle + (k % 2 ? apart : -apart) * Math.ceil(k / 2);
    const reach = REACH - 26 * (k % 3);

    counted.set(field, k + 1);
    return {
      index, name: p.name, domain: p.domain, since: new Date(p.since).getTime(), isLeft,
      short: isNamed ? cut(p.name?.split(" ")[0] ?? "", NAME_MAX, letters) : "",
      x: MIDDLE + Math.cos(angle) * reach, y: MIDDLE + Math.sin(angle) * reach,
    };
  });
}

/* Nobody on anybody, nor on me; and whoever has a name, so far in that it is seen. */
function spread(nodes: Node[], radius: number, letters: Letters): void {
  const home = nodes.map((n) => [n.x, n.y]);
  const most = nodes.map((n) => MIDDLE - (n.short ? GAP + EDGE + width(n.short, letters) : GAP));
  const least = SELF + radius + 4;
  const moving = forceSimulation(nodes).stop()
    .force("x", forceX<Node>((n) => home[n.index][0]).strength(0.12))
    .force("y", forceY<Node>((n) => home[n.index][1]).strength(0.12))
    .force("apart", forceCollide<Node>(radius + 5));

  for (let i = 0; i < STEPS; i++) {
    moving.tick();
    for (const n of nodes) {
      const out = Math.max(least, Math.min(most[n.index], n.isLeft ? MIDDLE - n.x : n.x - MIDDLE));
      n.x = n.isLeft ? MIDDLE - out : MIDDLE + out;
    }
  }
}

/* --- fields ------------------------------------------------------------------------ */

type Field = Block & { domain: string; nodes: Node[]; lines: string[]; isAbove: boolean; reach: number };

/* Its people, a line for each name, and its own name beyond them. */
function fieldOf(domain: string, nodes: Node[], lines: string[], { line }: Letters, radius: number): Field {
  const rows = nodes.map((n) => ({ n, top: n.y - line / 2, height: line }));
  const isNamed = nodes.some((n) => n.short);

  if (isNamed) {
    stack(rows);
    for (const { n, top } of rows) n.y = top + line / 2;
  }
  const ys = nodes.map((n) => n.y), reach = isNamed ? line / 2 : radius + 3;
  const isAbove = ys.reduce((sum, y) => sum + y, 0) / ys.length < MIDDLE;
  const top = Math.min(...ys) - reach - (isAbove ? lines.length * line : 0);
  const height = Math.max(...ys) - Math.min(...ys) + 2 * reach + lines.length * line + BETWEEN;

  return { domain, nodes, lines, isAbove, reach, top, height };
}

function titleOf(f: Field, letters: Letters): Title {
  const { isLeft } = f.nodes[0];
  const ys = f.nodes.map((n) => n.y);
  const out = Math.max(...f.nodes.map((n) => Math.abs(n.x - MIDDLE))) + GAP;
  const wide = Math.max(...f.lines.map((l) => width(l, letters, 600)));
  const at = Math.min(out, MIDDLE - EDGE - wide);

  return {
    domain: f.domain, lines: f.lines, isLeft, x: isLeft ? MIDDLE - at : MIDDLE + at,
    y: f.isAbove ? Math.min(...ys) - f.reach - (f.lines.length - 0.5) * letters.line
      : Math.max(...ys) + f.reach + letters.line / 2,
  };
}

/* The same for the same people, whatever week is shown, so that nobody moves while
 * time passes. `read` says how a field is called. */
export function layOut(d: Diversity, read: (domain: string) => string, letters: Letters): Layout {
  const isNamed = d.people.length <= LABELS_MAX;
  const radius = d.people.length > 60 ? 6 : 9;
  const nodes = nodesOf(d, letters, isNamed);

  spread(nodes, radius, letters);
  const fields = [...new Set(nodes.map((n) => n.domain ?? ""))].map((domain) =>
    fieldOf(domain, nodes.filter((n) => (n.domain ?? "") === domain),
      domain ? linesOf(read(domain), letters) : [], letters, radius));
  for (const left of [true, false]) {
    const side = fields.filter((f) => f.nodes[0].isLeft === left);
    const before = side.map((f) => f.top);

    stack(side);
    side.forEach((f, i) => f.nodes.forEach((n) => (n.y += f.top - before[i])));
  }
  const top = Math.min(MIDDLE - SELF, ...fields.map((f) => f.top)) - MARGIN;
  const bottom = Math.max(MIDDLE + SELF, ...fields.map((f) => f.top + f.height)) + MARGIN;

  return {
    nodes, titles: fields.filter((f) => f.lines.length).map((f) => titleOf(f, letters)),
    viewBox: `0 ${top.toFixed(1)} ${SIZE} ${(bottom - top).toFixed(1)}`, gap: GAP, radius,
  };
}
