import { type Instant, instantOf, isTimeZone, localTimeOf } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ALWAYS, type Calendar } from "../words.ts";
import { holdsAt, lastUntil, nextFrom, prepareCalendar } from "./calendar.ts";

const at = (text: string): Instant => instantOf(Date.parse(text));
const PARIS = "Europe/Paris";
const hours = (days: number[], from: string, until: string): Calendar => ({
  ...ALWAYS,
  weekly: [{ days, fromMinute: minuteOf(from), untilMinute: minuteOf(until) }],
});
function minuteOf(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(":").map(Number);
  return hour * 60 + minute;
}
const DAILY = [1, 2, 3, 4, 5, 6, 7];

describe("a calendar", () => {
  it("holds always when nothing is said", () => {
    expect(holdsAt(ALWAYS, PARIS, at("2024-07-26T18:00:00Z"))).toBe(true);
    expect(nextFrom(ALWAYS, PARIS, at("2024-07-26T18:00:00Z"))).toBeNull();
    expect(lastUntil(ALWAYS, PARIS, at("2024-07-26T18:00:00Z"))).toBeNull();
  });

  it("holds from the first moment of a span to before its last, and in no exception", () => {
    const calendar: Calendar = {
      spans: [{ from: at("2024-07-18T03:00:00Z"), until: at("2024-07-26T11:00:00Z") }],
      weekly: [],
      except: [{ from: at("2024-07-20T00:00:00Z"), until: at("2024-07-21T00:00:00Z") }],
    };
    const holds = (text: string) => holdsAt(calendar, PARIS, at(text));
    expect([holds("2024-07-18T02:59:59.999Z"), holds("2024-07-18T03:00:00Z")]).toEqual([false, true]);
    expect([holds("2024-07-26T10:59:59.999Z"), holds("2024-07-26T11:00:00Z")]).toEqual([true, false]);
    expect([holds("2024-07-20T00:00:00Z"), holds("2024-07-21T00:00:00Z")]).toEqual([false, true]);
    expect(nextFrom(calendar, PARIS, at("2024-07-01T00:00:00Z"))).toBe(at("2024-07-18T03:00:00Z"));
    expect(nextFrom(calendar, PARIS, at("2024-07-19T00:00:00Z"))).toBe(at("2024-07-21T00:00:00Z"));
    expect(nextFrom(calendar, PARIS, at("2024-07-26T11:00:00Z"))).toBeNull();
    expect(lastUntil(calendar, PARIS, at("2024-08-01T00:00:00Z"))).toBe(at("2024-07-26T11:00:00Z"));
    expect(lastUntil(calendar, PARIS, at("2024-07-20T12:00:00Z"))).toBe(at("2024-07-20T00:00:00Z"));
    expect(lastUntil(calendar, PARIS, at("2024-07-18T00:00:00Z"))).toBeNull();
  });

  it("belongs to the day it began on, the night through", () => {
    const fridayNight = hours([5], "22:00", "04:00");
    // 26 July 2024 is a Friday; Paris is two hours ahead.
    expect(holdsAt(fridayNight, PARIS, at("2024-07-26T20:00:00Z"))).toBe(true);
    expect(holdsAt(fridayNight, PARIS, at("2024-07-27T01:59:00Z"))).toBe(true);
    expect(holdsAt(fridayNight, PARIS, at("2024-07-27T02:00:00Z"))).toBe(false);
    expect(holdsAt(fridayNight, PARIS, at("2024-07-26T01:00:00Z"))).toBe(false);
    expect(nextFrom(fridayNight, PARIS, at("2024-07-27T12:00:00Z"))).toBe(at("2024-08-02T20:00:00Z"));
    expect(lastUntil(fridayNight, PARIS, at("2024-07-31T12:00:00Z"))).toBe(at("2024-07-27T02:00:00Z"));
  });

  it("knows midnight as the end of a day and the beginning of the next", () => {
    const wholeDays = hours(DAILY, "00:00", "24:00");
    expect(nextFrom(wholeDays, PARIS, at("2024-07-26T12:00:00Z"))).toBeNull();
    expect(holdsAt(wholeDays, PARIS, at("2024-07-26T22:00:00Z"))).toBe(true);
    const monday = hours([1], "00:00", "24:00");
    expect(lastUntil(monday, PARIS, at("2024-07-24T12:00:00Z"))).toBe(at("2024-07-22T22:00:00Z"));
  });
});

