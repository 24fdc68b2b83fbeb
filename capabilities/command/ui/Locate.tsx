import { Button, Group } from "@mantine/core";
import { isEscape, type MapTool, ProblemLine, tell, useShellWords } from "@cordon/ui";
import { useState } from "react";
import { LocationField } from "../wings/calls/ui/LocationField.tsx";
import type { Where } from "../wings/calls/ui/where.ts";
import type { IncidentView } from "../words.ts";
import classes from "./command.module.css";
import { useOrder } from "./doors.ts";
import { useCommandWords } from "./words.ts";

const RENEWS = ["command.show-incident", "command.list-incidents"] as const;

export interface LocateProps {
  readonly incident: Pick<IncidentView, "id" | "position">;
  /** Takes the map for a click, or gives it back. */
  readonly onTool: (tool: MapTool | null) => void;
  /** Puts it away; absent where nobody knows the place yet, which stays asked. */
  readonly onDone?: () => void;
}

/** Where an incident is: said as soon as somebody knows, and again when it is known better. */
export function Locate({ incident, onTool, onDone }: LocateProps) {
  const words = useCommandWords().incident;
  const shell = useShellWords();
  const locating = useOrder("command.locate-incident", RENEWS);
  const [text, setText] = useState("");
  const [where, setWhere] = useState<Where | null>(null);
  const [picking, setPicking] = useState(false);
  const known = incident.position !== null;
  const say = async () => {
    if (where === null) return;
    const { position, place, address, label } = where;
    const answer = await locating.send({ incident: incident.id, position, place, address: address ?? label });
    if (!answer.ok) return;
    tell({ message: known ? words.relocated : words.located });
    onDone?.();
  };
  return (
    <form
      className={classes.choice}
      onSubmit={(event) => {
        event.preventDefault();
        void say();
      }}
      onKeyDown={(event) => {
        if (!isEscape(event) || !(picking || onDone !== undefined)) return;
        event.stopPropagation();
        if (picking) setPicking(false);
        else onDone?.();
      }}
    >
      <p className={classes.hint}>{known ? words.relocateHint : words.locateHint}</p>
      <LocationField
        text={text}
        chosen={where}
        problem={null}
        onTool={onTool}
        picking={picking}
        onPicking={setPicking}
        onChange={(said, chosen) => {
          setText(said);
          setWhere(chosen);
        }}
      />
      <ProblemLine problem={locating.problem} />
      <Group justify="flex-end">
        {onDone !== undefined && (
          <Button variant="subtle" onClick={onDone}>
            {shell.cancel}
          </Button>
        )}
        <Button type="submit" loading={locating.busy} disabled={where === null}>
          {known ? words.relocate : words.locate}
        </Button>
      </Group>
    </form>
  );
}
