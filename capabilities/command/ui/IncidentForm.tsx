import { Button, Group, TextInput } from "@mantine/core";
import type { IncidentId, Priority, SignalKind } from "@cordon/kernel";
import { isEscape, type MapTool, Panel, ProblemLine, useShellWords } from "@cordon/ui";
import { useState } from "react";
import { LocationField } from "../wings/calls/ui/LocationField.tsx";
import type { Where } from "../wings/calls/ui/where.ts";
import classes from "./command.module.css";
import { useOrder } from "./doors.ts";
import { KindField } from "./KindField.tsx";
import { PriorityField } from "./PriorityField.tsx";
import { useCommandWords } from "./words.ts";

/** Opens an incident that no signal told of. */
export function IncidentForm(props: {
  readonly onClose: () => void;
  readonly onIncident: (incident: IncidentId) => void;
  readonly onTool: (tool: MapTool | null) => void;
}) {
  const words = useCommandWords().report;
  const { priority: urgency } = useCommandWords().incident;
  const shell = useShellWords();
  const opening = useOrder("command.open-incident", ["command.list-incidents"]);
  const [text, setText] = useState("");
  const [kind, setKind] = useState<SignalKind>("report");
  const [priority, setPriority] = useState<Priority>(2);
  const [where, setWhere] = useState<{ readonly text: string; readonly chosen: Where | null }>({
    text: "",
    chosen: null,
  });
  const [picking, setPicking] = useState(false);
  const { chosen } = where;

  const send = async () => {
    if (chosen === null || text.trim() === "") return;
    const { position, place, address } = chosen;
    const answer = await opening.send({ kind, title: text, priority, position, place, address });
    if (answer.ok) props.onIncident(answer.output.incident);
  };

  return (
    <Panel label={words.incidentTitle} title={words.incidentTitle} onClose={props.onClose}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
        onKeyDown={(event) => isEscape(event) && (picking ? setPicking(false) : props.onClose())}
      >
        <TextInput
          label={words.titleField}
          description={shell.noPersonalData}
          required
          autoFocus
          maxLength={160}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group grow align="start">
          <KindField kind={kind} onChange={setKind} />
          <PriorityField label={urgency} priority={priority} onPriority={setPriority} />
        </Group>
        <LocationField
          text={where.text}
          chosen={chosen}
          onChange={(typed, found) => setWhere({ text: typed, chosen: found })}
          problem={null}
          onTool={props.onTool}
          picking={picking}
          onPicking={setPicking}
        />
        <ProblemLine problem={opening.problem} />
        <Group justify="flex-end">
          <Button variant="subtle" onClick={props.onClose}>
            {shell.cancel}
          </Button>
          <Button type="submit" loading={opening.busy} disabled={chosen === null || text.trim() === ""}>
            {words.open}
          </Button>
        </Group>
      </form>
    </Panel>
  );
}
