import type { UnitKind } from "@cordon/kernel";
import type { RestRule } from "../words.ts";
import type { Coverage } from "./coverage.ts";
import { instantOfMinute, minuteOf, restRuleOf, type RuledRest, type Work, withRule, workedOf } from "./rest.ts";

const DAY = 1440;
const WEEK = 7 * DAY;

/**
 * Which of a unit's pieces of work break a rule, each beside the others: what `breachesOf` says of one after the other, in about one pass over all of
 * them.
 * @param works sorted, without overlaps
 */
export function breachingOf(rule: RestRule, works: readonly Work[]): ReadonlySet<Work> {
  const found = new Set<Work>();
  let begun = 0;
  works.forEach((work, at) => {
    const next = works[at + 1];
    if (next !== undefined && next.from - work.until < rule.minRestMinutes) return;
    const stretch = works.slice(begun, at + 1);
    begun = at + 1;
    if (work.until - (stretch[0] ?? work).from > rule.maxStretchMinutes) for (const each of stretch) found.add(each);
  });
  crowded(works, DAY, rule.maxDayMinutes, found);
  crowded(works, WEEK, rule.maxWeekMinutes, found);
  return found;
}

/** Adds what touches a window of a length that holds more work than is allowed: the fullest begin or end where some work does. */
function crowded(works: readonly Work[], length: number, allowed: number, found: Set<Work>): void {
  let first = 0;
  const measure = (from: number, start: number) => {
    const until = from + length;
    const within: Work[] = [];
    let sum = 0;
    for (let at = start; at < works.length; at++) {
      const each = works[at];
      if (each === undefined || each.from >= until) break;
      const minutes = Math.min(each.until, until) - Math.max(each.from, from);
      if (minutes <= 0) continue;
      sum += minutes;
      within.push(each);
    }
    if (sum > allowed) for (const each of within) found.add(each);
  };
  works.forEach((each, at) => {
    const from = each.until - length;
    while ((works[first]?.until ?? from + 1) <= from) first++;
    measure(from, first);
    measure(each.from, at);
  });
}

/** What a change of the rules does to shifts that are planned already. */
export interface RestWeighed {
  /** For how many units another rule would hold than now. */
  readonly units: number;
  /** How many of their shifts to come, and that are on, would break it. Those whose rest was shortened for a reason are left out. */
  readonly breaking: number;
  /** How many break the rule that holds for them now. */
  readonly breakingNow: number;
  /** Call signs of some units that it would break shifts of. */
  readonly callSigns: readonly string[];
}

const NAMED = 5;
/** Units between two pauses: a few milliseconds. */
const UNITS_A_TURN = 100;

/** Weighs a rule before it is set, a turn of some units after the other: whoever asks lets others work between them. */
export function* weighRest(
  coverage: Coverage,
  change: Pick<RuledRest, "kind" | "contingent"> & { readonly rule: RestRule | null },
  { now, knows }: { readonly now: number; readonly knows: (contingent: string) => boolean },
): Generator<undefined, RestWeighed> {
  const before = coverage.ruled;
  const after = withRule(before, change);
  const rules = new Map<string, { readonly was: RestRule; readonly is: RestRule }>();
  const rulesOf = (unit: { readonly kind: UnitKind; readonly contingent: string }) => {
    const key = `${unit.kind} ${unit.contingent}`;
    const known = rules.get(key) ?? { was: restRuleOf(unit, before), is: restRuleOf(unit, after) };
    rules.set(key, known);
    return known;
  };
  let [units, breaking, breakingNow, seen] = [0, 0, 0, 0];
  const callSigns: string[] = [];
  for (const { of: unit, slots } of coverage.units()) {
    if (++seen % UNITS_A_TURN === 0) yield;
    if (unit === null || unit.withdrawn || !knows(unit.contingent)) continue;
    const { was, is } = rulesOf(unit);
    if (sameRule(was, is)) continue;
    units++;
    const shifts = [...slots].map(({ shift }) => shift);
    const works = workedOf(shifts, instantOfMinute(now));
    const coming = shifts.filter(
      ({ state, until, override }) =>
        (state === "planned" || state === "on") && override === "" && minuteOf(until) > now,
    );
    const count = (rule: RestRule) => {
      const found = breachingOf(rule, works);
      if (found.size === 0) return 0;
      const broken = [...found];
      return coming.filter((shift) => {
        const from = minuteOf(shift.from);
        return broken.some((work) => work.from <= from && from < work.until);
      }).length;
    };
    breakingNow += count(was);
    const more = count(is);
    breaking += more;
    if (more > 0 && callSigns.length < NAMED) callSigns.push(unit.callSign);
  }
  return { units, breaking, breakingNow, callSigns };
}

const sameRule = (a: RestRule, b: RestRule) =>
  a.maxStretchMinutes === b.maxStretchMinutes &&
  a.minRestMinutes === b.minRestMinutes &&
  a.maxDayMinutes === b.maxDayMinutes &&
  a.maxWeekMinutes === b.maxWeekMinutes;
