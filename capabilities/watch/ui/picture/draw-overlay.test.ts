import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { heatOf } from "./draw-overlay.ts";

const opacityOf = (density: number): number => Number(/\/ ([\d.]+)\)$/.exec(heatOf(density))?.[1]);

describe("the colour of a density", () => {
  it("is seen where few walk, and never hides the picture", () => {
    expect(opacityOf(0.05)).toBeGreaterThan(0.18);
    expect(opacityOf(0.3)).toBeGreaterThan(0.25);
    expect(opacityOf(50)).toBeLessThan(0.6);
  });
  it("is no fainter for more people", () => {
    const density = fc.double({ min: 0, max: 9, noNaN: true });
    fc.assert(
      fc.property(density, density, (one, other) => {
        expect(opacityOf(Math.max(one, other))).toBeGreaterThanOrEqual(opacityOf(Math.min(one, other)));
      }),
    );
  });
  it("becomes another where people are pressed", () => {
    expect(new Set([0.5, 3, 5].map((density) => heatOf(density).slice(0, 12))).size).toBe(3);
  });
});
