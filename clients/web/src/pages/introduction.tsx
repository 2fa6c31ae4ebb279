/*
 * An introduction: whom, why you, what to talk about, and all that comes of it.
 */
import { useState } from "preact/hooks";
import { api, ask, type Introduction as Intro, type Partner, type Values } from "../api";
import { besides, hue } from "../dyes";
import { load, names, waited } from "../introductions";
import { useLive } from "../live";
import { Do, Text } from "../parts/fields";
import { useForm } from "../parts/form";
import { Show, useLoad } from "../parts/load";
import { Menu } from "../parts/menu";
import { Person } from "../parts/person";
import { Crossing } from "../parts/threads";
import { about, go, me, route, say } from "../state";
import { domain } from "../vocabulary";
import { attempt, moment, set, until, w, weekdays } from "../words";
import { DAYS } from "../hours";
import { Hour } from "./hour";
import { OutcomeOf } from "./outcome";
import { Thread } from "./thread";
import { Concern } from "./concern";

const trade = (attributes: Values) => {
  const d = domain();
  return d ? String(attributes[d.name] ?? "") : "";
};

/* --- yes or no --------------------------------------------------------------- */

function Respond({ of: i, onChange }: { of: Intro; onChange: (i: Intro) => void }) {
  const [isSkipping, setSkipping] = useState(false);
  const [reason, setReason] = useState("");
  const t = w().intro;
  const form = useForm("reason");
  const answer = (accept: boolean) => form.attempt(async () => {
    const now = await ask(api.POST("/v1/introductions/{introduction}/response", {
      params: { path: { introduction: i.id } },
      body: accept ? { accept } : { accept, ...(reason.trim() ? { reason: reason.trim() } : {}) },
    }));

    onChange(now);
    say(!accept ? t.saidNo : now.state === "accepted" ? t.states.accepted(names(now)) : t.saidYes);
  });

  if (isSkipping)
    return (
      <div class="respond">
        <Text name={t.whySkip} hint={t.whySkipHint} wrong={form.wrong("reason")} value={reason} maxLength={300} onText={setReason} autofocus />
        <p class="actions">
          <Do what={() => answer(false)}>{t.skipNow}</Do>
          <button class="quiet" onClick={() => setSkipping(false)}>{t.keep}</button>
        </p>
      </div>
    );
  return (
    <div class="respond">
      <p class="actions">
        <Do what={() => answer(true)}>{t.accept}</Do>
        <button class="quiet" onClick={() => setSkipping(true)}>{t.skip}</button>
      </p>
      <p class="hint">{t.openUntil(moment(i.expires_at), until(i.expires_at, Date.now()))}</p>
    </div>
  );
}

/* How it stands, in a sentence. */
function Standing({ of: i }: { of: Intro }) {
  const t = w().intro;
  const text = i.state === "offered" && i.answer === "accepted"
    ? t.waiting(waited(i), moment(i.expires_at))
    : t.states[i.state](names(i));

  return text ? <p class={`standing is-${i.state}`} role="status">{text}</p> : null;
}

/* --- the card ------------------------------------------------------------------ */

function Contact({ of: p }: { of: Partner }) {
  return p.email ? <p class="contact"><a href={`mailto:${p.email}`}>{p.email}</a></p> : null;
}

function Worksheet({ of: i }: { of: Intro }) {
  const t = w().intro;
  const parts: [string, Intro["worksheet"]["asks"]][] = [
    [t.asks, i.worksheet.asks], [t.offers, i.worksheet.offers], [t.shared, i.worksheet.shared],
  ];

  return (
    <>
      {parts.filter(([, lines]) => lines.length).map(([title, lines]) => (
        <div key={title}>
          <h3>{title}</h3>
          <ul>{lines.map((l) => (
            <li key={l.partner}>{i.partners.length > 1 && <b>{l.partner}: </b>}{l.words.join(", ")}</li>
          ))}</ul>
        </div>
      ))}
    </>
  );
}

function Prompts({ of: i }: { of: Intro }) {
  const t = w().intro;

  if (!i.prompts.length) return null;
  return (
    <section>
      <h2>{t.prompts}{i.theme && <small> {set(i.theme)}</small>}</h2>
      <ul class="prompts">{i.prompts.map((p) => <li key={p}>{set(p)}</li>)}</ul>
      <details>
        <summary>{t.worksheet}</summary>
        <Worksheet of={i} />
        <ul>{i.worksheet.questions.map((q) => <li key={q}>{set(q)}</li>)}</ul>
      </details>
    </section>
  );
}

