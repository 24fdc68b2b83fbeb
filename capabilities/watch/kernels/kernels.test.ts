import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Background } from "../analysis/picture/background.ts";
import { randomFrom, renderer } from "../analysis/rendered-scene.ts";
import { compile } from "./build.mjs";
import { makePlainKernels } from "./plain.ts";
import { SUMS_BYTES } from "./region-sums.ts";
import { makeWasmKernels } from "./wasm.ts";

describe("kernels", () => {
  it("background.wasm is what its source compiles to", async () => {
    const committed = await readFile(new URL("background.wasm", import.meta.url));
    expect(Buffer.compare(committed, await compile("background"))).toBe(0);
  });

  it("WebAssembly and plain TypeScript find the same, picture after picture, at any size", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 33, max: 150 }),
        fc.integer({ min: 20, max: 90 }),
        fc.constantFrom(1, 2, 3),
        fc.integer({ min: 1, max: 1e6 }),
        (width, height, factor, seed) => {
          const size = { width: factor === 1 ? width : 640 * factor, height: factor === 1 ? height : 40 * factor };
          const draw = renderer({
            ...size,
            seed,
            noise: 3,
            texture: 25,
            ground: 120,
            light: (seconds) => (seconds > 1.5 ? 0.8 : 1),
            draw: (seconds) => [
              {
                what: "person",
                x: 30 * factor * seconds,
                y: size.height * 0.9,
                width: size.width * 0.1,
                height: size.height * 0.5,
                level: 40,
                stride: seconds,
              },
              ...(seconds > 0.7
                ? [
                    {
                      what: "thing",
                      x: size.width / 2,
                      y: size.height / 2,
                      width: 16 * factor,
                      height: 12 * factor,
                      level: 220,
                    } as const,
                  ]
                : []),
            ],
          });
          const wasm = new Background(makeWasmKernels, size, 0.5);
          const plain = new Background(makePlainKernels, size, 0.5);
          for (let picture = 0; picture < 22; picture++) {
            const { luma } = draw(picture / 8);
            const one = wasm.step(luma, 0.125);
            const other = plain.step(luma, 0.125);
            expect(one).toEqual(other);
            for (const name of ["frame", "mean", "mask", "age", "spread"] as const) {
              expect(Buffer.compare(wasm.planes[name], plain.planes[name]), `${name} of picture ${picture}`).toBe(0);
            }
            wasm.hold(one.still, one.still.slice(0, 1));
            plain.hold(other.still, other.still.slice(0, 1));
            const [first] = one.still;
            if (picture === 18 && first !== undefined) {
              wasm.absorb(first, true);
              plain.absorb(first, true);
            }
          }
        },
      ),
      { numRuns: 12, seed: 1 },
    );
  });

  it("labels scattered noise alike", () => {
    const width = 96;
    const height = 40;
    const count = width * height;
    const random = randomFrom(5);
    const source = Uint8Array.from({ length: count }, () => (random() < 0.42 ? 255 : 0));
    const found = [makeWasmKernels, makePlainKernels].map((make) => {
      const kernels = make(65536 + 40 * count + 400000);
      const u8 = new Uint8Array(kernels.buffer);
      const at = {
        mask: 65536 + 4096,
        labels: 65536 + 4096 + 2 * count,
        parents: 65536 + 4096 + 8 * count,
        regions: 65536 + 4096 + 8 * count + 262144,
      };
      u8.set(source, at.mask);
      const total = kernels.label(at.mask, at.mask, at.labels, at.parents, at.regions, width, height, width, 1000);
      return {
        total,
        labels: u8.slice(at.labels, at.labels + 2 * count),
        regions: u8.slice(at.regions, at.regions + 32 * (total + 1)),
      };
    });
    expect(found[0]?.total).toBeGreaterThan(10);
    expect(found[0]).toEqual(found[1]);
  });

  it("add up alike what a region looks like, steady or trembling, wherever its box ends", () => {
    const [width, height] = [160, 30];
    const count = width * height;
    const guard = width + 16;
    const place = (index: number): number => 65536 + index * (2 * count + 2 * guard) + guard;
    const [frame, mean, previous, mask, spread, age, labels, out] = Array.from({ length: 8 }, (_, index) =>
      place(index),
    );
    if (out === undefined) throw new Error("no place for the sums");
    const planes = [frame, mean, previous, mask, spread, age, labels] as const;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 2, max: 70 }),
        fc.integer({ min: 1, max: 80 }),
        fc.constantFrom(0 as const, 1 as const),
        (seed, left, across, trembles) => {
          const found = [makeWasmKernels, makePlainKernels].map((make) => {
            const kernels = make(place(8));
            const random = randomFrom(seed);
            const u8 = new Uint8Array(kernels.buffer);
            for (const plane of planes)
              for (let at = 0; at < count; at++) u8[(plane ?? 0) + at] = Math.floor(256 * random());
            for (let at = 0; at < count; at++) u8[(mask ?? 0) + at] = random() < 0.7 ? 255 : 0;
            const numbers = new Uint16Array(kernels.buffer, labels, count);
            for (let at = 0; at < count; at++) numbers[at] = random() < 0.6 ? 7 : random() < 0.5 ? 0 : 300;
            const [f = 0, m = 0, p = 0, k = 0, s = 0, a = 0, l = 0] = planes;
            kernels.measure(f, m, p, k, s, a, l, 7, left, 2, left + across, height - 2, width, trembles, 14, out);
            const free = kernels.unlabelled(k, l, left, 0, left + across, height, width);
            return { sums: u8.slice(out, out + SUMS_BYTES), free };
          });
          expect(found[0]).toEqual(found[1]);
          expect(found[0]?.free).toBeGreaterThan(0);
        },
      ),
      { numRuns: 40, seed: 1 },
    );
  });
});
