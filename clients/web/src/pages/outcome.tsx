/*
 * Did you meet, and how was it: one tap, and more for whoever likes.
 */
import { useState } from "preact/hooks";
import { api, ask, type Introduction, type Shapes } from "../api";
import { Check, Choices, Do, Long } from "../parts/fields";
import { useForm, type Form } from "../parts/form";
import { say } from "../state";
import { w } from "../words";

type Props = { of: Introduction; onChange: (i: Introduction) => void };
type Said = Shapes["OutcomeSaid"];

function More({ of: i, form, onSay }: { of: Introduction; form: Form; onSay: (said: Said) => Promise<unknown> }) {
  const o = i.outcome!, t = w().outcome;
  const [rating, setRating] = useState<string | null>(o.rating === null ? null : String(o.rating));
  const [learned, setLearned] = useState(o.learned);
  const [again, setAgain] = useState<string | null>(o.again === null ? null : o.again ? "yes" : "no");
  const [noShow, setNoShow] = useState(o.no_show);

  return (
    <div class="more">
      {o.met === "yes" && <>
        <Choices name={t.rating} value={rating} onPick={setRating}
          options={t.ratings.map((text, k) => [String(k + 1), text])} />
        <Long name={t.learned} hint={t.learnedHint} wrong={form.wrong("learned")} value={learned} max={600} onText={setLearned} rows={2} />
        <Choices name={t.again} value={again} onPick={setAgain}
          options={[["yes", w().yes], ["no", w().no]]} />
      </>}
      {o.met === "no" && <Check text={t.noShow} on={noShow} onTurn={setNoShow} />}
      {o.met !== "could_not" &&
        <p class="actions">
          <Do what={() => onSay({
            met: o.met, learned,
            ...(rating ? { rating: Number(rating) } : {}),
            ...(again ? { again: again === "yes" } : {}),
            ...(o.met === "no" ? { no_show: noShow } : {}),
          })}>{t.save}</Do>
        </p>}
    </div>
  );
}

export function OutcomeOf({ of: i, onChange }: Props) {
  const [isAsked, setAsked] = useState(false);
  const form = useForm("learned", "met");
  const t = w().outcome;
  const isOpen = i.outcome_until !== null && new Date(i.outcome_until).getTime() > Date.now();

  if (!isOpen || i.answer === "declined") return null;
  const tell = (body: Said) => form.attempt(async () => {
    onChange(await ask(api.POST("/v1/introductions/{introduction}/outcome",
      { params: { path: { introduction: i.id } }, body })));
    say(t.thanks);
  });
  const pick = async (met: Said["met"]) => {
    if (await tell({ met })) setAsked(false);
  };

  return (
    <section class="outcome">
      <h2>{i.outcome ? t.said[i.outcome.met] : t.title}</h2>
      {(!i.outcome || isAsked) && (
        <p class="actions">
          <Do what={() => pick("yes")}>{t.yes}</Do>
          <Do class="quiet" what={() => pick("no")}>{t.no}</Do>
          <Do class="quiet" what={() => pick("could_not")}>{t.couldNot}</Do>
        </p>
      )}
      {i.outcome && !isAsked && <>
        <More key={i.outcome.said_at} of={i} form={form} onSay={tell} />
        <p><button class="quiet faint" onClick={() => setAsked(true)}>{t.change}</button></p>
      </>}
    </section>
  );
}
