import { instantOf, type Instant, millisecondsOf, type UnitKind } from "@cordon/kernel";
import type { Rest, RestBreach, RestRule, ShiftState } from "../words.ts";

/** A time of work, in minutes since 1970; half open. */
export interface Work {
  readonly from: number;
  readonly until: number;
}

export const MINUTE_MS = 60_000;
const DAY = 1440;
const WEEK = 7 * DAY;
/** How finely the end of a rest is looked for that the day or the week asks for. */
const STEP = 15;

/** Minutes since 1970, begun minutes left out. */
export const minuteOf = (at: Instant) => Math.floor(millisecondsOf(at) / MINUTE_MS);
export const instantOfMinute = (minute: number) => instantOf(minute * MINUTE_MS);

/**
 * Unless a rule says otherwise. People: 11 hours of rest and 48 hours in seven days (Directive 2003/88/EC, articles 3 and 6; the directive
 * averages the week and lets states derogate for police and armed forces, so both are settings); twelve hours a stretch is the usual
 * shift of an event.
 */
export const REST_OF_PEOPLE: RestRule = {
  maxStretchMinutes: 720,
  minRestMinutes: 660,
  maxDayMinutes: 780,
  maxWeekMinutes: 2880,
};
/** A search dog's nose tires first: four hours, then two of rest. Custom differs by service: a default to be set, not a norm. */
export const REST_OF_DOGS: RestRule = {
  maxStretchMinutes: 240,
  minRestMinutes: 120,
  maxDayMinutes: 480,
  maxWeekMinutes: 2400,
};

export interface RuledRest {
  readonly kind: UnitKind | null;
  readonly contingent: string | null;
  readonly rule: RestRule;
}

/** The most particular rule: of the kind in its contingent, of the contingent, of the kind, of all; else the default. */
export function restRuleOf(
  unit: { readonly kind: UnitKind; readonly contingent: string },
  ruled: readonly RuledRest[],
): RestRule {
  let best: RuledRest | null = null;
  let weight = -1;
  for (const each of ruled) {
    if (each.kind !== null && each.kind !== unit.kind) continue;
    if (each.contingent !== null && each.contingent !== unit.contingent) continue;
    const weighs = (each.kind === null ? 0 : 1) + (each.contingent === null ? 0 : 2);
    if (weighs > weight) {
      weight = weighs;
      best = each;
    }
  }
  return best?.rule ?? (unit.kind === "dog-team" ? REST_OF_DOGS : REST_OF_PEOPLE);
}

/**
 * The rules as they hold, the widest first: what somebody set, and the defaults where nobody did. A rule for all holds for dogs as well, unless
 * dogs have one of their own.
 */
export function restInForce<Ruled extends RuledRest>(ruled: readonly Ruled[]): readonly (Ruled | RuledRest)[] {
  const forAll = ruled.some(({ kind, contingent }) => kind === null && contingent === null);
  const forDogs = ruled.some(({ kind, contingent }) => kind === "dog-team" && contingent === null);
  const standard: RuledRest[] = forAll ? [] : [{ kind: null, contingent: null, rule: REST_OF_PEOPLE }];
  if (!forAll && !forDogs) standard.push({ kind: "dog-team", contingent: null, rule: REST_OF_DOGS });
  const weight = ({ kind, contingent }: RuledRest) => (kind === null ? 0 : 1) + (contingent === null ? 0 : 2);
  return [...standard, ...ruled].toSorted((a, b) => weight(a) - weight(b));
}

/** The rules with one set in place of what was set for the same kind and contingent; null: set back. */
export function withRule(
  ruled: readonly RuledRest[],
  { kind, contingent, rule }: Pick<RuledRest, "kind" | "contingent"> & { readonly rule: RestRule | null },
): readonly RuledRest[] {
  const others = ruled.filter((each) => each.kind !== kind || each.contingent !== contingent);
  return rule === null ? others : [...others, { kind, contingent, rule }];
}

/**
 * Which rules a piece of work would break, beside the work that a unit has already.
 * @param work sorted, without overlaps, `added` not among it
 * @returns breaches that hold `added`; what was broken before without it is not its fault
 */
export function breachesOf(rule: RestRule, work: readonly Work[], added: Work): readonly RestBreach[] {
  const breaches: RestBreach[] = [];
  const stretch = stretchOf(rule, work, added);
  if (stretch > rule.maxStretchMinutes)
    breaches.push({ rule: "stretch", minutes: stretch, allowedMinutes: rule.maxStretchMinutes });
  const day = busiest(work, added, DAY);
  if (day > rule.maxDayMinutes) breaches.push({ rule: "day", minutes: day, allowedMinutes: rule.maxDayMinutes });
  const week = busiest(work, added, WEEK);
  if (week > rule.maxWeekMinutes) breaches.push({ rule: "week", minutes: week, allowedMinutes: rule.maxWeekMinutes });
  return breaches;
}

/** From the beginning to the end of the stretch that holds `added`. */
function stretchOf(rule: RestRule, work: readonly Work[], added: Work): number {
  let { from, until } = added;
  for (let at = work.length - 1; at >= 0; at--) {
    const each = work[at];
    if (each === undefined || each.until > from) continue;
    if (from - each.until >= rule.minRestMinutes) break;
    from = each.from;
  }
  for (const each of work) {
    if (each.from < until) continue;
    if (each.from - until >= rule.minRestMinutes) break;
    until = each.until;
  }
  return until - from;
}

