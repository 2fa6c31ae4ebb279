/*
 * The threads: what the whole thing is about. Two that come from far apart,
 * cross and go on together.
 */

/* Over the whole width, from left to right. `a` and `b` are hues. */
export function Crossing({ a = 0, b = 3 }: { a?: number; b?: number }) {
  const over = "M0 14C120 14 150 66 240 66S360 22 480 22";
  const under = "M0 70C120 70 150 18 240 18";
  const back = "M240 18C330 18 360 66 480 66";

  return (
    <svg class="crossing" viewBox="0 0 480 84" preserveAspectRatio="none" aria-hidden="true">
      <path class={`thread hue${b}`} d={under} />
      <path class="gap" d={over} />
      <path class={`thread hue${a}`} d={over} />
      <path class="gap" d={back} />
      <path class={`thread hue${b}`} d={back} />
    </svg>
  );
}

/* How far one has come: a thread with a stitch for each step. */
export function Stitches({ at, of, text }: { at: number; of: number; text: string }) {
  return (
    <div class="stitches" role="progressbar" aria-valuemin={0} aria-valuemax={of}
      aria-valuenow={at} aria-valuetext={text} aria-label={text}>
      {Array.from({ length: of }, (_, i) => <i key={i} class={i < at ? "sewn" : ""} />)}
    </div>
  );
}

export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 48 32" aria-hidden="true">
      <path class="thread hue1" d="M2 8C11 8 15 25 24 25" />
      <path class="gap" d="M2 25C11 25 15 7 24 7S37 25 46 25" />
      <path class="thread hue0" d="M2 25C11 25 15 7 24 7S37 25 46 25" />
      <path class="gap" d="M24 25C33 25 37 8 46 8" />
      <path class="thread hue1" d="M24 25C33 25 37 8 46 8" />
    </svg>
  );
}
