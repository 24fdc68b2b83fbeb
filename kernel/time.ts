import { z } from "zod";

/**
 * A moment, as ISO 8601 in UTC with milliseconds: `2024-07-26T18:14:07.000Z`.
 * Always this one form, so that comparing the text compares the time.
 */
export const Instant = z.iso
  .datetime({ precision: 3 })
  // Neither PostgreSQL nor the calendar has a year 0.
  .regex(/^(?!0000).*Z$/, "expected UTC, written with Z, from the year 1 on")
  .brand<"Instant">()
  .meta({ example: "2024-07-26T18:14:07.000Z" });
export type Instant = z.infer<typeof Instant>;

/** @param ms milliseconds since 1970 @throws RangeError outside the years 1 to 9999 */
export function instantOf(ms: number): Instant {
  return Instant.parse(new Date(ms).toISOString());
}

/** Milliseconds since 1970. */
export function millisecondsOf(instant: Instant): number {
  return Date.parse(instant);
}

/** Half open: `from` belongs to it, `until` does not, so that two periods can meet without overlapping. */
export const Interval = z
  .object({ from: Instant, until: Instant })
  .refine((interval) => interval.from < interval.until, "a period must end after it begins");
export type Interval = z.infer<typeof Interval>;

export function contains(interval: Interval, at: Instant): boolean {
  return interval.from <= at && at < interval.until;
}

export function overlaps(a: Interval, b: Interval): boolean {
  return a.from < b.until && b.from < a.until;
}
