import { ContingentId, instantOf, PlaceId, ShiftId, UnitId } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { id, trocadero } from "../../../testing/standing.ts";
import type { Requirement } from "../words.ts";
import { Coverage, type Gap } from "./coverage.ts";
import { fixesOf } from "./fix.ts";
import type { StandingShift } from "./plan.ts";
import { minuteOf } from "./rest.ts";

const START = Date.parse("2024-07-26T06:00:00.000Z");
const hour = (hours: number) => instantOf(START + hours * 3600_000);
const BASE = minuteOf(hour(0));
const contingent = ContingentId.parse(id());
const POSTS = [PlaceId.parse(id()), PlaceId.parse(id())] as const;
const UNITS = Array.from({ length: 4 }, () => UnitId.parse(id()));
const SHIFTS = Array.from({ length: 8 }, () => ShiftId.parse(id()));
const CAN = ["patrol", "medics"] as const;
const SPAN_HOURS = 40;

const unitOf = (unit: UnitId, withdrawn = false) => ({
  ...{ id: unit, callSign: `U-${UNITS.indexOf(unit)}`, kind: "patrol" as const, contingent },
  withdrawn,
});

/** What is true, kept without any index. */
interface Truth {
  readonly required: Map<PlaceId, readonly Requirement[]>;
  readonly shifts: Map<ShiftId, StandingShift>;
  readonly withdrawn: Set<UnitId>;
}

