import { describe, expect, it } from "vitest";
import { gates, zones } from "./perimeters.ts";
import { at, eveningSeconds, rehearsalBeginsAtSeconds } from "./time.ts";
import {
  arrivalsBetween,
  comingAs,
  gateInto,
  greyBeside,
  insideAt,
  laneOf,
  leavingBetween,
  minutesOfWait,
  perMinute,
  zoneOfPass,
  zoneOfTicket,
} from "./visits.ts";

const steps = Array.from({ length: 90 }, (_, i) => i * 180);
const perSecond = (fromSeconds: number, untilSeconds: number): number =>
  arrivalsBetween(fromSeconds, untilSeconds).length / (untilSeconds - fromSeconds);

describe("those who come to the gates", () => {
  it("are more and more until the boats pass, and few once the ceremony is on", () => {
    expect(perSecond(at(20, 20), at(20, 30))).toBeGreaterThan(perSecond(at(19, 0), at(19, 10)) * 2);
    expect(perSecond(at(20, 20), at(20, 30))).toBeGreaterThan(perSecond(at(20, 40), at(20, 50)));
    expect(perSecond(at(21, 30), at(22, 0))).toBeLessThan(0.2);
    expect(perSecond(at(20, 20), at(20, 30))).toBeLessThan(2.1);
  });

  it("are the same persons in whatever steps the evening passes, each of them once", () => {
    const who = ({ ordinal, as }: { ordinal: number; as: string }) => `${ordinal} ${as}`;
    const inSteps = steps.flatMap((seconds) => arrivalsBetween(seconds, seconds + 180).map(who));
    const atOnce = arrivalsBetween(0, at(23, 30)).map(who);
    expect(inSteps).toEqual(atOnce);
    expect(new Set(inSteps).size).toBe(inSteps.length);
    // A second at a time, as the rehearsal asks.
    const seconds = Array.from({ length: 600 }, (_, i) => at(20, 14) + i);
    expect(seconds.flatMap((one) => arrivalsBetween(one, one + 1).map(who))).toEqual(
      arrivalsBetween(at(20, 14), at(20, 24)).map(who),
    );
  });

  it("come within the time that is asked about, and nobody in no time", () => {
    for (const { atSeconds } of arrivalsBetween(4000, 4100)) {
      expect(atSeconds).toBeGreaterThan(4000);
      expect(atSeconds).toBeLessThanOrEqual(4100);
    }
    expect(arrivalsBetween(4000, 4000)).toEqual([]);
    expect(leavingBetween(4000, 4000)).toEqual([]);
  });

  it("are to the wrong zone as often as in the summer of 2024: 14,000 of 380,000", () => {
    const all = arrivalsBetween(0, eveningSeconds);
    const wrong = all.filter(({ as }) => as === "elsewhere").length;
    expect(wrong / all.length).toBeGreaterThan(0.03);
    expect(wrong / all.length).toBeLessThan(0.045);
    expect(all.filter(({ as }) => as === "again").length).toBeGreaterThan(5);
    expect(comingAs(17)).toBe(comingAs(17));
  });

  it("leave again, most of them late", () => {
    expect(leavingBetween(at(22, 30), at(23, 30)).length).toBeGreaterThan(leavingBetween(0, at(22, 30)).length);
  });
});

describe("zones", () => {
  it("have shares that sum to one", () => {
    expect(zones.reduce((sum, { shareOfPasses }) => sum + shareOfPasses, 0)).toBeCloseTo(1, 9);
    expect(zones.reduce((sum, { shareOfTickets }) => sum + shareOfTickets, 0)).toBeCloseTo(1, 9);
  });

  it("fill but never overflow, the Invalides to nine tenths before 21:00 and no other so far", () => {
    for (const zone of zones) {
      if (zone.capacity === null) continue;
      const most = Math.max(...steps.map((seconds) => insideAt(zone, seconds)));
      expect(most, zone.code).toBeLessThan(zone.capacity);
      expect(most >= zone.capacity * 0.9, zone.code).toBe(zone.code === "G3");
      expect(Math.min(...steps.map((seconds) => insideAt(zone, seconds))), zone.code).toBeGreaterThan(0);
    }
    const invalides = zones.find(({ code }) => code === "G3");
    if (!invalides) throw new Error("there is no G3");
    expect(insideAt(invalides, rehearsalBeginsAtSeconds)).toBeLessThan(7_500 * 0.85);
    expect(insideAt(invalides, at(21, 0))).toBeGreaterThan(7_500 * 0.9);
  });

  it("are found for everybody, and a gate and a lane of theirs", () => {
    for (let n = 0; n < 2_000; n++) {
      const zone = zoneOfPass(n);
      const gate = gateInto(zone, n, 9);
      expect(gate.zone).toBe(zone);
      const isForVehicles = zone.startsWith("R") || zone.startsWith("B");
      expect(laneOf(gate, isForVehicles ? "vehicle" : "in", n), gate.code).not.toBeNull();
      expect(gateInto(zoneOfTicket(n, 2), n, 3).lanes.some(({ code }) => code === "S")).toBe(true);
      expect(greyBeside(zone, n)).not.toBe(zone);
    }
  });
});

describe("queues", () => {
  it("are long in the busiest half hour and gone afterwards", () => {
    for (const gate of gates) {
      expect(minutesOfWait(gate, at(20, 25)), gate.code).toBeGreaterThan(minutesOfWait(gate, at(22, 0)));
      expect(minutesOfWait(gate, at(20, 25)), gate.code).toBeLessThan(30);
      expect(perMinute(gate, at(20, 25)), gate.code).toBeGreaterThanOrEqual(0);
    }
  });
});
