import { Button, Group, TextInput } from "@mantine/core";
import { isEscape, type Problem, ProblemLine, useShellWords } from "@cordon/ui";
import { useState } from "react";
import classes from "./command.module.css";

export interface SayWhyProps {
  readonly label: string;
  readonly send: string;
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** May be sent empty. */
  readonly optional?: boolean;
  readonly most?: number;
  readonly onSend: (text: string) => void;
  readonly onCancel: () => void;
}

/** One line a person owes, or may add: an outcome, a reason, what is handed over. */
export function SayWhy({ label, send, busy, problem, optional = false, most = 500, onSend, onCancel }: SayWhyProps) {
  const shell = useShellWords();
  const [text, setText] = useState("");
  return (
    <form
      className={classes.choice}
      onSubmit={(event) => {
        event.preventDefault();
        if (optional || text.trim() !== "") onSend(text);
      }}
      onKeyDown={(event) => isEscape(event) && onCancel()}
    >
      <ProblemLine problem={problem} />
      <TextInput
        label={label}
        description={shell.noPersonalData}
        required={!optional}
        maxLength={most}
        data-autofocus
        autoFocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group gap="xs" justify="flex-end">
        <Button variant="subtle" onClick={onCancel}>
          {shell.cancel}
        </Button>
        <Button type="submit" loading={busy} disabled={!optional && text.trim() === ""}>
          {send}
        </Button>
      </Group>
    </form>
  );
}
