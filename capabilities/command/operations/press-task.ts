import type { Accepted, CommandContext } from "@cordon/ground";
import {
  type CommandId,
  type Instant,
  isRefusal,
  type Refusal,
  step,
  type TaskEvent,
  type TaskId,
  taskMachine,
} from "@cordon/kernel";
import { press } from "../rules.ts";
import type { CommandTables } from "../tables.ts";
import { TAKES, taken, withdrawOthers } from "../wings/procedures/rules/open-offer.ts";
import { offeredWith } from "../wings/procedures/tables/offers.ts";
import type { TaskStep } from "../words.ts";
import { answer, findTask } from "./operating.ts";
import { refuseAs } from "../words/refusals.ts";

interface Pressed {
  readonly task: TaskId;
  readonly commandId: CommandId | null;
  readonly pressedAt: Instant | null;
}

/**
 * What the five operations that move a task have in common. A press that was taken before answers as it did then and
 * appends nothing: a phone that lost the answer sends it again.
 */
export async function pressTask(
  { input, by, read }: CommandContext<CommandTables, Pressed>,
  event: TaskEvent,
  said: string,
): Promise<Accepted<TaskStep> | Refusal> {
  const task = await findTask(read, input.task, by);
  if (isRefusal(task)) return task;
  const { commandId, pressedAt } = input;
  if (commandId !== null) {
    const seen = await read
      .selectFrom("command_seen")
      .selectAll()
      .where("command_id", "=", commandId)
      .executeTakeFirst();
    if (seen !== undefined) {
      return seen.task === task.id && seen.event === event
        ? answer([], { task: task.id, state: seen.state })
        : refuseAs("press-used", "conflict", "this commandId was used for something else", commandId);
    }
  }
  const offered = await offeredWith(read, task.id);
  const own = offered.find(({ id }) => id === task.id);
  const others = offered.filter(({ id }) => id !== task.id);
  // Who was too late is told by whom, not that the task is cancelled.
  const late = own === undefined || !TAKES.has(event) ? null : taken(own, others);
  if (late !== null && task.state === "cancelled") return late;
  const decision = press(task, by, { event, said, commandId, pressedAt });
  const next = step(taskMachine, task.state, event);
  return isRefusal(next)
    ? isRefusal(decision)
      ? decision
      : next
    : answer(
        isRefusal(decision) || own === undefined || !TAKES.has(event)
          ? decision
          : [...decision, ...withdrawOthers(own, others)],
        { task: task.id, state: next.to },
      );
}
