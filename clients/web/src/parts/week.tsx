/*
 * The free hours, painted on a week: with a finger or a mouse over many, with
 * the keyboard one by one (arrows move, space paints, shift with an arrow
 * paints on).
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { slot, toGrid, toSpans } from "../hours";
import { w, weekdays } from "../words";

const EARLY = 8, LATE = 22;

/* The hour under a pointer, wherever it was pressed. */
function slotAt(e: PointerEvent): number | null {
  const cell = document.elementFromPoint(e.clientX, e.clientY)
    ?.closest<HTMLElement>("[data-slot]");

  return cell ? Number(cell.dataset.slot) : null;
}

export function Week({ name, spans, onPaint }: {
  name: string;
  spans: string[];
  onPaint: (spans: string[]) => void;
}) {
  const grid = toGrid(spans);
  const outside = [...grid].some((s) => s % 24 < EARLY || s % 24 >= LATE);
  const [isWhole, setWhole] = useState(outside);
  const [at, setAt] = useState(slot(0, 12));
  const painting = useRef<boolean | null>(null);
  const latest = useRef(grid);
  const table = useRef<HTMLTableElement>(null);
  const [from, to] = isWhole ? [0, 24] : [EARLY, LATE];
  const long = weekdays("long"), short = weekdays("short");

  latest.current = grid;
  const paint = (s: number, on: boolean) => {
    if (latest.current.has(s) === on) return;
    const next = new Set(latest.current);
    if (on) next.add(s);
    else next.delete(s);
    latest.current = next;
    onPaint(toSpans(next));
  };
  const press = (e: PointerEvent) => {
    const s = slotAt(e);

    if (s === null || e.button !== 0) return;
    painting.current = !latest.current.has(s);
    setAt(s);
    paint(s, painting.current);
  };
  const move = (e: PointerEvent) => {
    const s = painting.current === null ? null : slotAt(e);

    if (s !== null && painting.current !== null) paint(s, painting.current);
  };
  const key = (e: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -24, ArrowRight: 24 }[e.key];

    if (e.key === " " || e.key === "Enter") {
      paint(at, !latest.current.has(at));
    } else if (step !== undefined) {
      const next = at + step;
      const isThere = next >= 0 && next < 168 && next % 24 >= from && next % 24 < to &&
        (Math.abs(step) === 24 || Math.floor(next / 24) === Math.floor(at / 24));
      if (!isThere) return e.preventDefault();
      if (e.shiftKey) paint(next, latest.current.has(at));
      setAt(next);
      table.current?.querySelector<HTMLElement>(`[data-slot="${next}"]`)?.focus();
    } else {
      return;
    }
    e.preventDefault();
  };

  useEffect(() => {
    const up = () => (painting.current = null);

    addEventListener("pointerup", up);
    addEventListener("pointercancel", up);
    return () => {
      removeEventListener("pointerup", up);
      removeEventListener("pointercancel", up);
    };
  }, []);
  return (
    <div class="week">
      <table role="grid" aria-label={name} ref={table} onPointerDown={press}
        onPointerMove={move} onKeyDown={key}>
        <thead>
          <tr>
            <td />
            {short.map((d, i) => <th key={d} scope="col" abbr={long[i]}>{d}</th>)}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: to - from }, (_, k) => from + k).map((hour) => (
            <tr key={hour}>
              <th scope="row">{hour}</th>
              {long.map((d, i) => {
                const s = slot(i, hour);
                return (
                  <td key={d} role="gridcell" data-slot={s} aria-selected={grid.has(s)}
                    tabIndex={s === at ? 0 : -1} onFocus={() => setAt(s)}
                    aria-label={w().hourOf(d, hour, hour + 1)} />
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {!isWhole && (
        <button type="button" class="quiet" onClick={() => setWhole(true)}>{w().wholeDay}</button>
      )}
    </div>
  );
}
