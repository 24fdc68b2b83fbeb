import { ContingentId, instantOf, PlaceId, ShiftId, UnitId } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { id, trocadero } from "../../../testing/standing.ts";
import type { Requirement } from "../words.ts";
import { Coverage } from "./coverage.ts";
import { fixesOf } from "./fix.ts";
import { type Gap, neededAt } from "./series.ts";
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

const unitOf = (unit: UnitId, withdrawn = false, strength = 4) => ({
  ...{ id: unit, callSign: `U-${UNITS.indexOf(unit)}`, kind: "patrol" as const, contingent },
  ...{ strength, withdrawn },
});

const postAt = (reference: string, at = trocadero) => ({ at, reference, name: { fr: reference, en: reference } });

/** What is true, kept without any index. */
interface Truth {
  readonly required: Map<PlaceId, readonly Requirement[]>;
  readonly shifts: Map<ShiftId, StandingShift>;
  readonly withdrawn: Set<UnitId>;
  readonly strengths: Map<UnitId, number>;
}

/** Hour by hour, as one would count on paper. */
function onPaper({ required, shifts, withdrawn, strengths }: Truth): readonly Gap[] {
  const gaps: Gap[] = [];
  for (const place of POSTS) {
    for (const capability of CAN) {
      let open: Gap | null = null;
      for (let h = 0; h <= SPAN_HOURS + 20; h++) {
        const at = hour(h);
        let missing = 0;
        let missingPeople = 0;
        for (const need of required.get(place) ?? []) {
          if (need.capability !== capability || need.from > at || at >= need.until) continue;
          missing += need.units;
          missingPeople += need.people ?? 0;
        }
        for (const shift of shifts.values()) {
          const { state, endedAt } = shift;
          const holds =
            state === "planned" || state === "on" || (state === "ended" && endedAt !== null && at < endedAt);
          const there =
            shift.place === place && shift.capability === capability && shift.from <= at && at < shift.until;
          if (!holds || !there || withdrawn.has(shift.unit)) continue;
          missing--;
          missingPeople -= strengths.get(shift.unit) ?? 4;
        }
        missing = Math.max(0, missing);
        missingPeople = Math.max(0, missingPeople);
        if (open !== null && (open.missing !== missing || open.missingPeople !== missingPeople)) {
          gaps.push({ ...open, until: BASE + h * 60 });
          open = null;
        }
        if (missing > 0 || missingPeople > 0)
          open ??= { place, capability, from: BASE + h * 60, until: 0, missing, missingPeople };
      }
    }
  }
  const key = (gap: Gap) => `${gap.from} ${gap.place} ${gap.capability}`;
  return gaps.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

function fresh({ required, shifts, withdrawn, strengths }: Truth): Coverage {
  const coverage = new Coverage();
  coverage.load((into) => {
    for (const [place, list] of required) into.setRequirements(place, list);
    for (const shift of shifts.values()) into.setShift(shift);
    for (const unit of UNITS) into.setUnit(unitOf(unit, withdrawn.has(unit), strengths.get(unit)));
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
      list: fc.array(fc.tuple(period, fc.nat(3), fc.nat(1), fc.nat(20)), { maxLength: 4 }),
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
    fc.record({ do: fc.constant("unit" as const), unit: fc.nat(3), withdrawn: fc.boolean(), strength: fc.nat(9) }),
  );

  it("kept change by change is what is found from nothing, and what one counts on paper: property", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const truth: Truth = { required: new Map(), shifts: new Map(), withdrawn: new Set(), strengths: new Map() };
        const kept = fresh(truth);
        for (const each of steps) {
          if (each.do === "require") {
            const list = each.list.map(([[from, length], units, can, people]) => ({
              ...{ capability: CAN[can] ?? "patrol", units, from: hour(from), until: hour(from + length) },
              // Half of them count people as well, or people alone.
              ...(people > 10 || units === 0 ? { people: Math.max(1, people) } : {}),
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
            truth.strengths.set(unit, each.strength);
            kept.setUnit(unitOf(unit, each.withdrawn, each.strength));
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
    coverage.setPlace(gate, postAt("GATE-3"));
    coverage.setPlace(quay, postAt("QUAY-1", [trocadero[0] + 0.01, trocadero[1]]));
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

  it("counts people by the strength of who is on, and fills what they lack with a unit that is enough", () => {
    const [gate] = POSTS;
    const [first, second, third, fourth] = UNITS;
    if (first === undefined || second === undefined || third === undefined || fourth === undefined) throw new Error();
    const coverage = new Coverage();
    coverage.setKind("patrol", CAN);
    coverage.setUnit(unitOf(first, false, 6));
    coverage.setUnit(unitOf(second, false, 1));
    coverage.setUnit(unitOf(third, false, 2));
    coverage.setUnit(unitOf(fourth, false, 0));
    coverage.setPlace(gate, postAt("GATE-3"));
    coverage.setRequirements(gate, [{ capability: "patrol", units: 0, people: 8, from: hour(0), until: hour(8) }]);
    coverage.setShift({
      ...{ id: SHIFTS[0] ?? ShiftId.parse(id()), unit: first, contingent, place: gate, capability: "patrol" },
      ...{ from: hour(0), until: hour(8), state: "planned", override: "", endedAt: null },
    });
    const [gap] = coverage.gaps(BASE, BASE + 6000, { limit: 1 });
    if (gap === undefined) throw new Error("no gap");
    expect(gap).toMatchObject({ from: BASE, until: BASE + 480, missing: 0, missingPeople: 2 });
    const series = coverage.series(gate, "patrol");
    expect(series === null ? null : neededAt(series, BASE)).toEqual({ units: 0, people: 8 });
    const ask = { now: BASE, limit: 5, knows: () => true };
    const offered = () => fixesOf(coverage, gap, ask).map(({ unit, people }) => [UNITS.indexOf(unit), people]);
    // The one that is enough first; a unit of nobody not at all, though it would come as cheaply.
    expect(offered()).toEqual([
      [2, 2],
      [1, 1],
    ]);
    // Fewer came than the unit was: what is missing grows by as many.
    coverage.setUnit(unitOf(first, false, 3));
    expect(coverage.gaps(BASE, BASE + 6000, { limit: 1 })).toMatchObject([{ missingPeople: 5 }]);
    // Where nobody is enough, the most people for the way come first.
    expect(offered()).toEqual([
      [2, 2],
      [1, 1],
    ]);
  });

  it("sends nobody over from a post that would lack people then", () => {
    const [gate, quay] = POSTS;
    const [first, second] = UNITS;
    if (first === undefined || second === undefined) throw new Error();
    const coverage = new Coverage();
    coverage.setKind("patrol", CAN);
    coverage.setPlace(gate, postAt("GATE-3"));
    coverage.setPlace(quay, postAt("QUAY-1"));
    const need = { capability: "patrol", from: hour(0), until: hour(8) };
    coverage.setRequirements(gate, [{ ...need, units: 1 }]);
    for (const [which, unit] of [first, second].entries()) {
      coverage.setUnit(unitOf(unit, false, 4));
      coverage.setShift({
        ...{ id: SHIFTS[which] ?? ShiftId.parse(id()), unit, contingent, place: quay, capability: "patrol" },
        ...{ from: hour(0), until: hour(8), state: "planned", override: "", endedAt: null },
      });
    }
    const ask = { now: BASE, limit: 5, knows: () => true };
    const gap = { place: gate, capability: "patrol", from: BASE, until: BASE + 480 };
    const ways = (people: number) => {
      coverage.setRequirements(quay, [{ ...need, units: 1, people }]);
      return fixesOf(coverage, gap, ask).map(({ how }) => how);
    };
    expect(ways(4)).toEqual(["move", "move"]);
    expect(ways(5)).toEqual([]);
  });
});
