import { writtenWhen } from "@cordon/command/messages/written";
import { pause, resume } from "@cordon/command/picture/sharing";
import { end, takeUp } from "@cordon/command/roster/press";
import type { StandingShift } from "@cordon/command/roster/rules";
import { type Decision, press, raise, type StandingTask, type StandingUnit } from "@cordon/command/rules";
import { callOffSos, raiseSos, type StandingSos, whereabouts } from "@cordon/command/sos/rules";
import {
  type CommandId,
  type Instant,
  isRefusal,
  type Principal,
  type Refusal,
  type ShiftId,
  type SignalId,
  step,
  type TaskEvent,
  type TaskId,
  taskMachine,
  type UnitId,
} from "@cordon/kernel";
import type { Letter } from "../letters.ts";
import type { Sent, Told } from "../presses.ts";

/** A phone as the server knows it. */
export interface Phone {
  readonly by: Principal;
  readonly unit: StandingUnit;
}

interface TaskRow extends StandingTask {
  readonly pressedAt: Instant | null;
  readonly said: string;
}

/**
 * The command room as far as a phone can tell: the room's own rules decide, and what they decide is remembered as its tables do. Each letter
 * is known again by its name, as the server's operations know it.
 */
export class ModelRoom {
  readonly now: Instant;
  readonly tasks = new Map<TaskId, TaskRow>();
  readonly shifts = new Map<ShiftId, StandingShift & { readonly note: string; readonly pressedAt: Instant | null }>();
  readonly signals = new Map<SignalId, object>();
  readonly sos = new Map<SignalId, StandingSos & { readonly pressedAt: Instant }>();
  readonly messages = new Map<string, object>();
  readonly read = new Set<string>();
  readonly paused = new Map<UnitId, string>();
  /** What was decided, one line an entry: nothing is written down twice. */
  readonly entries: string[] = [];
  readonly #presses = new Map<string, Sent>();
  readonly #calls = new Map<SignalId, SignalId>();

  constructor(now: Instant) {
    this.now = now;
  }

  take(letter: Letter, from: Phone): Sent {
    const seen = this.#presses.get(letter.id);
    if (seen !== undefined) return seen;
    const sent = this.#take(letter, from);
    if (sent.outcome === "taken" && KNOWN_BY_NAME.has(letter.what)) this.#presses.set(letter.id, sent);
    return sent;
  }

  /** The command room itself, or a radio. */
  move(task: TaskId, by: Principal, event: TaskEvent): Sent {
    return this.#press(task, by, { event, said: "by radio", commandId: null, pressedAt: null });
  }

  #take(letter: Letter, { by, unit }: Phone): Sent {
    switch (letter.what) {
      case "press": {
        const { task, event, said, commandId, pressedAt } = letter.press;
        return this.#press(task, by, { event, said, commandId, pressedAt });
      }
      case "report": {
        const { id, kind, note, position, since } = letter;
        const seen = { place: null, camera: null, confidence: null, zone: null, box: null, exhibits: [] };
        return this.#decided(raise({ id, kind, since, noticedAt: this.now, position, note, ...seen }, this.now), () =>
          this.signals.set(id, { kind, note, position, since }),
        );
      }
      case "sos": {
        const { known } = letter;
        const own = known === null ? null : { ...known, position: known.at };
        const found = whereabouts({ phone: own, track: null, task: null, post: null });
        const pressed = { press: letter.id, pressedAt: letter.pressedAt, ...found };
        const waiting = [...this.sos.values()].findLast(
          (call) => call.unit === unit.id && call.device === by.id && call.state === "waiting",
        );
        const { decision, signal } = raiseSos(pressed, unit, by, waiting ?? null, this.now);
        return this.#decided(decision, () => {
          const before = this.sos.get(signal);
          this.#calls.set(letter.id, signal);
          this.signals.set(signal, { kind: "sos", position: found.position });
          this.sos.set(signal, {
            ...{ signal, unit: unit.id, device: by.id, state: "waiting", presses: (before?.presses ?? 0) + 1 },
            ...{ calledOffAt: null, pressedAt: letter.pressedAt },
          });
        });
      }
      case "call-off": {
        const call = this.sos.get(this.#calls.get(letter.signal) ?? letter.signal);
        if (call === undefined) return refused(null);
        return this.#decided(callOffSos(call, unit, by, letter.pressedAt), () =>
          this.sos.set(call.signal, { ...call, calledOffAt: call.calledOffAt ?? letter.pressedAt }),
        );
      }
      case "message":
        return this.#decided([], () =>
          this.messages.set(letter.id, {
            ...{ from: unit.id, text: letter.text, urgency: letter.urgency },
            writtenAt: writtenWhen(letter.writtenAt, this.now),
          }),
        );
      case "read":
        for (const message of letter.messages) this.read.add(`${message} by ${unit.id}`);
        return TAKEN;
      case "shift": {
        const shift = this.shifts.get(letter.shift);
        if (shift === undefined) return refused(null);
        const pressing = { commandId: letter.id, pressedAt: letter.pressedAt };
        const decision =
          letter.event === "take-up"
            ? takeUp(shift, by, pressing, { own: [], atPost: [] }, this.now)
            : end(shift, by, pressing, letter.note);
        return this.#decided(decision, () =>
          this.shifts.set(shift.id, {
            ...shift,
            ...{ state: letter.event === "take-up" ? "on" : "ended", note: letter.note, pressedAt: letter.pressedAt },
          }),
        );
      }
      case "sharing": {
        const standing = { unit: unit.id, contingent: unit.contingent, withdrawn: false };
        const paused = this.paused.has(unit.id);
        const { because } = letter;
        if (because === null) return this.#decided(resume({ ...standing, paused }), () => this.paused.delete(unit.id));
        return this.#decided(pause({ ...standing, paused }, because), () => this.paused.set(unit.id, because));
      }
      case "photo":
        return refused(null);
    }
  }

  #press(
    id: TaskId,
    by: Principal,
    pressed: {
      readonly event: TaskEvent;
      readonly said: string;
      readonly commandId: CommandId | null;
      readonly pressedAt: Instant | null;
    },
  ): Sent {
    const task = this.tasks.get(id);
    if (task === undefined) return refused(null);
    const decision = press(task, by, pressed);
    const next = step(taskMachine, task.state, pressed.event);
    if (isRefusal(decision) || isRefusal(next))
      return { outcome: "refused", state: task.state, told: told(isRefusal(decision) ? decision : null) };
    const { said, pressedAt } = pressed;
    this.#decided(decision, () => this.tasks.set(id, { ...task, state: next.to, said, pressedAt }));
    return { outcome: "taken", state: next.to };
  }

  #decided(decision: Decision, remember: () => unknown): Sent {
    if (isRefusal(decision)) return refused(decision);
    for (const { kind, data } of decision) this.entries.push(`${kind} ${JSON.stringify(data)}`);
    remember();
    return TAKEN;
  }
}

/** The others say how something stands: said again, they change nothing. */
const KNOWN_BY_NAME: ReadonlySet<Letter["what"]> = new Set(["press", "sos", "report", "message", "shift"]);
const TAKEN: Sent = { outcome: "taken", state: null };
const told = (refusal: Refusal | null): Told => ({
  reason: refusal?.refused ?? "not-possible-now",
  code: refusal?.code ?? null,
  params: refusal?.params ?? {},
});
const refused = (refusal: Refusal | null): Sent => ({ outcome: "refused", state: null, told: told(refusal) });
