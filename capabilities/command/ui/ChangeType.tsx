import { Button, Group, NativeSelect } from "@mantine/core";
import type { SignalKind } from "@cordon/kernel";
import { isEscape, ProblemLine, tell, useLanguage, useShellWords, useVocabulary } from "@cordon/ui";
import { useState } from "react";
import type { IncidentView } from "../words.ts";
import { KindField } from "./KindField.tsx";
import classes from "./command.module.css";
import { useAnswer, useOrder } from "./doors.ts";
import { useCommandWords } from "./words.ts";

const RENEWS = ["command.show-incident", "command.list-incidents", "command.show-work", "command.list-needs"] as const;

/** An incident that turned out to be something else, or that is worked by a checklist of no type: from here on with the one that is chosen. */
export function ChangeType({ incident, onDone }: { readonly incident: IncidentView; readonly onDone: () => void }) {
  const words = useCommandWords().incident;
  const shell = useShellWords();
  const vocabulary = useVocabulary();
  const language = useLanguage();
  const answer = useAnswer("command.list-procedures", {});
  const typing = useOrder("command.type-incident", RENEWS);
  const [kind, setKind] = useState<SignalKind>(incident.kind);
  const [procedure, setProcedure] = useState<string | null>(null);
  const procedures = answer.state === "shown" ? answer.data.procedures : [];
  // The last that was published for it counts.
  const own = procedures
    .filter((each) => each.kind === kind)
    .toSorted((a, b) => ((a.publishedAt ?? "") < (b.publishedAt ?? "") ? -1 : 1))
    .at(-1);
  return (
    <form
      className={classes.choice}
      onSubmit={async (event) => {
        event.preventDefault();
        const sent = await typing.send({ incident: incident.id, kind, procedure });
        if (!sent.ok) return;
        tell({ message: words.retyped(vocabulary.signal[kind]) });
        onDone();
      }}
      onKeyDown={(event) => {
        // Enter in an open list chooses from it; pressed before there is anything to choose it must not send the type as it was.
        const { key, target } = event;
        if (key === "Enter" && target instanceof Element && target.getAttribute("aria-expanded") === "true")
          event.preventDefault();
        if (!isEscape(event)) return;
        event.stopPropagation();
        onDone();
      }}
    >
      <p className={classes.hint}>{words.changeTypeHint}</p>
      <KindField kind={kind} onChange={setKind} />
      <NativeSelect
        label={words.checklist}
        value={procedure ?? ""}
        onChange={(event) => setProcedure(event.currentTarget.value === "" ? null : event.currentTarget.value)}
        data={[
          { value: "", label: words.ofTheType(own?.name[language] ?? words.noChecklist) },
          ...procedures
            .filter((each) => each.kind === null)
            .map(({ reference, name }) => ({ value: reference, label: words.byHand(name[language]) })),
        ]}
      />
      <ProblemLine problem={typing.problem} />
      <Group justify="flex-end">
        <Button variant="subtle" onClick={onDone}>
          {shell.cancel}
        </Button>
        <Button type="submit" loading={typing.busy}>
          {words.changeType}
        </Button>
      </Group>
    </form>
  );
}
