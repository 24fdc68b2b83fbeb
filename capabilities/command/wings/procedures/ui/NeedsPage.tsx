import { Button } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import type { IncidentId, UnitId } from "@cordon/kernel";
import {
  Age,
  Answered,
  Empty,
  Panel,
  ProblemLine,
  ToneMark,
  toneOfPriority,
  useLanguage,
  useVocabulary,
} from "@cordon/ui";
import { useState } from "react";
import classes from "../../../ui/command.module.css";
import { useAnswer, useOrder } from "../../../ui/doors.ts";
import type { Need } from "../words.ts";
import { useSurroundings } from "../../../ui/Around.tsx";
import { OnMap } from "../../../ui/OnMap.tsx";
import { HandOverAsked } from "./HandOverAsked.tsx";
import { useProcedureWords } from "./words.ts";

/** Time passes without an entry: what is overdue is asked for again so often. */
const EVERY_MS = 5_000;
const RENEWS = ["command.list-needs", "command.show-work", "command.show-incident"] as const;

/** What waits for a supervisor, the most urgent first. */
export function NeedsPage(props: {
  readonly maySee: boolean;
  readonly onIncident: (incident: IncidentId) => void;
  readonly onUnit: (unit: UnitId) => void;
  readonly onProcedures: () => void;
  readonly onClose: () => void;
}) {
  const words = useProcedureWords().needs;
  const answer = useAnswer("command.list-needs", {}, { everyMs: EVERY_MS });
  const seeing = useOrder("command.acknowledge-step", RENEWS);
  const [at, setAt] = useState(0);
  const needs = answer.state === "shown" ? answer.data.needs : [];
  const selected = needs[Math.min(at, needs.length - 1)];
  const see = (need: Need | undefined) => {
    if (need?.need === "step" && props.maySee) void seeing.send({ incident: need.incident, step: need.step });
  };
  useHotkeys([
    ["j", () => setAt((was) => Math.min(was + 1, Math.max(0, needs.length - 1)))],
    ["k", () => setAt((was) => Math.max(0, was - 1))],
    ["s", () => see(selected)],
    [
      "Enter",
      (event) => {
        // A button that has the focus does what it says.
        if (event.target instanceof HTMLButtonElement || selected === undefined) return;
        if (selected.incident !== null) props.onIncident(selected.incident);
        else if (selected.need === "contact") props.onUnit(selected.unit);
      },
    ],
  ]);
  return (
    <Panel
      label={words.title}
      title={words.title}
      aside={answer.state === "shown" && <span className={classes.count}>{needs.length}</span>}
      onClose={props.onClose}
      footer={
        <Button variant="subtle" size="compact-sm" onClick={props.onProcedures}>
          {words.procedures}
        </Button>
      }
    >
      <ProblemLine problem={seeing.problem} />
      <Answered of={answer}>
        {() =>
          needs.length === 0 ? (
            <Empty title={words.empty}>{words.emptyHint}</Empty>
          ) : (
            <ul className={classes.list} aria-label={words.title}>
              {needs.map((need) => (
                <li key={keyOf(need)} className={classes.item} data-selected={need === selected || undefined}>
                  <NeedRow
                    need={need}
                    maySee={props.maySee}
                    onSee={() => see(need)}
                    onIncident={props.onIncident}
                    onUnit={props.onUnit}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
      {needs.length > 0 && <div className={`${classes.pad} ${classes.keys}`}>{words.keys}</div>}
    </Panel>
  );
}

function keyOf(need: Need): string {
  switch (need.need) {
    case "step":
      return `${need.incident} ${need.step}`;
    case "hand-over":
      return `${need.need} ${need.incident}`;
    case "acknowledgement":
    case "contact":
      return `${need.need} ${need.task ?? need.unit}`;
  }
}

function NeedRow(props: {
  readonly need: Need;
  readonly maySee: boolean;
  readonly onSee: () => void;
  readonly onIncident: (incident: IncidentId) => void;
  readonly onUnit: (unit: UnitId) => void;
}) {
  const words = useProcedureWords().needs;
  const language = useLanguage();
  const vocabulary = useVocabulary();
  const { need } = props;
  const around = useSurroundings();
  const [what, about, said] = ((): [string, string, string] => {
    switch (need.need) {
      case "step":
        return [words[need.why], need.text[language], need.said];
      case "hand-over":
        return [words.handOver, words.handOverOf(need.title, around.actorName(need.commander)), need.note];
      case "contact":
        return [words.contact, `${need.callSign} · ${need.order ?? words.onShift}`, ""];
      case "acknowledgement":
        return [words.acknowledgement[need.step], `${need.callSign} · ${need.order}`, ""];
    }
  })();
  const { incident, number } = need;
  return (
    <div className={classes.pad}>
      <div className={classes.taskHead}>
        <ToneMark
          tone={toneOfPriority(need.priority ?? 3)}
          title={need.priority === null ? "" : vocabulary.priority[need.priority]}
        />
        <strong className={classes.grow}>{what}</strong>
        <Age at={need.since} />
      </div>
      <div>{about}</div>
      {said !== "" && <div className={classes.said}>{said}</div>}
      {need.need === "hand-over" && <HandOverAsked incident={need.incident} />}
      <div className={classes.taskHead}>
        {incident !== null && number !== null && (
          <button type="button" className={classes.link} onClick={() => props.onIncident(incident)}>
            {words.incident(number)}
          </button>
        )}
        {need.need === "contact" && (
          <>
            <button type="button" className={classes.link} onClick={() => props.onUnit(need.unit)}>
              {words.unit(need.callSign)}
            </button>
            <OnMap position={need.position} name={words.lastPlace} />
          </>
        )}
        <span className={classes.grow} />
        {need.need === "step" && props.maySee && (
          <Button size="compact-sm" variant="default" onClick={props.onSee}>
            {words.seen}
          </Button>
        )}
      </div>
    </div>
  );
}

/** How many things wait for a supervisor; null until it is known. */
export function useNeeds(): number | null {
  const answer = useAnswer("command.list-needs", {}, { everyMs: EVERY_MS });
  return answer.state === "shown" ? answer.data.needs.length : null;
}
