import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { breachingOf } from "./breaching.ts";
import { breachesOf, REST_OF_DOGS, REST_OF_PEOPLE, restInForce, restRuleOf, withRule } from "./rest.ts";

describe("work that breaks a rule", () => {
  it("is what each piece breaks beside the others, found in one pass: property", () => {
    const hours = (min: number, max: number) => fc.integer({ min, max }).map((count) => count * 60);
    const rules = fc.record({
      maxStretchMinutes: hours(4, 24),
      minRestMinutes: hours(0, 12),
      maxDayMinutes: hours(4, 20),
      maxWeekMinutes: hours(10, 80),
    });
    const works = fc
      .array(fc.tuple(fc.nat({ max: 900 }), fc.integer({ min: 1, max: 1000 })), { minLength: 1, maxLength: 16 })
      .map((drawn) => {
        let at = 0;
        return drawn.map(([gap, length]) => {
          const from = at + gap;
          at = from + length;
          return { from, until: at };
        });
      });
    let broken = 0;
    fc.assert(
      fc.property(rules, works, (rule, all) => {
        const each = all.filter(
          (work) =>
            breachesOf(
              rule,
              all.filter((other) => other !== work),
              work,
            ).length > 0,
        );
        broken += each.length;
        expect([...breachingOf(rule, all)].toSorted((a, b) => a.from - b.from)).toEqual(each);
      }),
      { numRuns: 500, seed: 5 },
    );
    expect(broken).toBeGreaterThan(500);
  });
});

describe("rules in force", () => {
  it("are the defaults where nobody set one, and a rule for all is for dogs as well", () => {
    expect(restInForce([])).toEqual([
      { kind: null, contingent: null, rule: REST_OF_PEOPLE },
      { kind: "dog-team", contingent: null, rule: REST_OF_DOGS },
    ]);
    const short = { ...REST_OF_PEOPLE, maxStretchMinutes: 480 };
    const forAll = withRule([], { kind: null, contingent: null, rule: short });
    expect(restInForce(forAll)).toEqual(forAll);
    expect(restRuleOf({ kind: "dog-team", contingent: "x" }, forAll)).toEqual(short);
    const particular = withRule(forAll, { kind: "dog-team", contingent: "x", rule: REST_OF_DOGS });
    const wide = withRule(particular, { kind: null, contingent: "x", rule: short });
    expect(restInForce(wide).map(({ kind, contingent }) => [kind, contingent])).toEqual([
      [null, null],
      [null, "x"],
      ["dog-team", "x"],
    ]);
    expect(withRule(wide, { kind: null, contingent: "x", rule: null })).toEqual(particular);
  });
});
