import {
  CommandId,
  instantOf,
  MessageId,
  type Position,
  type ShiftId,
  SignalId,
  type TaskId,
  type TaskState,
  ulid,
} from "@cordon/kernel";
import fc from "fast-check";
import { type Letter, type Outbox, pressesOf } from "../letters.ts";
import { add, type PressEvent } from "../presses.ts";

/*
 * What several phones write while none of them is in reach: scripts, and the letters they become. The same for the model of the command room
 * and for a real server.
 */

/** What one phone may speak of. */
export interface Holder {
  readonly tasks: readonly TaskId[];
  readonly shift: ShiftId | null;
  /** Messages of the command room to its unit. */
  readonly messages: readonly MessageId[];
}

const OTHERS = ["report", "message", "sos", "call-off", "shift", "read", "sharing", "photo"] as const;
type Deed =
  | { readonly do: "press"; readonly task: number; readonly event: PressEvent }
  | { readonly do: (typeof OTHERS)[number]; readonly of: number };
export type Script = readonly Deed[];

const press = fc.record({
  do: fc.constant("press" as const),
  task: fc.nat(1),
  event: fc.constantFrom<PressEvent>("acknowledge", "start", "finish", "refuse"),
});
const other = fc.record({
  do: fc.constantFrom(...OTHERS),
  of: fc.nat(99),
});
/** What a phone writes, in the order it is written. */
export const script: fc.Arbitrary<Script> = fc.array(fc.oneof(press, other), { maxLength: 12 });

const HOUR_MS = 3600_000;

/** @param fromMs when the first is written; a minute lies between two. `phone` names everything it writes apart from what others write. */
export function written(phone: number, script: Script, of: Holder, fromMs: number): Outbox {
  let outbox: Outbox = [];
  let lastSos: SignalId | null = null;
  let paused = false;
  for (const [index, deed] of script.entries()) {
    const nowMs = fromMs + index * 60_000;
    const name = ulid(
      nowMs,
      Uint8Array.from({ length: 10 }, (_, byte) => (byte === 9 ? phone : 7)),
    );
    const at = instantOf(nowMs);
    const id = CommandId.parse(name);
    const position: Position = [2.28 + index / 1000, 48.86 + phone / 1000];
    const next = ((): Letter | null => {
      switch (deed.do) {
        case "press": {
          const task = of.tasks[deed.task % of.tasks.length];
          if (task === undefined) return null;
          const said = deed.event === "refuse" ? "cannot get there" : deed.event === "finish" ? `done ${index}` : "";
          const one = { commandId: id, task, event: deed.event, said, pressedAt: at, heldUntilMs: 0 };
          const before = pressesOf(outbox);
          return add(before, one, FIRST) === before ? null : { what: "press", id, press: one };
        }
        case "report":
          return {
            ...{ what: "report", id: SignalId.parse(name), note: `seen by ${phone}, ${index}` },
            kind: (["report", "fire", "gate"] as const)[deed.of % 3] ?? "report",
            ...{ position, since: at, photos: deed.of % 2 === 0 ? [name] : [] },
          };
        case "message": {
          const text = `said by ${phone}, ${index}`;
          const urgency = deed.of % 2 === 0 ? "routine" : "urgent";
          return {
            ...{ what: "message", id: MessageId.parse(name), to: { kind: "room" }, text, urgency, replyTo: null },
            writtenAt: at,
          };
        }
        case "sos": {
          lastSos = SignalId.parse(name);
          return { what: "sos", id: lastSos, pressedAt: at, known: { at: position, ageSeconds: 3, accuracyMetres: 9 } };
        }
        case "call-off":
          return lastSos === null ? null : { what: "call-off", id, signal: lastSos, pressedAt: at };
        case "shift": {
          const said = outbox.filter(({ what }) => what === "shift").length;
          if (of.shift === null || said > 1) return null;
          const event = said === 0 ? "take-up" : "end";
          return { what: "shift", id, shift: of.shift, event, note: said === 0 ? "" : "quiet", pressedAt: at };
        }
        case "read": {
          const seen = of.messages.slice(0, 1 + (deed.of % Math.max(1, of.messages.length)));
          return seen.length === 0 ? null : { what: "read", id, messages: seen };
        }
        case "photo": {
          const task = of.tasks[deed.of % of.tasks.length];
          return task === undefined ? null : { what: "photo", id, task, note: "", photo: name };
        }
        case "sharing": {
          if (of.shift === null) return null;
          paused = !paused;
          return { what: "sharing", id, because: paused ? "covert work" : null };
        }
      }
    })();
    if (next !== null) outbox = [...outbox, next];
  }
  return outbox;
}

const FIRST: TaskState = "offered";
/** Long enough ago that everything was written before now. */
export const writtenFrom = (nowMs: number): number => nowMs - HOUR_MS;
