import { Button, Checkbox, Textarea } from "@mantine/core";
import { MessageId, ulid } from "@cordon/kernel";
import { ProblemLine } from "@cordon/ui";
import { useEffect, useRef, useState } from "react";
import type { Address, ThreadKey } from "../words.ts";
import { useOrder } from "../../../ui/doors.ts";
import room from "../../../ui/command.module.css";
import classes from "./messages.module.css";
import { useMessageWords } from "./words.ts";

const newMessage = () => MessageId.parse(ulid(Date.now(), crypto.getRandomValues(new Uint8Array(10))));

/** Where one writes. The message has its name before it is sent, so that trying again after a fault does not say it twice. */
export function Compose({
  to,
  replyTo,
  onSent,
}: {
  readonly to: Address;
  readonly replyTo: MessageId | null;
  /** Told in which thread it is. */
  readonly onSent?: (thread: ThreadKey) => void;
}) {
  const words = useMessageWords();
  const [text, setText] = useState("");
  const [urgent, setUrgent] = useState(false);
  const message = useRef(newMessage());
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const sending = useOrder("command.send-message", ["command.list-messages", "command.list-threads"]);
  const send = async () => {
    if (text.trim() === "" || sending.busy) return;
    const sent = await sending.send({
      ...{ message: message.current, to, text, replyTo },
      urgency: urgent ? "urgent" : "routine",
    });
    if (!sent.ok) return;
    message.current = newMessage();
    setText("");
    setUrgent(false);
    field.current?.focus();
    onSent?.(sent.output.thread);
  };
  return (
    <form
      className={classes.compose}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <ProblemLine problem={sending.problem} />
      <Textarea
        ref={field}
        aria-label={words.text}
        placeholder={words.text}
        description={words.personal}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            void send();
          }
        }}
      />
      <div className={classes.composeFoot}>
        <Checkbox
          size="xs"
          label={words.urgent}
          checked={urgent}
          onChange={(event) => setUrgent(event.currentTarget.checked)}
        />
        <span className={classes.grow} />
        <span className={room.keys}>{words.sendHint}</span>
        <Button type="submit" loading={sending.busy} disabled={text.trim() === ""}>
          {words.send}
        </Button>
      </div>
    </form>
  );
}
