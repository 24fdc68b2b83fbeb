import { isRefusal, type NewEntry, type StepEvent, stepMachine, StepState } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { incident, kinds, reason } from "../../../testing/standing.ts";
import { minute, OPENED, standingStepOf, stepKey } from "../testing.ts";
import { STANDARD_PROCEDURES } from "./standard-procedures.ts";
import { dueAt, fault, move, needOf, publish, see, type StandingStep } from "./steps.ts";

/** What people were promised; the model knows nothing of the table. */
const PROMISED: Record<
  StepEvent,
  { readonly from: readonly StepState[]; readonly to: StepState; readonly says: string }
> = {
  do: { from: ["waiting", "skipped"], to: "done", says: "incident.step-done" },
  skip: { from: ["waiting"], to: "skipped", says: "incident.step-skipped" },
  reopen: { from: ["done", "skipped"], to: "waiting", says: "incident.step-reopened" },
};
const EVENTS: readonly StepEvent[] = ["do", "skip", "reopen"];

describe("a step of a checklist", () => {
  it("answers every event in every state", () => {
    for (const state of StepState.options)
      for (const event of EVENTS) {
        const { from, to } = PROMISED[event];
        expect(stepMachine.table[state][event], `${state} x ${event}`).toBe(from.includes(state) ? to : null);
      }
  });

  it("keeps what it promised, whatever is asked of it and in whatever order", () => {
    interface Model {
      state: StepState;
      seen: boolean;
    }
    const real: { log: NewEntry[] } = { log: [] };
    const press = (event: StepEvent, said: string): fc.Command<Model, typeof real> => ({
      check: () => true,
      run(model, { log }) {
        const step = standingStepOf("secure", { state: model.state, seen: model.seen ? "skipped" : null });
        const decision = move(incident(), step, event, said);
        const may = PROMISED[event].from.includes(model.state) && (event === "do" || said !== "");
        expect(isRefusal(decision)).toBe(!may);
        if (isRefusal(decision)) return;
        expect(kinds(decision)).toEqual([PROMISED[event].says]);
        log.push(...decision);
        model.state = PROMISED[event].to;
        model.seen = false;
      },
      toString: () => `${event} "${said}"`,
    });
    const look: fc.Command<Model, typeof real> = {
      check: () => true,
      run(model, { log }) {
        const step = standingStepOf("secure", { state: model.state, at: OPENED, seen: model.seen ? "skipped" : null });
        const decision = see(incident().id, step, needOf(step, [step], OPENED, minute(1)));
        expect(isRefusal(decision)).toBe(model.state !== "skipped");
        if (isRefusal(decision)) return;
        expect(decision.length).toBe(model.seen ? 0 : 1);
        log.push(...decision);
        model.seen = true;
      },
      toString: () => "look",
    };
    const presses = fc
      .tuple(fc.constantFrom(...EVENTS), fc.constantFrom("", "because"))
      .map(([event, said]) => press(event, said));
    fc.assert(
      fc.property(fc.commands([presses, fc.constant(look)], { maxCommands: 40 }), (asked) => {
        real.log = [];
        const model: Model = { state: "waiting", seen: false };
        fc.modelRun(() => ({ model, real }), asked);
        const said = (kind: string) => real.log.filter((entry) => entry.kind === kind).length;
        const away = said("incident.step-done") + said("incident.step-skipped") - said("incident.step-reopened");
        // Done after it was skipped counts twice.
        expect(away >= 0 && (model.state === "waiting" || away > 0)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("moves in an open incident alone", () => {
    for (const state of ["closed", "merged"] as const)
      expect(reason(move(incident(state), standingStepOf("a"), "do", ""))).toBe("not-possible-now");
  });

  it("is due so many minutes after the opening, or after the step before it ended, however that ended", () => {
    const call = standingStepOf("call", { dueMinutes: 10 });
    const lift = (state: StepState): readonly StandingStep[] => [
      { ...call, state, at: state === "waiting" ? null : minute(4) },
      standingStepOf("lift", { dueMinutes: 5, after: "call" }),
    ];
    expect(dueAt(call, [call], OPENED)).toBe(minute(10));
    const due = (steps: readonly StandingStep[]) =>
      dueAt(standingStepOf("lift", { dueMinutes: 5, after: "call" }), steps, OPENED);
    expect(due(lift("waiting"))).toBe(null);
    expect(due(lift("done"))).toBe(minute(9));
    expect(due(lift("skipped"))).toBe(minute(9));
    expect(dueAt(standingStepOf("report"), [], OPENED)).toBe(null);
  });

  it("needs a supervisor when it is required and was skipped or is overdue, and never otherwise", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...StepState.options),
        fc.boolean(),
        fc.option(fc.integer({ min: 1, max: 60 })),
        fc.integer({ min: 0, max: 90 }),
        (state, required, dueMinutes, now) => {
          const step = standingStepOf("a", { state, required, dueMinutes, at: state === "waiting" ? null : minute(1) });
          const overdue = state === "waiting" && dueMinutes !== null && now >= dueMinutes;
          const need =
            !required || state === "done" ? null : state === "skipped" ? "skipped" : overdue ? "overdue" : null;
          expect(needOf(step, [step], OPENED, minute(now))).toBe(need);
        },
      ),
    );
  });
});

describe("a checklist", () => {
  it("is published as the next version, and not again when nothing changed", () => {
    const [first] = STANDARD_PROCEDURES;
    if (first === undefined) throw new Error("there is none");
    const { version: _, ...said } = first;
    expect(publish(said, null)).toMatchObject([{ kind: "procedure.published", data: { version: 1 } }]);
    expect(publish(said, { ...said, version: 3 })).toEqual([]);
    expect(publish({ ...said, steps: said.steps.slice(1, 2) }, { ...said, version: 3 })).toMatchObject([
      { data: { version: 4 } },
    ]);
  });

  it("has no two steps of a name, and no step after a later one", () => {
    const step = (key: string, after: string | null) => standingStepOf(key, { after });
    expect(fault([step("a", null), step("b", "a")])).toBe(null);
    expect(fault([step("a", null), step("a", null)])).toMatchObject({ refused: "invalid", what: stepKey("a") });
    expect(fault([step("b", "a"), step("a", null)])).toMatchObject({ refused: "invalid" });
    expect(fault([step("a", "a")])).toMatchObject({ refused: "invalid" });
  });

  it("comes with Cordon for every kind of incident, in order, and says that it is not the organisation's own", () => {
    for (const { steps, version } of STANDARD_PROCEDURES) {
      expect(fault(steps)).toBe(null);
      expect(version).toBe(0);
    }
  });
});
