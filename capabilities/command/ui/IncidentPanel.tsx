import { Anchor, Button, Group } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import {
  Age,
  Answered,
  Panel,
  Section,
  StatusPill,
  toneOfPriority,
  ToneMark,
  useLanguage,
  useVocabulary,
} from "@cordon/ui";
import { type IncidentId, type SignalId, type UnitId } from "@cordon/kernel";
import { useEffect, useState } from "react";
import type { IncidentView, LogLine, SignalView, TaskView } from "../words.ts";
import { useSurroundings } from "./Around.tsx";
import classes from "./command.module.css";
import { useAnswer, useOrder } from "./doors.ts";
import { Checklist } from "../wings/procedures/ui/Checklist.tsx";
import { Parts } from "../wings/procedures/ui/Parts.tsx";
import { useProcedureWords } from "../wings/procedures/ui/words.ts";
import type { Telling } from "../wings/forces/words.ts";
import { Exhibits } from "./Exhibits.tsx";
import { IncidentFacts } from "./IncidentFacts.tsx";
import { IncidentLog } from "./IncidentLog.tsx";
import type { LocateProps } from "./Locate.tsx";
import { SayWhy } from "./SayWhy.tsx";
import { TaskForm } from "./TaskForm.tsx";
import { TaskList } from "./TaskList.tsx";
import { UnitsNearby } from "./UnitsNearby.tsx";
import { useCommandWords } from "./words.ts";

const RENEWS = ["command.show-incident", "command.list-incidents"] as const;

export interface IncidentPanelProps {
  readonly incident: IncidentId;
  readonly onClose: () => void;
  readonly onSignal: (signal: SignalId) => void;
  readonly onIncident: (incident: IncidentId) => void;
  readonly keys: boolean;
  /** Takes the map for a click, or gives it back. */
  readonly onTool: LocateProps["onTool"];
  /** Opens what is written with its units. */
  readonly onWrite?: () => void;
}

/** One incident: what was seen, who does what, who is near, and what was said. */
export function IncidentPanel(props: IncidentPanelProps) {
  const words = useCommandWords().incident;
  const answer = useAnswer("command.show-incident", { incident: props.incident });
  if (answer.state === "shown" && answer.data.incident.id === props.incident)
    return <IncidentShown {...props} of={answer.data} />;
  return (
    <Panel label={words.list} title={words.list} onClose={props.onClose}>
      <Answered of={answer.state === "shown" ? { state: "loading" } : answer}>{() => null}</Answered>
    </Panel>
  );
}

interface Whole {
  readonly incident: IncidentView;
  readonly log: readonly LogLine[];
  readonly tasks: readonly TaskView[];
  readonly signals: readonly SignalView[];
  readonly told: readonly Telling[];
}

