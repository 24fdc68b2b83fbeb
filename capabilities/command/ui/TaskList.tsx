import { isEndedTask } from "./task-state.ts";
import { Age, TaskMark, ToneMark } from "@cordon/ui";
import { useState } from "react";
import type { TaskView } from "../words.ts";
import { useProcedureWords } from "../wings/procedures/ui/words.ts";
import type { TaskClock } from "../wings/procedures/words.ts";
import { useSurroundings } from "./Around.tsx";
import classes from "./command.module.css";
import { useOrder } from "./doors.ts";
import { SayWhy } from "./SayWhy.tsx";
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
  const cancelling = useOrder("command.cancel-task", ["command.show-incident", "command.list-tasks"]);
  const [asking, setAsking] = useState(false);
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
      {!ended && around.mayDecide && !asking && (
        <button type="button" className={classes.link} onClick={() => setAsking(true)}>
          {words.cancel}…
        </button>
      )}
      {asking && !ended && (
        <SayWhy
          label={words.cancelWhy}
          send={words.cancel}
          busy={cancelling.busy}
          problem={cancelling.problem}
          onCancel={() => setAsking(false)}
          onSend={(reason) => void cancelling.send({ task: task.id, reason })}
        />
      )}
    </li>
  );
}
