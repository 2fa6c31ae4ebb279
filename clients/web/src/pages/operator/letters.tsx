/*
 * Letters that failed: to whom or to which webhook, and what was said there.
 */
import { api, ask } from "../../api";
import { Pages } from "../../parts/pages";
import { moment } from "../../words";
import { o } from "./words";

export function FailedLetters() {
  return (
    <Pages on={[]} empty={o().noLetters} load={async (cursor) => {
      const got = await ask(api.GET("/v1/operator/letters", { params: { query: { state: "dead", limit: 20, cursor } } }));
      return { items: got.letters, next: got.next };
    }}>
      {(l) => (
        <div class="row">
          <b>{l.kind}, {o().to} {l.webhook ?? l.to?.name ?? o().nobody}</b>
          <span>{moment(l.created_at)} · {o().tried(l.attempts)}</span>
          {l.answer && <span class="code-line" lang="en">{l.answer}</span>}
        </div>
      )}
    </Pages>
  );
}
