import type { PlaceFeature } from "@cordon/command";
import { destination, type Position } from "@cordon/kernel";
import { expect, it } from "vitest";
import { whereIs } from "./where.ts";

const here: Position = [2.2885, 48.8617];
const named = (reference: string, geometry: PlaceFeature["geometry"]): PlaceFeature => ({
  type: "Feature",
  geometry,
  properties: { reference, kind: "zone", name: { fr: reference, en: reference }, regime: null },
});
const square = (reference: string, half: number) => {
  const corner = (heading: number) => destination(here, heading, half * Math.SQRT2);
  const [a, b, c, d] = [corner(45), corner(135), corner(225), corner(315)];
  return named(reference, { type: "Polygon", coordinates: [[a, b, c, d, a]] });
};
const point = (reference: string, metres: number) =>
  named(reference, { type: "Point", coordinates: destination(here, 90, metres) });

it("names the smallest area around a position and the nearest point, when that is near", () => {
  const places = [
    square("large", 900),
    point("far gate", 300),
    square("small", 50),
    point("gate", 60),
    point("elsewhere", 5000),
  ];
  const found = whereIs(here, places);
  expect(found.inside?.properties.reference).toBe("small");
  expect(found.near?.place.properties.reference).toBe("gate");
  expect(found.near?.metres).toBeCloseTo(60, 0);
  expect(whereIs(here, [point("elsewhere", 5000)])).toEqual({ inside: null, near: null });
});
