import { instantOf, localClock, millisecondsOf } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dailyPeriods } from "./daily.ts";

const paris = localClock("Europe/Paris");
const hours = (periods: ReturnType<typeof dailyPeriods>) =>
  (periods ?? []).map(({ from, until }) => (millisecondsOf(until) - millisecondsOf(from)) / 3600_000);

const DAY_MS = 86_400_000;
const QUARTER_MS = 900_000;

/** Found by looking at the clock every quarter of an hour. */
function firstShown(day: string, time: string): number {
  const begin = Date.parse(`${day}T00:00:00.000Z`) - DAY_MS / 2;
  for (const later of [0, 3600_000]) {
    const wall = new Date(Date.parse(`${day}T${time}:00.000Z`) + later).toISOString().slice(0, 16).replace("T", " ");
    for (let at = begin; at < begin + 2 * DAY_MS; at += QUARTER_MS)
      if (paris.localOf(instantOf(at)) === wall) return at;
  }
  throw new Error(`${day} ${time} is never shown`);
}

describe("the same hours every day", () => {
  it("are those of the wall clock, also in the nights in which it changes", () => {
    const spring = { firstDay: "2024-03-30", lastDay: "2024-03-31", start: "20:00", end: "06:00" };
    expect(dailyPeriods(spring, paris, 60)).toEqual([
      { from: "2024-03-30T19:00:00.000Z", until: "2024-03-31T04:00:00.000Z" },
      { from: "2024-03-31T18:00:00.000Z", until: "2024-04-01T04:00:00.000Z" },
    ]);
    const autumn = { firstDay: "2024-10-26", lastDay: "2024-10-27", start: "20:00", end: "06:00" };
    expect(hours(dailyPeriods(autumn, paris, 60))).toEqual([11, 10]);
    const jumped = { firstDay: "2024-03-31", lastDay: "2024-03-31", start: "02:30", end: "08:00" };
    expect(dailyPeriods(jumped, paris, 60)?.[0]?.from).toBe("2024-03-31T01:30:00.000Z");
  });

  it("are not said where a day or a time is none, or there are too many", () => {
    const daily = { firstDay: "2024-07-26", lastDay: "2024-07-27", start: "08:00", end: "20:00" };
    expect(dailyPeriods(daily, paris, 2)?.length).toBe(2);
    expect(dailyPeriods(daily, paris, 1)).toBeNull();
    for (const wrong of [{ start: "8" }, { end: "24:30" }, { lastDay: "2024-07-25" }, { firstDay: "soon" }])
      expect(dailyPeriods({ ...daily, ...wrong }, paris, 60)).toBeNull();
  });

  it("begin and end at the first moment at which the clock shows them, or an hour later where it never does: property", () => {
    const quarter = fc
      .tuple(fc.nat(23), fc.constantFrom("00", "15", "30", "45"))
      .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${minute}`);
    // The two nights in which the clock changes, and one in which it does not.
    const day = fc.constantFrom("2024-03-30", "2024-03-31", "2024-07-26", "2024-10-26", "2024-10-27");
    fc.assert(
      fc.property(day, quarter, quarter, (firstDay, start, end) => {
        const next = new Date(Date.parse(firstDay) + DAY_MS).toISOString().slice(0, 10);
        const from = firstShown(firstDay, start);
        const until = firstShown(end > start ? firstDay : next, end);
        const expected = from < until ? [{ from: instantOf(from), until: instantOf(until) }] : [];
        expect(dailyPeriods({ firstDay, lastDay: firstDay, start, end }, paris, 1)).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });

  it("of one turn and of the next leave no gap and do not overlap, in every week of the year: property", () => {
    const day = fc
      .integer({ min: 0, max: 365 })
      .map((days) => new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10));
    const time = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
    fc.assert(
      fc.property(day, time, time, (firstDay, start, end) => {
        fc.pre(start !== end);
        const one = dailyPeriods({ firstDay, lastDay: firstDay, start, end }, paris, 9)?.[0];
        const nextDay = end > start ? firstDay : new Date(Date.parse(firstDay) + 86_400_000).toISOString().slice(0, 10);
        const two = dailyPeriods({ firstDay: nextDay, lastDay: nextDay, start: end, end: start }, paris, 9)?.[0];
        if (one !== undefined && two !== undefined) expect(two.from).toBe(one.until);
      }),
      { numRuns: 500 },
    );
  });
});
