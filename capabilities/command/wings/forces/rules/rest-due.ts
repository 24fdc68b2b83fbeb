import { type Instant, instantOf, millisecondsOf } from "@cordon/kernel";
import { mayWorkMinutes, minuteOf, MINUTE_MS, restOf } from "../../roster/rules/rest.ts";
import type { RestRule } from "../../roster/words.ts";

/** When a unit must rest, and until when this is true: then it has to be asked again. Milliseconds since 1970. */
export interface RestDue {
  readonly dueMs: number;
  readonly holdsUntilMs: number;
}

/** A unit that is free can go on longer the later it begins, so what was found of it ages. */
const FREE_HOLDS_MS = 15 * MINUTE_MS;

/** A shift as far as rest goes. Half open; until when it really lasted, once it has ended. */
export interface Worked {
  readonly from: Instant;
  readonly until: Instant;
}

/**
 * When a unit must rest, by the same rule that plans its shifts: one that rests had to already, one that works or is free may go on until
 * a rule or its next shift stops it. Null: no roster says anything of it.
 * @param shifts all but cancelled and missed ones, from a week back on
 */
export function restDue(shifts: readonly Worked[], at: Instant, rule: RestRule): RestDue | null {
  if (shifts.length === 0) return null;
  const nowMs = millisecondsOf(at);
  const rest = restOf(shifts, at, rule);
  switch (rest.is) {
    case "resting": {
      const last = shifts.reduce((latest, { until }) => (until <= at && until > latest ? until : latest), "");
      return { dueMs: Math.min(nowMs, Date.parse(last)), holdsUntilMs: millisecondsOf(rest.until) };
    }
    case "working":
      return { dueMs: nowMs + goesOnMinutes(shifts, at, rule) * MINUTE_MS, holdsUntilMs: millisecondsOf(rest.until) };
    case "rested": {
      const next = shifts.reduce((first, { from }) => (from > at && from < first ? from : first), LAST);
      const dueMs = nowMs + rest.mayWorkMinutes * MINUTE_MS;
      return { dueMs, holdsUntilMs: Math.min(millisecondsOf(next), nowMs + FREE_HOLDS_MS) };
    }
  }
}

/** For how long it could go on from now, whatever is planned: what it works now counts up to this minute. */
function goesOnMinutes(shifts: readonly Worked[], at: Instant, rule: RestRule): number {
  const now = minuteOf(at);
  const worked = shifts
    .map(({ from, until }) => ({ from: minuteOf(from), until: Math.min(minuteOf(until), now) }))
    .filter(({ from, until }) => from < until)
    .toSorted((a, b) => a.from - b.from);
  return mayWorkMinutes(rule, worked, now);
}

const LAST = instantOf(Date.parse("9999-12-31T23:59:00.000Z"));