/** The most work within any window of a length that holds a part of `added`: one of the windows that begin or end where some work does. */
function busiest(work: readonly Work[], added: Work, length: number): number {
  let most = 0;
  const near = work.filter((each) => each.until > added.from - length && each.from < added.until + length);
  near.push(added);
  const measure = (from: number) => {
    const until = from + length;
    if (until <= added.from || from >= added.until) return;
    let sum = 0;
    for (const each of near) sum += Math.max(0, Math.min(each.until, until) - Math.max(each.from, from));
    if (sum > most) most = sum;
  };
  for (const each of near) {
    measure(each.from);
    measure(each.until - length);
  }
  return most;
}

/** The first of some work that overlaps. */
export function overlapOf<Each extends Work>(work: readonly Each[], added: Work): Each | null {
  return work.find((each) => each.from < added.until && added.from < each.until) ?? null;
}

/** How long a unit may work from a minute on before a rule or its next work stops it; 0: it must rest. */
export function mayWorkMinutes(rule: RestRule, work: readonly Work[], from: number): number {
  const may = (minutes: number) => {
    const added = { from, until: from + minutes };
    return overlapOf(work, added) === null && breachesOf(rule, work, added).length === 0;
  };
  // What breaks a rule goes on breaking it when it gets longer, so halving finds the end.
  let low = 0;
  let high = rule.maxStretchMinutes + 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (may(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** Less than this is no use to anybody: who may work no longer is resting. */
export const USEFUL_MINUTES = 60;

/** A shift as rest needs to know it. */
export interface RestShift {
  readonly from: Instant;
  readonly until: Instant;
  readonly state: ShiftState;
  /** When its unit really left; null where it has not. */
  readonly endedAt: Instant | null;
}

/**
 * Work as it was and is to be, for rest: an ended shift until its unit left, however late, and one that is on and overdue until now. A missed or
 * cancelled shift tires nobody.
 * @returns sorted; what overlaps - overtime into the next shift - is one piece
 */
export function workedOf(shifts: readonly RestShift[], now: Instant): readonly Work[] {
  const works: { readonly from: number; until: number }[] = [];
  const sorted = shifts
    .filter(({ state }) => state === "planned" || state === "on" || state === "ended")
    .map((shift) => {
      const planned = minuteOf(shift.until);
      const until =
        shift.state === "on"
          ? Math.max(planned, minuteOf(now))
          : shift.endedAt === null
            ? planned
            : minuteOf(shift.endedAt);
      return { from: minuteOf(shift.from), until };
    })
    .filter(({ from, until }) => until > from)
    .toSorted((a, b) => a.from - b.from);
  for (const each of sorted) {
    const last = works.at(-1);
    if (last !== undefined && each.from < last.until) last.until = Math.max(last.until, each.until);
    else works.push({ ...each });
  }
  return works;
}

/**
 * Whether a unit is rested, works, or must rest at a moment.
 * @param shifts those of the week before and after, in any order
 */
export function restOf(shifts: readonly RestShift[], at: Instant, rule: RestRule): Rest {
  const now = minuteOf(at);
  const current = currentOf(shifts, now);
  if (current !== undefined) return { is: "working", until: current.until };
  const work = workedOf(shifts, at);
  const past = work.filter((each) => each.until <= now);
  const last = past.at(-1);
  if (last === undefined || mayWorkMinutes(rule, past, now) >= USEFUL_MINUTES)
    return { is: "rested", mayWorkMinutes: mayWorkMinutes(rule, work, now) };
  let rested = Math.max(now, last.until + rule.minRestMinutes);
  while (rested < now + WEEK && mayWorkMinutes(rule, past, rested) < USEFUL_MINUTES) rested += STEP;
  return { is: "resting", until: instantOfMinute(rested) };
}

/** The shift a unit is on or due at; who stays after its end works on. */
function currentOf(shifts: readonly RestShift[], now: number): RestShift | undefined {
  return shifts.find(({ from, until, state, endedAt }) => {
    if (state !== "planned" && state !== "on" && state !== "ended") return false;
    if (minuteOf(from) > now) return false;
    if (state === "on") return true;
    return now < (endedAt === null ? minuteOf(until) : minuteOf(endedAt));
  });
}

/**
 * The moment from which a unit must rest, by the same rule: now where it rests or should; else when its work, begun or beginning now, has
 * lasted as long as it may.
 * @param shifts as for `restOf`
 */
export function mustRestAt(shifts: readonly RestShift[], at: Instant, rule: RestRule): Instant {
  const now = minuteOf(at);
  const begun = currentOf(shifts, now);
  if (begun === undefined) {
    const rest = restOf(shifts, at, rule);
    return rest.is === "rested" ? instantOfMinute(now + rest.mayWorkMinutes) : at;
  }
  const from = minuteOf(begun.from);
  const others = shifts.filter((shift) => shift !== begun);
  const beside = workedOf(others, at).filter((each) => each.until <= from || each.from > now);
  return instantOfMinute(Math.max(now, from + mayWorkMinutes(rule, beside, from)));
}
