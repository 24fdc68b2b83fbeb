import { taskMachine, type TaskState } from "@cordon/kernel";

/** A task that no event can move any more. */
export function isEndedTask(state: TaskState): boolean {
  return Object.values(taskMachine.table[state]).every((to) => to === null);
}
