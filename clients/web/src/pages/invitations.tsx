/*
 * Inviting somebody I know: by letter, or with a link that I hand on myself.
 */
import { useState } from "preact/hooks";
import { api, ask, once, type Shapes } from "../api";
import { Do, Text } from "../parts/fields";
import { useForm } from "../parts/form";
import { Pages } from "../parts/pages";
import { about, say } from "../state";
import { attempt, shortDay, w } from "../words";

function Made({ of: i }: { of: Shapes["Invitation"] }) {
  const t = w().invitations;
  const link = `${location.origin}/#/join/${i.token}`;
  const hand = () => attempt(async () => {
    if (navigator.share) await navigator.share({ title: about.value!.name, url: link });
    else {
      await navigator.clipboard.writeText(link);
      say(t.copied);
    }
  });

  return (
    <div class="note">
      <p>{t.made(shortDay(i.expires_at))}</p>
      <p class="code-line">{link}</p>
      <Do what={hand}>{t.share}</Do>
    </div>
  );
}

export function Invitations() {
  const [email, setEmail] = useState("");
  const [made, setMade] = useState<Shapes["Invitation"] | null>(null);
  const t = w().invitations;
  const form = useForm("email");
  const invite = (to: string) => form.attempt(async () => {
    const got = await once(`invite ${to}`, (headers) =>
      ask(api.POST("/v1/me/invitations", { headers, body: to ? { email: to } : {} })));
    setMade(got);
    setEmail("");
    if (to) say(t.sent);
  });

  return (
    <div class="panels">
      <h1>{w().me.places.invitations[0]}</h1>
      <section class="panel">
        <p class="hint">{t.hint(about.value!.signup.member_invitations)}</p>
        <Text name={t.email} wrong={form.wrong("email")} type="email" value={email}
          onText={(x) => { form.forget(); setEmail(x); }} autocomplete="off" />
        <p class="actions">
          <Do disabled={!email.trim()} what={() => invite(email.trim())}>{t.send}</Do>
          <Do class="quiet" what={() => invite("")}>{t.link}</Do>
        </p>
        {made?.token && <Made of={made} />}
      </section>
      <section class="panel">
        <h2>{t.mine}</h2>
        <Pages on={[made?.id]} empty={t.none} load={async (cursor) => {
          const got = await ask(api.GET("/v1/me/invitations", { params: { query: { limit: 20, cursor } } }));
          return { items: got.invitations, next: got.next };
        }}>
          {(i, again) => <>
            <span>{shortDay(i.created_at)} · {t.states[i.state]}</span>
            {i.state === "open" && <Do class="quiet faint" what={() => attempt(async () => {
              await ask(api.DELETE("/v1/me/invitations/{invitation}", { params: { path: { invitation: i.id } } }));
              again();
            })}>{t.end}</Do>}
          </>}
        </Pages>
      </section>
    </div>
  );
}
