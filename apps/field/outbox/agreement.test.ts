import type { StandingUnit } from "@cordon/command/rules";
import { Hub } from "@cordon/ground";
import {
  ContingentId,
  EVERYONE_ON_DUTY,
  instantOf,
  isRefusal,
  MessageId,
  PlaceId,
  type Principal,
  ShiftId,
  step,
  type TaskEvent,
  TaskId,
  taskMachine,
  ulid,
  UnitId,
} from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Letter, type Outbox, sendable } from "./letters.ts";
import { type Conflict, type Sent, settle } from "./presses.ts";
import { type Holder, script, written, writtenFrom } from "./testing/afield.ts";
import { ModelRoom, type Phone } from "./testing/model-room.ts";

const NOW = Date.parse("2024-07-26T18:00:00.000Z");
let drawn = 0;
const id = () => ulid(1_700_000_000_000 + drawn++, new Uint8Array(10));
const contingent = ContingentId.parse(id());
const room: Principal = { kind: "person", id: "p1", roles: ["operator"], contingent: null, unit: null };
const unitOf = (callSign: string, track: number): StandingUnit => ({
  ...{ id: UnitId.parse(id()), callSign, kind: "patrol", contingent, strength: 2, track, withdrawnAt: null },
});
const UNITS = { alpha: unitOf("Alpha 1", 1), bravo: unitOf("Bravo 2", 2) };
const phoneOf = (unit: StandingUnit, device: string): Phone => ({
  by: { kind: "device", id: device, roles: ["field-device"], contingent, unit: unit.id },
  unit,
});
/** Two phones of one unit, one of another. */
const PHONES = [phoneOf(UNITS.alpha, "a1"), phoneOf(UNITS.alpha, "a2"), phoneOf(UNITS.bravo, "b1")] as const;
const TASKS = Array.from({ length: 6 }, () => TaskId.parse(id()));
const SHIFTS = [ShiftId.parse(id()), null, ShiftId.parse(id())];
const MESSAGES = [MessageId.parse(id()), MessageId.parse(id())];
const unitOfTask = (index: number) => (index < 4 ? UNITS.alpha : UNITS.bravo);

/** Each phone has tasks of its own. */
const apart = (phone: number): Holder => ({
  tasks: TASKS.slice(phone * 2, phone * 2 + 2),
  shift: SHIFTS[phone] ?? null,
  messages: MESSAGES,
});
/** Both phones of Alpha answer for the same two tasks. */
const together = (phone: number): Holder => ({ ...apart(phone), tasks: apart(phone === 1 ? 0 : phone).tasks });

function opened(): ModelRoom {
  const made = new ModelRoom(instantOf(NOW));
  for (const [index, task] of TASKS.entries()) {
    const unit = unitOfTask(index).id;
    made.tasks.set(task, { id: task, unit, contingent, state: "offered", pressedAt: null, said: "" });
  }
  for (const [phone, shift] of SHIFTS.entries()) {
    if (shift === null) continue;
    const { unit } = PHONES[phone] ?? PHONES[0];
    const from = instantOf(NOW - 2 * 3600_000);
    const until = instantOf(NOW + 2 * 3600_000);
    const of = { id: shift, unit: unit.id, contingent, place: PLACE, capability: "patrol", from, until };
    made.shifts.set(shift, { ...of, state: "planned", override: "", endedAt: null, note: "", pressedAt: null });
  }
  return made;
}
const PLACE = PlaceId.parse(id());

type Luck = "arrives" | "question lost" | "answer lost" | "twice";
interface Synced {
  readonly conflicts: readonly Conflict[];
  /** What was answered of each letter in the end, by its name. */
  readonly answers: ReadonlyMap<string, Sent>;
}

