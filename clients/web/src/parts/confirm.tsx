/*
 * A question before something that many will notice. What went wrong with it is
 * said in it: behind it nobody would see that.
 */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { because, w } from "../words";
import { Dialog } from "./dialog";
import { Do } from "./fields";

export function Confirm({ title, doIt, what, onClose, children }: {
  title: string;
  doIt: string;
  what: () => Promise<unknown>;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const [wrong, setWrong] = useState("");
  const act = async () => {
    setWrong("");
    try {
      await what();
      onClose();
    } catch (why) {
      setWrong(because(why));
    }
  };

  return (
    <Dialog title={title} onClose={onClose}>
      <p>{children}</p>
      {wrong && <p class="wrong" role="alert">{wrong}</p>}
      <p class="actions">
        <Do what={act}>{doIt}</Do>
        <button class="quiet" onClick={onClose}>{w().cancel}</button>
      </p>
    </Dialog>
  );
}

/* A button with such a question behind it. */
export function Sure({ name, class: style = "quiet", question, what }: {
  name: string;
  class?: string;
  question: string;
  what: () => Promise<unknown>;
}) {
  const [isAsking, setAsking] = useState(false);

  return (
    <>
      <button class={style} onClick={() => setAsking(true)}>{name}</button>
      {isAsking && <Confirm title={name} doIt={name} what={what} onClose={() => setAsking(false)}>{question}</Confirm>}
    </>
  );
}
