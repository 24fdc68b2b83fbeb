import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KernelMaker } from "../../kernels/kernels.ts";
import { makePlainKernels } from "../../kernels/plain.ts";
import { makeWasmKernels } from "../../kernels/wasm.ts";
import { Background } from "../picture/background.ts";
import { renderer } from "../rendered-scene.ts";
import { GroundWatch } from "./ground-watch.ts";
import type { Spot, WatchedGround } from "./watched-ground.ts";

const BETWEEN = 1 / 6;
/** Reduced pixels. */
const TALL = 24;
const WIDE = 8;

interface Shown {
  readonly width: number;
  readonly height: number;
  readonly reduction: number;
  readonly seed: number;
}

/** Ground seen from so far that everybody is as tall, a tenth of a metre a reduced pixel. */
function groundOf({ width, height, reduction }: Shown): WatchedGround {
  const window = {
    ...{ left: 3, top: 2 },
    ...{ right: Math.floor(width / reduction) - 2, bottom: Math.floor(height / reduction) },
  };
  const [across, down] = [window.right - window.left, window.bottom - window.top];
  const spots: Spot[] = [];
  for (let y = TALL; y <= down; y += 2) {
    for (let x = WIDE; x + WIDE < across; x += 2) {
      const part = (from: number, until: number, half: number) => ({
        ...{ left: x - half, top: y - TALL + from, right: x + half, bottom: y - TALL + until },
      });
      spots.push({
        ground: { x: x / 10, y: -y / 10 },
        foot: { x, y },
        box: { left: x - WIDE / 2, top: y - TALL, right: x + WIDE / 2, bottom: y },
        parts: [part(0, 4, 2), part(4, 13, 4), part(13, TALL, 3)],
        area: 4 * 4 + 9 * 8 + 11 * 6,
      });
    }
  }
  return { reduction, window, spots };
}

/** Somebody walks from the left to the right while it grows darker. */
function run(make: KernelMaker, shown: Shown, seconds: number) {
  const { width, height, reduction, seed } = shown;
  const draw = renderer({
    ...{ width, height, seed, noise: 3, texture: 30, ground: 120 },
    light: (now) => 1 - 0.02 * now,
    draw: (now) =>
      now < 3
        ? []
        : [
            {
              what: "person",
              x: (now - 3) * 0.18 * width,
              y: 0.8 * height,
              width: WIDE * reduction,
              height: TALL * reduction,
              level: 30,
              stride: 4 * now,
            },
          ],
  });
  const size = { width, height };
  const background = new Background(make, size, 1);
  const watch = new GroundWatch(groundOf(shown), make, background.stride);
  const seen = [];
  for (let now = 0; now < seconds; now += BETWEEN) {
    background.step(draw(now).luma, BETWEEN);
    seen.push(watch.step(now, background.planes, BETWEEN));
  }
  return seen;
}

describe("people on the ground", () => {
  it("are seen where they walk, and nobody before", () => {
    const seen = run(makeWasmKernels, { width: 320, height: 120, reduction: 2, seed: 5 }, 6.5);
    expect(seen.slice(0, 17).flat()).toEqual([]);
    const [last] = seen.at(-1) ?? [];
    expect(last?.isSure).toBe(true);
    expect(Math.abs(((last?.box.left ?? 0) + (last?.box.right ?? 0)) / 2 - 0.18 * 320 * 3.4)).toBeLessThan(16);
  });

  it("are the same in WebAssembly and in plain TypeScript, at any size", () => {
    fc.assert(
      fc.property(
        fc.record({
          width: fc.integer({ min: 150, max: 260 }),
          height: fc.integer({ min: 90, max: 130 }),
          reduction: fc.constantFrom(1, 2, 3),
          seed: fc.integer({ min: 1, max: 1e6 }),
        }),
        (shown) => {
          const seen = run(makeWasmKernels, shown, 6);
          expect(seen.flat().length).toBeGreaterThan(0);
          expect(seen).toEqual(run(makePlainKernels, shown, 6));
        },
      ),
      { numRuns: 4 },
    );
  });
});
