/*
 * Blocking a partner, and reporting one to the operators.
 */
import { useState } from "preact/hooks";
import { api, ask, once, type Introduction, type Shapes } from "../api";
import { Dialog } from "../parts/dialog";
import { Check, Choices, Do, Long } from "../parts/fields";
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
  const [category, setCategory] = useState<Category | null>(null);
  const [text, setText] = useState("");
  const [block, setBlock] = useState(false);
  const who = i.partners.find((p) => p.handle === handle)?.name ?? "";
  const isGrave = category === "safety" || category === "minor";

  const doBlock = () => attempt(async () => {
    await once(`block ${handle}`, (headers) =>
      ask(api.POST("/v1/me/blocks", { headers, body: { introduction: i.id, handle } })));
    say(t.blocked(who));
    onClose();
    if (route.value.length > 0) go("");
    else location.reload();
  });
  const doReport = () => attempt(async () => {
    const body = { introduction: i.id, handle, category: category!, text: text.trim(), block: block || isGrave };

    await once(JSON.stringify(body), (headers) => ask(api.POST("/v1/reports", { headers, body })));
    say(t.reported);
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
        <Choices name={t.about} value={category} onPick={(c) => setCategory(c as Category)}
          options={Object.entries(t.categories)} />
        <Long name={t.happened} value={text} max={2000} onText={setText} />
        <Check text={t.alsoBlock(who)} on={block || isGrave} onTurn={setBlock} />
      </>}
      <p class="actions">
        {what === "block" ? <Do what={doBlock}>{t.doBlock}</Do>
          : <Do what={doReport} disabled={category === null}>{t.doReport}</Do>}
        <button class="quiet" onClick={onClose}>{w().cancel}</button>
      </p>
    </Dialog>
  );
}
