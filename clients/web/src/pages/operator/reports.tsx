/*
 * What members reported, and deciding on it.
 */
import { useState } from "preact/hooks";
import { api, ask, type Shapes } from "../../api";
import { useLive } from "../../live";
import { Choices, Do, Long } from "../../parts/fields";
import { useForm } from "../../parts/form";
import { Show, useLoad } from "../../parts/load";
import { Pages } from "../../parts/pages";
import { go, route, say } from "../../state";
import { moment, shortDay, w } from "../../words";
import { o } from "./words";

type Action = Shapes["Decision"]["action"];

const name = (m: Shapes["GroupMember"] | null) => m?.name || m?.ref || w().former;

function Decide({ id }: { id: string }) {
  const [action, setAction] = useState<Action | null>(null);
  const [words, setWords] = useState("");
  const form = useForm("words", "action");
  const decide = () => form.attempt(async () => {
    await ask(api.POST("/v1/operator/reports/{report}/decision", {
      params: { path: { report: id } }, body: { action: action!, words: words.trim() },
    }));
    say(o().decided);
    go("operator/reports");
  });

  return (
    <section class="panel">
      <h2>{o().decide}</h2>
      <Choices name={o().action} wrong={form.wrong("action")} value={action} options={Object.entries(o().actions)} onPick={(a) => setAction(a as Action)} />
      <Long name={o().words} hint={o().wordsHint} wrong={form.wrong("words")} value={words} max={2000} onText={(x) => { form.forget(); setWords(x); }} />
      <p class="actions"><Do disabled={!action || !words.trim()} what={decide}>{o().decide}</Do></p>
    </section>
  );
}

function One({ id }: { id: string }) {
  const it = useLoad(() => ask(api.GET("/v1/operator/reports/{report}", { params: { path: { report: id } } })), [id]);

  useLive((event) => {
    if (event.kind === "report" || event.kind === "reset") void it.again();
  }, [it.again]);
  return (
    <Show of={it}>
      {(r) => <>
        <section class="panel">
          <h2>{w().concern.categories[r.category]} <small>{moment(r.reported_at)} · {o().reportStates[r.state]}</small></h2>
          <dl class="facts">
            <div><dt>{o().by}</dt><dd>{name(r.reporter)}</dd></div>
            <div><dt>{o().about}</dt><dd>{name(r.reported)}</dd></div>
            <div><dt>{o().account}</dt><dd>{o().accounts[r.account]}</dd></div>
            <div><dt>{o().wrote}</dt><dd class="pitch">{r.text || "–"}</dd></div>
          </dl>
          <details><summary>{o().then_}</summary><p class="pitch code-line">{r.snapshot}</p></details>
          <p class="hint">{o().noted}</p>
        </section>
        <Decide id={id} />
      </>}
    </Show>
  );
}

function ListOf({ state, turn }: { state: "open" | "decided"; turn: number }) {
  return (
    <section class="panel">
      <h2>{o().reportLists[state]}</h2>
      <Pages on={[turn]} empty={state === "open" ? o().noReports : o().none} load={async (cursor) => {
        const got = await ask(api.GET("/v1/operator/reports", { params: { query: { state, limit: 20, cursor } } }));
        return { items: got.reports, next: got.next };
      }}>
        {(r) => (
          <a class="row" href={`#/operator/reports/${r.id}`}>
            <b>{w().concern.categories[r.category]}: {name(r.reported)}</b>
            <span>{shortDay(r.reported_at)} · {o().reportStates[r.state]}{r.account !== "open" && ` · ${o().accounts[r.account]}`}</span>
          </a>
        )}
      </Pages>
    </section>
  );
}

/* What waits for a decision first. */
function List() {
  const [turn, setTurn] = useState(0);

  useLive((event) => {
    if (event.kind === "report" || event.kind === "reset") setTurn((n) => n + 1);
  }, []);
  return <><ListOf state="open" turn={turn} /><ListOf state="decided" turn={turn} /></>;
}

export function Reports() {
  const id = route.value[2];

  return id ? <One id={id} /> : <List />;
}
