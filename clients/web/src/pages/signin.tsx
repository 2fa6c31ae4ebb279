/*
 * Signing in: an address, then the code of the letter; or the link in it.
 */
import { useRef, useState } from "preact/hooks";
import { api, ask } from "../api";
import { askForCode, attempt, draft, emptyDraft, signUp } from "../draft";
import { Do, Text } from "../parts/fields";
import { go, loadMe, me, nextSitting, recall, remember, route, say } from "../state";
import { attempt as tryTo, because, choose, w } from "../words";

const CODE_LENGTH = 8;
const letters = (s: string) => s.replace(/[^0-9a-z]/gi, "");

async function enter(by: { attempt?: string; code?: string; token?: string }): Promise<void> {
  await ask(api.POST("/v1/signin/verify", { body: { ...by, cookie: true } }));
  nextSitting();
  attempt.value = null;
  emptyDraft();
  await loadMe();
  if (!recall("language") && me.value) await choose(me.value.language);
  const wanted = recall<string>("wanted") ?? "";
  remember("wanted", null);
  go(wanted);
}

function Code() {
  const [code, setCode] = useState("");
  const [wrong, setWrong] = useState<string | undefined>();
  const a = attempt.value!, t = w().signin;

  const isSending = useRef(false);

  const send = async (text: string) => {
    if (isSending.current) return;
    isSending.current = true;
    try {
      await enter({ attempt: a.attempt, code: text });
    } catch (why) {
      setWrong(because(why));
    } finally {
      isSending.current = false;
    }
  };
  /* The same was asked for before: of whoever joins, with all that they typed. */
  const another = () => tryTo(async () => {
    if (a.joins && draft.value.email.trim() === a.email) await signUp();
    else await askForCode(a.email);
    setCode("");
    setWrong(undefined);
    say(t.anotherSent);
  });
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
      <p><Do class="quiet faint" what={another}>{t.another}</Do></p>
    </form>
  );
}

export function Signin() {
  const token = route.value[1];
  const [email, setEmail] = useState("");
  const [wrong, setWrong] = useState<string | undefined>();
  const t = w().signin;

  if (token)
    return <OneTap title={t.title} hint={t.tokenHint} button={t.enter} done={w().waiting}
      act={() => enter({ token })} />;
  if (attempt.value) return <Code />;
  const send = async () => {
    try {
      await askForCode(email);
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
        <button type="submit">{t.send}</button>
        <a class="button quiet" href="#/join">{t.join}</a>
      </p>
    </form>
  );
}

/* What a letter's link leads to: one button, so that a program that only looks
 * at links does nothing. */
function OneTap({ title, hint, button, done, act }: {
  title: string;
  hint: string;
  button: string;
  done: string;
  act: () => Promise<unknown>;
}) {
  const [isDone, setDone] = useState(false);

  return (
    <div class="question">
      <h1>{title}</h1>
      <p role="status">{isDone ? done : hint}</p>
      {!isDone && <p class="actions"><Do what={() => tryTo(act).then((well) => setDone(well))}>{button}</Do></p>}
    </div>
  );
}

/* Of the letter to a former address: not me. */
export function Objection() {
  const t = w().signin;

  return <OneTap title={t.objection} hint={t.objectionHint} button={t.object} done={t.objected}
    act={() => ask(api.POST("/v1/email/objections", { body: { token: route.value[1] ?? "" } }))} />;
}

/* Of a letter with an invitation: no more of them. */
export function Refusal() {
  const t = w().signin;

  return <OneTap title={t.refusal} hint={t.refusalHint} button={t.refuse} done={t.refused}
    act={() => ask(api.POST("/v1/invitations/refusals", { body: { token: route.value[1] ?? "" } }))} />;
}