function IncidentShown({
  of,
  onClose,
  onSignal,
  onIncident,
  onWrite,
  onTool,
  keys,
}: IncidentPanelProps & { readonly of: Whole }) {
  const { incident, log, tasks, signals } = of;
  const words = useCommandWords().incident;
  const vocabulary = useVocabulary();
  const around = useSurroundings();
  const [tasking, setTasking] = useState<{ readonly unit: UnitId | null } | null>(null);
  const [saying, setSaying] = useState<"close" | "reopen" | null>(null);
  const closing = useOrder("command.close-incident", RENEWS);
  const reopening = useOrder("command.reopen-incident", RENEWS);
  useEffect(() => {
    setTasking(null);
    setSaying(null);
  }, [incident.id]);
  const open = incident.state === "open";
  const may = open && around.mayDecide;
  useHotkeys(
    keys
      ? [
          ["t", () => may && incident.position !== null && setTasking({ unit: null })],
          ["Escape", () => (tasking !== null ? setTasking(null) : saying !== null ? setSaying(null) : onClose())],
        ]
      : [],
  );
  const [first] = signals;
  const language = useLanguage();
  const procedure = useProcedureWords();
  const work = useAnswer("command.show-work", { incident: incident.id });
  const worked = work.state === "shown" ? work.data : null;

  return (
    <Panel
      label={words.word(incident.number)}
      title={
        <>
          <ToneMark
            tone={open ? toneOfPriority(incident.priority) : "calm"}
            size={14}
            title={vocabulary.priority[incident.priority]}
          />{" "}
          {words.word(incident.number)}
        </>
      }
      aside={
        <StatusPill tone={open ? toneOfPriority(incident.priority) : "calm"}>
          {vocabulary.incidentState[incident.state]}
        </StatusPill>
      }
      onClose={onClose}
      footer={
        saying === null ? (
          <Group gap="xs" justify="flex-end">
            <Anchor
              href={`/api/command/incidents/${incident.id}/report/${language}`}
              target="_blank"
              size="sm"
              mr="auto"
            >
              {procedure.report}
            </Anchor>
            {open && onWrite !== undefined && (
              <Button variant="default" onClick={onWrite}>
                {words.write}
              </Button>
            )}
            {may && (
              <Button variant="default" onClick={() => setSaying("close")}>
                {words.close}…
              </Button>
            )}
            {incident.state === "closed" && around.mayDecide && (
              <Button variant="default" onClick={() => setSaying("reopen")}>
                {words.reopen}…
              </Button>
            )}
          </Group>
        ) : (
          <SayWhy
            key={saying}
            label={saying === "close" ? words.outcome : words.reopenWhy}
            send={saying === "close" ? words.close : words.reopen}
            busy={closing.busy || reopening.busy}
            problem={saying === "close" ? closing.problem : reopening.problem}
            onCancel={() => setSaying(null)}
            onSend={async (text) => {
              const answer =
                saying === "close"
                  ? await closing.send({ incident: incident.id, outcome: text })
                  : await reopening.send({ incident: incident.id, because: text });
              if (answer.ok) setSaying(null);
            }}
          />
        )
      }
    >
      <div className={classes.pad}>
        <p className={classes.incidentTitle}>{incident.title}</p>
        <IncidentFacts key={incident.id} incident={incident} told={of.told} may={may} onTool={onTool} />
      </div>
      {first !== undefined && (first.exhibits.length > 0 || first.exhibitsErased !== null) && (
        <>
          <Exhibits signal={first} keys={keys} />
          {around.originals?.(first)}
        </>
      )}
      <Checklist
        incident={incident.id}
        steps={worked?.steps ?? []}
        may={may}
        keys={keys && tasking === null && saying === null}
      />
      <Section
        title={words.tasks}
        aside={
          may &&
          incident.position !== null && (
            <Button
              variant={tasking === null ? "light" : "default"}
              onClick={() => setTasking(tasking === null ? { unit: null } : null)}
            >
              {words.newTask} <kbd className={classes.key}>T</kbd>
            </Button>
          )
        }
      >
        {tasking !== null && incident.position !== null && (
          <TaskForm
            incident={incident.id}
            position={incident.position}
            unit={tasking.unit}
            onDone={() => setTasking(null)}
          />
        )}
        {tasks.length === 0 && tasking === null ? (
          <p className={classes.hint}>
            {!may ? words.noTasksGiven : incident.position === null ? words.noTasksYet : words.noTasks}
          </p>
        ) : (
          <TaskList tasks={tasks} clocks={worked?.clocks ?? []} />
        )}
      </Section>
      {may && tasking === null && incident.position !== null && (
        <Section title={words.units}>
          <UnitsNearby incident={incident.id} position={incident.position} onTask={(unit) => setTasking({ unit })} />
        </Section>
      )}
      <Section title={words.log}>
        <IncidentLog incident={incident.id} log={log} writable={may} />
      </Section>
      <Parts
        incident={incident}
        parts={worked?.parts ?? []}
        signals={signals}
        tasks={tasks}
        may={may}
        onIncident={onIncident}
      />
      {signals.length > 0 && (
        <Section title={words.signals}>
          <ul className={classes.list}>
            {signals.map((signal) => (
              <li key={signal.id}>
                <button type="button" className={classes.row} onClick={() => onSignal(signal.id)}>
                  <ToneMark tone="calm" />
                  <span className={classes.grow}>{vocabulary.signal[signal.kind]}</span>
                  <Age at={signal.since} />
                </button>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Panel>
  );
}
