import { isEndedTask } from "./task-state.ts";
import { Age, TaskMark, ToneMark } from "@cordon/ui";
import type { TaskView } from "../words.ts";
import { isStateEnteredForUnit } from "../words/log.ts";
import { useProcedureWords } from "../wings/procedures/ui/words.ts";
import type { TaskClock } from "../wings/procedures/words.ts";
import { useSurroundings } from "./Around.tsx";
import classes from "./command.module.css";
import { TaskSteps } from "./TaskSteps.tsx";
import { useKindName } from "../wings/forces/ui/useKindName.ts";
import { useCommandWords } from "./words.ts";

/** Tasks by how they stand: shape, word and age. */
export function TaskList({
  tasks,
  clocks = [],
}: {
  readonly tasks: readonly TaskView[];
  readonly clocks?: readonly TaskClock[];
}) {
  return (
    <ul className={classes.list}>
      {tasks.toReversed().map((task) => (
        <TaskRow key={task.id} task={task} clock={clocks.find((clock) => clock.task === task.id)} />
      ))}
    </ul>
  );
}

function TaskRow({ task, clock }: { readonly task: TaskView; readonly clock: TaskClock | undefined }) {
  const procedure = useProcedureWords().clock;
  const words = useCommandWords().task;
  const kindName = useKindName();
  const around = useSurroundings();
  const ended = isEndedTask(task.state);
  return (
    <li className={classes.task} data-ended={ended || undefined}>
      <div className={classes.taskHead}>
        <strong>{task.callSign}</strong>
        <span className={classes.dim}>{kindName(task.unitKind)}</span>
        <span className={classes.grow} />
        <TaskMark state={task.state} />
        <Age at={task.changedAt} {...(task.state === "offered" ? { staleAfterSeconds: 120 } : {})} />
      </div>
      <div>
        {task.order}
        {clock?.offer != null && <span className={classes.dim}> · {procedure.openOffer}</span>}
      </div>
      {clock !== undefined && clock.escalated !== 0 && (
        <div className={classes.taskHead}>
          <ToneMark tone={clock.escalated === 2 ? "urgent" : "attention"} />
          <strong>{procedure.escalated[clock.escalated]}</strong>
        </div>
      )}
      {task.said !== "" && (
        <div className={classes.said}>{task.takenBy === null ? task.said : words.takenBy(task.takenBy)}</div>
      )}
      {isStateEnteredForUnit(task) && (
        <div className={classes.dim}>
          {words.enteredBy(around.isMe(task.changedBy) ? words.me : around.actorName(task.changedBy))}
        </div>
      )}
      {!ended && around.mayDecide && <TaskSteps key={task.state} task={task} />}
    </li>
  );
}
