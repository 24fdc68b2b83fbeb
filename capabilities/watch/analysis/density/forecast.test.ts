import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorOf, likelihoodOf } from "./count-error.ts";
import { Forecast } from "./forecast.ts";

function after(seconds: number, count: (seconds: number) => number): Forecast {
  const forecast = new Forecast();
  for (let at = 0; at <= seconds; at += 0.5) forecast.add(at, count(at));
  return forecast;
}

describe("the forecast to capacity", () => {
  it("is when a steady inflow gets there", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 300 }),
        fc.double({ min: 0.3, max: 4, noNaN: true }),
        fc.integer({ min: 50, max: 900 }),
        (people, growth, room) => {
          const forecast = after(90, (seconds) => people + growth * seconds);
          const left = room / growth;
          expect(forecast.secondsTo(people + growth * 90 + room)).toBeCloseTo(left, 3);
        },
      ),
    );
  });

  it("is nothing while the number stays, shrinks or only trembles, and before there is enough to tell", () => {
    expect(after(90, () => 200).secondsTo(300)).toBeNull();
    expect(after(90, (seconds) => 200 - seconds).secondsTo(300)).toBeNull();
    expect(after(90, (seconds) => 200 + 8 * Math.sin(seconds)).secondsTo(300)).toBeNull();
    expect(after(10, (seconds) => 200 + 2 * seconds).secondsTo(300)).toBeNull();
    expect(new Forecast().secondsTo(300)).toBeNull();
  });

  it("is now when capacity is reached", () => {
    expect(after(90, () => 310).secondsTo(300)).toBe(0);
  });

  it("forgets what was before the last minute", () => {
    const forecast = after(200, (seconds) => (seconds < 100 ? 3 * seconds : 300));
    expect(forecast.growth).toBeCloseTo(0, 6);
  });
});

describe("how sure a count is", () => {
  it("grows with the number, but less than it, until perspective decides", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), (people) => {
        expect(errorOf(people + 1)).toBeGreaterThan(errorOf(people));
        expect(errorOf(people + 1) / (people + 1)).toBeLessThan(errorOf(people) / people);
      }),
    );
  });
  it("is a coin's toss at the threshold and nearly certain two deviations away", () => {
    expect(likelihoodOf(300, 300)).toBeCloseTo(0.5, 6);
    expect(likelihoodOf(300 + errorOf(300), 300)).toBeGreaterThan(0.94);
    expect(likelihoodOf(300 - errorOf(300), 300)).toBeLessThan(0.06);
  });
});
