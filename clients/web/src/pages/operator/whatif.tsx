/*
 * What if the rules were others: both played over the members who are there.
 */
import { useState } from "preact/hooks";
import { api, ask, type Shapes } from "../../api";
import { Do, Long, Pick, Text } from "../../parts/fields";
import { about } from "../../state";
import { because, label } from "../../words";
import { attributeTitle } from "./rounds";
import { number, o, percent } from "./words";

type Result = Shapes["WhatIfResult"];
type Side = Shapes["WhatIfSide"];

const lines = (text: string) => text.split("\n").map((l) => l.trim()).filter(Boolean);

function rows(r: Result): [string, (side: Side) => string][] {
  const t = o().rows;
  const differ = r.current.rounds[0]?.report.differ.map((d) => d.attribute) ?? [];
  const mean = (side: Side, attribute: string) => {
    const shares = side.rounds.map((x) => x.report.differ.find((d) => d.attribute === attribute)?.share)
      .filter((x): x is number => typeof x === "number");
    return shares.length ? shares.reduce((a, b) => a + b) / shares.length : null;
  };

  return [
    [t.introduced, (s) => number(s.sum.introduced)], [t.sat_out, (s) => number(s.sum.sat_out)],
    [t.repeats, (s) => number(s.sum.repeats)], [t.sit_outs_most, (s) => number(s.sum.sit_outs_most)],
    [t.sit_outs_in_a_row, (s) => number(s.sum.sit_outs_in_a_row)], [t.mean_score, (s) => number(s.sum.mean_score, 3)],
    [t.bridged, (s) => percent(s.sum.bridged?.share)],
    ...differ.map((a) => [t.differ(attributeTitle(a)), (s: Side) => percent(mean(s, a))] as [string, (side: Side) => string]),
  ];
}

function Difference({ of: r }: { of: Result }) {
  return (
    <div class="scroll">
      <table>
        <caption class="unseen">{o().parts.whatif}</caption>
        <thead><tr><th scope="col">{o().figure}</th><th scope="col">{o().now}</th><th scope="col">{o().then}</th></tr></thead>
        <tbody>{rows(r).map(([title, of]) => {
          const [now, then] = [of(r.current), of(r.proposed)];
          return <tr key={title} class={now === then ? "" : "changed"}><th scope="row">{title}</th><td>{now}</td><td>{then}</td></tr>;
        })}</tbody>
      </table>
    </div>
  );
}

export function WhatIf() {
  const pools = about.value!.pools;
  const [name, setName] = useState(pools[0]?.name ?? "");
  const pool = pools.find((p) => p.name === name);
  const [require, setRequire] = useState(pool?.rules.join("\n") ?? "");
  const [prefer, setPrefer] = useState(pool?.preferences.join("\n") ?? "");
  const [serendipity, setSerendipity] = useState(String(pool?.serendipity ?? 0.5));
  const [rounds, setRounds] = useState("4");
  const [result, setResult] = useState<Result | null>(null);
  const [wrong, setWrong] = useState("");
  const [isPlaying, setPlaying] = useState(false);

  const take = (to: string) => {
    const p = pools.find((x) => x.name === to);
    setName(to);
    setRequire(p?.rules.join("\n") ?? "");
    setPrefer(p?.preferences.join("\n") ?? "");
    setSerendipity(String(p?.serendipity ?? 0.5));
  };
  const play = async () => {
    setWrong("");
    setResult(null);
    setPlaying(true);
    try {
      setResult(await ask(api.POST("/v1/operator/whatif", {
        body: {
          pool: name, require: lines(require), prefer: lines(prefer),
          serendipity: Number(serendipity), rounds: Number(rounds),
        },
      })));
    } catch (why) {
      setWrong(because(why));
    } finally {
      setPlaying(false);
    }
  };

  return (
    <section class="panel">
      <h2>{o().parts.whatif}</h2>
      <p class="hint">{o().whatifHint}</p>
      {pools.length > 1 && <Pick name={o().pool} value={name} onPick={take} options={pools.map((p) => [p.name, label(p.title)])} />}
      <Long name={o().require} value={require} max={4000} rows={4} onText={setRequire} />
      <Long name={o().prefer} value={prefer} max={4000} rows={3} onText={setPrefer} />
      <div class="beside">
        <Text name={o().serendipity} type="number" min={0} max={1} step={0.05} value={serendipity} onText={setSerendipity} />
        <Text name={o().rounds} type="number" min={1} max={12} value={rounds} onText={setRounds} />
      </div>
      <p class="actions"><Do what={play}>{o().play}</Do></p>
      {isPlaying && <div role="status"><p>{o().playing}</p><progress aria-label={o().playing} /></div>}
      {wrong && <p class="wrong" role="alert">{wrong}</p>}
      {result && <Difference of={result} />}
    </section>
  );
}
