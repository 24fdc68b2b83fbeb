import { type Instant, instantOf, millisecondsOf } from "@cordon/kernel";
import { MINUTE_MS, mustRestAt, type RestShift, restOf } from "../../roster/rules/rest.ts";
import type { RestRule } from "../../roster/words.ts";

/** When a unit must rest, and until when this is true: then it has to be asked again. Milliseconds since 1970. */
export interface RestDue {
  readonly dueMs: number;
  readonly holdsUntilMs: number;
}

/** A unit that is free can go on longer the later it begins, so what was found of it ages; so does who stays after its shift. */
const HOLDS_MS = 15 * MINUTE_MS;

/** When a unit must rest, as the roster's rule has it. Null: no roster says anything of it. @param shifts as for `restOf` */
export function restDue(shifts: readonly RestShift[], at: Instant, rule: RestRule): RestDue | null {
  if (!shifts.some(({ state }) => state !== "missed" && state !== "cancelled")) return null;
  const nowMs = millisecondsOf(at);
  const dueMs = millisecondsOf(mustRestAt(shifts, at, rule));
  const rest = restOf(shifts, at, rule);
  if (rest.is === "rested") {
    const next = shifts.reduce((first, { from }) => (from > at && from < first ? from : first), LAST);
    return { dueMs, holdsUntilMs: Math.min(millisecondsOf(next), nowMs + HOLDS_MS) };
  }
  const until = millisecondsOf(rest.until);
  return { dueMs, holdsUntilMs: until > nowMs ? until : nowMs + HOLDS_MS };
}

const LAST = instantOf(Date.parse("9999-12-31T23:59:00.000Z"));
