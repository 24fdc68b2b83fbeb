import { Button, Checkbox, Group, TextInput } from "@mantine/core";
import type { IncidentId, Position, SignalId, TaskId } from "@cordon/kernel";
import { Answered, isEscape, ProblemLine, Section, tell, useShellWords, useVocabulary } from "@cordon/ui";
import { useState } from "react";
import classes from "../../../ui/command.module.css";
import { useAnswer, useOrder } from "../../../ui/doors.ts";
import { OPEN_INCIDENTS } from "../../../ui/questions.ts";
import { byDistance } from "../../../ui/triage.ts";
import type { IncidentView, SignalView, TaskView } from "../../../words.ts";
import type { PartView } from "../words.ts";
import { useProcedureWords } from "./words.ts";

const RENEWS = ["command.show-work", "command.show-incident", "command.list-incidents"] as const;

export interface PartsProps {
  readonly incident: IncidentView;
  readonly parts: readonly PartView[];
  readonly signals: readonly SignalView[];
  readonly tasks: readonly TaskView[];
  readonly may: boolean;
  readonly onIncident: (incident: IncidentId) => void;
}

/** The incidents it belongs with, and what can be done about that: merge, nest, split. */
export function Parts({ incident, parts, signals, tasks, may, onIncident }: PartsProps) {
  const words = useProcedureWords().parts;
  const [doing, setDoing] = useState<"merge" | "nest" | "split" | null>(null);
  const merging = useOrder("command.merge-incidents", RENEWS);
  const nesting = useOrder("command.nest-incident", RENEWS);
  if (!may && parts.length === 0) return null;
  const choose = async (other: IncidentId) => {
    if (doing === "nest") {
      const answer = await nesting.send({ incident: incident.id, parent: other });
      if (answer.ok) setDoing(null);
      return;
    }
    const answer = await merging.send({ incident: incident.id, into: other });
    if (!answer.ok) return;
    tell({ message: words.merged(answer.output.number) });
    onIncident(answer.output.incident);
  };
  return (
    <Section title={words.title}>
      {parts.length > 0 && (
        <ul className={classes.list}>
          {parts.map((part) => (
            <li key={part.incident}>
              <button type="button" className={classes.link} onClick={() => onIncident(part.incident)}>
                {words.relations[part.relation]} {part.number}. {part.title}
              </button>
            </li>
          ))}
        </ul>
      )}
      <ProblemLine problem={merging.problem ?? nesting.problem} />
      {may && doing === null && (
        <Group gap="xs">
          <Button size="compact-sm" variant="default" onClick={() => setDoing("merge")}>
            {words.merge}…
          </Button>
          {incident.parent === null ? (
            <Button size="compact-sm" variant="default" onClick={() => setDoing("nest")}>
              {words.nest}…
            </Button>
          ) : (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => void nesting.send({ incident: incident.id, parent: null })}
            >
              {words.free}
            </Button>
          )}
          {signals.length + tasks.length > 1 && (
            <Button size="compact-sm" variant="default" onClick={() => setDoing("split")}>
              {words.split}…
            </Button>
          )}
        </Group>
      )}
      {(doing === "merge" || doing === "nest") && (
        <OtherIncident
          title={doing === "merge" ? words.mergeTitle : words.nestTitle}
          but={incident.id}
          near={incident.position}
          onChoose={(other) => void choose(other)}
          onCancel={() => setDoing(null)}
        />
      )}
      {doing === "split" && (
        <Split
          incident={incident}
          signals={signals}
          tasks={tasks}
          onCancel={() => setDoing(null)}
          onOpened={onIncident}
        />
      )}
    </Section>
  );
}

function OtherIncident(props: {
  readonly title: string;
  readonly but: IncidentId;
  readonly near: Position | null;
  readonly onChoose: (incident: IncidentId) => void;
  readonly onCancel: () => void;
}) {
  const words = useProcedureWords().parts;
  const shell = useShellWords();
  const answer = useAnswer("command.list-incidents", OPEN_INCIDENTS);
  return (
    <fieldset className={classes.choice} onKeyDown={(event) => isEscape(event) && props.onCancel()}>
      <legend className={classes.choiceTitle}>{props.title}</legend>
      <Answered of={answer}>
        {({ incidents }) => {
          const others = byDistance(incidents, props.near).filter(({ id }) => id !== props.but);
          if (others.length === 0) return <p className={classes.hint}>{words.none}</p>;
          return (
            <div className={classes.choiceList}>
              {others.slice(0, 12).map(({ id, number, title }, at) => (
                <Button
                  key={id}
                  variant="default"
                  justify="flex-start"
                  data-autofocus={at === 0 || undefined}
                  autoFocus={at === 0}
                  onClick={() => props.onChoose(id)}
                >
                  {number}. {title}
                </Button>
              ))}
            </div>
          );
        }}
      </Answered>
      <Button variant="subtle" onClick={props.onCancel}>
        {shell.cancel} (Esc)
      </Button>
    </fieldset>
  );
}

function Split(props: {
  readonly incident: IncidentView;
  readonly signals: readonly SignalView[];
  readonly tasks: readonly TaskView[];
  readonly onCancel: () => void;
  readonly onOpened: (incident: IncidentId) => void;
}) {
  const words = useProcedureWords().parts;
  const shell = useShellWords();
  const vocabulary = useVocabulary();
  const splitting = useOrder("command.split-incident", RENEWS);
  const [title, setTitle] = useState("");
  const [signals, setSignals] = useState<readonly SignalId[]>([]);
  const [tasks, setTasks] = useState<readonly TaskId[]>([]);
  const toggle = <Id,>(ids: readonly Id[], id: Id) =>
    ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id];
  return (
    <form
      className={classes.choice}
      onSubmit={async (event) => {
        event.preventDefault();
        const { id, priority } = props.incident;
        const answer = await splitting.send({
          incident: id,
          title,
          priority,
          signals: [...signals],
          tasks: [...tasks],
        });
        if (answer.ok) props.onOpened(answer.output.incident);
      }}
      onKeyDown={(event) => isEscape(event) && props.onCancel()}
    >
      <ProblemLine problem={splitting.problem} />
      <TextInput
        label={words.splitName}
        description={shell.noPersonalData}
        required
        autoFocus
        maxLength={160}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <strong>{words.splitTitle}</strong>
      {props.signals.map((signal) => (
        <Checkbox
          key={signal.id}
          label={`${vocabulary.signal[signal.kind]}${signal.note === "" ? "" : ` · ${signal.note}`}`}
          checked={signals.includes(signal.id)}
          onChange={() => setSignals((was) => toggle(was, signal.id))}
        />
      ))}
      {props.tasks.map((task) => (
        <Checkbox
          key={task.id}
          label={`${task.callSign} · ${task.order}`}
          checked={tasks.includes(task.id)}
          onChange={() => setTasks((was) => toggle(was, task.id))}
        />
      ))}
      <Group gap="xs" justify="flex-end">
        <Button variant="subtle" onClick={props.onCancel}>
          {shell.cancel}
        </Button>
        <Button
          type="submit"
          loading={splitting.busy}
          disabled={title.trim() === "" || signals.length + tasks.length === 0}
        >
          {words.splitSend}
        </Button>
      </Group>
    </form>
  );
}