function Hours({ of: i }: { of: Intro }) {
  const t = w().intro;
  const days = weekdays("long");

  if (!i.common_hours.length && !i.next_hours.length) return null;
  return (
    <section>
      <h2>{t.hours}</h2>
      {i.next_hours.length > 0 ? (
        <table class="hours">
          <thead><tr><th scope="col">{t.yours}</th>{i.partners.map((p) =>
            <th key={p.handle} scope="col">{p.name}</th>)}</tr></thead>
          <tbody>{i.next_hours.slice(0, 5).map((h) => (
            <tr key={h.starts_at}><td>{h.mine}</td>{h.theirs.map((x, k) => <td key={k}>{x}</td>)}</tr>
          ))}</tbody>
        </table>
      ) : (
        <p>{i.common_hours.map((h) => `${days[DAYS.indexOf(h.day)]} ${h.from}–${h.to}`).join(", ")}</p>
      )}
    </section>
  );
}

export function Card({ of: i, onChange }: { of: Intro; onChange: (i: Intro) => void }) {
  const t = w().intro;
  const mine = me.value ? trade(me.value.attributes as Values) : "";
  const theirs = trade(i.partners[0].attributes as Values);
  const canAnswer = i.answer === null && i.state === "offered";
  const isOver = ["declined", "expired", "not_met"].includes(i.state);

  return (
    <article class={`card ${isOver ? "over" : ""}`}>
      <Crossing a={hue(mine)} b={hue(theirs) === hue(mine) ? besides(hue(mine)) : hue(theirs)} />
      {i.partners.map((p) => (
        <div key={p.handle} class="partner">
          <Person name={p.name} pitch={p.pitch} attributes={p.attributes as Values} zone={p.zone} />
          <Contact of={p} />
        </div>
      ))}
      <section class="why">
        <h2>{t.why(i.partners.length)}</h2>
        <ul>{i.why.map((x) => <li key={x}>{set(x)}</li>)}</ul>
      </section>
      <Standing of={i} />
      {canAnswer && <Respond of={i} onChange={onChange} />}
      <OutcomeOf of={i} onChange={onChange} />
      <Hour of={i} onChange={onChange} />
      {!isOver && <><Hours of={i} /><Prompts of={i} /></>}
    </article>
  );
}

/* The card with its thread, kept up to date. */
export function Whole({ id, first, isPage = false }: { id: string; first?: Intro; isPage?: boolean }) {
  const it = useLoad(() => load(id), [id], first);
  const [concern, setConcern] = useState<"block" | "report" | null>(null);
  const t = w().intro;

  useLive((event) => {
    if (event.kind !== "round" && event.kind !== "message" &&
        (event.introduction === undefined || event.introduction === id))
      void it.again();
  }, [it.again, id]);
  return (
    <Show of={it}>
      {(i) => (
        <div class="whole">
          {isPage && <h1 class="unseen">{names(i)}</h1>}
          <Card of={i} onChange={it.set} />
          {i.answer !== "declined" && <Thread of={i} />}
          <Menu name={t.more} items={[
            ...(i.answer === "accepted" && i.state === "accepted" || i.state === "offered" && i.answer === "accepted"
              ? [[t.withdraw, () => attempt(async () => it.set(await ask(api.POST(
                "/v1/introductions/{introduction}/response", {
                  params: { path: { introduction: id } }, body: { accept: false },
                }))))] as [string, () => void]] : []),
            ...(["accepted", "met"].includes(i.state) && i.answer === "accepted"
                && about.value!.limits.suggestions_per_week > 0
              ? [[w().suggestLink, () => go(`suggest/${id}`)] as [string, () => void]] : []),
            [t.block, () => setConcern("block")],
            [t.report, () => setConcern("report")],
          ]} />
          {concern && <Concern what={concern} of={i} onClose={() => setConcern(null)} />}
        </div>
      )}
    </Show>
  );
}

export function Introduction() {
  return <Whole id={route.value[1]} key={route.value[1]} isPage />;
}
