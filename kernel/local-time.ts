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
/** Zones change their offset at quarters of an hour. */
const QUARTER_MS = 15 * MINUTE_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;
const LOCAL = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/;

/** @param timeZone IANA name @throws RangeError when there is no such zone */
export function localClock(timeZone: string): LocalClock {
  const parts = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone, calendar: "iso8601", hourCycle: "h23" },
    ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" },
  });
  const offsets = new Map<number, number>();
  const offsetMs = (ms: number): number => {
    const quarter = Math.floor(ms / QUARTER_MS);
    const known = offsets.get(quarter);
    if (known !== undefined) return known;
    const at = quarter * QUARTER_MS;
    const said = new Map(parts.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => said.get(type) ?? 0;
    const offset = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute")) - at;
    offsets.set(quarter, offset);
    return offset;
  };
  const shown = (ms: number) =>
    new Date(ms + offsetMs(ms)).toISOString().slice(0, "2024-07-26T08:00".length).replace("T", " ");
  return {
    localOf: (at) => shown(millisecondsOf(at)),
    momentsOf: (local) => {
      const wall = LOCAL.test(local) ? Date.parse(`${local.replace(" ", "T")}:00.000Z`) : Number.NaN;
      if (Number.isNaN(wall)) return [];
      const candidates = [offsetMs(wall - DAY_MS), offsetMs(wall + DAY_MS)].map((offset) => wall - offset);
      return [...new Set(candidates)]
        .filter((ms) => shown(ms) === local)
        .toSorted((a, b) => a - b)
        .map(instantOf);
    },
    offsetOf: (at) => {
      const minutes = offsetMs(millisecondsOf(at)) / MINUTE_MS;
      const two = (value: number) => String(value).padStart(2, "0");
      const ahead = Math.abs(minutes);
      return `${minutes < 0 ? "-" : "+"}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
    },
  };
}
