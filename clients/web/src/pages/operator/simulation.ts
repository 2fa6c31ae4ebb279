/*
 * A simulation, which the daemon plays beside its work: begun, looked at until it is
 * over, and stopped by whoever leaves the page.
 */
import { api, ask, once, Refusal, type Shapes } from "../../api";

export type Simulation = Shapes["Simulation"];
export type Result = Shapes["SimulationResult"];
export type Side = Shapes["SimulationSide"];

const LOOK_MS = 500;
/* Of several daemons behind one address another one may answer, which does not know
 * of it. */
const STRANGERS = 20;

const pause = (until: AbortSignal) => new Promise<void>((done) => {
  const timer = setTimeout(done, LOOK_MS);

  until.addEventListener("abort", () => { clearTimeout(timer); done(); }, { once: true });
});

async function look(id: string, strangers = STRANGERS): Promise<Simulation> {
  try {
    return await ask(api.GET("/v1/operator/simulations/{simulation}", { params: { path: { simulation: id } } }));
  } catch (why) {
    if (!(why instanceof Refusal) || why.code !== "not_found" || strangers === 0) throw why;
    return look(id, strangers - 1);
  }
}

/* As it is in the end; null: `until` came first, and it is stopped. */
export async function simulate(
  body: Shapes["SimulationAsk"], tell: (s: Simulation) => void, until: AbortSignal,
): Promise<Simulation | null> {
  let s = await once("simulation", (headers) => ask(api.POST("/v1/operator/simulations", { body, headers })));

  while (!s.ended_at && !until.aborted) {
    tell(s);
    await pause(until);
    if (!until.aborted) s = await look(s.id);
  }
  if (s.ended_at) return s;
  await api.DELETE("/v1/operator/simulations/{simulation}", {
    params: { path: { simulation: s.id } }, keepalive: true,
  }).catch(() => undefined);
  return null;
}
