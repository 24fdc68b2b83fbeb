import { type Instant, millisecondsOf, type Priority, type Task, TaskEscalated, type TaskState } from "@cordon/kernel";
import type { Decision } from "../../../rules.ts";
import type { EscalationTimes } from "../words.ts";

/** How long an order may wait to be understood, in seconds, unless the operation says otherwise. */
export const STANDARD_TIMES: EscalationTimes = { 1: 60, 2: 120, 3: 300, 4: 900 };

/** A unit on a task that has not been heard of for so long may need help, unless the operation says otherwise. */
export const STANDARD_SILENCE_SECONDS = 300;

/** An order without an incident is as urgent as most. */
const WITHOUT_INCIDENT: Priority = 3;

export interface WaitingTask extends Pick<Task, "id" | "unit" | "contingent"> {
  readonly state: TaskState;
  readonly priority: Priority | null;
  readonly offeredAt: Instant;
  readonly escalated: 0 | 1 | 2;
}

/** The step a task is due for: the first after its time, the second after as much again; null for none that was not taken already. */
export function stepDue(task: WaitingTask, times: EscalationTimes, now: Instant): 1 | 2 | null {
  if (task.state !== "offered") return null;
  const waited = waitedSeconds(task, now);
  const limit = times[task.priority ?? WITHOUT_INCIDENT];
  if (waited >= 2 * limit) return task.escalated < 2 ? 2 : null;
  return waited >= limit && task.escalated === 0 ? 1 : null;
}

export function escalate(task: WaitingTask, times: EscalationTimes, now: Instant): Decision {
  const step = stepDue(task, times, now);
  if (step === null) return [];
  const { id, unit, contingent } = task;
  return [TaskEscalated.of({ task: id, unit, contingent, step, waitedSeconds: waitedSeconds(task, now) })];
}

function waitedSeconds(task: WaitingTask, now: Instant): number {
  return Math.max(0, Math.floor((millisecondsOf(now) - millisecondsOf(task.offeredAt)) / 1000));
}
