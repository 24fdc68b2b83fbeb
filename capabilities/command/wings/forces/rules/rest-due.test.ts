import { instantOf } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { REST_OF_PEOPLE, restOf } from "../../roster/rules/rest.ts";
import type { ShiftState } from "../../roster/words.ts";
import { restDue } from "./rest-due.ts";

const HOUR_MS = 3600_000;
const START = Date.parse("2026-07-26T00:00:00.000Z");
const at = (hours: number) => instantOf(START + hours * HOUR_MS);
const ms = (hours: number) => START + hours * HOUR_MS;
const shift = (from: number, until: number, state: ShiftState = "planned") => ({
  ...{ from: at(from), until: at(until), state },
  endedAt: null,
});

describe("when a unit must rest", () => {
  it("is unknown without a roster, after twelve hours of work, at once while it rests, and later the later it begins", () => {
    expect(restDue([], at(0), REST_OF_PEOPLE)).toBeNull();
    expect(restDue([shift(0, 8)], at(6), REST_OF_PEOPLE)).toEqual({ dueMs: ms(12), holdsUntilMs: ms(8) });
    expect(restDue([shift(0, 12)], at(14), REST_OF_PEOPLE)).toEqual({ dueMs: ms(14), holdsUntilMs: ms(23) });
    expect(restDue([shift(0, 12, "missed")], at(14), REST_OF_PEOPLE)).toBeNull();
    // Who stayed after its shift works on, and has for long enough.
    expect(restDue([shift(0, 12, "on")], at(14), REST_OF_PEOPLE)).toEqual({ dueMs: ms(14), holdsUntilMs: ms(14.25) });
    expect(restDue([shift(0, 8)], at(24), REST_OF_PEOPLE)).toEqual({ dueMs: ms(36), holdsUntilMs: ms(24.25) });
    expect(restDue([shift(30, 38)], at(24), REST_OF_PEOPLE)?.dueMs).toBeLessThanOrEqual(ms(30));
  });

  it("agrees with the rule that plans shifts, and stays true until it says", () => {
    const hours = fc.uniqueArray(fc.integer({ min: -60, max: 60 }), { minLength: 2, maxLength: 10 }).map((all) => {
      const sorted = all.toSorted((a, b) => a - b);
      return sorted.flatMap((from, nth) => {
        const until = sorted[nth + 1];
        return nth % 2 === 0 && until !== undefined ? [shift(from, until)] : [];
      });
    });
    let resting = 0;
    fc.assert(
      fc.property(
        hours,
        fc.integer({ min: -60, max: 60 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (shifts, now, part) => {
          const due = restDue(shifts, at(now), REST_OF_PEOPLE);
          if (due === null) throw new Error("a roster says nothing");
          expect(due.holdsUntilMs).toBeGreaterThan(ms(now));
          const rest = restOf(shifts, at(now), REST_OF_PEOPLE);
          if (rest.is === "resting") {
            resting++;
            expect(due.dueMs).toBeLessThanOrEqual(ms(now));
            const later = ms(now) + Math.floor((part * (due.holdsUntilMs - ms(now))) / 60_000) * 60_000;
            if (!shifts.some(({ from, until }) => Date.parse(from) <= later && later < Date.parse(until)))
              expect(restOf(shifts, instantOf(later), REST_OF_PEOPLE).is).toBe("resting");
          }
          if (rest.is === "rested") expect(due.dueMs).toBe(ms(now) + rest.mayWorkMinutes * 60_000);
        },
      ),
    );
    expect(resting).toBeGreaterThan(3);
  });
});
