/*
 * Before one is a member: what this is.
 */
import { Crossing } from "../parts/threads";
import { about } from "../state";
import { label, w } from "../words";

export function Welcome() {
  const { pools, signup } = about.value!;
  const t = w().welcome;
  const pool = pools[0];

  return (
    <div class="welcome">
      <h1>{t.title}</h1>
      <Crossing />
      <p class="lead">{t.lead}</p>
      <p class="actions">
        <a class="button" href="#/join">{t.join}</a>
        <a class="button quiet" href="#/signin">{t.signin}</a>
      </p>
      <ol class="how">
        {t.how.map(([head, text]) => <li key={head}><h2>{head}</h2><p>{text}</p></li>)}
      </ol>
      <p class="hint">
        {pool && `${label(pool.title)}. `}
        {signup.policy !== "open" && t.policy[signup.policy](signup.domains.join(", "))}
      </p>
    </div>
  );
}
