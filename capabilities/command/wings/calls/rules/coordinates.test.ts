import fc from "fast-check";
import { expect, it } from "vitest";
import { coordinatesIn } from "./coordinates.ts";

it.each([
  ["48.8584, 2.2945", [2.2945, 48.8584]],
  ["48.8584 2.2945", [2.2945, 48.8584]],
  ["48.8584,2.2945", [2.2945, 48.8584]],
  ["48,8584 2,2945", [2.2945, 48.8584]],
  ["48,8584; 2,2945", [2.2945, 48.8584]],
  ["N 48.8584 E 2.2945", [2.2945, 48.8584]],
  ["2.2945E 48.8584N", [2.2945, 48.8584]],
  ["-33.85, 151.21", [151.21, -33.85]],
  ["40.7 N 74.0 W", [-74, 40.7]],
  ["40,7 N 74,0 O", [-74, 40.7]],
])("reads %s", (text, position) => {
  expect(coordinatesIn(text)).toEqual(position);
});

it("reads degrees, minutes and seconds", () => {
  const read = coordinatesIn(`48°51'30"N 2°17'40"E`);
  expect(read?.[1]).toBeCloseTo(48.858333, 6);
  expect(read?.[0]).toBeCloseTo(2.294444, 6);
  expect(coordinatesIn(`48°61'30"N 2°17'40"E`)).toBeNull();
});

it.each(["12 rue de Rivoli", "gate 4", "", "K9-2", "91.5 2.3", "48.8 N 2.2 N", "12 75004", "48.8584", "12, 14"])(
  "takes %s for something else",
  (text) => {
    expect(coordinatesIn(text)).toBeNull();
  },
);

it("reads back what it is shown, anywhere on earth, and never throws", () => {
  const degrees = (most: number) => fc.integer({ min: -most * 1e5, max: most * 1e5 }).map((size) => size / 1e5);
  fc.assert(
    fc.property(degrees(90), degrees(180), (lat, lon) => {
      const read = coordinatesIn(`${lat.toFixed(5)}, ${lon.toFixed(5)}`);
      expect(read?.[0]).toBeCloseTo(lon, 5);
      expect(read?.[1]).toBeCloseTo(lat, 5);
    }),
  );
  fc.assert(
    fc.property(fc.string({ maxLength: 120 }), (text) => {
      const read = coordinatesIn(text);
      expect(read === null || (Math.abs(read[0]) <= 180 && Math.abs(read[1]) <= 90)).toBe(true);
    }),
  );
});