/** Hour by hour, as one would count on paper. */
function onPaper({ required, shifts, withdrawn }: Truth): readonly Gap[] {
  const gaps: Gap[] = [];
  for (const place of POSTS) {
    for (const capability of CAN) {
      let open: Gap | null = null;
      for (let h = 0; h <= SPAN_HOURS + 20; h++) {
        const at = hour(h);
        let missing = 0;
        for (const need of required.get(place) ?? [])
          if (need.capability === capability && need.from <= at && at < need.until) missing += need.units;
        for (const shift of shifts.values()) {
          const { state, endedAt } = shift;
          const holds =
            state === "planned" || state === "on" || (state === "ended" && endedAt !== null && at < endedAt);
          const there =
            shift.place === place && shift.capability === capability && shift.from <= at && at < shift.until;
          if (holds && there && !withdrawn.has(shift.unit)) missing--;
        }
        missing = Math.max(0, missing);
        if (open !== null && open.missing !== missing) {
          gaps.push({ ...open, until: BASE + h * 60 });
          open = null;
        }
        if (missing > 0) open ??= { place, capability, from: BASE + h * 60, until: 0, missing };
      }
    }
  }
  const key = (gap: Gap) => `${gap.from} ${gap.place} ${gap.capability}`;
  return gaps.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

function fresh({ required, shifts, withdrawn }: Truth): Coverage {
  const coverage = new Coverage();
  coverage.load((into) => {
    for (const [place, list] of required) into.setRequirements(place, list);
    for (const shift of shifts.values()) into.setShift(shift);
    for (const unit of UNITS) into.setUnit(unitOf(unit, withdrawn.has(unit)));
  });
  return coverage;
}

describe("coverage", () => {
  const hours = fc.integer({ min: 0, max: SPAN_HOURS });
  const period = fc.tuple(hours, fc.integer({ min: 1, max: 12 }));
  const step = fc.oneof(
    fc.record({
      do: fc.constant("require" as const),
      post: fc.nat(1),
      list: fc.array(fc.tuple(period, fc.integer({ min: 1, max: 3 }), fc.nat(1)), { maxLength: 4 }),
    }),
    fc.record({
      do: fc.constant("shift" as const),
      ...{ which: fc.nat(7), unit: fc.nat(3), post: fc.nat(1), period, can: fc.nat(1) },
      state: fc.constantFrom(
        "planned" as const,
        "on" as const,
        "ended" as const,
        "missed" as const,
        "cancelled" as const,
      ),
    }),
    fc.record({ do: fc.constant("unit" as const), unit: fc.nat(3), withdrawn: fc.boolean() }),
  );

  it("kept change by change is what is found from nothing, and what one counts on paper: property", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const truth: Truth = { required: new Map(), shifts: new Map(), withdrawn: new Set() };
        const kept = fresh(truth);
        for (const each of steps) {
          if (each.do === "require") {
            const list = each.list.map(([[from, length], units, can]) => ({
              ...{ capability: CAN[can] ?? "patrol", units, from: hour(from), until: hour(from + length) },
            }));
            truth.required.set(POSTS[each.post] ?? POSTS[0], list);
            kept.setRequirements(POSTS[each.post] ?? POSTS[0], list);
          } else if (each.do === "shift") {
            const [from, length] = each.period;
            const shift: StandingShift = {
              ...{ id: SHIFTS[each.which] ?? ShiftId.parse(id()), unit: UNITS[each.unit] ?? UnitId.parse(id()) },
              ...{ contingent, place: POSTS[each.post] ?? POSTS[0], capability: CAN[each.can] ?? "patrol" },
              ...{ from: hour(from), until: hour(from + length), state: each.state, override: "" },
              endedAt: each.state === "ended" ? hour(from + Math.floor(length / 2)) : null,
            };
            truth.shifts.set(shift.id, shift);
            kept.setShift(shift);
          } else {
            const unit = UNITS[each.unit] ?? UnitId.parse(id());
            if (each.withdrawn) truth.withdrawn.add(unit);
            else truth.withdrawn.delete(unit);
            kept.setUnit(unitOf(unit, each.withdrawn));
          }
        }
        const all = { limit: 10_000 };
        const incremental = kept.gaps(BASE, BASE + 1e6, all);
        expect(incremental).toEqual(fresh(truth).gaps(BASE, BASE + 1e6, all));
        expect(incremental).toEqual(onPaper(truth));
        expect(kept.gapCount).toBe(incremental.length);
      }),
      { numRuns: 300 },
    );
  });

  it("finds the cheapest fix: a shift made longer, a unit too many nearby, a spare one, a reserve", () => {
    const [gate, quay] = POSTS;
    const [first, second, third, fourth] = UNITS;
    if (first === undefined || second === undefined || third === undefined || fourth === undefined) throw new Error();
    const at = (which: number, unit: UnitId, place: PlaceId, from: number, until: number): StandingShift => ({
      ...{ id: SHIFTS[which] ?? ShiftId.parse(id()), unit, contingent, place, capability: "patrol" },
      ...{ from: hour(from), until: hour(until), state: "planned", override: "", endedAt: null },
    });
    const coverage = new Coverage();
    coverage.setKind("patrol", CAN);
    for (const unit of UNITS) coverage.setUnit(unitOf(unit));
    coverage.setPlace(gate, trocadero);
    coverage.setPlace(quay, [trocadero[0] + 0.01, trocadero[1]]);
    coverage.setRequirements(gate, [{ capability: "patrol", units: 1, from: hour(0), until: hour(10) }]);
    coverage.setShift(at(0, first, gate, 0, 8));
    coverage.setShift(at(1, second, quay, 4, 12));
    coverage.setShift(at(2, third, quay, -20, -12));
    const [gap] = coverage.gaps(BASE, BASE + 6000, { limit: 1 });
    if (gap === undefined) throw new Error("no gap");
    expect(gap).toMatchObject({ from: BASE + 480, until: BASE + 600, missing: 1 });
    const ask = { now: BASE, limit: 4, knows: () => true };
    const fixes = fixesOf(coverage, gap, ask);
    expect(fixes.map(({ how, unit, costMinutes }) => [how, UNITS.indexOf(unit), costMinutes])).toEqual([
      ["move", 1, 10],
      ["extend", 0, 120],
      ["spare", 2, 130],
      ["reserve", 3, 300],
    ]);
    // Once the quay needs its unit, nobody is too many there.
    coverage.setRequirements(quay, [{ capability: "patrol", units: 1, from: hour(0), until: hour(20) }]);
    expect(fixesOf(coverage, gap, ask)[0]).toMatchObject({ how: "extend", shift: SHIFTS[0], overtimeMinutes: 120 });
    // A unit that cannot be made to work longer is not.
    coverage.setShift(at(0, first, gate, -4, 8));
    expect(fixesOf(coverage, gap, ask)[0]).toMatchObject({ how: "spare" });
    expect(fixesOf(coverage, gap, { ...ask, knows: () => false })).toEqual([]);
  });
});
