/*
 * An attribute of the profile: asked for, by its type; and shown.
 */
import { useEffect, useId } from "preact/hooks";
import type { Attribute, Value, Values } from "../api";
import { DAYS } from "../hours";
import { about } from "../state";
import { meant, read } from "../vocabulary";
import { label, number, w, weekdays } from "../words";
import { Combo } from "./combo";
import { Choices } from "./fields";
import { Week } from "./week";

const FEW = 9;

const list = (v: Value | undefined): string[] => (Array.isArray(v) ? v : []);

function Tags({ attribute: a, value, hint, wrong, onChange }: Asked) {
  const tags = list(value);
  const max = about.value?.limits.tags ?? 255;
  const take = (word: string) => {
    const more = word.split(/[,;]/).map((x) => meant(a, x.trim())).filter((x) => x && !tags.includes(x));
    if (tags.length + more.length <= max) onChange([...tags, ...more]);
  };

  /* Also what was typed before the ideas were there. */
  useEffect(() => {
    const asMeant = [...new Set(tags.map((tag) => meant(a, tag)))];
    if (asMeant.join() !== tags.join()) onChange(asMeant);
  });

  return (
    <>
      <Combo attribute={a} name={label(a.title)} hint={hint} wrong={wrong} shown="" onPick={take} />
      <ul class="tags" aria-label={label(a.title)}>
        {tags.map((tag) => (
          <li key={tag}>
            <button type="button" class="tag" aria-label={w().without(read(a, tag))}
              onClick={() => onChange(tags.filter((x) => x !== tag))}>
              {read(a, tag)}<span aria-hidden="true">×</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Scale({ attribute: a, value, hint, wrong, onChange }: Asked) {
  const about = useId();

  if (a.words?.length)
    return (
      <Choices name={label(a.title)} hint={hint} wrong={wrong} value={typeof value === "string" ? value : null}
        options={a.words.map((x) => [x.word, label(x.label)])} onPick={onChange} />
    );
  const from = a.from ?? 0, to = a.to ?? 1;

  return (
    <label class="field">
      {label(a.title)}
      {(hint || wrong) && <span id={about}>{hint && <span class="hint">{hint} </span>}
        {wrong && <span class="wrong" role="alert">{wrong}</span>}</span>}
      <span class="slide">
        <output>{typeof value === "number" ? number(value) : "–"}</output>
        <input type="range" aria-describedby={hint || wrong ? about : undefined} aria-invalid={!!wrong} min={from} max={to} step={to - from > 1 ? 1 : (to - from) / 10}
          value={typeof value === "number" ? value : (from + to) / 2}
          onInput={(e) => onChange(Number(e.currentTarget.value))} />
      </span>
    </label>
  );
}

type Asked = {
  attribute: Attribute;
  value: Value | undefined;
  hint?: string;
  wrong?: string;
  onChange: (value: Value) => void;
};

/* What was chosen where nothing has to be. */
function Clear({ attribute: a, value, onChange }: Asked) {
  if (a.required || value === undefined || value === null || value === "") return null;
  return (
    <p><button type="button" class="quiet faint" onClick={() => onChange(null)}>
      {w().without(inWords(a, value) ?? "")}
    </button></p>
  );
}

export function Ask(asked: Asked) {
  if (asked.attribute.type === "tags" || asked.attribute.type === "hours") return <Control {...asked} />;
  return <><Control {...asked} /><Clear {...asked} /></>;
}

function Control(asked: Asked) {
  const { attribute: a, value, hint, wrong, onChange } = asked;

  if (a.type === "tags") return <Tags {...asked} />;
  if (a.type === "scale") return <Scale {...asked} />;
  if (a.type === "hours")
    return <Week name={label(a.title)} hint={hint} wrong={wrong} spans={list(value)} onPaint={onChange} />;
  if (a.type === "choice" && (a.words?.length ?? 0) <= FEW && a.words?.length)
    return (
      <Choices name={label(a.title)} hint={hint} wrong={wrong} value={value as string | null}
        options={a.words.map((x) => [x.word, label(x.label)])} onPick={onChange} />
    );
  return <Combo attribute={a} name={label(a.title)} hint={hint} wrong={wrong}
    shown={value ? read(a, String(value)) : ""} onPick={onChange} />;
}

/* In words; null where there is no value. */
export function inWords(a: Attribute, value: Value | undefined): string | null {
  if (value === undefined || value === null || value === "") return null;
  if (a.type === "hours") {
    const short = weekdays("short");
    return list(value).map((span) => {
      const [name, hours] = span.split(" ");
      return `${short[DAYS.indexOf(name)] ?? name} ${hours.replace("-", "–")}`;
    }).join(", ") || null;
  }
  if (Array.isArray(value)) return value.map((x) => read(a, x)).join(", ") || null;
  return read(a, String(value));
}

/* None of them in two lines. */
function Spans({ of: text }: { of: string }) {
  return <>{text.split(", ").map((span, i) => [i > 0 && ", ", <span key={span} class="whole-words">{span}</span>])}</>;
}

/* The shown ones, each with its title; `but` are told elsewhere. */
export function Attributes({ values, but = [] }: { values: Values; but?: string[] }) {
  const rows = (about.value?.attributes ?? [])
    .filter((a) => a.shown && !but.includes(a.name))
    .map((a) => [label(a.title), inWords(a, values[a.name]), a.type === "hours"] as const)
    .filter(([, text]) => text !== null);

  return rows.length === 0 ? null : (
    <dl class="facts">
      {rows.map(([title, text, isHours]) => (
        <div key={title}><dt>{title}</dt><dd>{isHours ? <Spans of={text!} /> : text}</dd></div>
      ))}
    </dl>
  );
}
