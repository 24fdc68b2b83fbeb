import type { Instant, LocalClock } from "@cordon/kernel";

/** The same hours every day, by the wall clock. An end that is not after the start is on the day after. */
export interface Daily {
  /** `2024-07-26`; both days belong to it. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** `08:00` */
  readonly start: string;
  readonly end: string;
}

const DAY_MS = 24 * 3600_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/**
 * The periods of each day. Where the clock jumps over a time, the time an hour later stands for it; where it shows it twice, the earlier, so
 * that what ends and what begins at one time of the clock still meet.
 * @param most no more than so many days
 * @returns null when a day or a time is none, or there are too many
 */
export function dailyPeriods(
  { firstDay, lastDay, start, end }: Daily,
  clock: LocalClock,
  most: number,
): readonly { readonly from: Instant; readonly until: Instant }[] | null {
  const [first, last] = [firstDay, lastDay].map((day) =>
    DAY.test(day) ? Date.parse(`${day}T00:00:00.000Z`) : Number.NaN,
  );
  if (first === undefined || last === undefined || Number.isNaN(first + last)) return null;
  if (!TIME.test(start) || !TIME.test(end) || last < first || (last - first) / DAY_MS >= most) return null;
  const periods: { from: Instant; until: Instant }[] = [];
  for (let day = first; day <= last; day += DAY_MS) {
    const from = momentAt(day, start, clock);
    const until = momentAt(end > start ? day : day + DAY_MS, end, clock);
    if (from !== null && until !== null && from < until) periods.push({ from, until });
  }
  return periods;
}

function momentAt(dayMs: number, time: string, clock: LocalClock): Instant | null {
  const wall = dayMs + Date.parse(`1970-01-01T${time}:00.000Z`);
  for (const later of [0, 3600_000]) {
    const local = new Date(wall + later).toISOString().slice(0, "2024-07-26T08:00".length).replace("T", " ");
    const [at] = clock.momentsOf(local);
    if (at !== undefined) return at;
  }
  return null;
}
