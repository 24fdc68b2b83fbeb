import { Button, TextInput } from "@mantine/core";
import type { IncidentId } from "@cordon/kernel";
import { tell, useProblemText, useShellWords } from "@cordon/ui";
import { useState } from "react";
import { useOrder } from "./doors.ts";
import classes from "./moments.module.css";
import { IncidentChoice } from "./IncidentChoice.tsx";
import { useMomentWords } from "./words.ts";

/** Marks a moment as a chapter of the review: of one incident, or of the whole operation. */
export function MarkForm({ size }: { readonly size: number }) {
  const words = useMomentWords();
  const shell = useShellWords();
  const problemText = useProblemText();
  const marking = useOrder("command.mark-moment", ["command.list-moments"]);
  const [note, setNote] = useState("");
  const [incident, setIncident] = useState<IncidentId | null>(null);
  const send = async () => {
    const marked = await marking.send({ size, note, incident });
    if (!marked.ok) return tell({ message: problemText(marked.problem), tone: "attention" });
    setNote("");
    tell({ message: words.marked, tone: "calm" });
  };
  return (
    <form
      className={classes.mark}
      onSubmit={(event) => {
        event.preventDefault();
        if (note.trim() !== "") void send();
      }}
    >
      <TextInput
        size="xs"
        maxLength={200}
        aria-label={words.markNote}
        placeholder={words.markNote}
        title={shell.noPersonalData}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <IncidentChoice
        label={words.chapterOf}
        none={words.wholeOperation}
        incident={incident}
        onIncident={setIncident}
      />
      <Button size="compact-sm" type="submit" disabled={note.trim() === "" || marking.busy}>
        {words.mark}
      </Button>
    </form>
  );
}
