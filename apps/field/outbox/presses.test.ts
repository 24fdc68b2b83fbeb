import { press as decide, type StandingTask } from "@cordon/command/rules";
import {
  CommandId,
  ContingentId,
  instantOf,
  isRefusal,
  type Principal,
  step,
  type TaskEvent,
  TaskId,
  taskMachine,
  type TaskState,
  ulid,
  UnitId,
} from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  add,
  type Conflict,
  foresee,
  possible,
  type Press,
  type PressEvent,
  type Queue,
  type Sent,
  secondsHeld,
  settle,
  takeBack,
  type Told,
} from "./presses.ts";
import { type Letter, pressesOf, sendable as sendableLetters } from "./letters.ts";

let drawn = 0;
const id = () => ulid(1_700_000_000_000 + drawn++, new Uint8Array(10));
const TASKS = Array.from({ length: 3 }, () => TaskId.parse(id()));
const [task = TaskId.parse(id())] = TASKS;
const unit = UnitId.parse(id());
const contingent = ContingentId.parse(id());
const phone: Principal = { kind: "device", id: "d1", roles: ["field-device"], contingent, unit };
const room: Principal = { kind: "person", id: "p1", roles: ["operator"], contingent: null, unit: null };

const press = (event: PressEvent, of: TaskId = task, heldUntilMs = 0): Press => ({
  commandId: CommandId.parse(id()),
  task: of,
  event,
  said: event === "refuse" ? "cannot get there" : "",
  pressedAt: instantOf(0),
  heldUntilMs,
});

const letter = (one: Press): Letter => ({ what: "press", id: one.commandId, press: one });
const sendable = (queue: Queue, nowMs: number): Queue => pressesOf(sendableLetters(queue.map(letter), nowMs));

const TOLD: Told = { reason: "not-possible-now", code: null, params: {} };

describe("what may be pressed", () => {
  it("is what the task's own table allows, and never cancelling", () => {
    expect(possible("offered")).toEqual(["acknowledge", "start", "refuse"]);
    expect(possible("acknowledged")).toEqual(["start", "finish", "refuse"]);
    expect(possible("under-way")).toEqual(["finish", "refuse"]);
    expect(possible("cancelled")).toEqual([]);
  });
  it("follows what was pressed before, so that a second tap changes nothing", () => {
    const once = add([], press("acknowledge"), "offered");
    expect(foresee("offered", task, once)).toBe("acknowledged");
    expect(add(once, press("acknowledge"), "offered")).toEqual(once);
    expect(add(once, press("start"), "offered")).toHaveLength(2);
  });
});

describe("a press that is held", () => {
  it("is not sent, nor is what follows it, until it is due; and can be taken back until then", () => {
    const held = press("finish", task, 5000);
    const queue: Queue = [held, press("acknowledge", TASKS[1])];
    expect(sendable(queue, 4999).map((one) => one.event)).toEqual(["acknowledge"]);
    expect(sendable(queue, 5000)).toHaveLength(2);
    expect(takeBack(queue, held.commandId, 4999)).toHaveLength(1);
    expect(takeBack(queue, held.commandId, 5000)).toEqual(queue);
  });
  it("says for how many seconds it can be taken back, and stops before it leaves", () => {
    const held = press("finish", task, 6000);
    expect([0, 1, 4999, 5000, 5001, 7000].map((nowMs) => secondsHeld(held, nowMs))).toEqual([6, 5, 1, 1, 0, 0]);
  });
  it("is not held for years by a clock that was set back", () => {
    expect(sendable([press("finish", task, 1e12)], 0)).toHaveLength(1);
  });
});

describe("an answer", () => {
  const queue = [press("acknowledge"), press("start")];
  const [first = press("acknowledge")] = queue;
  it("that never came keeps the press", () => {
    expect(settle(queue, first.commandId, { outcome: "unknown" }).queue).toEqual(queue);
  });
  it("that the task was cancelled meanwhile is told to the officer", () => {
    const told = settle(queue, first.commandId, { outcome: "refused", state: "cancelled", told: TOLD });
    expect(told.queue).toHaveLength(1);
    expect(told.conflict).toMatchObject({ press: first, state: "cancelled" });
  });
  it("that it was said already, by radio, is nothing to tell", () => {
    const told = settle(queue, first.commandId, { outcome: "refused", state: "under-way", told: TOLD });
    expect(told).toEqual({ queue: queue.slice(1), conflict: null });
  });
});

