/*
 * Webhooks: how each is, a trial, and telling one again that had refused.
 */
import { useState } from "preact/hooks";
import { api, ask, type Shapes } from "../../api";
import { Do } from "../../parts/fields";
import { Show, useLoad } from "../../parts/load";
import { because, moment } from "../../words";
import { o } from "./words";

type Webhook = Shapes["Webhook"];

function One({ of: h, onDone }: { of: Webhook; onDone: () => Promise<void> }) {
  const t = o().webhooks, params = { params: { path: { webhook: h.name } } };
  const [said, setSaid] = useState<{ text: string; isBad: boolean } | null>(null);
  const attempt = async (what: () => Promise<{ text: string; isBad: boolean } | null>) => {
    setSaid(null);
    try {
      setSaid(await what());
    } catch (why) {
      setSaid({ text: because(why), isBad: true });
    }
  };
  const test = () => attempt(async () => {
    const got = await ask(api.POST("/v1/operator/webhooks/{webhook}/test", params));
    return { text: got.arrived ? t.arrived(got.milliseconds) : t.failed(got.answer), isBad: !got.arrived };
  });
  const enable = () => attempt(async () => {
    await ask(api.POST("/v1/operator/webhooks/{webhook}/enabling", params));
    await onDone();
    return null;
  });

  return (
    <section class="panel" aria-label={h.name}>
      <h3>{h.name} <small>{h.host} · {h.format}</small></h3>
      {h.disabled_at && <p class="standing is-cancelled">{t.disabled(moment(h.disabled_at))} <span lang="en">{h.disabled_why}</span></p>}
      <dl class="facts">
        <div><dt>{t.events}</dt><dd lang="en">{h.events.join(", ")}</dd></div>
        <div><dt>{t.sent}</dt><dd>{h.sent_at ? moment(h.sent_at) : t.never}</dd></div>
        <div><dt>{t.waiting}</dt><dd>{h.waiting}</dd></div>
        <div><dt>{t.dead}</dt><dd>{h.dead > 0 ? <a href="#/operator/letters">{h.dead}</a> : h.dead}</dd></div>
      </dl>
      {said && <p class={said.isBad ? "wrong" : "hint"} role={said.isBad ? "alert" : "status"}>{said.text}</p>}
      <p class="actions">
        <Do class="quiet" what={test}>{t.test(h.name)}</Do>
        {h.disabled_at && <Do class="quiet" what={enable}>{t.enable}</Do>}
      </p>
    </section>
  );
}

export function Webhooks() {
  const it = useLoad(async () => (await ask(api.GET("/v1/operator/webhooks"))).webhooks, []);

  return (
    <>
      <section class="panel">
        <h2>{o().parts.webhooks}</h2>
        <p class="hint">{o().webhooks.hint}</p>
      </section>
      <Show of={it}>
        {(all) => all.length === 0 ? <p>{o().webhooks.none}</p>
          : all.map((h) => <One key={h.name} of={h} onDone={it.again} />)}
      </Show>
    </>
  );
}