describe("clocks that change", () => {
  it("opens and closes by the local clock before and after", () => {
    const opening = hours(DAILY, "06:00", "22:00");
    // Summer time begins on 31 March 2024 and ends on 27 October.
    expect(nextFrom(opening, PARIS, at("2024-03-30T21:30:00Z"))).toBe(at("2024-03-31T04:00:00Z"));
    expect(nextFrom(opening, PARIS, at("2024-10-26T20:30:00Z"))).toBe(at("2024-10-27T05:00:00Z"));
    expect(lastUntil(opening, PARIS, at("2024-10-28T00:00:00Z"))).toBe(at("2024-10-27T21:00:00Z"));
  });

  it("reads a skipped time with the offset before it, and a time that comes twice as its first (RFC 5545)", () => {
    const skipped = hours([7], "02:30", "05:00");
    expect(nextFrom(skipped, PARIS, at("2024-03-31T00:00:00Z"))).toBe(at("2024-03-31T01:30:00Z"));
    const twice = hours([7], "02:30", "05:00");
    expect(nextFrom(twice, PARIS, at("2024-10-26T23:00:00Z"))).toBe(at("2024-10-27T00:30:00Z"));
    // It stays open through the hour that comes twice.
    expect(holdsAt(twice, PARIS, at("2024-10-27T01:15:00Z"))).toBe(true);
    expect(lastUntil(twice, PARIS, at("2024-10-27T12:00:00Z"))).toBe(at("2024-10-27T04:00:00Z"));
    // A spell that falls wholly into the skipped hour is over before it begins.
    expect(nextFrom(hours([7], "02:30", "03:15"), PARIS, at("2024-03-30T12:00:00Z"))).toBe(at("2024-04-07T00:30:00Z"));
  });

  it("knows half hours, midnights that are skipped and the south", () => {
    const lordHowe = localTimeOf("Australia/Lord_Howe");
    expect(lordHowe.offsetAt(Date.parse("2024-01-01T00:00:00Z")) / 3_600_000).toBe(11);
    expect(lordHowe.offsetAt(Date.parse("2024-07-01T00:00:00Z")) / 3_600_000).toBe(10.5);
    // Beirut's clocks go from 00:00 to 01:00 on 31 March 2024: that Sunday begins at one.
    const beirut = hours([7], "00:00", "02:00");
    expect(nextFrom(beirut, "Asia/Beirut", at("2024-03-30T12:00:00Z"))).toBe(at("2024-03-30T22:00:00Z"));
    expect(lastUntil(beirut, "Asia/Beirut", at("2024-03-31T12:00:00Z"))).toBe(at("2024-03-30T23:00:00Z"));
  });

  it("takes a time zone that nobody knows as UTC", () => {
    expect(isTimeZone("Europe/Atlantis")).toBe(false);
    expect(isTimeZone(PARIS)).toBe(true);
    expect(localTimeOf("Europe/Atlantis").offsetAt(0)).toBe(0);
  });
});

describe("every calendar", () => {
  const instants = fc.integer({ min: Date.UTC(2023, 11), max: Date.UTC(2025, 2) }).map((ms) => instantOf(ms));
  const intervals = fc
    .tuple(instants, fc.integer({ min: 1, max: 40 * 86_400_000 }))
    .map(([from, length]) => ({ from, until: instantOf(Date.parse(from) + length) }));
  const minutes = fc.integer({ min: 0, max: 1440 });
  const calendars: fc.Arbitrary<Calendar> = fc.record({
    spans: fc.array(intervals, { maxLength: 3 }),
    weekly: fc.array(
      fc.record({
        days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        fromMinute: minutes,
        untilMinute: minutes,
      }),
      { maxLength: 3 },
    ),
    except: fc.array(intervals, { maxLength: 3 }),
  });
  const timeZones = fc.constantFrom(
    PARIS,
    "UTC",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Beirut",
    "Asia/Kolkata",
  );

  it("changes its answer only at its changes, seen from either side, whoever was asked before", () => {
    fc.assert(
      fc.property(calendars, timeZones, instants, instants, (calendar, timeZone, one, other) => {
        const asked = prepareCalendar(calendar, timeZone);
        const ms = Date.parse(one);
        asked.holdsAt(Date.parse(other));
        const holds = asked.holdsAt(ms);
        expect(holds).toBe(holdsAt(calendar, timeZone, one));
        const next = asked.nextChange(ms);
        expect(next).toBeGreaterThan(ms);
        const last = asked.lastChange(ms);
        expect(last).toBeLessThanOrEqual(ms);
        const fresh = (moment: number) => prepareCalendar(calendar, timeZone).holdsAt(moment);
        for (const between of [next - 1, Math.floor((ms + next) / 2), last, Math.ceil((ms + last) / 2)]) {
          if (Number.isFinite(between)) expect(fresh(between), new Date(between).toISOString()).toBe(holds);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("begins to hold when it says it will, and has ceased when it says it did", () => {
    fc.assert(
      fc.property(calendars, timeZones, instants, (calendar, timeZone, one) => {
        const begins = nextFrom(calendar, timeZone, one);
        if (begins !== null) {
          expect(begins > one).toBe(true);
          expect(holdsAt(calendar, timeZone, begins)).toBe(true);
          expect(holdsAt(calendar, timeZone, instantOf(Date.parse(begins) - 1))).toBe(false);
        }
        const ceased = lastUntil(calendar, timeZone, one);
        if (ceased !== null) {
          expect(ceased <= one).toBe(true);
          expect(holdsAt(calendar, timeZone, ceased)).toBe(false);
          expect(holdsAt(calendar, timeZone, instantOf(Date.parse(ceased) - 1))).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });
});
