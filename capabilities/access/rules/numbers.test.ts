import { type Instant, instantOf } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CapacityLevel, capacityEvent } from "./occupancy.ts";
import { type LaneWork, waitOf } from "./wait.ts";

describe("a capacity warning", () => {
  const after = (standing: CapacityLevel, inside: number) => capacityEvent(standing, inside, 1000);

  it("is raised at nine tenths and when full, and taken back well below", () => {
    expect(after("calm", 899)).toBeNull();
    expect(after("calm", 900)).toEqual({ is: "raise", level: "near" });
    expect(after("near", 851)).toBeNull();
    expect(after("near", 849)).toEqual({ is: "clear", level: "calm" });
    expect(after("near", 1000)).toEqual({ is: "raise", level: "full" });
    expect(after("calm", 1200)).toEqual({ is: "raise", level: "full" });
    expect(after("full", 950)).toBeNull();
    expect(after("full", 949)).toEqual({ is: "clear", level: "near" });
    expect(after("full", 10)).toEqual({ is: "clear", level: "calm" });
  });

  it("is taken back where nobody counts any more", () => {
    expect(capacityEvent("full", 5000, null)).toEqual({ is: "clear", level: "calm" });
    expect(capacityEvent("calm", 5000, null)).toBeNull();
  });

  it("is said once: the same count again says nothing, and a count that trembles by a hundredth raises nothing twice", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("calm", "near", "full"),
        fc.integer({ min: 0, max: 1500 }),
        fc.nat(9),
        (standing, inside, more) => {
          const level = capacityEvent(standing, inside, 1000)?.level ?? standing;
          expect(capacityEvent(level, inside, 1000)).toBeNull();
          const event = capacityEvent(level, inside - more, 1000);
          const again = capacityEvent(event?.level ?? level, inside, 1000);
          expect(again).toBeNull();
        },
      ),
    );
  });
});

describe("a wait", () => {
  const now = Date.UTC(2024, 6, 26, 16);
  const ago = (minutes: number): Instant => instantOf(now - minutes * 60_000);
  const work = (said: Partial<LaneWork>): LaneWork => ({
    report: null,
    scansPerMinute: 0,
    lastScanAt: null,
    heardAt: null,
    now: instantOf(now),
    ...said,
  });

  it("is what a steward counted at the rate at which people go through", () => {
    const report = { waiting: 100, at: ago(5) };
    expect(waitOf(work({ report, scansPerMinute: 8 }))).toEqual({
      known: true,
      minutes: 12.5,
      by: "steward",
      asOf: ago(5),
    });
    expect(waitOf(work({ report: { waiting: 0, at: ago(5) } }))).toMatchObject({ known: true, minutes: 0 });
  });

  it("is nothing where a gate that works has had nobody for a while", () => {
    expect(waitOf(work({ heardAt: ago(0.1), lastScanAt: ago(4) }))).toEqual({
      known: true,
      minutes: 0,
      by: "idle",
      asOf: ago(0.1),
    });
    expect(waitOf(work({ heardAt: ago(0.1) }))).toMatchObject({ known: true, minutes: 0 });
  });

  it("is unknown otherwise, and never said to be nothing", () => {
    for (const said of [
      {},
      { heardAt: ago(2) },
      { lastScanAt: ago(30) },
      { heardAt: ago(0.1), lastScanAt: ago(1), scansPerMinute: 8 },
      { report: { waiting: 100, at: ago(15) }, scansPerMinute: 8 },
      { report: { waiting: 100, at: ago(5) } },
      // People were seen waiting: that nobody is scanned is no sign that nobody waits.
      { report: { waiting: 100, at: ago(5) }, heardAt: ago(0.1), lastScanAt: ago(4) },
    ]) {
      expect(waitOf(work(said)), JSON.stringify(said)).toEqual({ known: false });
    }
  });
});
