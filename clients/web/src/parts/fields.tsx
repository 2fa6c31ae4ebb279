/*
 * What one types into.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";

export type Why = string | undefined;

/* A label, a hint, what is wrong, and the control, which gets the ids that tie
 * them together. */
export function Field({ name, hint, wrong, children }: {
  name: string;
  hint?: string;
  wrong?: Why;
  children: (ids: { id: string; "aria-describedby": string | undefined; "aria-invalid": boolean }) => ComponentChildren;
}) {
  const id = useId();
  const about = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(" ");

  return (
    <div class="field">
      <label for={id}>{name}</label>
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
      {children({ id, "aria-describedby": about || undefined, "aria-invalid": !!wrong })}
      {wrong && <p class="wrong" id={`${id}-wrong`} role="alert">{wrong}</p>}
    </div>
  );
}

type Given = {
  type?: "text" | "email" | "number" | "date" | "time" | "datetime-local";
  class?: string;
  maxLength?: number;
  min?: number | string;
  max?: number | string;
  step?: number;
  list?: string;
  autocomplete?: string;
  autocapitalize?: string;
  inputMode?: "email" | "text";
  spellcheck?: boolean;
  autofocus?: boolean;
};

export function Text({ name, hint, wrong, value, onText, autofocus = false, ...rest }: Given & {
  name: string;
  hint?: string;
  wrong?: Why;
  value: string;
  onText: (text: string) => void;
}) {
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (autofocus) input.current?.focus();
  }, []);
  return (
    <Field name={name} hint={hint} wrong={wrong}>
      {(ids) => <input ref={input} {...(rest as object)} {...ids} value={value}
        onInput={(e) => onText(e.currentTarget.value)} />}
    </Field>
  );
}

/* Grows with what is in it. */
export function Long({ name, hint, wrong, value, onText, max, rows = 3 }: {
  name: string;
  hint?: string;
  wrong?: Why;
  value: string;
  onText: (text: string) => void;
  max: number;
  rows?: number;
}) {
  return (
    <Field name={name} hint={hint} wrong={wrong}>
      {(ids) => (
        <div class="grow" data-text={`${value}\n`}>
          <textarea {...ids} rows={rows} maxLength={max} value={value}
            onInput={(e) => onText(e.currentTarget.value)} />
        </div>
      )}
    </Field>
  );
}

export function Pick({ name, hint, wrong, value, options, onPick }: {
  name: string;
  hint?: string;
  wrong?: Why;
  value: string;
  options: [string, string][];
  onPick: (value: string) => void;
}) {
  return (
    <Field name={name} hint={hint} wrong={wrong}>
      {(ids) => (
        <select {...ids} value={value} onChange={(e) => onPick(e.currentTarget.value)}>
          {options.map(([v, text]) => <option key={v} value={v}>{text}</option>)}
        </select>
      )}
    </Field>
  );
}

export function Check({ text, on, onTurn }: {
  text: ComponentChildren;
  on: boolean;
  onTurn: (on: boolean) => void;
}) {
  return (
    <label class="check">
      <input type="checkbox" checked={on} onChange={(e) => onTurn(e.currentTarget.checked)} />
      <span>{text}</span>
    </label>
  );
}

/* One of a few, all seen at once. */
export function Choices({ name, hint, wrong, value, options, onPick }: {
  name: string;
  hint?: string;
  wrong?: Why;
  value: string | null;
  options: [string, string][];
  onPick: (value: string) => void;
}) {
  const group = useId();
  const about = [hint && `${group}-hint`, wrong && `${group}-wrong`].filter(Boolean).join(" ");

  return (
    <fieldset class="choices" aria-describedby={about || undefined}>
      <legend>{name}</legend>
      {hint && <p class="hint whole-line" id={`${group}-hint`}>{hint}</p>}
      {options.map(([v, text]) => (
        <label key={v} class="chip">
          <input type="radio" name={group} checked={value === v} onChange={() => onPick(v)} />
          <span>{text}</span>
        </label>
      ))}
      {wrong && <p class="wrong whole-line" id={`${group}-wrong`} role="alert">{wrong}</p>}
    </fieldset>
  );
}

/* A button that does one thing at a time, and shows that it does. */
export function Do({ what, children, class: style = "", type = "button", disabled = false, "aria-label": name }: {
  what: () => Promise<unknown>;
  children: ComponentChildren;
  class?: string;
  type?: "button" | "submit";
  disabled?: boolean;
  "aria-label"?: string;
}) {
  const [isBusy, setBusy] = useState(false);
  const busy = useRef(false);

  const click = async () => {
    if (busy.current) return;
    busy.current = true;
    setBusy(true);
    try {
      await what();
    } finally {
      busy.current = false;
      setBusy(false);
    }
  };
  return (
    <button type={type} class={style} disabled={disabled} aria-label={name} aria-busy={isBusy}
      onClick={() => void click()}>
      {children}
    </button>
  );
}
