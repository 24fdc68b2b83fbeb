import { destination, distanceMetres, type Position } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundsOf, REACH_METRES } from "./bounds.ts";

const point = (coordinates: Position) => ({ shape: { type: "Point" as const, coordinates } });
const holds = (places: readonly Position[], [lon, lat]: Position) =>
  boundsOf(places.map(point))?.some(([w, s, e, n]) => lon >= w && lon <= e && lat >= s && lat <= n) ?? true;

const position = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -89, max: 89, noNaN: true }),
);

describe("where units of an operation can be", () => {
  it("is anywhere while no place is drawn", () => {
    expect(boundsOf([])).toBeNull();
  });

  it("is within reach of a place, wherever that is", () => {
    fc.assert(
      fc.property(
        fc.array(position, { minLength: 1, maxLength: 40 }),
        fc.double({ min: 0, max: 360, noNaN: true }),
        fc.double({ min: 0, max: REACH_METRES * 0.999, noNaN: true }),
        (places, heading, metres) => {
          for (const place of places) expect(holds(places, destination(place, heading, metres))).toBe(true);
        },
      ),
    );
  });

  it("is not far from the only place there is", () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -70, max: 70, noNaN: true })),
        position,
        (place, far) => {
          fc.pre(distanceMetres(place, far) > REACH_METRES * 2.2);
          expect(holds([place], far)).toBe(false);
        },
      ),
    );
  });

  it("is two regions for Paris and Teahupo'o, and not the ocean between them", () => {
    const places: Position[] = [
      [2.29, 48.86],
      [2.35, 48.85],
      [-149.27, -17.85],
    ];
    expect(boundsOf(places.map(point))).toHaveLength(2);
    expect(holds(places, [-149, -17.5])).toBe(true);
    expect(holds(places, [-40, 30])).toBe(false);
    expect(holds(places, [0, 0])).toBe(false);
  });

  it("goes on behind the 180th meridian", () => {
    const fiji: Position[] = [[179.9, -16.8]];
    expect(holds(fiji, [-179.5, -16.8])).toBe(true);
    expect(holds(fiji, [0, -16.8])).toBe(false);
  });
});
