import { taskMachine, type TaskEvent, type TaskState } from "@cordon/kernel";

/** A task that no event can move any more. */
export function isEndedTask(state: TaskState): boolean {
  return Object.values(taskMachine.table[state]).every((to) => to === null);
}

/** What a unit says of its task; cancelling is the room's own. */
export type SaidOfTask = Exclude<TaskEvent, "cancel">;
const SAID: readonly SaidOfTask[] = ["acknowledge", "start", "finish", "refuse"];

/** What the unit can say next, in the order in which a task goes on. */
export function saidNext(state: TaskState): readonly SaidOfTask[] {
  return SAID.filter((event) => taskMachine.table[state][event] !== null);
}
