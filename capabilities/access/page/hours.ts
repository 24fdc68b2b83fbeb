import { type Instant, millisecondsOf, type LocalTime } from "@cordon/kernel";
import { momentOf, type PreparedCalendar } from "../rules/calendar.ts";

/** A time of opening. `from` null: it began before today; `until` null: it goes on beyond tomorrow noon. */
export interface Spell {
  readonly from: Instant | null;
  readonly until: Instant | null;
}

const DAY_MS = 86_400_000;
const HALF_DAY_MS = DAY_MS / 2;
/** More in one day is no timetable that anybody reads. */
const MOST_SPELLS = 6;
const MOST_CHANGES = 60;

/** When a gate is open on the local day of a moment: none, when it stays closed. A night is told with the day it began on. */
export function hoursOn(calendar: PreparedCalendar, localTime: LocalTime, at: Instant): readonly Spell[] {
  const ms = millisecondsOf(at);
  const day = Math.floor((ms + localTime.offsetAt(ms)) / DAY_MS);
  const [midnight, next] = [localTime.instantOf(day, 0), localTime.instantOf(day + 1, 0)];
  const turn = (after: number) => nextTurnOf(calendar, after, next + HALF_DAY_MS);
  const spells: Spell[] = [];
  let [begins, isOpen]: [number | null, boolean] = [midnight, calendar.holdsAt(midnight)];
  let from: Instant | null = null;
  while (begins !== null && begins < next && spells.length < MOST_SPELLS) {
    const ends: number | null = turn(begins);
    if (isOpen) spells.push({ from, until: momentOf(ends) });
    begins = ends;
    isOpen = !isOpen;
    from = momentOf(begins);
  }
  return spells;
}

/** When it next opens or closes; null when not before `until`. */
function nextTurnOf(calendar: PreparedCalendar, after: number, until: number): number | null {
  return nextFlip([calendar], after, until, (ms) => calendar.holdsAt(ms));
}

/** When the answer to a question that depends on some calendars next becomes another; null when not before `until`. */
export function nextFlip(
  calendars: readonly Pick<PreparedCalendar, "nextChange">[],
  after: number,
  until: number,
  isSo: (ms: number) => boolean,
): number | null {
  const was = isSo(after);
  let at = after;
  for (let looked = 0; looked < MOST_CHANGES; looked++) {
    at = calendars.reduce((soonest, calendar) => Math.min(soonest, calendar.nextChange(at)), Number.POSITIVE_INFINITY);
    if (at >= until) return null;
    if (isSo(at) !== was) return at;
  }
  return null;
}
