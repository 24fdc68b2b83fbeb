import { bearingDegrees, distanceMetres, Position } from "@cordon/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { around, closer, dragged, flatFrom, onScreen, scaleOf, windOf } from "./view.ts";

const SIZE = { width: 390, height: 400 };
const TROCADERO = Position.parse([2.2885, 48.8617]);
const near = fc
  .tuple(fc.integer({ min: -30_000, max: 30_000 }), fc.integer({ min: -30_000, max: 30_000 }))
  .map(([east, north]) => Position.parse([TROCADERO[0] + east / 1e6, TROCADERO[1] + north / 1e6]));
const flat = flatFrom(TROCADERO);
const SEED = { seed: 20_260_726 };

describe("the plan on a phone", () => {
  it("has its lengths and directions as they are on the ground", () => {
    fc.assert(
      fc.property(near, (position) => {
        const [east, south] = flat(position);
        const metres = distanceMetres(TROCADERO, position);
        expect(Math.abs(Math.hypot(east, south) - metres)).toBeLessThan(1 + metres / 500);
        if (metres < 50) return;
        const turned = bearingDegrees(TROCADERO, position) - (Math.atan2(east, -south) * 180) / Math.PI;
        expect(Math.abs(((turned + 540) % 360) - 180)).toBeLessThan(0.5);
      }),
      SEED,
    );
  });

  it("shows all that it was asked to, and moves with the finger", () => {
    const nudge = fc.integer({ min: -300, max: 300 });
    fc.assert(
      fc.property(fc.array(near, { minLength: 1, maxLength: 20 }), nudge, nudge, (positions, right, down) => {
        const flats = positions.map(flat);
        const view = around(flats, SIZE);
        if (view === null) throw new Error("there is something to show");
        for (const one of flats) {
          const [x, y] = onScreen(view, SIZE, one);
          expect(x >= 0 && x <= SIZE.width && y >= 0 && y <= SIZE.height).toBe(true);
          const [movedX, movedY] = onScreen(dragged(view, right, down), SIZE, one);
          expect([movedX, movedY]).toEqual([expect.closeTo(x + right, 6), expect.closeTo(y + down, 6)]);
        }
        const { metres, pixels } = scaleOf(view, 120);
        expect(pixels).toBeLessThanOrEqual(120.001);
        expect(pixels).toBeGreaterThan(47);
        expect(String(metres)).toMatch(/^(0\.)?0*[125]0*$/);
      }),
      SEED,
    );
    expect(around([], SIZE)).toBeNull();
  });

  it("goes no closer than a hand and no farther than a town", () => {
    const view = { centre: [0, 0], metresPerPixel: 1 } as const;
    expect(closer(view, 1e6).metresPerPixel).toBe(0.1);
    expect(closer(view, 1e-6).metresPerPixel).toBe(100);
  });

  it("names the winds", () => {
    expect([0, 44, 90, 181, 359, -45].map(windOf)).toEqual([0, 1, 2, 4, 0, 7]);
  });
});