/** Sends until nothing is left, phones in turn as `whose` says; `luck` is what the network does. */
function sync(
  outboxes: readonly Outbox[],
  server: ModelRoom,
  { whose, which, luck }: { readonly whose: () => number; readonly which: () => number; readonly luck: () => Luck },
): Synced {
  const left = outboxes.map((outbox) => [...outbox]);
  const conflicts: Conflict[] = [];
  const answers = new Map<string, Sent>();
  for (let attempts = 0; ; attempts++) {
    if (attempts > 20_000) throw new Error("the outboxes do not empty");
    const waiting = left.flatMap((outbox, phone) => (outbox.length > 0 ? [phone] : []));
    const phone = waiting[whose() % waiting.length];
    const outbox = phone === undefined ? undefined : left[phone];
    const from = phone === undefined ? undefined : PHONES[phone];
    if (phone === undefined || outbox === undefined || from === undefined) return { conflicts, answers };
    const ready = sendable(outbox, Number.MAX_SAFE_INTEGER);
    const letter = ready[which() % ready.length];
    if (letter === undefined) throw new Error("nothing may be sent, and something waits");
    const happens = luck();
    if (happens === "question lost") continue;
    if (happens === "twice") server.take(letter, from);
    const answer = server.take(letter, from);
    if (happens === "answer lost") continue;
    answers.set(letter.id, answer);
    left[phone] = outbox.filter((other) => other !== letter);
    if (letter.what !== "press") continue;
    const { conflict } = settle([letter.press], letter.press.commandId, answer);
    if (conflict !== null) conflicts.push(conflict);
  }
}

const perfect = { whose: () => 0, which: () => 0, luck: (): Luck => "arrives" };
const chance = fc
  .record({
    whose: fc.infiniteStream(fc.nat(100)),
    which: fc.infiniteStream(fc.nat(100)),
    luck: fc.infiniteStream(fc.constantFrom<Luck>("arrives", "arrives", "question lost", "answer lost", "twice")),
  })
  .map(({ whose, which, luck }) => ({
    whose: () => whose.next().value ?? 0,
    which: () => which.next().value ?? 0,
    luck: (): Luck => luck.next().value ?? "arrives",
  }));
const scripts = fc.tuple(script, script, script);
/** What the command room and the radio did of tasks meanwhile. */
const meanwhile = fc.array(
  fc.tuple(fc.nat(5), fc.constantFrom<TaskEvent>("acknowledge", "start", "finish", "cancel")),
  { maxLength: 4 },
);
function openedAfter(moves: readonly (readonly [number, TaskEvent])[]): ModelRoom {
  const made = opened();
  for (const [task, event] of moves) made.move(TASKS[task] ?? PHONE_TASK, room, event);
  return made;
}
const PHONE_TASK = TASKS[0] ?? TaskId.parse(id());

const tablesOf = (server: ModelRoom) => ({
  tasks: server.tasks,
  shifts: server.shifts,
  signals: server.signals,
  sos: server.sos,
  messages: server.messages,
  read: server.read,
  paused: server.paused,
});
const everything = (outboxes: readonly Outbox[]): Letter[] => outboxes.flatMap((outbox) => [...outbox]);
const sorted = (all: readonly Conflict[]) => all.toSorted((a, b) => (a.press.commandId < b.press.commandId ? -1 : 1));

