import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KernelMaker } from "../../kernels/kernels.ts";
import { makePlainKernels } from "../../kernels/plain.ts";
import { makeWasmKernels } from "../../kernels/wasm.ts";
import { randomFrom } from "../rendered-scene.ts";
import { type Lying, SlowGround } from "./slow-ground.ts";

const WINDOW_SECONDS = 0.6;
const BETWEEN = 0.2;

interface Shown {
  readonly width: number;
  readonly height: number;
  readonly seed: number;
  /** Levels by which the thing differs from the ground, below the noise of one picture. */
  readonly contrast: number;
  /** Share of the light that clouds take, whose edges are narrower than a cell of the light; none when not given. */
  readonly clouds?: number;
}

/** Pictures of a textured, noisy ground: a thing is there from the eighth second on; it grows darker, more so to the right, and clouds pass. */
function pictures({ width, height, seed, contrast, clouds = 0 }: Shown) {
  const stride = Math.ceil(width / 16) * 16;
  const random = randomFrom(seed);
  const ground = Float32Array.from({ length: stride * height }, () => 80 + 60 * random());
  return {
    size: { width, height, stride },
    at(seconds: number): Uint8Array {
      return Uint8Array.from(ground, (level, at) => {
        const [x, y] = [at % stride, Math.floor(at / stride)];
        const light = (1 - (0.012 * seconds * x) / width) * (1 - clouds * shadeAt(x + 9 * Math.sin(y / 17), seconds));
        const isThing = seconds > 8 && Math.abs(x - 0.7 * width) < 8 && Math.abs(y - 0.5 * height) < 8;
        return light * (level + (isThing ? contrast : 0)) + 12 * (random() - 0.5);
      });
    },
  };
}

/** Of clouds 70 pixels wide, 320 from one to the next, that drift 20 pixels a second: 1 under them, 0 between, ramps of 28 pixels. */
function shadeAt(x: number, seconds: number): number {
  const along = (x + 20 * seconds) % 320;
  const ramp = Math.max(0, Math.min(1, along < 70 ? along / 28 : 1 - (along - 70) / 28));
  return ramp * ramp * (3 - 2 * ramp);
}

function run(make: KernelMaker, shown: Shown, seconds: number, absorbSeconds = 12) {
  const { size, at } = pictures(shown);
  const ground = new SlowGround(make, size, WINDOW_SECONDS);
  const steps: string[] = [];
  const found: (readonly Lying[])[] = [];
  for (let now = 0; now < seconds; now += BETWEEN) {
    const frame = at(now);
    const mask = Uint8Array.from(frame, (level) => (level % 7 === 0 ? 255 : 0));
    if (!ground.step(frame, size.stride, BETWEEN)) continue;
    found.push(ground.lying);
    const { frame: seen, mean, mask: any, age, stillLabels } = ground.planesBeside({ mask, stride: size.stride });
    steps.push(
      [seen, mean, any, age, stillLabels].map((plane) => Buffer.from(plane.slice().buffer).toString("base64")).join(),
    );
    if (now > absorbSeconds && now < absorbSeconds + 0.5)
      for (const { region } of ground.lying.slice(0, 1)) ground.absorb(region, true);
  }
  return { steps, found, lying: ground.lying, isSteady: ground.isSteady };
}

describe("the slow ground", () => {
  it("finds what lies still below the noise of one picture, and no light", () => {
    const shown = { width: 160, height: 96, seed: 3, contrast: 14 };
    const { lying, isSteady } = run(makeWasmKernels, shown, 12);
    expect(isSteady).toBe(true);
    expect(lying).toHaveLength(1);
    const { left, right, top, bottom } = lying[0]?.region ?? { left: 0, right: 0, top: 0, bottom: 0 };
    expect(Math.abs((left + right) / 2 - 0.35 * 160)).toBeLessThan(2);
    expect(Math.abs((top + bottom) / 2 - 0.25 * 96)).toBeLessThan(2);
  });

  it("takes no edge of a cloud for a thing, and joins none to a thing, in either make", () => {
    const shown = { width: 320, height: 160, seed: 5, contrast: 40, clouds: 0.25 };
    const wasm = run(makeWasmKernels, shown, 15, Number.POSITIVE_INFINITY);
    expect(wasm).toEqual(run(makePlainKernels, shown, 15, Number.POSITIVE_INFINITY));
    expect(wasm.isSteady).toBe(true);
    // From 12 s on: the thing is in its place after half of the windows, and has been the same for two.
    const since = wasm.found.slice(20);
    expect(since.length).toBeGreaterThan(4);
    for (const lying of since) {
      expect(lying).toHaveLength(1);
      const { left, right, top, bottom } = lying[0]?.region ?? { left: 0, right: 0, top: 0, bottom: 0 };
      expect(Math.abs((left + right) / 2 - 0.35 * 320)).toBeLessThan(2);
      expect(Math.abs((top + bottom) / 2 - 0.25 * 160)).toBeLessThan(2);
      expect(Math.max(right - left, bottom - top)).toBeLessThan(12);
    }
  });

  it("gives the same bytes in WebAssembly and in plain TypeScript, at any size", () => {
    fc.assert(
      fc.property(
        fc.record({
          width: fc.integer({ min: 64, max: 150 }),
          height: fc.integer({ min: 40, max: 90 }),
          seed: fc.integer({ min: 1, max: 1e6 }),
          contrast: fc.integer({ min: 5, max: 80 }),
        }),
        (shown) => {
          const wasm = run(makeWasmKernels, shown, 15);
          expect(wasm.steps.length).toBeGreaterThan(15);
          expect(wasm).toEqual(run(makePlainKernels, shown, 15));
        },
      ),
      { numRuns: 12 },
    );
  });
});
