import { distanceMetres, type PlaceId, type Position, type ShiftId, type UnitId } from "@cordon/kernel";
import type { Coverage } from "./coverage.ts";
import type { CoverageUnit, Gap, KeptUnit, Slot } from "./series.ts";
import type { CapabilityCode } from "../words.ts";
import { breachesOf, instantOfMinute, mayWorkMinutes, overlapOf, type Work, workedOf } from "./rest.ts";

/** One way to fill a gap, or a part of it, by one unit. Minutes since 1970. */
export interface Fix {
  /**
   * `extend`: a shift there is made longer. `move`: a unit that is one too many at another post goes over for the time. `spare`: a unit that is
   * free and on duty that day. `reserve`: one that has no shift within a day is called in.
   */
  readonly how: "extend" | "move" | "spare" | "reserve";
  readonly unit: UnitId;
  readonly callSign: string;
  /** The shift that is made longer or divided; null where a new one is planned. */
  readonly shift: ShiftId | null;
  readonly from: number;
  readonly until: number;
  /** Work that was not planned before. */
  readonly overtimeMinutes: number;
  /** How many people the unit is. */
  readonly people: number;
  /** From the post before; null where nobody can say. */
  readonly metres: number | null;
  /** What fixes that do as much are ordered by: overtime, the way, and for a reserve the time to call it in. */
  readonly costMinutes: number;
}

/** On foot through a crowd. */
const METRES_PER_MINUTE = 75;
const UNKNOWN_WAY_MINUTES = 60;
const CALL_IN_MINUTES = 120;
/** Filling less than this is no use, unless it is all. */
const LEAST_MINUTES = 60;
const DAY = 1440;
/** How many of the nearest are looked at closely, for each way. */
const LOOKED_AT = 100;

/** A gap to be filled: what of it is still to come, and what it lacks at its leanest minute. */
interface Lack {
  readonly place: PlaceId;
  readonly capability: CapabilityCode;
  readonly from: number;
  readonly until: number;
  readonly units: number;
  readonly people: number;
  readonly now: number;
}

/**
 * The cheapest ways to fill a gap by one unit, those that fill all of it before those that fill a part. Where people are missing, a unit that is
 * as many comes before those that are not, and of these the one that costs least for each person.
 * @param now nobody can be anywhere before it
 * @param knows whether the caller may know of a unit of a contingent
 */
export function fixesOf(
  coverage: Coverage,
  gap: Pick<Gap, "place" | "capability" | "from" | "until">,
  {
    now,
    limit,
    knows,
  }: { readonly now: number; readonly limit: number; readonly knows: (contingent: string) => boolean },
): readonly Fix[] {
  const from = Math.max(gap.from, now);
  const { place, capability, until } = gap;
  if (from >= until) return [];
  const here = coverage.positionOf(place);
  const series = coverage.series(place, capability);
  const there = series === null ? { units: 0, people: 0 } : coverage.spare(series, from, until);
  const lack = { place, capability, from, until, units: -there.units, people: -there.people, now };
  const fixes = [...extending(coverage, lack, knows)];
  const extended = new Set(fixes.map(({ unit }) => unit));
  const free: Way[] = [];
  const elsewhere: Way[] = [];
  for (const kept of coverage.units()) {
    const { of: unit, slots } = kept;
    if (unit === null || unit.withdrawn || !coverage.can(unit, capability) || !knows(unit.contingent)) continue;
    if (!helps(unit, lack)) continue;
    let busy: Slot | null = null;
    let busyTwice = false;
    let near: Slot | null = null;
    let nearBy = Number.POSITIVE_INFINITY;
    for (const slot of slots) {
      if (slot.from < until && slot.until > from) {
        busyTwice = busy !== null;
        busy = slot;
      }
      const away = slot.until <= from ? from - slot.until : slot.from >= until ? slot.from - until : 0;
      if (away < nearBy) {
        nearBy = away;
        near = slot;
      }
    }
    const before = near?.shift.place ?? null;
    if (extended.has(unit.id)) continue;
    if (busy === null) free.push({ unit, kept, slot: null, metres: wayTo(coverage, before, here), away: nearBy });
    else if (!busyTwice && busy.from <= from && busy.until >= until && busy.shift.place !== place)
      elsewhere.push({ unit, kept, slot: busy, metres: wayTo(coverage, busy.shift.place, here), away: 0 });
  }
  fixes.push(...moving(coverage, elsewhere, lack, limit));
  const [spare, reserve] = [free.filter(({ away }) => away < DAY), free.filter(({ away }) => away >= DAY)];
  fixes.push(...freeing(coverage, "spare", spare, lack, limit));
  fixes.push(...freeing(coverage, "reserve", reserve, lack, limit));
  const wholeTime = (fix: Fix) => (fix.from === from && fix.until === until ? 0 : 1);
  const enough = ({ people }: Fix) => (people >= lack.people ? 0 : 1);
  const cost = (fix: Fix) => (enough(fix) === 0 ? fix.costMinutes : fix.costMinutes / Math.max(1, fix.people));
  return fixes
    .toSorted(
      (a, b) => wholeTime(a) - wholeTime(b) || enough(a) - enough(b) || cost(a) - cost(b) || (a.unit < b.unit ? -1 : 1),
    )
    .slice(0, limit);
}

