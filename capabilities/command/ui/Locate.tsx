import { Button } from "@mantine/core";
import type { IncidentId } from "@cordon/kernel";
import { ProblemLine, tell } from "@cordon/ui";
import { useState } from "react";
import { LocationField } from "../wings/calls/ui/LocationField.tsx";
import type { Where } from "../wings/calls/ui/where.ts";
import classes from "./command.module.css";
import { useOrder } from "./doors.ts";
import { useCommandWords } from "./words.ts";

const RENEWS = ["command.show-incident", "command.list-incidents"] as const;

/** An incident that nobody knows the place of yet: said here as soon as somebody does. */
export function Locate({ incident }: { readonly incident: IncidentId }) {
  const words = useCommandWords().incident;
  const locating = useOrder("command.locate-incident", RENEWS);
  const [text, setText] = useState("");
  const [where, setWhere] = useState<Where | null>(null);
  const say = async () => {
    if (where === null) return;
    const { position, place, address, label } = where;
    const answer = await locating.send({ incident, position, place, address: address ?? label });
    if (answer.ok) tell({ message: words.located });
  };
  return (
    <form
      className={classes.choice}
      onSubmit={(event) => {
        event.preventDefault();
        void say();
      }}
    >
      <p className={classes.hint}>{words.locateHint}</p>
      <LocationField
        text={text}
        chosen={where}
        problem={null}
        picking={false}
        onPicking={() => undefined}
        onChange={(said, chosen) => {
          setText(said);
          setWhere(chosen);
        }}
      />
      <ProblemLine problem={locating.problem} />
      <Button type="submit" loading={locating.busy} disabled={where === null}>
        {words.locate}
      </Button>
    </form>
  );
}
