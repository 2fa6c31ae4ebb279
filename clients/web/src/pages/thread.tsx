/*
 * The thread of an introduction, live.
 */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { api, ask, once, type Introduction, type Message } from "../api";
import { useLive } from "../live";
import { Do } from "../parts/fields";
import { useForm } from "../parts/form";
import { useKept } from "../parts/kept";
import { Show, useLoad } from "../parts/load";
import { attempt, clock, day, w } from "../words";

const PAGE = 50;

async function read(id: string, cursor?: string) {
  return ask(api.GET("/v1/introductions/{introduction}/messages", {
    params: { path: { introduction: id }, query: { limit: PAGE, cursor } },
  }));
}

function Lines({ messages }: { messages: Message[] }) {
  let last = "";
  const list = useRef<HTMLOListElement>(null);
  const newest = messages[0].id;

  /* What is new stands at the end, which is shown. */
  useEffect(() => {
    list.current?.scrollTo(0, list.current.scrollHeight);
  }, [newest]);

  return (
    <ol class="lines" ref={list} tabIndex={0}>
      {[...messages].reverse().map((m) => {
        const on = day(m.written_at);
        const isNew = on !== last;

        last = on;
        return (
          <li key={m.id} class={m.mine ? "mine" : ""}>
            {isNew && <p class="day">{on}</p>}
            <div class="bubble">
              <p class="unseen">{m.mine ? w().thread.me : m.from ?? w().former}</p>
              <p>{m.text}</p>
              <time dateTime={m.written_at}>{clock(m.written_at)}</time>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Compose({ id, onSaid }: { id: string; onSaid: () => void }) {
  const [{ text }, change] = useKept(`message ${id}`, { text: "" });
  const form = useForm("text");
  const t = w().thread;
  const wrongId = useId();
  const latest = useRef(text);
  const setText = (now: string) => change({ text: (latest.current = now) });
  const send = () => form.attempt(async () => {
    const body = { text: text.trim() };

    if (!body.text) return;
    await once(id + body.text, (headers) => ask(api.POST("/v1/introductions/{introduction}/messages", {
      params: { path: { introduction: id } }, headers, body,
    })));
    /* What was typed meanwhile stays. */
    if (latest.current === text) setText("");
    onSaid();
  });

  return (
    <form class="compose" onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <div class="grow" data-text={`${text || t.say}\n`}>
        <textarea rows={1} maxLength={2000} aria-label={t.say} placeholder={t.say} value={text}
          aria-invalid={!!form.wrong("text")} aria-describedby={form.wrong("text") ? wrongId : undefined}
          onInput={(e) => { form.forget(); setText(e.currentTarget.value); }}
          onKeyDown={(e) => {
            if (e.key === "Enter" && !e.shiftKey && matchMedia("(hover: hover)").matches) {
              e.preventDefault();
              void send();
            }
          }} />
      </div>
      <Do type="button" what={send}>{t.send}</Do>
      {form.wrong("text") && <p class="wrong" id={wrongId} role="alert">{form.wrong("text")}</p>}
    </form>
  );
}

export function Thread({ of: i }: { of: Introduction }) {
  const it = useLoad(() => read(i.id), [i.id, i.state]);
  const [older, setOlder] = useState<Message[]>([]);
  const [next, setNext] = useState<string | null>(null);
  const t = w().thread;
  const newest = it.value?.messages[0]?.id;

  useLive((event) => {
    if (event.kind === "reset" || event.introduction === i.id) void it.again();
  }, [it.again, i.id]);
  useEffect(() => {
    if (newest && document.visibilityState === "visible")
      void api.PUT("/v1/introductions/{introduction}/read", { params: { path: { introduction: i.id } } });
  }, [newest]);
  const more = (cursor: string) => attempt(async () => {
    const page = await read(i.id, cursor);
    setOlder([...older, ...page.messages]);
    setNext(page.next ?? "");
  });

  return (
    <section class="thread-of">
      <h2>{t.title}</h2>
      <Show of={it}>
        {(list) => {
          const cursor = next ?? list.next;
          return (
            <>
              {cursor && <Do class="quiet" what={() => more(cursor)}>{t.older}</Do>}
              {/* There before its first line is: only what comes into it is read out. */}
              <div role="log" aria-label={t.title}>
                {list.messages.length === 0
                  ? <p class="hint">{list.open === "later" ? t.later : list.open === "yes" ? t.empty : t.over}</p>
                  : <Lines messages={[...list.messages, ...older]} />}
              </div>
              {list.open === "yes" && <Compose id={i.id} onSaid={() => void it.again()} />}
            </>
          );
        }}
      </Show>
    </section>
  );
}