/** Nobody is no help where people are missing and units are not. */
const helps = ({ strength }: CoverageUnit, { units, people }: Lack) => strength > 0 || people <= 0 || units > 0;

/** A unit and how far it would have to come. */
interface Way {
  readonly unit: CoverageUnit;
  readonly kept: KeptUnit;
  readonly slot: Slot | null;
  readonly metres: number | null;
  readonly away: number;
}

const wayMinutes = (metres: number | null) =>
  metres === null ? UNKNOWN_WAY_MINUTES : Math.ceil(metres / METRES_PER_MINUTE);
/** Those that are people enough come first: a limit on how many are looked at must not hide them. */
const nearest = (ways: readonly Way[], { people }: Lack) =>
  ways
    .toSorted(
      (a, b) =>
        Number(a.unit.strength < people) - Number(b.unit.strength < people) ||
        (a.metres ?? Number.POSITIVE_INFINITY) - (b.metres ?? Number.POSITIVE_INFINITY) ||
        (a.unit.id < b.unit.id ? -1 : 1),
    )
    .slice(0, LOOKED_AT);

function wayTo(coverage: Coverage, from: PlaceId | null, to: Position | null): number | null {
  const start = from === null ? null : coverage.positionOf(from);
  return start === null || to === null ? null : Math.round(distanceMetres(start, to));
}

function* extending(coverage: Coverage, lack: Lack, knows: (contingent: string) => boolean): Generator<Fix> {
  const { from, until, now } = lack;
  const series = coverage.series(lack.place, lack.capability);
  for (const slot of series?.slots ?? []) {
    const unit = slot.unit.of;
    const { state } = slot.shift;
    if (unit === null || unit.withdrawn || !knows(unit.contingent) || !helps(unit, lack)) continue;
    const longer = slot.until === from && (state === "planned" || state === "on");
    const earlier = slot.from === until && state === "planned";
    if (!longer && !earlier) continue;
    const rule = coverage.restOf(unit);
    const others = worked(slot.unit.slots, slot, now);
    const fits = (minutes: number) => {
      const work = longer
        ? { from: slot.from, until: slot.until + minutes }
        : { from: slot.from - minutes, until: slot.until };
      return overlapOf(others, work) === null && breachesOf(rule, others, work).length === 0;
    };
    const minutes = longest(until - from, fits);
    if (minutes < Math.min(LEAST_MINUTES, until - from)) continue;
    yield {
      how: "extend",
      unit: unit.id,
      callSign: unit.callSign,
      shift: slot.shift.id,
      from: longer ? from : until - minutes,
      until: longer ? from + minutes : until,
      overtimeMinutes: minutes,
      people: unit.strength,
      metres: 0,
      costMinutes: minutes,
    };
  }
}

function* moving(coverage: Coverage, ways: readonly Way[], lack: Lack, limit: number): Generator<Fix> {
  const { from, until } = lack;
  let found = 0;
  for (const { unit, slot, metres } of nearest(ways, lack)) {
    if (found >= limit) return;
    if (slot === null) continue;
    const there = coverage.spare(slot.series, from, until);
    if (there.units < 1 || there.people < unit.strength) continue;
    found++;
    yield {
      ...{ how: "move", unit: unit.id, callSign: unit.callSign, shift: slot.shift.id, from, until },
      ...{ overtimeMinutes: 0, people: unit.strength, metres, costMinutes: wayMinutes(metres) },
    };
  }
}

function* freeing(
  coverage: Coverage,
  how: "spare" | "reserve",
  ways: readonly Way[],
  lack: Lack,
  limit: number,
): Generator<Fix> {
  const { from, until, now } = lack;
  let found = 0;
  for (const { unit, kept, metres } of nearest(ways, lack)) {
    if (found >= limit) return;
    const may = mayWorkMinutes(coverage.restOf(unit), worked(kept.slots, null, now), from);
    const minutes = Math.min(may, until - from);
    if (minutes < Math.min(LEAST_MINUTES, until - from)) continue;
    found++;
    yield {
      ...{ how, unit: unit.id, callSign: unit.callSign, shift: null, from, until: from + minutes },
      ...{ overtimeMinutes: minutes, people: unit.strength, metres },
      costMinutes: minutes + wayMinutes(metres) + (how === "reserve" ? CALL_IN_MINUTES : 0),
    };
  }
}

function worked(slots: ReadonlySet<Slot>, but: Slot | null, now: number): readonly Work[] {
  const shifts = [...slots].filter((slot) => slot !== but).map(({ shift }) => shift);
  return workedOf(shifts, instantOfMinute(now));
}

/** The most of something that fits, where less always fits when more does. */
function longest(most: number, fits: (minutes: number) => boolean): number {
  if (fits(most)) return most;
  let low = 0;
  let high = most;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}
