/*
 * Blocking a partner, and reporting one to the operators.
 */
import { useState } from "preact/hooks";
import { api, ask, once, type Introduction, type Shapes } from "../api";
import { tell } from "../live";
import { Dialog } from "../parts/dialog";
import { Check, Choices, Do, Long } from "../parts/fields";
import { useForm } from "../parts/form";
import { useKept } from "../parts/kept";
import { go, route, say } from "../state";
import { attempt, w } from "../words";

type Category = Shapes["ReportAdd"]["category"];

export function Concern({ what, of: i, onClose }: {
  what: "block" | "report";
  of: Introduction;
  onClose: () => void;
}) {
  const t = w().concern;
  const [handle, setHandle] = useState(i.partners[0].handle);
  const [{ category, text, block }, change, forget] = useKept(`report ${i.id}`,
    { category: null as Category | null, text: "", block: false });
  const form = useForm("text", "category");
  const who = i.partners.find((p) => p.handle === handle)?.name ?? "";
  const isGrave = category === "safety" || category === "minor";

  const doBlock = () => attempt(async () => {
    await once(`block ${handle}`, (headers) =>
      ask(api.POST("/v1/me/blocks", { headers, body: { introduction: i.id, handle } })));
    say(t.blocked(who));
    onClose();
    if (route.value.length > 0) go("");
    else tell({ kind: "introduction", introduction: i.id });
  });
  const doReport = () => form.attempt(async () => {
    const body = { introduction: i.id, handle, category: category!, text: text.trim(), block: block || isGrave };

    await once(JSON.stringify(body), (headers) => ask(api.POST("/v1/reports", { headers, body })));
    say(t.reported);
    forget();
    if (body.block) go("");
    onClose();
  });

  return (
    <Dialog title={what === "block" ? t.block : t.report} onClose={onClose}>
      {i.partners.length > 1 &&
        <Choices name={t.whom} value={handle} onPick={setHandle}
          options={i.partners.map((p) => [p.handle, p.name])} />}
      <p>{what === "block" ? t.blockHint(who) : t.reportHint}</p>
      {what === "report" && <>
        <Choices name={t.about} value={category} onPick={(c) => change({ category: c as Category })}
          options={Object.entries(t.categories)} />
        <Long name={t.happened} wrong={form.wrong("text")} value={text} max={2000} onText={(x) => change({ text: x })} />
        <Check text={t.alsoBlock(who)} on={block || isGrave} onTurn={(on) => change({ block: on })} />
      </>}
      <p class="actions">
        {what === "block" ? <Do what={doBlock}>{t.doBlock}</Do>
          : <Do what={doReport} disabled={category === null}>{t.doReport}</Do>}
        <button class="quiet" onClick={onClose}>{w().cancel}</button>
      </p>
    </Dialog>
  );
}
