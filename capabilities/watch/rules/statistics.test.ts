import { DismissalReason, FalseAlertCause, instantOf, type Instant, SignalState } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  byDay,
  causesOf,
  DAY_MS,
  falseAlertsADay,
  HOUR_MS,
  since,
  type TriagedSignal,
  triagedOf,
  verdictOf,
  watchedHours,
  wilson,
} from "./statistics.ts";

const NOW = Date.parse("2026-07-26T18:00:00.000Z");
const now = instantOf(NOW);
const at = (ms: number): Instant => instantOf(NOW + ms);

const signals: fc.Arbitrary<TriagedSignal> = fc.record({
  noticedAt: fc.integer({ min: -8 * DAY_MS, max: 0 }).map(at),
  state: fc.constantFrom(...SignalState.options),
  reason: fc.option(fc.constantFrom(...DismissalReason.options)),
  cause: fc.option(fc.constantFrom(...FalseAlertCause.options)),
});

describe("what triage says of a camera", () => {
  it.each([
    ["waiting", null, "waiting"],
    ["confirmed", null, "right"],
    ["merged", null, "right"],
    ["dismissed", "false-alert", "wrong"],
    ["dismissed", "no-action", "right"],
    ["dismissed", "known", "uncounted"],
    ["dismissed", "duplicate", "uncounted"],
    ["dismissed", "test", "uncounted"],
    ["dismissed", "other", "uncounted"],
  ] as const)("%s, %s: %s", (state, reason, verdict) => {
    expect(verdictOf({ state, reason })).toBe(verdict);
  });

  it("counts everything once, in whatever order it comes", () => {
    fc.assert(
      fc.property(fc.array(signals, { maxLength: 60 }), fc.integer(), (all, turn) => {
        const { raised, right, wrong, uncounted, waiting } = triagedOf(all);
        expect(right + wrong + uncounted + waiting).toBe(raised);
        const turned = all.toSorted((a, b) => (turn % 7) * (a.noticedAt < b.noticedAt ? -1 : 1));
        expect(triagedOf(turned)).toEqual(triagedOf(all));
        expect(causesOf(turned).reduce((sum, { count }) => sum + count, 0)).toBe(wrong);
        const days = byDay(turned, (when) => when.slice(0, 10));
        expect(days.map(({ day }) => day)).toEqual(
          [...new Set(all.map(({ noticedAt }) => noticedAt.slice(0, 10)))].toSorted(),
        );
        expect(days.reduce((sum, { triaged }) => sum + triaged.wrong, 0)).toBe(wrong);
      }),
    );
  });

  it("takes what was noticed from a moment until now, the moment itself among it", () => {
    const some = [at(-DAY_MS - 1), at(-DAY_MS), at(-1), at(0), at(1)].map((noticedAt) => ({ noticedAt }));
    expect(since(some, now, DAY_MS)).toEqual(some.slice(1, 4));
  });

  it("counts the hours that were watched, of those asked for", () => {
    const periods = [
      { from: at(-30 * HOUR_MS), until: at(-23 * HOUR_MS) },
      { from: at(-10 * HOUR_MS), until: at(-9 * HOUR_MS) },
      { from: at(-HOUR_MS), until: null },
    ];
    expect(watchedHours(periods, now, DAY_MS)).toBeCloseTo(3, 9);
    expect(watchedHours(periods, now, 2 * DAY_MS)).toBeCloseTo(9, 9);
    expect(watchedHours([], now, DAY_MS)).toBe(0);
  });

  it("says no rate where too little was watched, and half as many a day over twice the time", () => {
    expect(falseAlertsADay(3, 0.9)).toBeNull();
    expect(falseAlertsADay(0, 0)).toBeNull();
    expect(falseAlertsADay(3, 24)).toBe(3);
    expect(falseAlertsADay(3, 48)).toBe(1.5);
  });

  it("gives a share the interval of Wilson's score: the table of Newcombe (1998), method 3", () => {
    const rounded = ({ low, high }: { low: number; high: number }) => [low.toFixed(4), high.toFixed(4)];
    expect(rounded(wilson(81, 263) ?? { low: 0, high: 0 })).toEqual(["0.2553", "0.3662"]);
    expect(rounded(wilson(15, 148) ?? { low: 0, high: 0 })).toEqual(["0.0624", "0.1605"]);
    expect(rounded(wilson(0, 20) ?? { low: 1, high: 0 })).toEqual(["0.0000", "0.1611"]);
    expect(rounded(wilson(1, 29) ?? { low: 1, high: 0 })).toEqual(["0.0061", "0.1718"]);
    expect(wilson(0, 0)).toBeNull();
  });

  it("keeps the share within its interval and the interval within 0 and 1", () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 1, max: 1000 }), (part, of) => {
        const found = wilson(Math.min(part, of), of);
        if (found === null) throw new Error("of some there is a share");
        expect(found.low).toBeLessThanOrEqual(found.share);
        expect(found.high).toBeGreaterThanOrEqual(found.share);
        expect(found.low).toBeGreaterThanOrEqual(0);
        expect(found.high).toBeLessThanOrEqual(1);
      }),
    );
  });
});
