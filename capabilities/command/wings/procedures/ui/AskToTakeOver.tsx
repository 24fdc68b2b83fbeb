import { Button, Group, NativeSelect, Textarea } from "@mantine/core";
import type { IncidentId } from "@cordon/kernel";
import { isEscape, ProblemLine, tell, useShellWords } from "@cordon/ui";
import { useState } from "react";
import { useSurroundings } from "../../../ui/Around.tsx";
import classes from "../../../ui/command.module.css";
import { useOrder } from "../../../ui/doors.ts";
import { useProcedureWords } from "./words.ts";

/** Asks somebody by name to take command. They take it themselves, and until then it stays where it is. */
export function AskToTakeOver({ incident, onDone }: { readonly incident: IncidentId; readonly onDone: () => void }) {
  const words = useProcedureWords().handOver;
  const shell = useShellWords();
  const { commanders } = useSurroundings();
  const [chosen, setChosen] = useState<string>(commanders[0]?.id ?? "");
  const [note, setNote] = useState("");
  const asking = useOrder("command.hand-over-incident", ["command.show-incident", "command.list-incidents"]);
  const person = commanders.find(({ id }) => id === chosen);
  return (
    <form
      className={classes.choice}
      onSubmit={async (event) => {
        event.preventDefault();
        if (person === undefined) return;
        const asked = await asking.send({ incident, commander: person.id, note });
        if (!asked.ok) return;
        tell({ message: words.sent(person.name) });
        onDone();
      }}
      onKeyDown={(event) => isEscape(event) && onDone()}
    >
      {commanders.length === 0 ? (
        <p className={classes.hint}>{words.nobody}</p>
      ) : (
        <>
          <NativeSelect
            label={words.whom}
            autoFocus
            value={chosen}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={commanders.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Textarea
            label={words.note}
            description={shell.noPersonalData}
            autosize
            minRows={2}
            maxLength={1000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </>
      )}
      <ProblemLine problem={asking.problem} />
      <Group gap="xs" justify="flex-end">
        <Button variant="subtle" onClick={onDone}>
          {shell.cancel}
        </Button>
        <Button type="submit" loading={asking.busy} disabled={person === undefined}>
          {words.send}
        </Button>
      </Group>
    </form>
  );
}
