/*
 * Letters that failed: to whom or to which webhook, and what was said there.
 */
import { api, ask } from "../../api";
import { Pages } from "../../parts/pages";
import { moment, set } from "../../words";
import { o } from "./words";

/* What kinds are called by whoever gets them; some have only their name. */
async function titles(): Promise<Map<string, string>> {
  const { kinds } = await ask(api.GET("/v1/me/letters"));

  return new Map(kinds.map((k) => [k.kind, set(k.title)]));
}

const Kind = ({ name, title }: { name: string; title: string | undefined }) =>
  (title ? <>{title}</> : <span lang="en">{name.replaceAll("_", " ")}</span>);

export function FailedLetters() {
  return (
    <Pages on={[]} empty={o().noLetters} load={async (cursor) => {
      const [got, called] = await Promise.all([
        ask(api.GET("/v1/operator/letters", { params: { query: { state: "dead", limit: 20, cursor } } })),
        titles().catch(() => new Map<string, string>()),
      ]);
      return { items: got.letters.map((l) => ({ ...l, title: called.get(l.kind) })), next: got.next };
    }}>
      {(l) => (
        <div class="row">
          <b><Kind name={l.kind} title={l.title} />{o().to(l.webhook ?? l.to?.name ?? o().nobody)}</b>
          <span>{moment(l.created_at)} · {o().tried(l.attempts)}</span>
          {l.answer && <span class="code-line" lang="en">{l.answer}</span>}
        </div>
      )}
    </Pages>
  );
}
