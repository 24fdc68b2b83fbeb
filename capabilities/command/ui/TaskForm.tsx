import { Button, Group, Radio, TextInput } from "@mantine/core";
import { type IncidentId, NO_NEEDS, type Position, type TaskNeeds, type UnitId } from "@cordon/kernel";
import { Answered, ProblemLine, tell, useShellWords } from "@cordon/ui";
import { useEffect, useRef, useState } from "react";
import classes from "./command.module.css";
import { useAnswer, useOrder } from "./doors.ts";
import { LeftOutList } from "../wings/forces/ui/LeftOutList.tsx";
import { NeedsChoice } from "../wings/forces/ui/NeedsChoice.tsx";
import { SuggestionText } from "./UnitsNearby.tsx";
import { useCommandWords } from "./words.ts";

const SHOWN = 6;

export interface TaskFormProps {
  readonly incident: IncidentId;
  readonly position: Position;
  /** Chosen already, from the list of units nearby. */
  readonly unit: UnitId | null;
  readonly onDone: () => void;
}

/** Gives a task to a unit: an order in one line, and who. The nearest free unit stands first and is chosen by nobody but you. */
export function TaskForm({ incident, position, unit, onDone }: TaskFormProps) {
  const words = useCommandWords();
  const shell = useShellWords();
  const [order, setOrder] = useState("");
  const [chosen, setChosen] = useState<string | null>(unit);
  useEffect(() => setChosen(unit), [unit]);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const [needs, setNeeds] = useState<TaskNeeds>(NO_NEEDS);
  const answer = useAnswer("command.suggest-units", { position, needs, limit: 30 });
  const offering = useOrder("command.offer-task", [
    "command.show-incident",
    "command.list-tasks",
    "command.suggest-units",
  ]);
  const all = answer.state === "shown" ? answer.data.suggestions : [];
  const near = all.slice(0, SHOWN);
  const shown = near.some(({ unit: each }) => each.id === chosen)
    ? near
    : [...all.filter(({ unit: each }) => each.id === chosen), ...near];
  const picked = all.find(({ unit: each }) => each.id === chosen);

  return (
    <form
      className={classes.choice}
      onSubmit={async (event) => {
        event.preventDefault();
        if (picked === undefined || order.trim() === "") return;
        const given = await offering.send({ unit: picked.unit.id, incident, order, needs });
        if (!given.ok) return;
        tell({ message: words.task.given(picked.unit.callSign) });
        onDone();
      }}
      onKeyDown={(event) => event.key === "Escape" && onDone()}
    >
      <TextInput
        ref={field}
        label={words.task.order}
        placeholder={words.task.orderHint}
        description={shell.noPersonalData}
        required
        maxLength={500}
        value={order}
        onChange={(event) => setOrder(event.currentTarget.value)}
      />
      <Group gap={4}>
        {words.task.phrases.map((phrase) => (
          <Button key={phrase} variant="default" size="compact-xs" onClick={() => setOrder(phrase)}>
            {phrase}
          </Button>
        ))}
      </Group>
      <NeedsChoice needs={needs} onChange={setNeeds} />
      <Answered of={answer}>
        {() =>
          shown.length === 0 ? (
            <p className={classes.hint}>{words.incident.noUnits}</p>
          ) : (
            <Radio.Group label={words.task.unit} required value={chosen ?? ""} onChange={setChosen}>
              <div className={classes.choiceList}>
                {shown.map((suggestion) => (
                  <Radio
                    key={suggestion.unit.id}
                    size="xs"
                    value={suggestion.unit.id}
                    label={<SuggestionText of={suggestion} />}
                  />
                ))}
              </div>
            </Radio.Group>
          )
        }
      </Answered>
      {answer.state === "shown" && <LeftOutList leftOut={answer.data.leftOut} />}
      <ProblemLine problem={offering.problem} />
      <Group gap="xs" justify="flex-end">
        <Button variant="subtle" onClick={onDone}>
          {shell.cancel}
        </Button>
        <Button type="submit" loading={offering.busy} disabled={picked === undefined || order.trim() === ""}>
          {words.task.give}
        </Button>
      </Group>
    </form>
  );
}
