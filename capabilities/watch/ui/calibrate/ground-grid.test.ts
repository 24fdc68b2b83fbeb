import { expect, it } from "vitest";
import { gridOf } from "./ground-grid.ts";

const size = { width: 640, height: 320 };
const down = (scale: number) =>
  [
    [0, 0],
    [640, 0],
    [640, 320],
    [0, 320],
  ].map(([x = 0, y = 0]) => ({ pixel: { x, y }, ground: { x: x / scale, y: y / scale } }));

it("draws whole metres over the known ground, as many as can be told apart", () => {
  const grid = gridOf(down(64), size);
  expect(grid?.stepMetres).toBe(1);
  // Eleven lines over ten metres, six over five.
  expect(grid?.lines).toHaveLength(17);
  const [first] = grid?.lines ?? [];
  expect(first?.at(0)?.x).toBeCloseTo(0, 6);
  expect(first?.at(-1)?.x).toBeCloseTo(640, 6);
  expect(gridOf(down(4), size)?.stepMetres).toBe(10);
});

it("draws nothing beyond the horizon", () => {
  // A camera 5 m high that looks level: a point y metres ahead is seen 500 / y pixels below the middle.
  const level = [
    [-5, 10],
    [5, 10],
    [-5, 100],
    [5, 100],
  ].map(([x = 0, y = 1]) => ({
    pixel: { x: 320 + (100 * x) / y, y: 160 + 500 / y },
    ground: { x, y },
  }));
  const pixels = gridOf(level, size)?.lines.flat() ?? [];
  expect(pixels.length).toBeGreaterThan(50);
  for (const { y } of pixels) expect(y).toBeGreaterThan(160);
});

it("is none where the points are no ground", () => {
  expect(gridOf(down(64).slice(0, 3), size)).toBeNull();
});
