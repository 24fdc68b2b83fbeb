import { type Instant, instantOf, localTimeOf } from "@cordon/kernel";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const WALL = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/;

/** `2024-07-26T13:00`: what clocks there show at a moment, as a date field wants it. */
export function wallTime(at: Instant | number, timeZone: string): string {
  const ms = typeof at === "number" ? at : Date.parse(at);
  return new Date(ms + localTimeOf(timeZone).offsetAt(ms)).toISOString().slice(0, 16);
}

/** The moment at which clocks there show `2024-07-26T13:00`; null for what is no time. */
export function momentOf(wall: string, timeZone: string): Instant | null {
  const asUtc = WALL.test(wall) ? Date.parse(`${wall}:00.000Z`) : Number.NaN;
  // The 30th of February is read as a day of March by some and by none here.
  if (Number.isNaN(asUtc) || new Date(asUtc).toISOString().slice(0, 16) !== wall) return null;
  const day = Math.floor(asUtc / DAY_MS);
  return instantOf(localTimeOf(timeZone).instantOf(day, (asUtc - day * DAY_MS) / MINUTE_MS));
}
