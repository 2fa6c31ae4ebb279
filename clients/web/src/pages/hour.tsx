/*
 * The hour to meet: proposed, answered, in one's calendar.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { api, ask, type Introduction } from "../api";
import { load, names } from "../introductions";
import { Do, Pick, Text } from "../parts/fields";
import { useForm } from "../parts/form";
import { me } from "../state";
import { attempt, w } from "../words";
import { clockOf, momentOf, readZone } from "../zones";

type Props = { of: Introduction; onChange: (i: Introduction) => void };

/* Tomorrow noon by the member's clocks. */
const tomorrow = (zone: string) => `${clockOf(new Date(Date.now() + 86400000), zone).slice(0, 10)}T12:00`;

const OTHER = "other";

function Propose({ of: i, onChange, onDone }: Props & { onDone: () => void }) {
  const t = w().hour, { zone } = me.value!;
  const [at, setAt] = useState(i.next_hours[0]?.starts_at ?? OTHER);
  const [own, setOwn] = useState(tomorrow(zone));
  const [minutes, setMinutes] = useState("30");
  const [where, setWhere] = useState(i.meeting?.where ?? "");
  const form = useForm("starts_at", "where");
  const box = useRef<HTMLDivElement>(null);
  const send = () => form.attempt(async () => {
    const starts = at === OTHER ? momentOf(own, zone).toISOString().replace(/\.\d+/, "") : at;

    onChange(await ask(api.PUT("/v1/introductions/{introduction}/meeting", {
      params: { path: { introduction: i.id } },
      body: {
        starts_at: starts, minutes: Number(minutes), where: where.trim(),
        ...(i.meeting ? { sequence: i.meeting.sequence } : {}),
      },
    })));
    onDone();
  });

  /* The button that called for it is gone. */
  useEffect(() => box.current?.querySelector<HTMLElement>("select, input")?.focus(), []);
  return (
    <div class="propose" ref={box}>
      {i.next_hours.length > 0 &&
        <Pick name={t.when} hint={t.bothFree} value={at} onPick={setAt}
          options={[...i.next_hours.map((h) => [h.starts_at, h.mine] as [string, string]), [OTHER, t.otherHour]]} />}
      {at === OTHER &&
        <Text name={t.atYourClock} hint={t.zone(readZone(zone))} wrong={form.wrong("starts_at")} type="datetime-local" value={own}
          onText={setOwn} min={clockOf(new Date(), zone)} />}
      <Pick name={t.length} value={minutes} onPick={setMinutes}
        options={[15, 30, 45, 60, 90].map((m) => [String(m), t.minutes(m)])} />
      <Text name={t.where} hint={t.whereHint} wrong={form.wrong("where")} value={where} maxLength={200} onText={setWhere} />
      <p class="actions">
        <Do what={send}>{t.propose}</Do>
        <button class="quiet" onClick={onDone}>{w().cancel}</button>
      </p>
    </div>
  );
}

/* Of the partner who proposed it; of all where that is not to be seen. */
const nameOf = (i: Introduction, handle: string | null): string =>
  i.partners.find((p) => p.handle === handle)?.name ?? names(i);

function Standing({ of: i, onChange, onOther }: Props & { onOther: () => void }) {
  const m = i.meeting!, t = w().hour;
  const path = { introduction: i.id };
  const isLive = m.state === "proposed" || m.state === "confirmed";
  const answer = (accept: boolean) => attempt(async () => onChange(await ask(api.POST(
    "/v1/introductions/{introduction}/meeting/answer",
    { params: { path }, body: { accept, sequence: m.sequence } }))));
  const cancel = () => attempt(async () => {
    await ask(api.DELETE("/v1/introductions/{introduction}/meeting", { params: { path } }));
    onChange(await load(i.id));
  });

  return (
    <>
      <p class={`standing is-${m.state}`}>
        <b>{m.when}</b>{m.where && `, ${m.where}`} ({t.minutes(m.minutes)})<br />
        {t.states[m.state](m.mine ? null : nameOf(i, m.by), m.mine)}
      </p>
      <p class="actions">
        {isLive && !m.mine && m.answer !== "yes" && <Do what={() => answer(true)}>{t.suits}</Do>}
        {isLive && !m.mine && m.answer !== "no" && <Do class="quiet" what={() => answer(false)}>{t.suitsNot}</Do>}
        {m.state === "confirmed" &&
          <a class="button" href={`/v1/introductions/${i.id}/calendar.ics`} download="serendip.ics">{t.calendar}</a>}
        <button class="quiet" onClick={onOther}>{t.another}</button>
        {isLive && <Do class="quiet faint" what={cancel}>{t.cancel}</Do>}
      </p>
    </>
  );
}

export function Hour({ of: i, onChange }: Props) {
  const [isAsking, setAsking] = useState(false);
  const t = w().hour;

  if (!i.meeting && !i.may_meet) return null;
  return (
    <section class="hour">
      <h2>{t.title}</h2>
      {isAsking ? <Propose of={i} onChange={onChange} onDone={() => setAsking(false)} />
        : i.meeting ? <Standing of={i} onChange={onChange} onOther={() => setAsking(true)} />
          : <p class="actions"><button onClick={() => setAsking(true)}>{t.first}</button></p>}
    </section>
  );
}
