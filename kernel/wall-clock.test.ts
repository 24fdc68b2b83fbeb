import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localClock } from "./wall-clock.ts";
import { instantOf } from "./time.ts";

const paris = localClock("Europe/Paris");

describe("a wall clock", () => {
  it("shows an hour once, twice when it is set back, and never when it jumps over it", () => {
    expect(paris.momentsOf("2024-07-26 08:00")).toEqual(["2024-07-26T06:00:00.000Z"]);
    expect(paris.momentsOf("2024-01-26 08:00")).toEqual(["2024-01-26T07:00:00.000Z"]);
    expect(paris.momentsOf("2024-10-27 02:30")).toEqual(["2024-10-27T00:30:00.000Z", "2024-10-27T01:30:00.000Z"]);
    expect(paris.momentsOf("2024-03-31 02:30")).toEqual([]);
    expect(paris.momentsOf("2024-02-31 08:00")).toEqual([]);
    expect(paris.momentsOf("tomorrow")).toEqual([]);
    expect(
      ["2024-07-26T06:00:00.000Z", "2024-12-26T06:00:00.000Z"].map((at) => paris.offsetOf(instantOf(Date.parse(at)))),
    ).toEqual(["+02:00", "+01:00"]);
  });

  it("finds back every minute it shows, in zones that differ by quarters and go back by half hours: property", () => {
    const zones = ["Europe/Paris", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"].map(localClock);
    const minute = fc.integer({
      min: Date.parse("2020-01-01T00:00:00Z") / 60_000,
      max: Date.parse("2032-01-01T00:00:00Z") / 60_000,
    });
    fc.assert(
      fc.property(fc.constantFrom(...zones), minute, (clock, at) => {
        const moment = instantOf(at * 60_000);
        const local = clock.localOf(moment);
        expect(clock.momentsOf(local)).toContain(moment);
        for (const each of clock.momentsOf(local)) expect(clock.localOf(each)).toBe(local);
      }),
      { numRuns: 2000 },
    );
  });
});
