import { isTimeZone, localTimeOf } from "./local-time.ts";
import { instantOf, type Instant, millisecondsOf } from "./time.ts";

/** The wall clock of a time zone. */
export interface LocalClock {
  /** `2024-07-26 08:00`, begun minutes left out. */
  readonly localOf: (at: Instant) => string;
  /**
   * The moments at which the clock shows `2024-07-26 08:00`: one; none where it jumps over that minute in spring, or no calendar has the
   * day; two, the earlier first, where it shows it twice in autumn.
   */
  readonly momentsOf: (local: string) => readonly Instant[];
  /** How far ahead of UTC the clock is, as `+02:00`. */
  readonly offsetOf: (at: Instant) => string;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const LOCAL = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/;

/** @param timeZone IANA name @throws RangeError when there is no such zone */
export function localClock(timeZone: string): LocalClock {
  if (!isTimeZone(timeZone)) throw new RangeError(`There is no time zone ${timeZone}.`);
  const { offsetAt } = localTimeOf(timeZone);
  const shown = (ms: number) =>
    new Date(ms + offsetAt(ms)).toISOString().slice(0, "2024-07-26T08:00".length).replace("T", " ");
  return {
    localOf: (at) => shown(millisecondsOf(at)),
    momentsOf: (local) => {
      const wall = LOCAL.test(local) ? Date.parse(`${local.replace(" ", "T")}:00.000Z`) : Number.NaN;
      if (Number.isNaN(wall)) return [];
      const candidates = [offsetAt(wall - DAY_MS), offsetAt(wall + DAY_MS)].map((offset) => wall - offset);
      return [...new Set(candidates)]
        .filter((ms) => shown(ms) === local)
        .toSorted((a, b) => a - b)
        .map(instantOf);
    },
    offsetOf: (at) => {
      const minutes = offsetAt(millisecondsOf(at)) / MINUTE_MS;
      const two = (value: number) => String(value).padStart(2, "0");
      const ahead = Math.abs(minutes);
      return `${minutes < 0 ? "-" : "+"}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
    },
  };
}
