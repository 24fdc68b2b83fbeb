import { isEndedTask } from "./task-state.ts";
import { Age, TaskMark, useVocabulary } from "@cordon/ui";
import { useState } from "react";
import type { TaskView } from "../words.ts";
import { useSurroundings } from "./Around.tsx";
import classes from "./command.module.css";
import { useOrder } from "./doors.ts";
import { SayWhy } from "./SayWhy.tsx";
import { useCommandWords } from "./words.ts";

/** Tasks by how they stand: shape, word and age. */
export function TaskList({ tasks }: { readonly tasks: readonly TaskView[] }) {
  return (
    <ul className={classes.list}>
      {tasks.toReversed().map((task) => (
        <TaskRow key={task.id} task={task} />
      ))}
    </ul>
  );
}

function TaskRow({ task }: { readonly task: TaskView }) {
  const words = useCommandWords().task;
  const vocabulary = useVocabulary();
  const around = useSurroundings();
  const cancelling = useOrder("command.cancel-task", ["command.show-incident", "command.list-tasks"]);
  const [asking, setAsking] = useState(false);
  const ended = isEndedTask(task.state);
  return (
    <li className={classes.task} data-ended={ended || undefined}>
      <div className={classes.taskHead}>
        <strong>{task.callSign}</strong>
        <span className={classes.dim}>{vocabulary.unit[task.unitKind]}</span>
        <span className={classes.grow} />
        <TaskMark state={task.state} />
        <Age at={task.changedAt} {...(task.state === "offered" ? { staleAfterSeconds: 120 } : {})} />
      </div>
      <div>{task.order}</div>
      {task.said !== "" && <div className={classes.said}>{task.said}</div>}
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
