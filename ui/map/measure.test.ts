import { destination, Position } from "@cordon/kernel";
import { expect, it } from "vitest";
import { measured } from "./measure.ts";

it("measures along great circles and what a line encloses when it is closed", () => {
  const start = Position.parse([2.2925, 48.8597]);
  const east = destination(start, 90, 1000);
  const corner = destination(east, 0, 500);
  expect(measured([])).toEqual({ points: 0, metres: 0, squareMetres: null });
  expect(measured([start, east]).metres).toBeCloseTo(1000, 0);
  expect(measured([start, east]).squareMetres).toBeNull();
  const triangle = measured([start, east, corner]);
  expect(triangle.metres).toBeCloseTo(1500, 0);
  expect((triangle.squareMetres ?? 0) / 250_000).toBeCloseTo(1, 2);
});
