import { pointInPolygon } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { perimeterCollection } from "../drive/open-gates.ts";
import { cutOff, happenings, happeningsBetween, isCutOff } from "./at-gates.ts";
import { categories, rules } from "./order.ts";
import { gates, zones } from "./perimeters.ts";
import { gates as gatePlaces, innerGates } from "./gate-places.ts";
import { places } from "./places.ts";
import { displaced, type LonLat } from "./river.ts";
import { at, eveningSeconds } from "./time.ts";

const placeOf = (reference: string) => {
  const place = places.find((one) => one.reference === reference);
  if (!place) throw new Error(`there is no place ${reference}`);
  return place;
};

/** Whether a point lies in a ring, or within some metres of it. */
function isAt(point: LonLat, ring: readonly LonLat[], metres: number): boolean {
  const polygon = { type: "Polygon" as const, coordinates: [ring.map(([x, y]): [number, number] => [x, y])] };
  const around = [point, ...[0, 45, 90, 135, 180, 225, 270, 315].map((degrees) => displaced(point, degrees, metres))];
  return around.some(([lon, lat]) => pointInPolygon([lon, lat], polygon));
}

describe("the perimeters", () => {
  it("are of places that exist: areas for zones, every gate place a gate", () => {
    for (const { place } of zones) expect(placeOf(place).shape.type, place).toBe("Polygon");
    expect(gates.map(({ place }) => place).sort()).toEqual(
      [...gatePlaces, ...innerGates].map(({ reference }) => reference).sort(),
    );
    expect(new Set([...zones, ...gates].map(({ code }) => code)).size).toBe(zones.length + gates.length);
  });

  it("have each gate at the edge of the zone it leads into", () => {
    for (const { code, place, zone: of } of gates) {
      const zone = zones.find((one) => one.code === of);
      const [gate, area] = [placeOf(place).shape, placeOf(zone?.place ?? "").shape];
      if (gate.type !== "Point" || area.type !== "Polygon")
        throw new Error(`gate ${code} or its zone has another shape`);
      expect(isAt(gate.coordinates, area.coordinates[0] ?? [], 40), `gate ${code} and zone ${of}`).toBe(true);
    }
  });

  it("have a way into every zone, and lanes that are called differently", () => {
    for (const { code } of zones)
      expect(
        gates.some(({ zone }) => zone === code),
        code,
      ).toBe(true);
    for (const { code, lanes } of gates) expect(new Set(lanes.map((lane) => lane.code)).size, code).toBe(lanes.length);
  });

  it("are one file: every zone and gate, the rules and the categories they name", () => {
    expect(perimeterCollection()).toMatchObject({ type: "FeatureCollection", categories, rules });
    const known = new Set(categories.map(({ code }) => code));
    const regimes = new Set(zones.map(({ place }) => placeOf(place).regime));
    for (const rule of rules) {
      expect(
        rule.categories.every((one) => known.has(one)),
        rule.id,
      ).toBe(true);
      expect(
        rule.regimes.every((one) => regimes.has(one)),
        rule.id,
      ).toBe(true);
    }
  });
});

describe("what happens at single gates", () => {
  it("is in order, within the evening, at gates that exist, and told once", () => {
    const codes = new Set(gates.map(({ code }) => code));
    const seconds = happenings.map(({ atSeconds }) => atSeconds);
    expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
    expect(happenings.every(({ gate, atSeconds }) => codes.has(gate) && atSeconds < eveningSeconds)).toBe(true);
    const steps = Array.from({ length: 90 }, (_, i) => happeningsBetween(i * 180, (i + 1) * 180)).flat();
    expect(steps).toEqual(happenings);
  });

  it("cuts one gate off, whose double goes in at another of the same zone", () => {
    const zoneOf = (code: string) => gates.find((gate) => gate.code === code)?.zone;
    expect(zoneOf(cutOff.elsewhere)).toBe(zoneOf(cutOff.gate));
    expect(cutOff.elsewhere).not.toBe(cutOff.gate);
    expect(isCutOff(cutOff.gate, at(20, 20))).toBe(true);
    expect(isCutOff(cutOff.gate, at(20, 30))).toBe(false);
    expect(isCutOff(cutOff.elsewhere, at(20, 20))).toBe(false);
  });
});