/** The server as far as a phone can tell, with the room's own rules and a network that loses questions and answers. */
class Server {
  readonly states = new Map<TaskId, TaskState>(TASKS.map((one) => [one, "offered"]));
  readonly #seen = new Map<CommandId, TaskState>();
  appended = 0;

  order(of: TaskId, by: Principal, event: TaskEvent, commandId: CommandId | null, said = "x"): Sent {
    const seen = commandId === null ? undefined : this.#seen.get(commandId);
    if (seen !== undefined) return { outcome: "taken", state: seen };
    const state = this.states.get(of) ?? "offered";
    const standing: StandingTask = { id: of, unit, contingent, state };
    const decision = decide(standing, by, { event, said, commandId, pressedAt: null });
    if (isRefusal(decision)) return { outcome: "refused", state, told: TOLD };
    const next = step(taskMachine, state, event);
    if (isRefusal(next)) throw new Error(next.because);
    this.appended += decision.length;
    this.states.set(of, next.to);
    if (commandId !== null) this.#seen.set(commandId, next.to);
    return { outcome: "taken", state: next.to };
  }
}

type Luck = "arrives" | "question lost" | "answer lost";

/** Sends until nothing is left. `choose` picks among what may be sent; `luck` is what the network does. */
function sync(queue: Queue, server: Server, choose: () => number, luck: () => Luck): readonly Conflict[] {
  let left = queue;
  const conflicts: Conflict[] = [];
  for (let attempts = 0; left.length > 0; attempts++) {
    if (attempts > 10_000) throw new Error("the queue does not empty");
    const ready = sendable(left, Number.MAX_SAFE_INTEGER);
    const next = ready[choose() % ready.length];
    if (next === undefined) throw new Error("nothing may be sent, and something waits");
    const happens = luck();
    const answer =
      happens === "question lost" ? null : server.order(next.task, phone, next.event, next.commandId, next.said);
    const sent: Sent = happens === "arrives" && answer !== null ? answer : { outcome: "unknown" };
    const settled = settle(left, next.commandId, sent);
    left = settled.queue;
    if (settled.conflict !== null) conflicts.push(settled.conflict);
  }
  return conflicts;
}

describe("catching up", () => {
  const presses = fc.array(
    fc.tuple(fc.nat(2), fc.constantFrom<PressEvent>("acknowledge", "start", "finish", "refuse")),
    { maxLength: 14 },
  );
  const meanwhile = fc.array(
    fc.tuple(fc.nat(2), fc.constantFrom<TaskEvent>("acknowledge", "start", "finish", "cancel")),
    { maxLength: 4 },
  );
  const chance = fc.record({
    choices: fc.infiniteStream(fc.nat(100)),
    luck: fc.infiniteStream(fc.constantFrom<Luck>("arrives", "arrives", "question lost", "answer lost")),
  });

  it("ends the same whatever the order of sending and whatever the network loses", () => {
    fc.assert(
      fc.property(presses, meanwhile, chance, (pressed, others, { choices, luck }) => {
        let queue: Queue = [];
        for (const [at, event] of pressed) queue = add(queue, press(event, TASKS[at % TASKS.length]), "offered");
        const make = () => {
          const server = new Server();
          for (const [at, event] of others) server.order(TASKS[at % TASKS.length] ?? task, room, event, null);
          return server;
        };
        const perfect = make();
        const told = sync(
          queue,
          perfect,
          () => 0,
          () => "arrives",
        );
        const real = make();
        const toldAnyway = sync(
          queue,
          real,
          () => choices.next().value ?? 0,
          () => luck.next().value ?? "arrives",
        );
        expect(real.states).toEqual(perfect.states);
        expect(real.appended).toBe(perfect.appended);
        const sorted = (all: readonly Conflict[]) =>
          all.toSorted((a, b) => (a.press.commandId < b.press.commandId ? -1 : 1));
        expect(sorted(toldAnyway)).toEqual(sorted(told));
      }),
      { numRuns: 500 },
    );
  });

  it("brings every task where the phone foresaw it, when nobody else touched it", () => {
    fc.assert(
      fc.property(presses, chance, (pressed, { choices, luck }) => {
        let queue: Queue = [];
        for (const [at, event] of pressed) queue = add(queue, press(event, TASKS[at % TASKS.length]), "offered");
        const server = new Server();
        const conflicts = sync(
          queue,
          server,
          () => choices.next().value ?? 0,
          () => luck.next().value ?? "arrives",
        );
        expect(conflicts).toEqual([]);
        for (const one of TASKS) expect(server.states.get(one)).toBe(foresee("offered", one, queue));
      }),
    );
  });
});
