import { Button, Group, TextInput } from "@mantine/core";
import { isEscape, type Problem, ProblemLine, useShellWords } from "@cordon/ui";
import { useState } from "react";
import classes from "./command.module.css";

export interface SayWhyProps {
  readonly label: string;
  readonly send: string;
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly onSend: (text: string) => void;
  readonly onCancel: () => void;
}

/** One line a person owes: an outcome, a reason. */
export function SayWhy({ label, send, busy, problem, onSend, onCancel }: SayWhyProps) {
  const shell = useShellWords();
  const [text, setText] = useState("");
  return (
    <form
      className={classes.choice}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") onSend(text);
      }}
      onKeyDown={(event) => isEscape(event) && onCancel()}
    >
      <ProblemLine problem={problem} />
      <TextInput
        label={label}
        description={shell.noPersonalData}
        required
        maxLength={500}
        data-autofocus
        autoFocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group gap="xs" justify="flex-end">
        <Button variant="subtle" onClick={onCancel}>
          {shell.cancel}
        </Button>
        <Button type="submit" loading={busy} disabled={text.trim() === ""}>
          {send}
        </Button>
      </Group>
    </form>
  );
}
