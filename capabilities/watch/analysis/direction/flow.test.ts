import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../kernels/build.mjs";
import type { FlowKernelMaker } from "../../kernels/flow/flow-kernels.ts";
import { makePlainFlowKernels } from "../../kernels/flow/plain-flow.ts";
import { makeWasmFlowKernels } from "../../kernels/flow/wasm-flow.ts";
import { Flow, type Plane } from "./flow.ts";
import { randomFrom } from "../rendered-scene.ts";

/** A texture without a period, to be seen from anywhere: smoothed noise of three sizes. */
function texture(seed: number): (x: number, y: number) => number {
  const random = randomFrom(seed);
  const grids = [19, 9, 5].map((size) => ({
    size,
    grid: Float32Array.from({ length: 4096 }, () => random() - 0.5),
  }));
  return (x, y) => {
    let level = 125;
    for (const { size, grid } of grids) {
      const [column, row] = [Math.floor(x / size), Math.floor(y / size)];
      const [right, down] = [x / size - column, y / size - row];
      const at = (i: number, j: number): number => grid[((row + j + 32) * 61 + column + i + 32) & 4095] ?? 0;
      const above = at(0, 0) * (1 - right) + at(1, 0) * right;
      const below = at(0, 1) * (1 - right) + at(1, 1) * right;
      level += 60 * (above * (1 - down) + below * down);
    }
    return level;
  };
}

function draw(width: number, height: number, level: (x: number, y: number) => number): Plane {
  const pixels = Uint8Array.from({ length: width * height }, (_, at) =>
    Math.max(0, Math.min(255, Math.round(level(at % width, Math.floor(at / width))))),
  );
  return { pixels, stride: width };
}

/** Mean distance in pixels between the flow and what is true, where the truth is still in the picture. */
function endPointError(flow: Flow, u: number, v: number, inside = 24): number {
  const { width, height, stride, u: us, v: vs } = flow.wholeField;
  let sum = 0;
  let count = 0;
  for (let y = inside; y < height - inside; y++) {
    for (let x = inside; x < width - inside; x++) {
      const at = y * stride + x;
      sum += Math.hypot((us[at] ?? 0) / 64 - u, (vs[at] ?? 0) / 64 - v);
      count++;
    }
  }
  return sum / count;
}

describe("optical flow", () => {
  it("flow.wasm is what its source compiles to", async () => {
    const committed = await readFile(new URL("../../kernels/flow/flow.wasm", import.meta.url));
    expect(Buffer.compare(committed, await compile("flow"))).toBe(0);
  });

  it("WebAssembly and plain TypeScript find the same flow, at any size, whatever moves", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.record({ width: fc.integer({ min: 24, max: 150 }), height: fc.integer({ min: 20, max: 110 }) }),
          fc.record({ width: fc.integer({ min: 401, max: 460 }), height: fc.integer({ min: 40, max: 100 }) }),
        ),
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: -30, max: 30 }),
        fc.integer({ min: -30, max: 30 }),
        fc.integer({ min: 0, max: 255 }),
        ({ width, height }, seed, u, v, noise) => {
          const seen = texture(seed);
          const random = randomFrom(seed);
          const pictures = [0, 1, 2].map((index) =>
            draw(width, height, (x, y) => seen(x - index * u, y - index * v) + noise * (random() - 0.5)),
          );
          const measure = (make: FlowKernelMaker): Buffer[] => {
            const flow = new Flow(make, { width, height });
            const found: Buffer[] = [];
            const keep = (values: Int16Array): void => {
              found.push(Buffer.from(values.slice().buffer));
            };
            for (let index = 1; index < pictures.length; index++) {
              const [previous, current] = [pictures[index - 1], pictures[index]];
              if (previous === undefined || current === undefined) continue;
              const mask = Uint8Array.from({ length: current.pixels.length }, (_, at) => (at % 997 < 300 ? 255 : 0));
              flow.take(
                current,
                previous,
                index > 1,
                seed % 2 === 0 ? { pixels: mask, stride: current.stride } : undefined,
              );
              flow.measure({ left: width * 0.3, top: height * 0.2, right: width * 0.6, bottom: height * 0.9 });
              keep(flow.field.u);
              flow.whole();
              keep(flow.wholeField.u);
              keep(flow.wholeField.v);
            }
            return found;
          };
          const wasm = measure(makeWasmFlowKernels);
          const plain = measure(makePlainFlowKernels);
          expect(wasm.map((each, index) => Buffer.compare(each, plain[index] ?? Buffer.alloc(0)))).toEqual(
            wasm.map(() => 0),
          );
        },
      ),
      { numRuns: 25, seed: 7 },
    );
  });

  it("finds any shift of a textured picture to a quarter of a pixel, whatever the light does", () => {
    fc.assert(
      fc.property(
        fc.constantFrom({ width: 240, height: 160 }, { width: 480, height: 270 }),
        fc.double({ min: -12, max: 12, noNaN: true }),
        fc.double({ min: -12, max: 12, noNaN: true }),
        fc.double({ min: -25, max: 25, noNaN: true }),
        fc.integer({ min: 1, max: 1000 }),
        (size, u, v, brighter, seed) => {
          const seen = texture(seed);
          const before = draw(size.width, size.height, seen);
          const after = draw(size.width, size.height, (x, y) => seen(x - u, y - v) + brighter);
          const flow = new Flow(makeWasmFlowKernels, size);
          flow.take(before, after, false);
          flow.whole();
          expect(endPointError(flow, u, v)).toBeLessThan(0.25);
        },
      ),
      { numRuns: 20, seed: 3 },
    );
  });

  it("a picture that stands still has no flow, and neither has one without texture", () => {
    const size = { width: 200, height: 120 };
    const flow = new Flow(makeWasmFlowKernels, size);
    for (const level of [texture(1), () => 90]) {
      const picture = draw(size.width, size.height, level);
      flow.take(picture, picture, false);
      flow.whole();
      expect(flow.wholeField.u.every((u) => u === 0)).toBe(true);
      expect(flow.wholeField.v.every((v) => v === 0)).toBe(true);
    }
  });

  it("measures only where it is asked, and the same there as when the whole picture is measured", () => {
    const size = { width: 320, height: 200 };
    const [ground, face] = [texture(5), texture(6)];
    // Something 60 wide goes 7 to the right on a ground that stands still.
    const at = (moved: number): Plane =>
      draw(size.width, size.height, (x, y) =>
        x - moved >= 100 && x - moved < 160 && y >= 80 && y < 130 ? face(x - moved, y) : ground(x, y),
      );
    const flow = new Flow(makeWasmFlowKernels, size);
    flow.take(at(0), at(7), false);
    flow.measure({ left: 100, top: 80, right: 160, bottom: 130 });
    const { u, stride } = flow.field;
    expect((u[105 * stride + 130] ?? 0) / 64).toBeCloseTo(7, 0);
    expect(u[20 * stride + 20]).toBe(0);
    const inBox = u[105 * stride + 130];
    flow.whole();
    expect(Math.abs((u[105 * stride + 130] ?? 0) - (inBox ?? 0))).toBeLessThan(8);
    expect(Math.abs(u[20 * stride + 20] ?? 0)).toBeLessThan(8);
  });
});
