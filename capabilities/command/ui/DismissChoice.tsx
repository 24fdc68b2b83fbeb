import { Button, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { DismissalReason, FalseAlertCause } from "@cordon/kernel";
import { useShellWords, useVocabulary } from "@cordon/ui";
import { useState } from "react";
import classes from "./command.module.css";
import { NumberedChoice } from "./NumberedChoice.tsx";
import { useCommandWords } from "./words.ts";

export interface DismissChoiceProps {
  readonly busy: boolean;
  /** Whether a camera raised it: what fooled the camera is asked then, as only who looks can tell. */
  readonly ofCamera: boolean;
  readonly onChoose: (reason: DismissalReason, note: string, cause: FalseAlertCause | null) => void;
  readonly onCancel: () => void;
}

/** Why a signal is no incident: one of six, by its number; and for a camera's false alert what fooled it. Nothing is covered. */
export function DismissChoice({ busy, ofCamera, onChoose, onCancel }: DismissChoiceProps) {
  const words = useCommandWords().dismiss;
  const shell = useShellWords();
  const vocabulary = useVocabulary();
  const [note, setNote] = useState("");
  const [asksCause, setAsksCause] = useState(false);
  useHotkeys(asksCause ? [["0", () => onChoose("false-alert", note, null)]] : []);
  const choose = (reason: DismissalReason) => {
    if (reason === "false-alert" && ofCamera) setAsksCause(true);
    else onChoose(reason, note, null);
  };
  return (
    <fieldset className={classes.choice}>
      <legend className={classes.choiceTitle}>
        {asksCause ? words.cause : words.title}{" "}
        <span className={classes.keys}>{asksCause ? words.causeKeys : words.keys}</span>
      </legend>
      {asksCause ? (
        <>
          <NumberedChoice
            key="cause"
            options={FalseAlertCause.options.map((value) => [value, vocabulary.falseAlertCause[value]] as const)}
            busy={busy}
            onChoose={(cause) => onChoose("false-alert", note, cause)}
          />
          <Button
            variant="default"
            justify="flex-start"
            disabled={busy}
            leftSection={<kbd className={classes.digit}>0</kbd>}
            onClick={() => onChoose("false-alert", note, null)}
          >
            {words.causeUnknown}
          </Button>
        </>
      ) : (
        <NumberedChoice
          key="reason"
          options={DismissalReason.options.map((value) => [value, vocabulary.dismissal[value]] as const)}
          busy={busy}
          onChoose={choose}
        />
      )}
      <TextInput
        label={words.note}
        description={shell.noPersonalData}
        value={note}
        maxLength={500}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Button variant="subtle" onClick={onCancel}>
        {shell.cancel} (Esc)
      </Button>
    </fieldset>
  );
}
