import {
  IncidentId,
  type IncidentState,
  instantOf,
  isRefusal,
  type NewEntry,
  type SignalState,
  type TaskEvent,
  TaskId,
  taskMachine,
  TaskState,
} from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  close,
  confirm,
  type Decision,
  dismiss,
  merge,
  offer,
  press,
  reopenIncident,
  reopenSignal,
  type StandingIncident,
  withdraw,
} from "./rules.ts";
import { mergeIncidents } from "./wings/procedures/rules/parts.ts";
import { commander, contingent, id, incident, operator, signal, trocadero, unit } from "./testing/standing.ts";

/*
 * The whole room, driven at random through its rules: what the entries say, folded by hand, must never contradict the rules'
 * refusals. The model knows nothing of the state tables; it knows what people were promised.
 */
describe("the room, whatever is asked of it and in whatever order", () => {
  interface Model {
    signal: SignalState;
    incident: IncidentState | null;
    readonly tasks: TaskState[];
    /** Open tasks that went to another incident, where nothing in this test moves them. */
    moved: number;
    withdrawn: boolean;
  }
  interface Real {
    readonly log: NewEntry[];
  }
  type Command = fc.Command<Model, Real>;

  const standing = (model: Model): StandingIncident => ({ ...incident(model.incident ?? "open") });
  const open = (state: TaskState) => state === "offered" || state === "acknowledged" || state === "under-way";

  function ask(
    name: string,
    may: (model: Model) => boolean,
    decide: (model: Model) => Decision,
    then: (model: Model) => void,
  ): Command {
    return {
      check: () => true,
      run(model, real) {
        const decision = decide(model);
        expect(isRefusal(decision), `${name} in ${JSON.stringify(model)}`).toBe(!may(model));
        if (isRefusal(decision)) return;
        real.log.push(...decision);
        then(model);
      },
      toString: () => name,
    };
  }

  const PROMISED: Record<TaskEvent, { from: readonly TaskState[]; to: TaskState }> = {
    acknowledge: { from: ["offered"], to: "acknowledged" },
    start: { from: ["offered", "acknowledged"], to: "under-way" },
    finish: { from: ["acknowledged", "under-way"], to: "done" },
    refuse: { from: ["offered", "acknowledged", "under-way"], to: "refused" },
    cancel: { from: ["offered", "acknowledged", "under-way"], to: "cancelled" },
  };

  const EVENTS: readonly TaskEvent[] = ["acknowledge", "start", "finish", "refuse", "cancel"];

  const move = (at: number, event: TaskEvent) => {
    const task = (model: Model) => model.tasks[at % Math.max(1, model.tasks.length)];
    const held = (state: TaskState) => ({ id: TaskId.parse(id()), unit: unit.id, contingent, state });
    return ask(
      `${event} task ${at}`,
      (model) => PROMISED[event].from.some((state) => state === task(model)),
      (model) => press(held(task(model) ?? "done"), operator, { event, said: "x", commandId: null, pressedAt: null }),
      (model) => {
        model.tasks[at % model.tasks.length] = PROMISED[event].to;
      },
    );
  };

  const next = () => ({ id: IncidentId.parse(id()), number: 1, title: "t", priority: 2 as const, commander });
  const commands = [
    fc.constant(
      ask(
        "confirm",
        (m) => m.signal === "waiting",
        (m) => confirm(signal(m.signal), next()),
        (m) => {
          m.signal = "confirmed";
          m.incident ??= "open";
        },
      ),
    ),
    fc.constant(
      ask(
        "dismiss",
        (m) => m.signal === "waiting",
        (m) => dismiss(signal(m.signal), "known", ""),
        (m) => {
          m.signal = "dismissed";
        },
      ),
    ),
    fc.constant(
      ask(
        "merge",
        (m) => m.signal === "waiting" && m.incident !== "closed" && m.incident !== "merged",
        (m) => merge(signal(m.signal), standing(m)),
        (m) => {
          m.signal = "merged";
        },
      ),
    ),
    fc.constant(
      ask(
        "reopen signal",
        (m) => m.signal === "dismissed" || m.signal === "merged",
        (m) => reopenSignal(signal(m.signal)),
        (m) => {
          m.signal = "waiting";
        },
      ),
    ),
    fc.constant(
      ask(
        "close",
        (m) => m.incident !== "closed" && m.incident !== "merged" && !m.tasks.some(open),
        (m) =>
          close(
            standing(m),
            "done",
            m.tasks.filter(open).map(() => ({ id: TaskId.parse(id()), callSign: "K9" })),
          ),
        (m) => {
          m.incident = "closed";
        },
      ),
    ),
    fc.constant(
      ask(
        "reopen incident",
        (m) => m.incident === "closed",
        (m) => reopenIncident(standing(m), "again"),
        (m) => {
          m.incident = "open";
        },
      ),
    ),
    fc.constant(
      ask(
        "merge incident into another",
        (m) => m.incident !== "closed" && m.incident !== "merged",
        (m) => mergeIncidents({ ...standing(m), parent: null }, { ...incident("open"), parent: null }, [], []),
        (m) => {
          m.incident = "merged";
          // They are the survivor's.
          m.moved += m.tasks.splice(0).filter(open).length;
        },
      ),
    ),
    fc.constant(
      ask(
        "offer",
        (m) => !m.withdrawn && m.incident !== "closed" && m.incident !== "merged",
        (m) =>
          offer(
            { id: TaskId.parse(id()), incident: null, order: "go", position: trocadero },
            { ...unit, withdrawnAt: m.withdrawn ? instantOf(0) : null },
            standing(m),
          ),
        (m) => {
          m.tasks.push("offered");
        },
      ),
    ),
    fc.constant(
      ask(
        "withdraw",
        (m) => m.withdrawn || m.tasks.filter(open).length + m.moved === 0,
        (m) =>
          withdraw(
            { ...unit, withdrawnAt: m.withdrawn ? instantOf(0) : null },
            "",
            m.tasks.filter(open).length + m.moved,
          ),
        (m) => {
          m.withdrawn = true;
        },
      ),
    ),
    fc.tuple(fc.nat(5), fc.constantFrom(...EVENTS)).map(([at, event]) => move(at, event)),
  ];

  it("keeps what it promised, and a unit that is withdrawn or an incident that is closed holds no open task", () => {
    fc.assert(
      fc.property(fc.commands(commands, { maxCommands: 60 }), (asked) => {
        const model: Model = { signal: "waiting", incident: null, tasks: [], moved: 0, withdrawn: false };
        const real: Real = { log: [] };
        fc.modelRun(() => ({ model, real }), asked);
        if (model.withdrawn || model.incident === "closed") expect(model.tasks.some(open)).toBe(false);
        const offered = real.log.filter((entry) => entry.kind === "task.offered").length;
        const ended = real.log.filter((entry) =>
          ["task.finished", "task.refused", "task.cancelled"].includes(entry.kind),
        ).length;
        expect(offered - ended).toBe(model.tasks.filter(open).length + model.moved);
      }),
      { numRuns: 300 },
    );
  });

  it("answers every event in every state of a task, for everyone", () => {
    for (const state of TaskState.options) {
      for (const event of EVENTS) {
        const promised = PROMISED[event];
        expect(taskMachine.table[state][event], `${state} x ${event}`).toBe(
          promised.from.includes(state) ? promised.to : null,
        );
      }
    }
  });
});
