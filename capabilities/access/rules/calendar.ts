import { type Instant, instantOf, type Interval, millisecondsOf, type LocalTime, localTimeOf } from "@cordon/kernel";
import type { Calendar } from "../words.ts";

/** A calendar made ready to be asked often. All times in milliseconds since 1970, UTC. */
export interface PreparedCalendar {
  holdsAt(ms: number): boolean;
  /** The first moment after this one at which the answer may be another; Infinity when none comes. */
  nextChange(ms: number): number;
  /** The last moment at or before this one at which the answer may have become another; -Infinity when there was none. */
  lastChange(ms: number): number;
}

type Spell = readonly [from: number, until: number];

const DAY_MS = 86_400_000;
/** Weekly times come again within a week; a day more on each side for those that pass midnight or meet a change of clocks. */
const DAYS_LOOKED = 9;
/** How many changes are looked at before it is said that none is in sight: most of a year of opening and closing once a day. */
const MOST_CHANGES = 500;

export function prepareCalendar(calendar: Calendar, timeZone: string): PreparedCalendar {
  const { weekly } = calendar;
  if (calendar.spans.length + weekly.length + calendar.except.length === 0) return ALWAYS_PREPARED;
  const spans = calendar.spans.map(spellOf);
  const except = calendar.except.map(spellOf);
  const localTime = localTimeOf(timeZone);
  const holdsIn = (ms: number) =>
    (spans.length === 0 || isIn(spans, ms)) &&
    !isIn(except, ms) &&
    (weekly.length === 0 || isIn(spellsAround(weekly, localTime, ms, 1, 0), ms));

  function nextChange(ms: number): number {
    // Outside every span, and within an exception, weekly times change nothing.
    if (spans.length > 0 && !isIn(spans, ms)) return earliestAfter(spans, ms);
    const isWeeklyHeard = weekly.length > 0 && !isIn(except, ms);
    const times = isWeeklyHeard ? spellsAround(weekly, localTime, ms, 1, DAYS_LOOKED) : [];
    return Math.min(earliestAfter(spans, ms), earliestAfter(except, ms), earliestAfter(times, ms));
  }

  function lastChange(ms: number): number {
    // Asked of the moment just before: whether something changed then shows one millisecond earlier.
    if (spans.length > 0 && !isIn(spans, ms - 1)) return latestUntil(spans, ms);
    const isWeeklyHeard = weekly.length > 0 && !isIn(except, ms - 1);
    const times = isWeeklyHeard ? spellsAround(weekly, localTime, ms, DAYS_LOOKED, 1) : [];
    return Math.max(latestUntil(spans, ms), latestUntil(except, ms), latestUntil(times, ms));
  }

  // Between two changes the answer is the same: gates ask about one moment after another, so the last answer mostly serves.
  let [heldFrom, heldUntil, held] = [Number.NaN, Number.NaN, false];
  return {
    holdsAt(ms) {
      if (ms >= heldFrom && ms < heldUntil) return held;
      held = holdsIn(ms);
      heldFrom = ms;
      heldUntil = nextChange(ms);
      return held;
    },
    nextChange,
    lastChange,
  };
}

const ALWAYS_PREPARED: PreparedCalendar = {
  holdsAt: () => true,
  nextChange: () => Number.POSITIVE_INFINITY,
  lastChange: () => Number.NEGATIVE_INFINITY,
};

/** @param timeZone IANA name */
export function holdsAt(calendar: Calendar, timeZone: string, at: Instant): boolean {
  return prepareCalendar(calendar, timeZone).holdsAt(millisecondsOf(at));
}

/** The first moment after `at` at which it begins to hold; null when none is in sight. */
export function nextFrom(calendar: Calendar, timeZone: string, at: Instant): Instant | null {
  const prepared = prepareCalendar(calendar, timeZone);
  return momentOf(nextTurn([prepared], millisecondsOf(at), (ms) => prepared.holdsAt(ms)));
}

