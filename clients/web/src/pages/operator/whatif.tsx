/*
 * What if the rules were others: both played over the members who are there.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { Do, Long, Pick, Text } from "../../parts/fields";
import { useForm } from "../../parts/form";
import { about } from "../../state";
import { label } from "../../words";
import { Played } from "./played";
import { type Result, type Simulation, simulate } from "./simulation";
import { o } from "./words";

const lines = (text: string) => text.split("\n").map((l) => l.trim()).filter(Boolean);

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
  const form = useForm("require", "prefer", "serendipity", "rounds", "pool");
  const [playing, setPlaying] = useState<Simulation | "begun" | null>(null);
  const leave = useRef<AbortController | null>(null);

  useEffect(() => () => leave.current?.abort(), []);

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
    setPlaying("begun");
    const its = leave.current = new AbortController();

    await form.attempt(async () => {
      const s = await simulate({
        pool: name, require: lines(require), prefer: lines(prefer),
        serendipity: Number(serendipity), rounds: Number(rounds),
      }, setPlaying, its.signal);

      setResult(s?.result ?? null);
      if (s?.why) setWrong(o().played.nothing(s.why));
    });
    setPlaying(null);
  };

  return (
    <section class="panel">
      <h2>{o().parts.whatif}</h2>
      <p class="hint">{o().whatifHint}</p>
      {pools.length > 1 && <Pick name={o().pool} wrong={form.wrong("pool")} value={name} onPick={take} options={pools.map((p) => [p.name, label(p.title)])} />}
      <Long name={o().require} wrong={form.wrong("require")} value={require} max={4000} rows={4} onText={setRequire} />
      <Long name={o().prefer} wrong={form.wrong("prefer")} value={prefer} max={4000} rows={3} onText={setPrefer} />
      <div class="beside">
        <Text name={o().serendipity} wrong={form.wrong("serendipity")} type="number" min={0} max={1} step={0.05} value={serendipity} onText={setSerendipity} />
        <Text name={o().rounds} wrong={form.wrong("rounds")} type="number" min={1} max={520} value={rounds} onText={setRounds} />
      </div>
      <p class="actions"><Do what={play}>{o().play}</Do></p>
      {playing && <div role="status"><p>{o().playing}</p></div>}
      {playing && (
        <>
          {playing === "begun" ? <progress aria-label={o().playing} />
            : <progress aria-label={o().playing} max={playing.all} value={playing.done} />}
          <p class="actions"><button type="button" class="quiet" onClick={() => leave.current?.abort()}>{o().played.stop}</button></p>
        </>
      )}
      {wrong && <p class="wrong" role="alert">{wrong}</p>}
      {result && <Played of={result} />}
    </section>
  );
}
