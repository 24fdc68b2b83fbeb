import { type NewEntry, type Refusal, type Task, TaskCancelled, type TaskEvent, type TaskState } from "@cordon/kernel";
import { refuseStep } from "../words/refusals.ts";

/** A task of an open offer, as its unit is called. */
export interface OfferedTask extends Pick<Task, "id" | "unit" | "contingent"> {
  readonly state: TaskState;
  readonly callSign: string;
}

/** Whoever says that they go takes the task from the others who were offered it. */
export const TAKES: ReadonlySet<TaskEvent> = new Set(["acknowledge", "start"]);

const HOLDS: readonly TaskState[] = ["acknowledged", "under-way", "done"];

/** Why an open offer cannot be taken any more, or null. @param others the tasks of the same offer, without this one */
export function taken(task: OfferedTask, others: readonly OfferedTask[]): Refusal | null {
  const holder = others.find(({ state }) => HOLDS.includes(state));
  return holder === undefined
    ? null
    : refuseStep("task-taken", "conflict", `${holder.callSign} has taken this task`, task.id, {
        callSign: holder.callSign,
      });
}

/** What becomes of the others when one unit takes an open offer: they are told who has it. */
export function withdrawOthers(task: OfferedTask, others: readonly OfferedTask[]): readonly NewEntry[] {
  return others
    .filter(({ state }) => state === "offered")
    .map(({ id, unit, contingent }) =>
      TaskCancelled.of({
        task: id,
        unit,
        contingent,
        commandId: null,
        pressedAt: null,
        reason: `${task.callSign} has taken this task`,
        takenBy: task.callSign,
      }),
    );
}
