/*
 * Signing in: an address, then the code of the letter; or the link in it.
 */
import { useEffect, useState } from "preact/hooks";
import { api, ask, once } from "../api";
import { attempt, emptyDraft } from "../draft";
import { Do, Text } from "../parts/fields";
import { go, loadMe, recall, remember, route } from "../state";
import { attempt as tryTo, because, speak, w } from "../words";
import { me } from "../state";

const CODE_LENGTH = 8;
const letters = (s: string) => s.replace(/[^0-9a-z]/gi, "");

async function enter(by: { attempt?: string; code?: string; token?: string }): Promise<void> {
  await ask(api.POST("/v1/signin/verify", { body: { ...by, cookie: true } }));
  attempt.value = null;
  emptyDraft();
  await loadMe();
  if (!recall("language") && me.value) await speak(me.value.language);
  const wanted = recall<string>("wanted") ?? "";
  remember("wanted", null);
  go(wanted);
}

function Code() {
  const [code, setCode] = useState("");
  const [wrong, setWrong] = useState<string | undefined>();
  const a = attempt.value!, t = w().signin;

  const send = async (text: string) => {
    try {
      await enter({ attempt: a.attempt, code: text });
    } catch (why) {
      setWrong(because(why));
    }
  };
  const type = (text: string) => {
    setCode(text);
    setWrong(undefined);
    if (letters(text).length === CODE_LENGTH) void send(text);
  };

  return (
    <form class="question" noValidate onSubmit={(e) => { e.preventDefault(); void send(code); }}>
      <h1>{t.letter}</h1>
      <p>{t.sent(a.email)}</p>
      <Text name={t.code} hint={t.codeHint} wrong={wrong} value={code} onText={type} class="code"
        autocomplete="one-time-code" autocapitalize="characters" spellcheck={false} maxLength={32} autofocus />
      <p class="actions">
        <button type="submit">{t.enter}</button>
        <button type="button" class="quiet" onClick={() => (attempt.value = null)}>{t.other}</button>
      </p>
      <p class="hint">{t.noLetter}</p>
    </form>
  );
}

export function Signin() {
  const token = route.value[1];
  const [email, setEmail] = useState("");
  const [wrong, setWrong] = useState<string | undefined>();
  const t = w().signin;

  useEffect(() => {
    if (token) void enter({ token }).catch((why) => setWrong(because(why)));
  }, [token]);
  if (attempt.value) return <Code />;
  const send = async () => {
    try {
      const got = await ask(api.POST("/v1/signin", { headers: once(), body: { email: email.trim() } }));
      attempt.value = { attempt: got.attempt, expires: got.expires_at, email: email.trim(), isNew: false };
    } catch (why) {
      setWrong(because(why));
    }
  };

  return (
    <form class="question" noValidate onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <h1>{t.title}</h1>
      <Text name={t.email} hint={t.emailHint} wrong={wrong} type="email" autocomplete="email" autofocus
        maxLength={254} value={email} onText={(x) => { setEmail(x); setWrong(undefined); }} />
      <p class="actions">
        <Do type="submit" what={async () => undefined}>{t.send}</Do>
        <a class="button quiet" href="#/join">{t.join}</a>
      </p>
    </form>
  );
}

/* Of the letter to a former address: not me. */
export function Objection() {
  const [isDone, setDone] = useState(false);
  const t = w().signin;
  const object = () => tryTo(async () => {
    await ask(api.POST("/v1/email/objections", { body: { token: route.value[1] ?? "" } }));
    setDone(true);
  });

  return (
    <div class="question">
      <h1>{t.objection}</h1>
      <p>{isDone ? t.objected : t.objectionHint}</p>
      {!isDone && <Do what={object}>{t.object}</Do>}
    </div>
  );
}
