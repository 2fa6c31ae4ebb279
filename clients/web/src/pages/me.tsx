/*
 * Everything about me: a list of what there is, each one tap away.
 */
import { Do, Pick } from "../parts/fields";
import { api, ask } from "../api";
import { about, me, signOut } from "../state";
import { attempt, choose, language, w } from "../words";

const PLACES = ["profile", "pools", "people", "history", "letters", "invitations", "account"] as const;

/* One after the other: each goes by the version that the one before it made. */
let told: Promise<unknown> = Promise.resolve();

async function tell(wanted: string): Promise<void> {
  me.value = await ask(api.PATCH("/v1/me", {
    params: { header: { "If-Match": `"${me.value!.version}"` } },
    headers: { "Content-Type": "application/merge-patch+json" },
    body: { language: wanted as "en" | "fr" },
  }));
}

/* The page's language, and that of letters and reasons with it. */
const speakTo = (wanted: string) => attempt(async () => {
  const turn = told = told.catch(() => undefined).then(() => tell(wanted));

  await choose(wanted);
  await turn;
});

export function Mine() {
  const t = w().me;

  return (
    <div class="mine-page">
      <h1>{me.value!.name}</h1>
      <nav aria-label={t.title}>
        <ul class="places">
          {PLACES.map((p) => (
            <li key={p}><a href={`#/${p}`}><b>{t.places[p][0]}</b><span>{t.places[p][1]}</span></a></li>
          ))}
          {me.value!.operator &&
            <li><a href="#/operator"><b>{t.operator[0]}</b><span>{t.operator[1]}</span></a></li>}
        </ul>
      </nav>
      <Pick name={t.language} value={language.value} onPick={(l) => void speakTo(l)}
        options={[["en", "English"], ["fr", "Français"]]} />
      <p class="actions"><Do class="quiet" what={() => attempt(signOut)}>{t.signOut}</Do></p>
      <p class="hint">{about.value!.name} · Serendip {about.value!.version} · <a href="/licences.txt">{t.licences}</a></p>
    </div>
  );
}
