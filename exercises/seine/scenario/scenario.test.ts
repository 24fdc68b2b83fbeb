import { Polygon, pointInPolygon } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { stateAt } from "../state.ts";
import { cameras } from "./cameras.ts";
import { contingents, units } from "./forces.ts";
import { mandates } from "./mandates.ts";
import { navigation } from "./banks.ts";
import { gates } from "./gate-places.ts";
import { inBounds, metresFromWater, places } from "./places.ts";
import { distanceMetres, displaced, onWater } from "./river.ts";
import { at, clockFace, eveningSeconds } from "./time.ts";
import { reports, reportsBetween } from "./timeline.ts";

const moments = Array.from({ length: 90 }, (_, i) => i * 180);

describe("the river", () => {
  it("is the six kilometres between the two bridges", () => {
    expect(navigation.lengthMetres).toBeGreaterThan(5800);
    expect(navigation.lengthMetres).toBeLessThan(6500);
    expect(navigation.points.every(onWater)).toBe(true);
  });

  it("is not where the command post or the reserve stand", () => {
    expect(onWater([2.3462, 48.8553])).toBe(false);
    expect(onWater([2.3133, 48.8609])).toBe(false);
  });
});

describe("the places", () => {
  it("have unique references and lie inside the operation", () => {
    expect(new Set(places.map((place) => place.reference)).size).toBe(places.length);
    for (const place of places) {
      const points = place.shape.type === "Point" ? [place.shape.coordinates] : (place.shape.coordinates[0] ?? []);
      expect(points.length, place.reference).toBeGreaterThan(0);
      expect(points.every(inBounds), place.reference).toBe(true);
    }
  });

  it("are areas as the kernel accepts them: closed, and no ring crosses itself", () => {
    for (const place of places) {
      if (place.shape.type === "Polygon")
        expect(Polygon.safeParse(place.shape).error?.issues, place.reference).toBeUndefined();
    }
    for (const mandate of mandates) {
      expect(Polygon.safeParse({ type: "Polygon", coordinates: [mandate.ring] }).success, mandate.reference).toBe(true);
    }
  });

  it("have at least twenty-four gates, on both banks, on dry land at the grey zone's edge", () => {
    expect(gates.length).toBeGreaterThanOrEqual(24);
    for (const gate of gates) {
      if (gate.shape.type !== "Point") throw new Error("a gate is a point");
      expect(onWater(gate.shape.coordinates), gate.reference).toBe(false);
      expect(metresFromWater(gate.shape.coordinates), gate.reference).toBeGreaterThan(120);
      expect(metresFromWater(gate.shape.coordinates), gate.reference).toBeLessThan(260);
    }
  });
});

describe("the units", () => {
  it("belong to contingents that exist, of at least eight nations", () => {
    const known = new Set(contingents.map((each) => each.reference));
    expect(units.every((unit) => known.has(unit.contingent))).toBe(true);
    expect(new Set(contingents.map((each) => each.nation)).size).toBeGreaterThanOrEqual(8);
    expect(new Set(units.map((unit) => unit.callSign)).size).toBe(units.length);
  });

  it("stay where they can be: boats on the water, everyone else but what flies off it, all inside the operation", () => {
    const kinds = new Map(units.map((unit) => [unit.callSign, unit.kind]));
    for (const seconds of moments) {
      for (const unit of stateAt(seconds).units) {
        const kind = kinds.get(unit.callSign);
        expect(inBounds(unit.position), unit.callSign).toBe(true);
        if (kind !== "helicopter" && kind !== "drone")
          expect(onWater(unit.position), unit.callSign).toBe(kind === "river");
      }
    }
  });

  it("move no faster than their kind can, and as fast as they say", () => {
    const limits: Record<string, number> = { helicopter: 60, drone: 15, river: 6 };
    const kinds = new Map(units.map((unit) => [unit.callSign, unit.kind]));
    for (const seconds of moments) {
      const [before, after] = [stateAt(seconds).units, stateAt(seconds + 1).units];
      for (const [i, unit] of before.entries()) {
        const next = after[i];
        if (!next) throw new Error("a unit is missing");
        expect(distanceMetres(unit.position, next.position), unit.callSign).toBeLessThan(
          limits[kinds.get(unit.callSign) ?? ""] ?? 2,
        );
      }
    }
  });

  it("are the same at the same second, in whatever order one asks", () => {
    const forward = moments.map((seconds) => JSON.stringify(stateAt(seconds)));
    const backward = [...moments].reverse().map((seconds) => JSON.stringify(stateAt(seconds)));
    expect(backward.reverse()).toEqual(forward);
  });
});

describe("the cameras and their mandates", () => {
  it("number at least twelve, three of them with a picture", () => {
    expect(cameras.length).toBeGreaterThanOrEqual(12);
    expect(cameras.filter((camera) => camera.stage).length).toBe(3);
  });

  it("have, where they are analysed, a mandate for their place and events at the start", () => {
    for (const camera of cameras) {
      if (camera.events.length === 0) continue;
      const seen = [camera.position, displaced(camera.position, camera.headingDegrees, camera.rangeMetres)];
      const covering = mandates.filter(
        (mandate) =>
          mandate.processings.includes("algorithmic-video") &&
          camera.events.every((event) => mandate.events.includes(event)) &&
          seen.every(([lon, lat]) =>
            pointInPolygon([lon, lat], { type: "Polygon", coordinates: [mandate.ring.map(([x, y]) => [x, y])] }),
          ),
      );
      expect(
        covering.map((mandate) => mandate.reference),
        camera.reference,
      ).toHaveLength(1);
    }
  });

  it("look at places that exist", () => {
    const known = new Set(places.map((place) => place.reference));
    for (const camera of cameras) if (camera.place) expect(known.has(camera.place), camera.reference).toBe(true);
  });

  it("include one mandate that ends while the rehearsal runs", () => {
    expect(mandates.filter((mandate) => mandate.untilSeconds < eveningSeconds)).toHaveLength(1);
  });
});

describe("the timeline", () => {
  it("is in order, within the evening, and names places that exist", () => {
    const known = new Set(places.map((place) => place.reference));
    expect(reports.map((report) => report.atSeconds)).toEqual(
      reports.map((report) => report.atSeconds).sort((a, b) => a - b),
    );
    for (const report of reports) {
      expect(report.atSeconds).toBeLessThan(eveningSeconds);
      if (report.place) expect(known.has(report.place), report.place).toBe(true);
    }
  });

  it("gives each report once when it is read in steps", () => {
    const steps = moments.map((seconds, i) => reportsBetween(moments[i - 1] ?? -1, seconds)).flat();
    expect(steps).toEqual(reports.filter((report) => report.atSeconds <= (moments.at(-1) ?? 0)));
  });

  it("writes its times as a clock does", () => {
    expect(clockFace(at(20, 14, 7))).toBe("20:14:07");
  });
});
