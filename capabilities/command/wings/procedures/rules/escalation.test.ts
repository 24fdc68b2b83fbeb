import { instantOf, TaskId, TaskState } from "@cordon/kernel";
import fc from "fast-check";
import { expect, it } from "vitest";
import { contingent, entries, id, unit } from "../../../testing/standing.ts";
import { escalate, STANDARD_TIMES, stepDue, type WaitingTask } from "./escalation.ts";

const base = Date.UTC(2026, 6, 26, 18);
const task = (rest: Partial<WaitingTask>): WaitingTask => ({
  ...{ id: TaskId.parse(id()), unit: unit.id, contingent, state: "offered", priority: 1, escalated: 0 },
  offeredAt: instantOf(base),
  ...rest,
});
const after = (seconds: number) => instantOf(base + 1000 * seconds);

it("goes up after its time, and again after as much, each once", () => {
  expect(stepDue(task({}), STANDARD_TIMES, after(59))).toBe(null);
  expect(stepDue(task({}), STANDARD_TIMES, after(60))).toBe(1);
  expect(stepDue(task({ escalated: 1 }), STANDARD_TIMES, after(119))).toBe(null);
  expect(stepDue(task({ escalated: 1 }), STANDARD_TIMES, after(120))).toBe(2);
  expect(stepDue(task({ escalated: 2 }), STANDARD_TIMES, after(9999))).toBe(null);
  expect(stepDue(task({ priority: null }), STANDARD_TIMES, after(300))).toBe(1);
  expect(escalate(task({}), STANDARD_TIMES, after(61))).toMatchObject([{ data: { step: 1, waitedSeconds: 61 } }]);
});

it("says each step at most once and never of an order that somebody answered, however often it is looked at", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 60 }),
      fc.constantFrom(...TaskState.options),
      fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
      (moments, state, priority) => {
        const said: number[] = [];
        let escalated: 0 | 1 | 2 = 0;
        for (const moment of moments.toSorted((a, b) => a - b)) {
          const looked = task({ state, priority, escalated });
          const step = stepDue(looked, STANDARD_TIMES, after(moment));
          expect(entries(escalate(looked, STANDARD_TIMES, after(moment))).length).toBe(step === null ? 0 : 1);
          if (step === null) continue;
          said.push(step);
          escalated = step;
          expect(moment).toBeGreaterThanOrEqual(step * STANDARD_TIMES[priority]);
        }
        expect(new Set(said).size).toBe(said.length);
        expect(said).toEqual(said.toSorted((one, other) => one - other));
        if (state !== "offered") expect(said).toEqual([]);
      },
    ),
  );
});
