/*
 * The free hours of a week: "mon 12-14" and a grid of 7 × 24.
 */
export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

export const slot = (day: number, hour: number) => day * 24 + hour;

export function toGrid(spans: string[]): Set<number> {
  const grid = new Set<number>();

  for (const span of spans) {
    const [, name, from, to] = /^(\w+) (\d+)-(\d+)$/.exec(span) ?? [];
    const day = DAYS.indexOf(name);
    for (let h = Number(from); day >= 0 && h < Number(to); h++) grid.add(slot(day, h));
  }
  return grid;
}

export function toSpans(grid: Set<number>): string[] {
  const spans: string[] = [];

  DAYS.forEach((name, day) => {
    for (let h = 0; h < 24; h++) {
      if (!grid.has(slot(day, h))) continue;
      const from = h;
      while (h < 24 && grid.has(slot(day, h))) h++;
      spans.push(`${name} ${from}-${h}`);
    }
  });
  return spans;
}
