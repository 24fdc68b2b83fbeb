import { type Instant, instantOf } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RestRule } from "../words.ts";
import { breachesOf, minuteOf, type RestShift, restRuleOf, type Work, workedOf } from "./rest.ts";

const START = Date.parse("2024-07-26T06:00:00.000Z");
const hour = (hours: number): Instant => instantOf(START + hours * 3600_000);
const BASE = minuteOf(hour(0));
const SPAN = 240;
const hoursIn = ({ from, until }: Work) =>
  Array.from({ length: (until - from) / 60 }, (_, nth) => (from - BASE) / 60 + nth);

/** Hour by hour, as one would count on paper: in stretches that no rest parts, and in every window that holds an hour of what is added. */
function onPaper(rule: RestRule, work: readonly Work[], added: Work) {
  const worked = new Set([...work, added].flatMap(hoursIn));
  const own = hoursIn(added);
  let [from, until] = [Math.min(...own), Math.max(...own) + 1];
  const rest = rule.minRestMinutes / 60;
  // An hour before, or after, joins while fewer free hours than a rest are between.
  const reach = (edge: number, by: 1 | -1): number => {
    for (let away = 0; away < rest; away++) {
      const next = by === 1 ? edge + away : edge - 1 - away;
      if (worked.has(next)) return reach(by === 1 ? next + 1 : next, by);
    }
    return edge;
  };
  until = reach(until, 1);
  from = reach(from, -1);
  const most = (length: number) =>
    Math.max(
      ...Array.from({ length: SPAN + 2 * length }, (_, nth) => nth - length)
        .filter((first) => own.some((each) => first <= each && each < first + length))
        .map((first) => [...worked].filter((each) => first <= each && each < first + length).length),
    );
  const found = [
    { rule: "stretch", minutes: (until - from) * 60, allowedMinutes: rule.maxStretchMinutes },
    { rule: "day", minutes: most(24) * 60, allowedMinutes: rule.maxDayMinutes },
    { rule: "week", minutes: most(168) * 60, allowedMinutes: rule.maxWeekMinutes },
  ];
  return found.filter(({ minutes, allowedMinutes }) => minutes > allowedMinutes);
}

describe("rest", () => {
  const hours = (min: number, max: number) => fc.integer({ min, max }).map((count) => count * 60);
  const rules = fc.record({
    maxStretchMinutes: hours(4, 24),
    minRestMinutes: hours(1, 12),
    maxDayMinutes: hours(4, 20),
    maxWeekMinutes: hours(10, 80),
  });
  /** Pieces with nothing or something between them; long ones too, as nobody should work. */
  const works = fc
    .array(fc.tuple(fc.nat(14), fc.integer({ min: 1, max: 20 })), { minLength: 1, maxLength: 8 })
    .map((drawn) => {
      let at = 0;
      return drawn.map(([gap, length]) => {
        const from = at + gap;
        at = from + length;
        return { from: BASE + from * 60, until: BASE + at * 60 };
      });
    });

  it("is broken as one counts it hour by hour on paper: property", () => {
    let broken = 0;
    fc.assert(
      fc.property(rules, works, fc.nat(7), (rule, all, which) => {
        const added = all[which % all.length];
        if (added === undefined) throw new Error("nothing was added");
        const work = all.filter((each) => each !== added);
        const breaches = breachesOf(rule, work, added);
        expect(breaches).toEqual(onPaper(rule, work, added));
        broken += breaches.length;
      }),
      { numRuns: 500 },
    );
    expect(broken).toBeGreaterThan(300);
  });

  it("counts each hour at work once: until its unit left, and until now for who is overdue: property", () => {
    const shift = fc.record({
      from: fc.nat(60),
      length: fc.integer({ min: 1, max: 12 }),
      late: fc.integer({ min: -3, max: 8 }),
      state: fc.constantFrom(
        "planned" as const,
        "on" as const,
        "ended" as const,
        "missed" as const,
        "cancelled" as const,
      ),
    });
    fc.assert(
      fc.property(fc.array(shift, { maxLength: 7 }), fc.nat(80), (drawn, now) => {
        const shifts = drawn.map(
          ({ from, length, late, state }): RestShift => ({
            ...{ from: hour(from), until: hour(from + length), state },
            endedAt: state === "ended" ? hour(from + length + late) : null,
          }),
        );
        const there = (at: number) =>
          drawn.some(({ from, length, late, state }) => {
            if (state === "missed" || state === "cancelled" || at < from) return false;
            if (state === "on") return at < from + length || at < now;
            return at < from + length + (state === "ended" ? late : 0);
          });
        const works = workedOf(shifts, hour(now));
        const counted = works.flatMap(hoursIn);
        expect(counted).toEqual(Array.from({ length: 100 }, (_, at) => at).filter(there));
      }),
      { numRuns: 500 },
    );
  });

  it("is ruled by what is most particular: kind and contingent, contingent, kind, all", () => {
    const rule = (maxDayMinutes: number): RestRule => ({
      ...{ maxStretchMinutes: 60, minRestMinutes: 60, maxWeekMinutes: 600 },
      maxDayMinutes,
    });
    const all = [
      { kind: null, contingent: null, rule: rule(1) },
      { kind: "patrol", contingent: null, rule: rule(2) },
      { kind: null, contingent: "ours", rule: rule(3) },
      { kind: "patrol", contingent: "ours", rule: rule(4) },
      { kind: "medics", contingent: "theirs", rule: rule(5) },
    ];
    const unit = { kind: "patrol", contingent: "ours" };
    for (const [left, ruled] of [4, 3, 2, 1].entries()) {
      const known = all.filter(({ rule: { maxDayMinutes } }) => maxDayMinutes === 5 || maxDayMinutes <= 4 - left);
      for (const order of [known, known.toReversed()]) expect(restRuleOf(unit, order).maxDayMinutes).toBe(ruled);
    }
  });
});
