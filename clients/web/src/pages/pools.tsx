/*
 * Which introductions I get, how often; and a pause from all of them.
 */
import { useRef, useState } from "preact/hooks";
import { api, ask, type Pool, type Shapes } from "../api";
import { Check, Choices, Do, Text } from "../parts/fields";
import { useForm } from "../parts/form";
import { Show, useLoad } from "../parts/load";
import { about, loadMe, me, say } from "../state";
import { attempt, label, moment, w } from "../words";

type Membership = Shapes["Membership"];

function PoolOf({ pool, onChange }: { pool: Pool; onChange: () => Promise<void> }) {
  const t = w().pools;
  const info = about.value!.pools.find((p) => p.name === pool.name);
  const path = { pool: pool.name };
  /* What was picked stays picked while it is on its way, whatever is shown anew
   * meanwhile. */
  const [picked, setPicked] = useState<Membership>({});
  const picks = useRef(0);
  const set = async (body: Membership) => {
    const mine = ++picks.current;

    setPicked((was) => ({ ...was, ...body }));
    await attempt(async () => {
      await ask(api.PUT("/v1/pools/{pool}/membership", { params: { path }, body }));
      await onChange();
    });
    if (mine === picks.current) setPicked({});
  };
  const { every, group, skip_next: skips } = { ...pool, ...picked };
  const leave = () => attempt(async () => {
    await ask(api.DELETE("/v1/pools/{pool}/membership", { params: { path } }));
    await onChange();
  });

  return (
    <section class="panel">
      <h2>{label(pool.title)}</h2>
      {info?.calendar && <p class="hint">{info.calendar}{info.zone && ` (${info.zone})`}</p>}
      {!pool.member ? <p class="actions"><Do what={() => set({})}>{t.join}</Do></p> : <>
        <p>{pool.my_next_round_at ? t.next(moment(pool.my_next_round_at)) : t.none}
          {pool.resting && <> {w().home.resting[pool.resting]}</>}</p>
        <Choices name={t.every} value={String(every)}
          options={Object.entries(t.cadences)}
          onPick={(e) => void set({ every: (e === "once" ? "once" : Number(e)) as Membership["every"] })} />
        <Check text={t.trio} on={group === "trio_welcome"}
          onTurn={(on) => void set({ group: on ? "trio_welcome" : "pair" })} />
        <Check text={t.skip} on={skips} onTurn={(skip_next) => void set({ skip_next })} />
        <p class="actions"><Do class="quiet faint" what={leave}>{t.leave}</Do></p>
      </>}
    </section>
  );
}

function PauseOf() {
  const [until, setUntil] = useState("");
  const t = w().pools, p = me.value!.pause;
  const form = useForm("until");
  const pause = () => form.attempt(async () => {
    me.value = await ask(api.PUT("/v1/me/pause", { body: until ? { until } : {} }));
    say(t.pausedNow);
  });
  const end = () => attempt(async () => {
    await ask(api.DELETE("/v1/me/pause"));
    await loadMe();
  });

  return (
    <section class="panel">
      <h2>{t.pause}</h2>
      {p ? <>
        <p>{p.until ? w().home.pausedUntil(moment(p.until)) : w().home.paused}</p>
        <p class="actions"><Do what={end}>{w().home.unpause}</Do></p>
      </> : <>
        <p class="hint">{t.pauseHint}</p>
        <Text name={t.pauseUntil} hint={t.pauseUntilHint} wrong={form.wrong("until")} type="date" value={until} onText={setUntil} />
        <p class="actions"><Do class="quiet" what={pause}>{t.pauseNow}</Do></p>
      </>}
    </section>
  );
}

export function Pools() {
  const it = useLoad(async () => (await ask(api.GET("/v1/pools"))).pools, [me.value?.version]);

  return (
    <div class="panels">
      <h1>{w().me.places.pools[0]}</h1>
      <Show of={it}>{(pools) => pools.map((p) => <PoolOf key={p.name} pool={p} onChange={it.again} />)}</Show>
      <PauseOf />
    </div>
  );
}
