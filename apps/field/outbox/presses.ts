import type { TaskView } from "@cordon/command";
import {
  type CommandId,
  type Instant,
  isRefusal,
  step,
  type TaskEvent,
  type TaskId,
  taskMachine,
  type TaskState,
} from "@cordon/kernel";

/*
 * What an officer pressed waits on the phone until the server has taken it. These rules say what may be pressed, what is shown
 * meanwhile, what is sent next and what an answer means. Pure: the same in the page and in tests.
 */

/** What a unit may say of its task; cancelling is the command room's. */
export type PressEvent = Exclude<TaskEvent, "cancel">;
const EVENTS: readonly PressEvent[] = ["acknowledge", "start", "finish", "refuse"];

export interface Press {
  /** Drawn when it was pressed: however often it is sent, it is done once. */
  readonly commandId: CommandId;
  readonly task: TaskId;
  readonly event: PressEvent;
  /** The reason of a refusal, the note of a task that is done; else empty. */
  readonly said: string;
  /** By the phone's own clock. */
  readonly pressedAt: Instant;
  /** It can be taken back until then. Milliseconds since 1970, by the phone's own clock. */
  readonly heldUntilMs: number;
}

/** In the order they were pressed. */
export type Queue = readonly Press[];

/** Why the server would not take it, by the names its refusals have. */
export interface Told {
  readonly reason: string;
  readonly code: string | null;
  readonly params: Readonly<Record<string, string>>;
}

/** What became of sending one press. */
export type Sent =
  | { readonly outcome: "taken"; readonly state: TaskState | null }
  /** The server has decided: sending again would change nothing. `state` is the task's, where the server said it. */
  | { readonly outcome: "refused"; readonly state: TaskState | null; readonly told: Told }
  /** It may or may not have arrived. `reached`: the server answered, and may take another letter meanwhile. */
  | { readonly outcome: "unknown"; readonly reached?: boolean };

/** A press that came too late, for the officer to read. */
export interface Conflict {
  readonly press: Press;
  readonly state: TaskState | null;
  /** Undefined in what an older page kept. */
  readonly told: Told | undefined;
}

/** The state a task will have once everything pressed so far has been taken. */
export function foresee(state: TaskState, task: TaskId, queue: Queue): TaskState {
  let foreseen = state;
  for (const press of queue) {
    if (press.task !== task) continue;
    const next = step(taskMachine, foreseen, press.event);
    if (!isRefusal(next)) foreseen = next.to;
  }
  return foreseen;
}

export function possible(state: TaskState): readonly PressEvent[] {
  return EVENTS.filter((event) => !isRefusal(step(taskMachine, state, event)));
}

/** Adds a press; one that is not possible any more (a second tap) changes nothing. */
export function add(queue: Queue, press: Press, state: TaskState): Queue {
  return possible(foresee(state, press.task, queue)).includes(press.event) ? [...queue, press] : queue;
}

/** Takes back a press that is still held, with whatever was pressed for the task after it. */
export function takeBack(queue: Queue, commandId: CommandId, nowMs: number): Queue {
  const at = queue.findIndex((press) => press.commandId === commandId);
  const press = queue[at];
  if (press === undefined || nowMs >= press.heldUntilMs) return queue;
  return queue.filter((other, index) => index < at || other.task !== press.task);
}

/** For how many whole seconds a press can still be taken back: none in its last one, when it is about to leave. */
export function secondsHeld(press: Press | undefined, nowMs: number): number {
  return press === undefined ? 0 : Math.max(0, Math.floor((press.heldUntilMs - nowMs) / 1000));
}

/** What the queue and the officer learn from an answer. */
export function settle(
  queue: Queue,
  commandId: CommandId,
  sent: Sent,
): { readonly queue: Queue; readonly conflict: Conflict | null } {
  const press = queue.find((one) => one.commandId === commandId);
  if (press === undefined || sent.outcome === "unknown") return { queue, conflict: null };
  const left = queue.filter((one) => one !== press);
  if (sent.outcome === "taken" || saidAlready(press.event, sent.state)) return { queue: left, conflict: null };
  return { queue: left, conflict: { press, state: sent.state, told: sent.told } };
}

/** Whether the task is where the press would have brought it, or beyond: someone said it by radio. Nothing to tell. */
function saidAlready(event: PressEvent, state: TaskState | null): boolean {
  switch (event) {
    case "acknowledge":
      return state === "acknowledged" || state === "under-way" || state === "done";
    case "start":
      return state === "under-way" || state === "done";
    case "finish":
      return state === "done";
    case "refuse":
      return state === "refused" || state === "cancelled";
  }
}

/** Tasks as the phone shows them: those the unit is at first, then by urgency, then the oldest. */
export function inOrder(
  tasks: readonly TaskView[],
  queue: Queue,
): readonly (TaskView & { readonly foreseen: TaskState })[] {
  return tasks
    .map((task) => ({ ...task, foreseen: foresee(task.state, task.id, queue) }))
    .toSorted(
      (a, b) =>
        Number(b.foreseen === "under-way") - Number(a.foreseen === "under-way") ||
        (a.priority ?? 3) - (b.priority ?? 3) ||
        (a.offeredAt < b.offeredAt ? -1 : 1),
    );
}