describe("phones that were out of reach", () => {
  it("leave the same tables whatever the order they come back in and whatever the network loses or doubles", () => {
    fc.assert(
      fc.property(scripts, meanwhile, chance, (said, moves, luck) => {
        const outboxes = said.map((one, phone) => written(phone, one, apart(phone), writtenFrom(NOW)));
        const straight = openedAfter(moves);
        const first = sync(outboxes, straight, perfect);
        const tangled = openedAfter(moves);
        const second = sync(outboxes, tangled, luck);
        expect(tablesOf(tangled)).toEqual(tablesOf(straight));
        expect(sorted(second.conflicts)).toEqual(sorted(first.conflicts));
        // The same entries, each once.
        expect(tangled.entries.toSorted()).toEqual(straight.entries.toSorted());
        const named = tangled.entries.filter((entry) => !entry.startsWith("sharing."));
        expect(new Set(named).size).toBe(named.length);
      }),
      { numRuns: 400 },
    );
  });

  it("lose nothing: every letter is in the tables, or its officer is told that it is not", () => {
    fc.assert(
      fc.property(scripts, meanwhile, chance, (said, moves, luck) => {
        const outboxes = said.map((one, phone) => written(phone, one, together(phone), writtenFrom(NOW)));
        const server = openedAfter(moves);
        const { conflicts, answers } = sync(outboxes, server, luck);
        for (const letter of everything(outboxes)) {
          const answer = answers.get(letter.id);
          expect(answer?.outcome).not.toBe("unknown");
          if (letter.what === "report") expect(server.signals.has(letter.id)).toBe(true);
          if (letter.what === "message") expect(server.messages.has(letter.id)).toBe(true);
          if (letter.what !== "press") continue;
          const inJournal = server.entries.filter((entry) => entry.includes(letter.id)).length;
          const told = conflicts.some(({ press }) => press.commandId === letter.id);
          // Written down once; or told; or the task is there already, or beyond, and there is nothing to tell.
          expect(inJournal).toBe(answer?.outcome === "taken" ? 1 : 0);
          if (inJournal === 0 && !told) {
            const state = answer?.outcome === "refused" ? answer.state : null;
            expect(isRefusal(step(taskMachine, state ?? "offered", letter.press.event))).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("of one unit that say the same of one task end where the furthest of them is, in any order", () => {
    const onward = script.map((one) => one.filter((deed) => deed.do === "press" && deed.event !== "refuse"));
    fc.assert(
      fc.property(fc.tuple(onward, onward, onward), chance, (said, luck) => {
        const outboxes = said.map((one, phone) => written(phone, one, together(phone), writtenFrom(NOW)));
        const [straight, tangled] = [opened(), opened()];
        sync(outboxes, straight, perfect);
        const { conflicts } = sync(outboxes, tangled, luck);
        for (const task of TASKS) expect(tangled.tasks.get(task)?.state).toBe(straight.tasks.get(task)?.state);
        expect(conflicts).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("of one unit that say the opposite: one is taken and the other is told, whoever comes first", () => {
    const [task = PHONE_TASK] = apart(0).tasks;
    const of = (event: "acknowledge" | "refuse", phone: number) =>
      written(phone, [{ do: "press", task: 0, event }], together(phone), writtenFrom(NOW));
    for (const turn of [0, 1]) {
      const server = opened();
      const { conflicts } = sync([of("refuse", 0), of("refuse", 1)], server, { ...perfect, whose: () => turn });
      expect([server.tasks.get(task)?.state, conflicts.length]).toEqual(["refused", 0]);
      const torn = opened();
      const told = sync([of("acknowledge", 0), of("refuse", 1)], torn, { ...perfect, whose: () => turn });
      // Received, then refused: both stand. Refused, then received: the second was too late.
      expect(torn.tasks.get(task)?.state).toBe("refused");
      expect(told.conflicts.map(({ press }) => press.event)).toEqual(turn === 0 ? [] : ["acknowledge"]);
    }
  });

  it("show their units where they were last, whatever the order their positions come in", async () => {
    const journal = {
      run: () => Promise.reject(new Error("a position is no entry")),
      ...{ size: () => 0, checkpoint: () => "", verifierKey: () => "", read: async () => [], tile: async () => null },
    };
    const seen = fc.uniqueArray(fc.record({ track: fc.integer({ min: 1, max: 2 }), ago: fc.nat(200_000) }), {
      selector: ({ ago }) => ago,
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(seen, fc.infiniteStream(fc.nat(1000)), async (fixes, order) => {
        await using hub = new Hub({ journal, kinds: [], nowMs: () => NOW });
        for (const track of [1, 2]) hub.own(track, { contingent, roles: EVERYONE_ON_DUTY });
        const points = fixes.map(({ track, ago }) => ({
          ...{ track, lon: 2 + ago / 1e6, lat: 48.8, heading: null, speed: null, atMs: NOW - ago * 1000 },
        }));
        const shuffled = points
          .map((point) => ({ point, at: order.next().value ?? 0 }))
          .toSorted((a, b) => a.at - b.at)
          .flatMap(({ point }) => [point, point]);
        hub.report(shuffled);
        for (const track of [1, 2]) {
          const [last] = points.filter((point) => point.track === track).toSorted((a, b) => b.atMs - a.atMs);
          expect(hub.position(track)?.atMs).toBe(last?.atMs);
        }
      }),
      { numRuns: 100 },
    );
  });
});
