/*
 * Signing up: one question a screen, what others will see beside it.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { Refusal } from "../api";
import { change, draft, emptyDraft, guess, pitchOf, questions, setAttribute, signUp, type Question } from "../draft";
import { Ask } from "../parts/attribute";
import { Check, Long, Text } from "../parts/fields";
import { Person } from "../parts/person";
import { Stitches } from "../parts/threads";
import { about, go, route } from "../state";
import { because, label, w } from "../words";
import { hintOf } from "./hints";

/* Three of them and what is between make a pitch of the most that it may have. */
const part = () => Math.floor((about.value!.limits.pitch_characters - 4) / 3);

const isAddress = (s: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(s.trim());

/* Where addresses of some houses come in without an invitation. */
function mayJoin(email: string, invitation: string): boolean {
  const { policy, domains } = about.value!.signup;
  const house = email.trim().split("@").pop()!.toLowerCase();

  return policy !== "domain" || !!invitation.trim() || domains.some((d) => d.toLowerCase() === house);
}

/* Who may join, in a sentence; undefined: anybody. */
function policyOf(): string | undefined {
  const { policy, domains } = about.value!.signup;

  return policy === "open" ? undefined : w().welcome.policy[policy](domains.join(", "));
}

/* What is missing before one can go on; undefined: nothing. */
function missing(q: Question): string | undefined {
  const d = draft.value, t = w().join;

  if (q.kind === "email" && !isAddress(d.email)) return t.badEmail;
  if (q.kind === "email" && !mayJoin(d.email, d.invitation)) return policyOf();
  if (q.kind === "name" && !d.name.trim()) return t.noName;
  if (q.kind === "invitation" && about.value!.signup.policy === "invitation" && !d.invitation.trim())
    return t.noInvitation;
  if (q.kind === "preview" && !(d.terms && d.ofAge)) return t.noConsent;
  if (q.kind === "attribute" && q.attribute.required) {
    const value = d.attributes[q.attribute.name];
    if (value === undefined || value === "" || (Array.isArray(value) && !value.length))
      return t.needed;
  }
  return undefined;
}

const isEmpty = (q: Question) => {
  const d = draft.value;
  const value = q.kind === "attribute" ? d.attributes[q.attribute.name]
    : q.kind === "pitch" ? pitchOf(d.pitch) : q.kind === "invitation" ? d.invitation.trim() : "x";
  return value === undefined || value === "" || (Array.isArray(value) && !value.length);
};

/* The question that a field of a refusal belongs to. */
function blamed(why: unknown, all: Question[]): number {
  const pointer = why instanceof Refusal ? why.fields[0]?.pointer ?? "" : "";
  const [, field, attribute] = pointer.split("/");

  return all.findIndex((q) => q.kind === field ||
    (q.kind === "attribute" && field === "attributes" && q.attribute.name === attribute));
}

function Consents() {
  const { terms_version, terms_url, minimum_age } = about.value!;
  const t = w().join;

  return (
    <>
      <Check on={draft.value.terms} onTurn={(terms) => change({ terms })}
        text={<>{t.terms(terms_version)}{terms_url &&
          <> <a href={terms_url} target="_blank" rel="noreferrer">{t.readTerms}</a></>}</>} />
      <Check on={draft.value.ofAge} onTurn={(ofAge) => change({ ofAge })}
        text={t.ofAge(minimum_age)} />
    </>
  );
}

function Answer({ q, wrong }: { q: Question; wrong?: string }) {
  const d = draft.value, t = w().join;

  if (q.kind === "email")
    return <Text name={t.email} hint={t.emailHint} wrong={wrong} type="email" inputMode="email"
      autocomplete="email" maxLength={254} value={d.email} onText={(email) => change({ email })} />;
  if (q.kind === "name")
    return <Text name={t.name} hint={t.nameHint} wrong={wrong} autocomplete="nickname"
      maxLength={about.value!.limits.name_characters} value={d.name} onText={(name) => change({ name })} />;
  if (q.kind === "invitation")
    return <Text name={t.invitation} hint={[t.invitationHint, policyOf() ?? t.invitationNeedless].join(" ")} wrong={wrong} autocomplete="off"
      value={d.invitation} onText={(invitation) => change({ invitation })} />;
  if (q.kind === "pitch")
    return (
      <>
        {t.pitch.map((name, i) => (
          <Long key={name} name={name} rows={2} max={part()} value={d.pitch[i]}
            onText={(text) => change({ pitch: d.pitch.map((p, k) => (k === i ? text : p)) as typeof d.pitch })} />
        ))}
      </>
    );
  if (q.kind !== "attribute") return <>{wrong && <p class="wrong" role="alert">{wrong}</p>}<Consents /></>;
  return (
    <>
      <Ask attribute={q.attribute} value={d.attributes[q.attribute.name]}
        hint={hintOf(q.attribute)} wrong={wrong}
        onChange={(value) => setAttribute(q.attribute.name, value)} />
    </>
  );
}

const titleOf = (q: Question): string =>
  q.kind === "attribute"
    ? w().join.titles[q.attribute.name as keyof ReturnType<typeof w>["join"]["titles"]] ?? label(q.attribute.title)
    : w().join.titles[q.kind];

export function Join() {
  const { signup } = about.value!;
  const given = route.value[1];
  const [needsInvitation] = useState(signup.policy !== "open" || !!given || !!draft.value.invitation);
  const all = questions(needsInvitation);
  const at = Math.min(draft.value.step, all.length - 1);
  const q = all[at];
  const [wrong, setWrong] = useState<string | undefined>();
  const title = useRef<HTMLHeadingElement>(null);
  const isSending = useRef(false);
  const t = w().join;
  const d = draft.value;

  useEffect(() => {
    guess();
    if (given) change({ invitation: given });
  }, []);
  const turn = (step: number) => {
    setWrong(undefined);
    change({ step });
    title.current?.focus();
  };
  const onward = async () => {
    const lack = missing(q);
    if (lack) return setWrong(lack);
    if (q.kind !== "preview") return turn(at + 1);
    if (isSending.current) return;
    isSending.current = true;
    try {
      await signUp();
      go("signin");
    } catch (why) {
      const step = blamed(why, all);
      if (step >= 0) change({ step });
      setWrong(because(why));
    } finally {
      isSending.current = false;
    }
  };

  return (
    <div class="join">
      <form class="question" noValidate onSubmit={(e) => { e.preventDefault(); void onward(); }}>
        <Stitches at={at + 1} of={all.length} text={t.step(at + 1, all.length)} />
        <h1 ref={title} tabIndex={-1}>{titleOf(q)}</h1>
        <Answer q={q} wrong={wrong} />
        <p class="actions">
          <button type="submit">
            {q.kind === "preview" ? t.send : isEmpty(q) && !missing(q) ? t.skip : t.next}
          </button>
          {at > 0 && <button type="button" class="quiet" onClick={() => turn(at - 1)}>{t.back}</button>}
          {at > 0 && <button type="button" class="quiet faint" onClick={() => { emptyDraft(); turn(0); }}>{t.anew}</button>}
        </p>
      </form>
      {(d.name || q.kind === "preview") && (
        <aside class="preview" aria-label={t.seen}>
          <p class="hint">{t.seen}</p>
          <Person name={d.name || t.someone} pitch={pitchOf(d.pitch)} attributes={d.attributes} />
        </aside>
      )}
    </div>
  );
}
