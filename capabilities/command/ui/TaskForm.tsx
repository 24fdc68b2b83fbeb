import { Button, Checkbox, Group, Radio, TextInput } from "@mantine/core";
import { type IncidentId, NO_NEEDS, type Position, type TaskNeeds, UnitId } from "@cordon/kernel";
import { Answered, isEscape, ProblemLine, tell, ToneMark, useShellWords } from "@cordon/ui";
import { useEffect, useRef, useState } from "react";
import classes from "./command.module.css";
import { useAnswer, useOrder } from "./doors.ts";
import { LeftOutList, useWhy } from "../wings/forces/ui/LeftOutList.tsx";
import { NeedsChoice } from "../wings/forces/ui/NeedsChoice.tsx";
import type { Judged, Suggestion } from "../wings/forces/words.ts";
import { NamedUnit } from "./NamedUnit.tsx";
import { SuggestionText } from "./UnitsNearby.tsx";
import { useCommandWords } from "./words.ts";

const SHOWN = 6;
/** To how many units one order may be offered openly. */
const SEVERAL = { least: 2, most: 8 } as const;
const RENEWS = ["command.show-incident", "command.list-tasks", "command.suggest-units"] as const;

export interface TaskFormProps {
  readonly incident: IncidentId;
  readonly position: Position;
  /** Chosen already, from the list of units nearby. */
  readonly unit: UnitId | null;
  readonly onDone: () => void;
}

/**
 * Gives a task to a unit, or to several of which the first that answers has it: an order in one line, and who. The nearest free unit stands first
 * and is chosen by nobody but you.
 */
export function TaskForm({ incident, position, unit, onDone }: TaskFormProps) {
  const words = useCommandWords();
  const shell = useShellWords();
  const [order, setOrder] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>(unit === null ? [] : [unit]);
  useEffect(() => setChosen(unit === null ? [] : [unit]), [unit]);
  const [several, setSeveral] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const [needs, setNeeds] = useState<TaskNeeds>(NO_NEEDS);
  const answer = useAnswer("command.suggest-units", { incident, position, needs, limit: 30 });
  const offering = useOrder("command.offer-task", RENEWS);
  const opening = useOrder("command.offer-openly", RENEWS);
  const all = answer.state === "shown" ? answer.data.suggestions : [];
  // Whoever is chosen and not suggested was named: it is judged like the others.
  const named = answer.state === "shown" ? chosen.filter((id) => all.every(({ unit: each }) => each.id !== id)) : [];
  const judging = useAnswer(
    "command.judge-units",
    named.length === 0
      ? null
      : { units: named.slice(0, SEVERAL.most).map((id) => UnitId.parse(id)), incident, position, needs },
  );
  const judged =
    judging.state === "shown" ? judging.data.units.filter(({ unit: each }) => named.includes(each.id)) : [];
  const unfit = judged.filter(({ missing }) => missing.length > 0);
  const near = all.slice(0, SHOWN);
  const picked = [...judged.filter((each) => !unfit.includes(each)), ...all].filter(({ unit: each }) =>
    chosen.includes(each.id),
  );
  const shown = [...picked.filter((each) => !near.includes(each)), ...near];
  const [first] = picked;
  const enough = several ? picked.length >= SEVERAL.least && picked.length <= SEVERAL.most : first !== undefined;
  const give = async () => {
    if (!enough || first === undefined || order.trim() === "") return;
    const given = several
      ? await opening.send({ units: picked.map(({ unit: each }) => each.id), incident, order, needs })
      : await offering.send({ unit: first.unit.id, incident, order, needs });
    if (!given.ok) return;
    const callSigns = picked.map(({ unit: each }) => each.callSign).join(", ");
    tell({ message: several ? words.task.givenToSeveral(callSigns) : words.task.given(first.unit.callSign) });
    onDone();
  };

  return (
    <form
      className={classes.choice}
      onSubmit={(event) => {
        event.preventDefault();
        void give();
      }}
      onKeyDown={(event) => isEscape(event) && onDone()}
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
            <UnitsChoice several={several} shown={shown} chosen={chosen} onChosen={setChosen} />
          )
        }
      </Answered>
      <NamedUnit onUnit={(id) => setChosen((was) => (several ? [...was.filter((each) => each !== id), id] : [id]))} />
      {named.length > 0 && <Answered of={judging}>{() => null}</Answered>}
      <UnfitUnits units={unfit} onLeave={(id) => setChosen((was) => was.filter((each) => each !== id))} />
      <Checkbox
        size="xs"
        label={words.task.several}
        checked={several}
        onChange={(event) => {
          setSeveral(event.currentTarget.checked);
          if (!event.currentTarget.checked) setChosen(chosen.slice(0, 1));
        }}
      />
      {answer.state === "shown" && <LeftOutList leftOut={answer.data.leftOut} />}
      <ProblemLine problem={several ? opening.problem : offering.problem} />
      <Group gap="xs" justify="flex-end">
        <Button variant="subtle" onClick={onDone}>
          {shell.cancel}
        </Button>
        <Button type="submit" loading={offering.busy || opening.busy} disabled={!enough || order.trim() === ""}>
          {words.task.give}
        </Button>
      </Group>
    </form>
  );
}

/** Those who were named and cannot or may not, each with all that keeps it. */
function UnfitUnits({
  units,
  onLeave,
}: {
  readonly units: readonly Judged[];
  readonly onLeave: (unit: UnitId) => void;
}) {
  const { task } = useCommandWords();
  const why = useWhy();
  return (
    <div role="status">
      {units.map(({ unit, missing }) => (
        <div key={unit.id} className={classes.unfit}>
          <ToneMark tone="attention" />
          <span className={classes.grow}>
            <strong>{unit.callSign}</strong> {task.unfit(missing.map(why).join(", "))}
          </span>
          <button type="button" className={classes.link} onClick={() => onLeave(unit.id)}>
            {task.leave(unit.callSign)}
          </button>
        </div>
      ))}
    </div>
  );
}

interface UnitsChoiceProps {
  readonly several: boolean;
  readonly shown: readonly Suggestion[];
  readonly chosen: readonly string[];
  readonly onChosen: (chosen: readonly string[]) => void;
}

function UnitsChoice({ several, shown, chosen, onChosen }: UnitsChoiceProps) {
  const { task } = useCommandWords();
  const Choice = several ? Checkbox : Radio;
  const list = (
    <div className={classes.choiceList}>
      {shown.map((each) => (
        <Choice key={each.unit.id} size="xs" value={each.unit.id} label={<SuggestionText of={each} />} />
      ))}
    </div>
  );
  if (several)
    return (
      <Checkbox.Group
        label={task.unit}
        description={task.severalHint(SEVERAL.least, SEVERAL.most)}
        required
        value={[...chosen]}
        onChange={onChosen}
      >
        {list}
      </Checkbox.Group>
    );
  return (
    <Radio.Group label={task.unit} required value={chosen[0] ?? ""} onChange={(each) => onChosen([each])}>
      {list}
    </Radio.Group>
  );
}
