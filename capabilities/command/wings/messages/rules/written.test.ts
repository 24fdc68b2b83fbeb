import { instantOf } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OLDEST_WRITTEN_DAYS, timesOf, writtenWhen } from "./written.ts";

const NOW_MS = Date.UTC(2026, 6, 26, 18);
const DAY_MS = 86_400_000;
const now = instantOf(NOW_MS);
const ago = (ms: number) => instantOf(NOW_MS - ms);

describe("when a message was written", () => {
  it("is what its phone says: at once, or three days ago", () => {
    for (const ms of [0, 1, 40_000, 3 * DAY_MS, OLDEST_WRITTEN_DAYS * DAY_MS])
      expect(writtenWhen(ago(ms), now)).toBe(ago(ms));
  });
  it("is when it arrived, where the phone says nothing or its clock is wrong", () => {
    expect(writtenWhen(null, now)).toBeUndefined();
    for (const ms of [-1, -DAY_MS, OLDEST_WRITTEN_DAYS * DAY_MS + 1, NOW_MS])
      expect(writtenWhen(ago(ms), now)).toBeUndefined();
  });
  it("never lies after its arrival, whatever a clock says, and is shown beside it where it took over a minute", () => {
    fc.assert(
      fc.property(fc.integer({ min: -100 * DAY_MS, max: 100 * DAY_MS }), (ms) => {
        const { written, arrived } = timesOf({ at: now, writtenAt: writtenWhen(ago(ms), now) ?? null });
        expect(written <= now).toBe(true);
        expect(arrived).toBe(NOW_MS - Date.parse(written) > 60_000 ? now : null);
      }),
      { seed: 26 },
    );
    expect(timesOf({ at: now, writtenAt: ago(60_000) }).arrived).toBeNull();
    expect(timesOf({ at: now, writtenAt: ago(60_001) }).arrived).toBe(now);
  });
});
