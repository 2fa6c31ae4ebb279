/*
 * The free hours, painted on a week: one by a tap or a click, many by drawing with
 * a mouse, or with a finger from day to day (up and down it scrolls the page, as
 * everywhere); with the keyboard one by one (arrows move, space paints, shift with
 * an arrow paints on).
 */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { slot, toGrid, toSpans } from "../hours";
import { w, weekdays } from "../words";

const EARLY = 8, LATE = 22;

const day = (s: number) => Math.floor(s / 24);

/* The hour under a pointer, wherever it was pressed. */
function slotAt(e: PointerEvent): number | null {
  const cell = document.elementFromPoint(e.clientX, e.clientY)
    ?.closest<HTMLElement>("[data-slot]");

  return cell ? Number(cell.dataset.slot) : null;
}

/* What is being drawn: from where, whether it takes or gives, and whether it has
 * left the hour where it began. */
type Stroke = { from: number; on: boolean; isDrawn: boolean };

export function Week({ name, hint, wrong, spans, onPaint }: {
  name: string;
  hint?: string;
  wrong?: string;
  spans: string[];
  onPaint: (spans: string[]) => void;
}) {
  const grid = toGrid(spans);
  const outside = [...grid].some((s) => s % 24 < EARLY || s % 24 >= LATE);
  const [isWhole, setWhole] = useState(outside);
  const [at, setAt] = useState(slot(0, 12));
  const stroke = useRef<Stroke | null>(null);
  const isDrawn = useRef(false);
  const id = useId();
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

    isDrawn.current = false;
    if (s === null || e.button !== 0) return;
    stroke.current = { from: s, on: !latest.current.has(s), isDrawn: false };
  };
  const move = (e: PointerEvent) => {
    const it = stroke.current, s = it && slotAt(e);

    if (it === null || s === null || (s === it.from && !it.isDrawn)) return;
    /* A finger that goes up or down is about to scroll. */
    if (!it.isDrawn && e.pointerType === "touch" && day(s) === day(it.from)) return;
    it.isDrawn = isDrawn.current = true;
    paint(it.from, it.on);
    paint(s, it.on);
  };
  /* Also what programs that read the page aloud do; not the end of a stroke. */
  const click = (e: MouseEvent) => {
    const s = (e.target as Element).closest<HTMLElement>("[data-slot]")?.dataset.slot;

    if (s === undefined || isDrawn.current) return;
    setAt(Number(s));
    paint(Number(s), !latest.current.has(Number(s)));
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
    const up = () => (stroke.current = null);

    addEventListener("pointerup", up);
    addEventListener("pointercancel", up);
    return () => {
      removeEventListener("pointerup", up);
      removeEventListener("pointercancel", up);
    };
  }, []);
  return (
    <div class="week">
      {(hint || wrong) && <div id={id}>{hint && <p class="hint">{hint}</p>}{wrong && <p class="wrong" role="alert">{wrong}</p>}</div>}
      <table role="grid" aria-label={name} aria-multiselectable="true" aria-describedby={hint || wrong ? id : undefined}
        ref={table} onPointerDown={press} onPointerMove={move} onClick={click} onKeyDown={key}>
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
