import { CommandId, instantOf, MessageId, ShiftId, SignalId, TaskId, ulid } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasRoom, laneOf, type Letter, MOST_WAITING, sendable } from "./letters.ts";

let drawn = 0;
const id = () => ulid(1_700_000_000_000 + drawn++, new Uint8Array(10));
const TASKS = [TaskId.parse(id()), TaskId.parse(id())] as const;
const at = instantOf(0);

const made: Readonly<Record<Letter["what"], (of: number) => Letter>> = {
  press: (of) => {
    const commandId = CommandId.parse(id());
    const task = TASKS[of % 2] ?? TASKS[0];
    const press = { commandId, task, event: "acknowledge", said: "", pressedAt: at, heldUntilMs: of * 1000 } as const;
    return { what: "press", id: commandId, press };
  },
  sos: () => ({ what: "sos", id: SignalId.parse(id()), pressedAt: at, known: null }),
  "call-off": () => ({
    ...{ what: "call-off", id: CommandId.parse(id()), pressedAt: at },
    signal: SignalId.parse(id()),
  }),
  report: () => ({
    ...{ what: "report", id: SignalId.parse(id()), kind: "report", note: "n", position: [2, 48], since: at },
    photos: [],
  }),
  shift: () => ({
    ...{ what: "shift", id: CommandId.parse(id()), shift: ShiftId.parse(id()), event: "take-up", note: "" },
    pressedAt: at,
  }),
  message: () => ({
    ...{ what: "message", id: MessageId.parse(id()), to: { kind: "room" }, text: "t", urgency: "routine" },
    ...{ replyTo: null, writtenAt: at },
  }),
  read: () => ({ what: "read", id: CommandId.parse(id()), messages: [MessageId.parse(id())] }),
  sharing: () => ({ what: "sharing", id: CommandId.parse(id()), because: null }),
  photo: () => ({ what: "photo", id: CommandId.parse(id()), task: TASKS[0], note: "", photo: id() }),
};
const kinds = Object.keys(made).filter((kind): kind is Letter["what"] => kind in made);
const outbox = fc
  .array(fc.tuple(fc.constantFrom(...kinds), fc.nat(4)), { maxLength: 20 })
  .map((drawing) => drawing.map(([kind, of]) => made[kind](of)));

describe("what is sent next", () => {
  it("is a call for help and nothing else while one waits", () => {
    fc.assert(
      fc.property(outbox, fc.nat(20), (letters, where) => {
        const with_ = letters.toSpliced(Math.min(where, letters.length), 0, made.sos(0));
        const ready = sendable(with_, 1e12);
        expect(ready.length).toBe(1);
        expect(laneOf(ready[0] ?? made.press(0))).toBe("sos");
      }),
    );
  });

  it("keeps the order of each lane, sends everything in the end, and what is large last", () => {
    fc.assert(
      fc.property(outbox, fc.infiniteStream(fc.nat(100)), (letters, choices) => {
        let left = letters;
        const sent: Letter[] = [];
        while (left.length > 0) {
          const ready = sendable(left, 1e12);
          const next = ready[(choices.next().value ?? 0) % ready.length];
          if (next === undefined) throw new Error("something waits, and nothing may be sent");
          if (ready.some(({ what }) => what !== "photo")) expect(ready[0]?.what).not.toBe("photo");
          sent.push(next);
          left = left.filter((one) => one !== next);
        }
        for (const lane of new Set(letters.map(laneOf)))
          expect(sent.filter((one) => laneOf(one) === lane)).toEqual(letters.filter((one) => laneOf(one) === lane));
      }),
    );
  });

  it("has an end: what is written is refused when it is full, what says how things stand and a call for help are not", () => {
    const full = Array.from({ length: MOST_WAITING }, () => made.report(0));
    expect(hasRoom(full.slice(1), "report")).toBe(true);
    const refused = kinds.filter((kind) => !hasRoom(full, kind)).toSorted();
    expect(refused).toEqual(["message", "photo", "read", "report"]);
    const calls = Array.from({ length: 50 }, () => made.sos(0));
    expect([hasRoom(calls, "sos"), hasRoom(calls.slice(1), "sos")]).toEqual([false, true]);
  });

  it("leaves out what is held, and what follows it", () => {
    const held = made.press(4);
    expect(sendable([held, made.press(0)], 3999)).toEqual([]);
    expect(sendable([held, made.press(0)], 4000)).toEqual([held]);
  });
});
