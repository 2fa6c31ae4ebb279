/*
 * A field that suggests words as one types: a combobox with a list
 * (WAI-ARIA Authoring Practices, "Editable Combobox With List Autocomplete").
 */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { type Attribute, type Word } from "../api";
import { isOffline } from "../state";
import { isFree, read, search } from "../vocabulary";
import { because, label, w } from "../words";
import { Field } from "./fields";

const PAUSE_MS = 120;
const SHOWN = 12;

type Suggestion = { word: string; text: string; under: string };

function suggestion(a: Attribute, word: Word): Suggestion {
  const up = word.word.split("/").slice(0, -1);

  return {
    word: word.word,
    text: label(word.label),
    under: a.type === "tree" && up.length ? up.map((_, i) =>
      read(a, up.slice(0, i + 1).join("/"))).join(" › ") : "",
  };
}

type Found = { of: string | null; list: Suggestion[] };

/* What was found and for which words; and why nothing, where it could not be asked
 * for: it is once there is a network again. */
function useSuggestions(a: Attribute, q: string, isOpen: boolean): [Found, unknown] {
  const [found, setFound] = useState<Found>({ of: null, list: [] });
  const [why, setWhy] = useState<unknown>(null);

  useEffect(() => {
    if (!isOpen) return setWhy(null);
    let isOver = false;
    const timer = setTimeout(() => {
      search(a, q, SHOWN).then((words) => {
        if (isOver) return;
        setFound({ of: q, list: words.map((x) => suggestion(a, x)) });
        setWhy(null);
      }, (error: unknown) => !isOver && setWhy(error));
    }, q ? PAUSE_MS : 0);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [a, q, isOpen, isOffline.value]);
  return [found, why];
}

/* An option is picked by the click, and not before: what comes to lie below the
 * finger then would get that click. `onPick` gets a word of the vocabulary, or any that was typed where the
 * attribute is free. */
export function Combo({ attribute: a, name, hint, wrong, shown, onPick }: {
  attribute: Attribute;
  name: string;
  hint?: string;
  wrong?: string;
  shown: string;
  onPick: (word: string) => void;
}) {
  const [q, setQ] = useState<string | null>(null);
  const [at, setAt] = useState(-1);
  const list = useId();
  const box = useRef<HTMLDivElement>(null);
  const isOpen = q !== null;
  const [{ of, list: found }, why] = useSuggestions(a, q ?? "", isOpen);
  /* Enter was pressed before there was anything of what was typed. */
  const isAwaited = useRef(false);

  const pick = (word: string) => {
    setQ(null);
    setAt(-1);
    onPick(word);
  };
  const enter = (): boolean => {
    const typed = (q ?? "").trim();
    if (isOpen && found[at]) pick(found[at].word);
    else if (isFree(a) && typed) pick(typed);
    else if (isOpen && typed && of !== q) isAwaited.current = true;
    else if (isOpen && typed && found.length) pick(found[0].word);
    else return false;
    return true;
  };
  const key = (e: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];

    if (step !== undefined) {
      if (q === null) setQ("");
      setAt((x) => Math.max(-1, Math.min(found.length - 1, x + step)));
    } else if (e.key === "Enter" || (e.key === "," && isFree(a))) {
      if (!enter()) return;
    } else if (e.key === "Escape" && q !== null) {
      setQ(null);
      setAt(-1);
    } else {
      return;
    }
    e.preventDefault();
  };

  useEffect(() => {
    if (isAwaited.current && found.length) pick(found[0].word);
    setAt(-1);
    isAwaited.current = false;
  }, [found]);
  useEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')
      ?.scrollIntoView({ block: "nearest" });
  }, [at]);
  return (
    <div class="combo" ref={box}>
      <Field name={name} hint={hint} wrong={wrong ?? (isOpen && why ? because(why) : undefined)}>
        {(ids) => (
          <input {...ids} type="text" role="combobox" autocomplete="off" spellcheck={false}
            aria-expanded={isOpen && found.length > 0} aria-controls={list}
            aria-autocomplete="list" aria-activedescendant={at >= 0 ? `${list}-${at}` : undefined}
            value={q ?? shown} maxLength={64} enterkeyhint={isFree(a) ? "done" : undefined}
            onFocus={() => !shown && setQ("")}
            onInput={(e) => { setQ(e.currentTarget.value); setAt(-1); isAwaited.current = false; }}
            onBlur={() => { if (isFree(a)) enter(); setQ(null); isAwaited.current = false; }}
            onKeyDown={key} />
        )}
      </Field>
      <ul id={list} role="listbox" aria-label={name} hidden={!isOpen || found.length === 0}>
        {found.map((s, i) => (
          <li key={s.word} id={`${list}-${i}`} role="option" aria-selected={i === at}
            onMouseDown={(e) => e.preventDefault()} onClick={() => pick(s.word)}>
            {s.text}{s.under && <small>{s.under}</small>}
          </li>
        ))}
      </ul>
      {isOpen && q !== "" && <p class="unseen" role="status">{w().found(found.length)}</p>}
    </div>
  );
}
