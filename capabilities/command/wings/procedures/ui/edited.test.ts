import { Procedure } from "@cordon/kernel";
import fc from "fast-check";
import { expect, it } from "vitest";
import { STANDARD_PROCEDURES } from "../rules/standard-procedures.ts";
import { added, emptyChecklist, moved, removed } from "./edited.ts";

it("however a checklist is edited, its keys stay apart and a step comes after one that stands before it", () => {
  const edit = fc.record({ what: fc.constantFrom("add", "remove", "move"), at: fc.nat(12), to: fc.nat(12) });
  fc.assert(
    fc.property(fc.constantFrom(...STANDARD_PROCEDURES), fc.array(edit, { maxLength: 12 }), (procedure, edits) => {
      let steps: ReturnType<typeof added> = procedure.steps;
      for (const { what, at, to } of edits)
        steps = what === "add" ? added(steps) : what === "remove" ? removed(steps, at) : moved(steps, at, to);
      const keys = steps.map(({ step }) => step);
      expect(new Set(keys).size).toBe(keys.length);
      steps.forEach(({ after }, at) => {
        if (after !== null) expect(keys.indexOf(after)).toBeLessThan(at);
        if (after !== null) expect(keys).toContain(after);
      });
    }),
  );
});

it("draws a new checklist under a reference of its own, with one step to fill in", () => {
  const [one, other] = [emptyChecklist(), emptyChecklist()];
  expect(one.reference).not.toBe(other.reference);
  for (const { reference, kind, steps } of [one, other]) {
    expect(Procedure.shape.reference.safeParse(reference).success).toBe(true);
    expect([kind, steps.length]).toEqual([null, 1]);
  }
});

it("moves one step and no other", () => {
  const [first, second, ...rest] = STANDARD_PROCEDURES[0]?.steps ?? [];
  if (first === undefined || second === undefined) throw new Error("no steps");
  expect(
    moved([first, second, ...rest], 1, 0)
      .map(({ step }) => step)
      .slice(0, 2),
  ).toEqual([second.step, first.step]);
  expect(moved([first], 0, 1)).toEqual([first]);
});
