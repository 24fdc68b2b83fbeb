import { type Instant, millisecondsOf, localTimeOf } from "@cordon/kernel";

/** A moment as a local clock and calendar show it. */
export interface LocalMoment {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

export function localMoment(at: Instant, timeZone: string): LocalMoment {
  const ms = millisecondsOf(at);
  const local = new Date(ms + localTimeOf(timeZone).offsetAt(ms));
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
  };
}

export const twoDigits = (value: number): string => String(value).padStart(2, "0");

/** Weekdays as runs of neighbours: [1,2,3,6] is 1 to 3, and 6. */
export function runsOfDays(days: readonly number[]): readonly (readonly [first: number, last: number])[] {
  const runs: [number, number][] = [];
  for (const day of [...new Set(days)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === day - 1) last[1] = day;
    else runs.push([day, day]);
  }
  return runs;
}

/** "a, b and c". */
export function listed(parts: readonly string[], and: string): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} ${and} ${last}`;
}