/** The last moment at or before `at` at which it ceased to hold; null when there was none. */
export function lastUntil(calendar: Calendar, timeZone: string, at: Instant): Instant | null {
  const prepared = prepareCalendar(calendar, timeZone);
  return momentOf(lastTurn([prepared], millisecondsOf(at), (ms) => prepared.holdsAt(ms)));
}

/** When something that depends on some calendars next turns from no to yes, after a moment; null when that is not in sight. */
export function nextTurn(
  calendars: readonly PreparedCalendar[],
  after: number,
  isSo: (ms: number) => boolean,
): number | null {
  let was = isSo(after);
  const upcoming = calendars.map((calendar) => ({ calendar, at: calendar.nextChange(after) }));
  for (let looked = 0; looked < MOST_CHANGES; looked++) {
    const at = upcoming.reduce((soonest, next) => Math.min(soonest, next.at), Number.POSITIVE_INFINITY);
    if (at === Number.POSITIVE_INFINITY) return null;
    const is = isSo(at);
    if (is && !was) return at;
    was = is;
    for (const next of upcoming) if (next.at <= at) next.at = next.calendar.nextChange(at);
  }
  return null;
}

/** When it last turned from yes to no, at or before a moment; null when that is not in sight. */
export function lastTurn(
  calendars: readonly PreparedCalendar[],
  until: number,
  isSo: (ms: number) => boolean,
): number | null {
  const past = calendars.map((calendar) => ({ calendar, at: calendar.lastChange(until) }));
  for (let looked = 0; looked < MOST_CHANGES; looked++) {
    const at = past.reduce((latest, last) => Math.max(latest, last.at), Number.NEGATIVE_INFINITY);
    if (at === Number.NEGATIVE_INFINITY) return null;
    if (!isSo(at) && isSo(at - 1)) return at;
    for (const last of past) if (last.at >= at) last.at = last.calendar.lastChange(at - 1);
  }
  return null;
}

/** Null also outside the years that can be written. */
export function momentOf(ms: number | null): Instant | null {
  return ms === null || Math.abs(ms) > 8.64e15 || ms < -62_135_596_800_000 || ms >= 253_402_300_800_000
    ? null
    : instantOf(ms);
}

/** Every weekly spell that begins on one of the local days around a moment. */
function spellsAround(
  weekly: Calendar["weekly"],
  localTime: LocalTime,
  ms: number,
  daysBefore: number,
  daysAfter: number,
): Spell[] {
  const today = Math.floor((ms + localTime.offsetAt(ms)) / DAY_MS);
  const spells: Spell[] = [];
  for (let day = today - daysBefore; day <= today + daysAfter; day++) {
    const weekday = weekdayOf(day);
    for (const { days, fromMinute, untilMinute } of weekly) {
      if (!days.includes(weekday)) continue;
      const until = localTime.instantOf(untilMinute > fromMinute ? day : day + 1, untilMinute);
      spells.push([localTime.instantOf(day, fromMinute), until]);
    }
  }
  return spells;
}

/** ISO 8601, 1 is Monday; day 0 was Thursday 1 January 1970. */
function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

function spellOf({ from, until }: Interval): Spell {
  return [millisecondsOf(from), millisecondsOf(until)];
}

function isIn(spells: readonly Spell[], ms: number): boolean {
  for (const [from, until] of spells) if (from <= ms && ms < until) return true;
  return false;
}

function earliestAfter(spells: readonly Spell[], ms: number): number {
  let earliest = Number.POSITIVE_INFINITY;
  for (const [from, until] of spells) {
    // A skipped hour can leave a spell that ends before it begins: it never holds.
    if (from >= until) continue;
    if (from > ms && from < earliest) earliest = from;
    if (until > ms && until < earliest) earliest = until;
  }
  return earliest;
}

function latestUntil(spells: readonly Spell[], ms: number): number {
  let latest = Number.NEGATIVE_INFINITY;
  for (const [from, until] of spells) {
    if (from >= until) continue;
    if (from <= ms && from > latest) latest = from;
    if (until <= ms && until > latest) latest = until;
  }
  return latest;
}
