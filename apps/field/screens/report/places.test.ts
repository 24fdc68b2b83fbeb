import type { PlaceFeature } from "@cordon/command";
import { destination, type Position } from "@cordon/kernel";
import { expect, it } from "vitest";
import { placesNear } from "./places.ts";

const here: Position = [2.2885, 48.8617];
const named = (reference: string, geometry: PlaceFeature["geometry"]): PlaceFeature => ({
  type: "Feature",
  geometry,
  properties: { reference, kind: "gate", name: { fr: reference, en: reference }, regime: null },
});
const gate = (metres: number) => named(`g${metres}`, { type: "Point", coordinates: destination(here, 90, metres) });
const square = (half: number): PlaceFeature => {
  const corner = (heading: number) => destination(here, heading, half * Math.SQRT2);
  const [a, b, c, d] = [corner(45), corner(135), corner(225), corner(315)];
  return named(`s${half}`, { type: "Polygon", coordinates: [[a, b, c, d, a]] });
};

it("offers the nearest gates and small areas, never a whole quarter, and by name where the phone knows nothing", () => {
  const places = [gate(900), gate(40), square(2000), square(30), gate(300), gate(500), gate(700)];
  expect(placesNear(here, places).map(({ reference }) => reference)).toEqual(["s30", "g40", "g300", "g500"]);
  expect(placesNear(null, places).map(({ metres }) => metres)).toEqual([null, null, null, null]);
  expect(placesNear(here, [])).toEqual([]);
});
