import { CommandId, instantOf, type TaskId } from "@cordon/kernel";
import { add, type Conflict, type Press, type PressEvent, type Sent, settle, takeBack } from "../outbox/presses.ts";
import { type Desk, newUlid } from "./desk.ts";

/** How long a press that cannot be undone by another one can be taken back. */
const HOLD_MS = 6_000;

/** What an officer says of the unit's tasks. */
export class TaskDesk {
  readonly #desk: Desk;
  readonly #drop: (ids: readonly string[]) => Promise<void>;

  constructor(desk: Desk, drop: (ids: readonly string[]) => Promise<void>) {
    this.#desk = desk;
    this.#drop = drop;
  }

  /** Keeps a press and sends it when it may be. `held`: it can be taken back for a moment. */
  async press(task: TaskId, event: PressEvent, said: string, held: boolean): Promise<void> {
    const { queue, tasks } = this.#desk.shown.state();
    const state = tasks?.open.find((one) => one.id === task)?.state;
    if (state === undefined) return;
    const now = Date.now();
    const commandId = CommandId.parse(newUlid(now));
    const heldUntilMs = held ? now + HOLD_MS : now;
    const press: Press = { commandId, task, event, said, pressedAt: instantOf(now), heldUntilMs };
    if (add(queue, press, state) !== queue) await this.#desk.post({ what: "press", id: commandId, press });
  }

  async undo(commandId: CommandId): Promise<void> {
    const { queue } = this.#desk.shown.state();
    const left = takeBack(queue, commandId, Date.now());
    await this.#drop(queue.filter((press) => !left.includes(press)).map((press) => press.commandId));
  }

  /** The officer has read that presses came too late. */
  async understood(commandIds: readonly CommandId[]): Promise<void> {
    const { conflicts } = this.#desk.shown.state();
    await this.#keep(conflicts.filter((one) => !commandIds.includes(one.press.commandId)));
  }

  /** What an answer says of the task, and of a press that came too late. */
  async settled(press: Press, sent: Sent): Promise<void> {
    const { conflicts, tasks } = this.#desk.shown.state();
    const { conflict } = settle([press], press.commandId, sent);
    if (conflict !== null && !conflicts.some((one) => one.press.commandId === press.commandId))
      await this.#keep([...conflicts, conflict]);
    const state = sent.outcome === "unknown" ? null : sent.state;
    if (tasks === null || state === null) return;
    const open = tasks.open.map((task) => (task.id === press.task ? { ...task, state } : task));
    this.#desk.shown.show({ tasks: { ...tasks, open } });
  }

  async #keep(conflicts: readonly Conflict[]): Promise<void> {
    this.#desk.shown.show({ conflicts });
    await this.#desk.keeping()?.put("conflicts", conflicts);
  }
}
