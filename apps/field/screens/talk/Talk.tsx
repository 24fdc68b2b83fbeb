import { timesOf } from "@cordon/command/messages/written";
import { device } from "@cordon/ui/device";
import { ToneMark, useFormat, useLanguage, useNowMs } from "@cordon/ui";
import { Button, Textarea } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { isFull, lettersOf } from "../../outbox/letters.ts";
import type { Messages } from "../../phone/state.ts";
import choices from "../choices.module.css";
import classes from "../field.module.css";
import { usePhone, usePhoneState } from "../phone.tsx";
import { Choices } from "../Choices.tsx";
import { useTalkWords } from "./words.ts";

/** What was written to this unit and by it, the newest last; what waits to be sent looks it. */
export function Talk() {
  const words = useTalkWords();
  const phone = usePhone();
  const { messages, outbox } = usePhoneState();
  const format = useFormat();
  const nowMs = useNowMs();
  const end = useRef<HTMLLIElement>(null);
  const written = lettersOf(outbox, "message").filter(({ id }) => messages?.some((one) => one.id === id) !== true);
  const shown = (messages ?? []).toReversed();
  const last = written.at(-1)?.id ?? shown.at(-1)?.id;
  useEffect(() => {
    if (last !== undefined) end.current?.scrollIntoView({ block: "end" });
  }, [last]);
  // On the screen is read.
  useEffect(() => {
    const unread = (messages ?? []).filter(({ read }) => !read).map(({ id }) => id);
    if (unread.length > 0 && document.visibilityState === "visible") void phone.talk.read(unread);
  }, [messages, phone]);
  return (
    <>
      <main className={classes.main} tabIndex={0}>
        {shown.length + written.length === 0 && (
          <div className={device.centre}>
            <h2 className={classes.order}>{words.none}</h2>
            <p>{words.noneHint}</p>
          </div>
        )}
        <ul className={classes.list} aria-label={words.title}>
          {shown.map((message) => (
            <Line key={message.id} message={message} />
          ))}
          {written.map(({ id, to, text, urgency, writtenAt }) => (
            <li key={id} className={classes.message} data-own>
              <p className={classes.messageText}>{text}</p>
              <span className={classes.small}>
                {urgency === "urgent" && `${words.urgent} · `}
                {to.kind === "place" && `${words.to.place} · `}
                {format.time(writtenAt, nowMs)} · <span className={classes.pending}>{words.waiting}</span>
              </span>
            </li>
          ))}
          <li ref={end} aria-hidden className={classes.end} />
        </ul>
      </main>
      <Write />
    </>
  );
}

function Line({ message }: { readonly message: Messages[number] }) {
  const words = useTalkWords();
  const format = useFormat();
  const nowMs = useNowMs();
  const { tasks } = usePhoneState();
  const own = message.from !== null && message.from.unit === tasks?.unit.id;
  const who = message.from === null ? words.room : own ? words.us : message.from.callSign;
  const { written, arrived } = timesOf(message);
  const state = message.readBy > 0 ? words.read : words.sent;
  const parts = [
    [who, own && message.to.kind !== "place" ? "" : words.to[message.to.kind]].filter(Boolean).join(" "),
    arrived === null
      ? format.time(written, nowMs)
      : words.cameLate(format.shortTime(written, nowMs), format.shortTime(arrived, nowMs)),
    ...(own ? [state] : []),
  ];
  return (
    <li className={classes.message} data-own={own || undefined}>
      {message.urgency === "urgent" && (
        <span className={classes.line}>
          <ToneMark tone="attention" size={18} />
          <strong>{words.urgent}</strong>
        </span>
      )}
      <p className={classes.messageText}>{message.text ?? words.erased}</p>
      <span className={classes.small}>{parts.join(" · ")}</span>
    </li>
  );
}

function Write() {
  const words = useTalkWords();
  const phone = usePhone();
  const [text, setText] = useState("");
  const [urgent, setUrgent] = useState(false);
  const [toPost, setToPost] = useState(false);
  const language = useLanguage();
  const { shifts, outbox } = usePhoneState();
  // Who holds a post writes to whoever else is there; the command room reads it as well.
  const post = shifts?.current ?? null;
  const chosen = toPost ? post : null;
  const label = chosen === null ? words.write : words.writePost(chosen.placeName[language]);
  const said = text.trim();
  return (
    <form
      className={classes.write}
      aria-label={words.compose}
      onSubmit={(event) => {
        event.preventDefault();
        if (said === "") return;
        void phone.talk.write(said, urgent ? "urgent" : "routine", chosen?.place ?? null);
        setText("");
        setUrgent(false);
      }}
    >
      {post !== null && (
        <Choices
          label={words.whom}
          of={[
            { value: "room", label: words.room },
            { value: "post", label: post.placeName[language] },
          ]}
          value={toPost ? "post" : "room"}
          onChange={(to) => setToPost(to === "post")}
        />
      )}
      <Textarea
        aria-label={label}
        placeholder={`${label}. ${words.noPersonalData}`}
        classNames={{ root: classes.grow, input: device.input }}
        autosize
        minRows={1}
        maxRows={4}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={classes.row}>
        <button type="button" className={choices.choice} aria-pressed={urgent} onClick={() => setUrgent(!urgent)}>
          {words.urgent}
        </button>
        <Button type="submit" className={device.button} disabled={said === "" || isFull(outbox)}>
          {words.send}
        </Button>
      </div>
    </form>
  );
}
