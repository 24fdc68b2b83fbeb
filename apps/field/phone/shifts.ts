import { CommandId, instantOf, millisecondsOf, type ShiftId } from "@cordon/kernel";
import { type Desk, newUlid } from "./desk.ts";

/** From so long before a relief is due it may come: its press is told to its own phone alone. */
const RELIEF_NEAR_MS = 30 * 60_000;
/** For so long after a shift was taken up whoever is relieved may still leave with a word. */
const LEAVES_WITHIN_MS = 30 * 60_000;

/** When the unit is on, what comes next, and until when it rests. */
export class ShiftDesk {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  async ask(): Promise<void> {
    if (!this.#desk.identified()) return;
    const answer = await this.#desk.client.ask("command.my-shifts", {}, this.#desk.signal);
    if (!answer.ok) return;
    this.#desk.shown.show({ shifts: answer.output });
    await this.#desk.keeping()?.put("shifts", answer.output);
  }

  awaitsRelief(): boolean {
    const { shifts, aheadMs } = this.#desk.shown.state();
    const relief = shifts?.relief ?? null;
    return relief !== null && !relief.here && millisecondsOf(relief.from) - Date.now() - aheadMs < RELIEF_NEAR_MS;
  }

  /** Whoever this unit relieves, or will, may leave and say something: that, too, its own phone alone is told. */
  awaitsHandOver(): boolean {
    const { shifts, aheadMs } = this.#desk.shown.state();
    if (shifts === null || shifts.handOver) return false;
    const now = Date.now() + aheadMs;
    const { current, next } = shifts;
    if (current !== null)
      return (
        current.relieves !== null &&
        current.takenUpAt !== null &&
        now - millisecondsOf(current.takenUpAt) < LEAVES_WITHIN_MS
      );
    return next.some(({ from }) => Math.abs(millisecondsOf(from) - now) < RELIEF_NEAR_MS);
  }

  async press(shift: ShiftId, event: "take-up" | "end", note: string): Promise<void> {
    const { outbox } = this.#desk.shown.state();
    if (outbox.some((letter) => letter.what === "shift" && letter.shift === shift && letter.event === event)) return;
    const now = Date.now();
    const id = CommandId.parse(newUlid(now));
    await this.#desk.post({ what: "shift", id, shift, event, note, pressedAt: instantOf(now) });
  }
}
