import { Loading, ToneMark, toneOfPriority, useNowMs } from "@cordon/ui";
import { device } from "@cordon/ui/device";
import type { TaskId } from "@cordon/kernel";
import { Button } from "@mantine/core";
import { useState } from "react";
import { inOrder, possible, secondsHeld } from "../../outbox/presses.ts";
import { useFieldWords } from "../../words.ts";
import { Actions } from "./Actions.tsx";
import classes from "../field.module.css";
import { Conflicts } from "../Notices.tsx";
import { usePhoneState } from "../phone.tsx";
import { endOf } from "../refusals/sentence.ts";
import { useRefusalWords } from "../refusals/words.ts";
import { Prompt, type PromptProps } from "./Prompt.tsx";
import { type ForeseenTask, TaskSheet, TaskStanding } from "./TaskSheet.tsx";

const ENDED_SHOWN = 5;

/** The unit's tasks: one at a time, the others a tap away. */
export function Tasks({ toPlan, ...prompting }: { readonly toPlan: () => void } & Omit<PromptProps, "answering">) {
  const words = useFieldWords();
  const refusals = useRefusalWords();
  const { tasks, queue, reach, problem, pushing, aheadMs } = usePhoneState();
  const phoneNowMs = useNowMs() - aheadMs;
  const [chosen, setChosen] = useState<TaskId | null>(null);
  if (tasks === null && problem !== null) return <main className={classes.main} />;
  if (tasks === null && reach !== "nobody") return <Loading />;
  const all = inOrder(tasks?.open ?? [], queue);
  // What was just said to be over stays in view while it can be taken back.
  const open = all.filter(
    (task) =>
      possible(task.foreseen).length > 0 ||
      queue.some((press) => press.task === task.id && secondsHeld(press, phoneNowMs) > 0),
  );
  const shown = open.find((task) => task.id === chosen) ?? open[0];
  const others = open.filter((task) => task !== shown);
  const ended: readonly ForeseenTask[] = [
    ...all.filter((task) => !open.includes(task)),
    ...(tasks?.ended ?? []).map((task) => ({ ...task, foreseen: task.state })),
  ].slice(0, ENDED_SHOWN);
  return (
    <>
      <main className={classes.main} tabIndex={0}>
        <Conflicts />
        {shown === undefined ? (
          <div className={device.centre}>
            <h2 className={classes.order}>
              {tasks?.unit.withdrawnAt == null ? words.tasks.none : words.tasks.withdrawn}
            </h2>
            <p>{words.tasks[reach === "nobody" ? "noneOld" : pushing === "on" ? "nonePushed" : "noneHint"]}</p>
            <Button className={device.button} variant="default" onClick={toPlan}>
              {words.tasks.plan}
            </Button>
          </div>
        ) : (
          <TaskSheet task={shown} toPlan={toPlan} />
        )}
        <Prompt answering={shown?.foreseen === "offered"} {...prompting} />
        {others.length > 0 && (
          <section>
            <h2 className={classes.heading}>{words.tasks.more}</h2>
            <ul className={classes.list}>
              {others.map((task) => (
                <li key={task.id}>
                  <button type="button" className={classes.item} onClick={() => setChosen(task.id)}>
                    <Row task={task} opens />
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
        {ended.length > 0 && (
          <section>
            <h2 className={classes.heading}>{words.tasks.ended}</h2>
            <ul className={classes.list}>
              {ended.map((task) => (
                <li key={task.id} className={classes.item}>
                  <Row task={task} />
                  {task.said !== "" && <span className={classes.small}>{words.quote(endOf(task, refusals))}</span>}
                </li>
              ))}
            </ul>
          </section>
        )}
      </main>
      {shown !== undefined && <Actions key={shown.id} task={shown} />}
    </>
  );
}

/** `opens`: pressed, it is shown whole. */
function Row({ task, opens = false }: { readonly task: ForeseenTask; readonly opens?: boolean }) {
  return (
    <>
      <span className={opens ? `${classes.itemOrder} ${classes.clamped}` : classes.itemOrder}>
        {task.priority !== null && task.priority < 3 && (
          <>
            <ToneMark tone={toneOfPriority(task.priority)} size={16} />{" "}
          </>
        )}
        {task.order}
      </span>
      <span className={classes.small}>
        <TaskStanding task={task} />
      </span>
    </>
  );
}
