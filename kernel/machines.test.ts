import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { incidentMachine } from "./incident.ts";
import { type Machine, step } from "./machine.ts";
import { mandateMachine } from "./mandate.ts";
import { isRefusal } from "./refusal.ts";
import { signalMachine } from "./signal.ts";
import { taskMachine } from "./task.ts";

/** Plays events at random against a machine, and beside it against a model written in other words. */
function agrees<State extends string, Event extends string, Model>(
  machine: Machine<State, Event>,
  model: {
    readonly start: Model;
    /** null: this cannot happen now. */
    readonly play: (model: Model, event: Event) => Model | null;
    readonly stateOf: (model: Model) => State;
  },
): void {
  const [first] = Object.values<Readonly<Record<Event, State | null>>>(machine.table);
  if (first === undefined) throw new Error("a machine without states");
  const events = Object.keys(first).filter((key): key is Event & string => key in first);
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...events), { maxLength: 12 }), (played) => {
      let state = machine.initial;
      let now = model.start;
      for (const event of played) {
        const outcome = step(machine, state, event);
        const next = model.play(now, event);
        expect(isRefusal(outcome), `${machine.word} ${state} ${event}`).toBe(next === null);
        if (isRefusal(outcome)) expect(outcome).toMatchObject({ refused: "not-possible-now", what: state });
        else state = outcome.to;
        if (next !== null) now = next;
        expect(state).toBe(model.stateOf(now));
      }
    }),
    { numRuns: 1000 },
  );
}

/** Every state can be reached, and every state of the table answers every event. */
function isWhole<State extends string, Event extends string>(
  machine: Machine<State, Event>,
  states: readonly State[],
): void {
  expect(Object.keys(machine.table).toSorted()).toEqual(states.toSorted());
  const events = Object.keys(machine.table[machine.initial]).toSorted();
  const reached = new Set<State>([machine.initial]);
  for (const state of reached) {
    expect(Object.keys(machine.table[state]).toSorted()).toEqual(events);
    for (const to of Object.values<State | null>(machine.table[state])) if (to !== null) reached.add(to);
  }
  expect([...reached].toSorted()).toEqual(states.toSorted());
}

describe("a signal", () => {
  it("waits for a human, whose answer can be taken back unless it opened an incident", () => {
    const ANSWERS = { confirm: "confirmed", dismiss: "dismissed", merge: "merged" } as const;
    agrees(signalMachine, {
      start: { answer: null as keyof typeof ANSWERS | null },
      play({ answer }, event) {
        if (event === "reopen") return answer === "dismiss" || answer === "merge" ? { answer: null } : null;
        return answer === null ? { answer: event } : null;
      },
      stateOf: ({ answer }) => (answer === null ? "waiting" : ANSWERS[answer]),
    });
    isWhole(signalMachine, ["waiting", "confirmed", "dismissed", "merged"]);
  });
});

describe("an incident", () => {
  it("is closed and reopened by turns, and stays part of the one it is merged into", () => {
    agrees(incidentMachine, {
      start: { turns: 0, isMerged: false },
      play({ turns, isMerged }, event) {
        if (isMerged) return null;
        const isOpen = turns % 2 === 0;
        if (event === "merge") return isOpen ? { turns, isMerged: true } : null;
        return isOpen === (event === "close") ? { turns: turns + 1, isMerged } : null;
      },
      stateOf: ({ turns, isMerged }) => (isMerged ? "merged" : turns % 2 === 0 ? "open" : "closed"),
    });
    isWhole(incidentMachine, ["open", "closed", "merged"]);
  });
});

describe("a task", () => {
  it("goes forward alone, can be refused or cancelled until it ends, and stays ended", () => {
    const STAGES = ["offered", "acknowledged", "under-way", "done"] as const;
    agrees(taskMachine, {
      start: { stage: 0, ended: null as "refused" | "cancelled" | null },
      play({ stage, ended }, event) {
        if (ended !== null || stage === 3) return null;
        switch (event) {
          case "acknowledge":
            return stage === 0 ? { stage: 1, ended } : null;
          case "start":
            return stage < 2 ? { stage: 2, ended } : null;
          case "finish":
            return stage > 0 ? { stage: 3, ended } : null;
          case "refuse":
            return { stage, ended: "refused" as const };
          case "cancel":
            return { stage, ended: "cancelled" as const };
        }
      },
      stateOf: ({ stage, ended }) => ended ?? STAGES[stage] ?? "done",
    });
    isWhole(taskMachine, ["offered", "acknowledged", "under-way", "done", "refused", "cancelled"]);
  });
});

describe("a mandate", () => {
  it("begins once and ends once, whichever way", () => {
    agrees(mandateMachine, {
      start: { begun: false, end: null as "expired" | "withdrawn" | null },
      play({ begun, end }, event) {
        if (end !== null) return null;
        if (event === "begin") return begun ? null : { begun: true, end };
        return { begun, end: event === "expire" ? ("expired" as const) : ("withdrawn" as const) };
      },
      stateOf: ({ begun, end }) => end ?? (begun ? "in-force" : "coming"),
    });
    isWhole(mandateMachine, ["coming", "in-force", "expired", "withdrawn"]);
  });
});
