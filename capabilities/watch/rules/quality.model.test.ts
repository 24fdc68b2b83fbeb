import { CameraId, isRefusal, type NewEntry, ulid } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BudgetState, EventState } from "../words/quality.ts";
import { budgetMachine, eventMachine, resume, setBudget, type StandingEvent, suspend, weigh } from "./quality.ts";

/*
 * One event of one camera, driven at random. The model knows what people were promised: a flag is raised once an episode and
 * taken back once, whatever the order; only people suspend and resume; and neither touches the other.
 */
const camera = CameraId.parse(ulid(0, new Uint8Array(10)));

interface Model {
  budget: number;
  falseAlerts: number;
  flagged: boolean;
  suspended: boolean;
}
interface Real {
  standing: StandingEvent;
  readonly log: NewEntry[];
}

/** As the tables do: the standing after the entries. */
function fold(standing: StandingEvent, entries: readonly NewEntry[]): StandingEvent {
  const BUDGET: Record<string, BudgetState> = { "watch.budget.exceeded": "exceeded", "watch.budget.settled": "within" };
  const EVENT: Record<string, EventState> = {
    "watch.event.suspended": "suspended",
    "watch.event.resumed": "looked-for",
  };
  return entries.reduce<StandingEvent>((now, { kind, data }) => {
    const set = kind === "watch.budget.set" && typeof data === "object" && data !== null && "falseAlertsADay" in data;
    const falseAlertsADay =
      set && typeof data.falseAlertsADay === "number" ? data.falseAlertsADay : now.falseAlertsADay;
    return { ...now, falseAlertsADay, budget: BUDGET[kind] ?? now.budget, event: EVENT[kind] ?? now.event };
  }, standing);
}

type Command = fc.Command<Model, Real>;
function command(name: string, run: (model: Model, real: Real) => void): Command {
  return { check: () => true, run, toString: () => name };
}
function append(real: Real, entries: readonly NewEntry[]): readonly string[] {
  real.log.push(...entries);
  real.standing = fold(real.standing, entries);
  return entries.map(({ kind }) => kind);
}
const flags = (model: Model): string[] => {
  const over = model.falseAlerts > model.budget;
  if (over === model.flagged) return [];
  model.flagged = over;
  return [over ? "watch.budget.exceeded" : "watch.budget.settled"];
};

const commands = [
  fc.nat(6).map((falseAlerts) =>
    command(`${falseAlerts} false alerts`, (model, real) => {
      model.falseAlerts = falseAlerts;
      expect(append(real, weigh(real.standing, falseAlerts))).toEqual(flags(model));
      // Weighed again, nothing is news.
      expect(weigh(real.standing, falseAlerts)).toEqual([]);
    }),
  ),
  fc.nat(4).map((budget) =>
    command(`budget ${budget}`, (model, real) => {
      model.budget = budget;
      const kinds = append(real, setBudget(real.standing, budget, model.falseAlerts));
      expect(kinds).toEqual(["watch.budget.set", ...flags(model)]);
    }),
  ),
  fc.constantFrom("suspend", "resume").map((what) =>
    command(what, (model, real) => {
      const may = model.suspended === (what === "resume");
      const decision = (what === "suspend" ? suspend : resume)(real.standing, "rain");
      expect(isRefusal(decision)).toBe(!may);
      if (isRefusal(decision)) return;
      append(real, decision);
      model.suspended = what === "suspend";
    }),
  ),
];

describe("a camera's event, its budget and its suspension", () => {
  it("keep what was promised, whatever happens in whatever order", () => {
    fc.assert(
      fc.property(fc.commands(commands, { maxCommands: 40 }), (asked) => {
        const standing: StandingEvent = {
          camera,
          kind: "zone-entry",
          falseAlertsADay: 2,
          budget: "within",
          event: "looked-for",
        };
        const real: Real = { standing, log: [] };
        const model: Model = { budget: 2, falseAlerts: 0, flagged: false, suspended: false };
        fc.modelRun(() => ({ model, real }), asked);
        expect(real.standing.budget).toBe(model.flagged ? "exceeded" : "within");
        expect(real.standing.event).toBe(model.suspended ? "suspended" : "looked-for");
        const turns = real.log
          .map(({ kind }) => kind)
          .filter((kind) => kind !== "watch.budget.set" && kind.startsWith("watch.budget"));
        turns.forEach((kind, i) => expect(kind).toBe(i % 2 === 0 ? "watch.budget.exceeded" : "watch.budget.settled"));
      }),
      { numRuns: 300 },
    );
  });

  it("answer every event in every state", () => {
    expect(budgetMachine.table).toEqual({
      within: { exceed: "exceeded", settle: null },
      exceeded: { exceed: null, settle: "within" },
    });
    expect(eventMachine.table).toEqual({
      "looked-for": { suspend: "suspended", resume: null },
      suspended: { suspend: null, resume: "looked-for" },
    });
  });
});
