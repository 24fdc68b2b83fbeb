import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomFrom } from "../../analysis/rendered-scene.ts";
import { compile } from "../build.mjs";
import type { CrowdKernelMaker, CrowdKernels } from "./crowd-kernels.ts";
import { makePlainCrowdKernels } from "./plain-crowd.ts";
import { makeWasmCrowdKernels } from "./wasm-crowd.ts";

/** A random plane, and where it lies: offsets are ours, from the first page on, with room around each. */
class Memory {
  readonly kernels: CrowdKernels;
  readonly u8: Uint8Array;
  readonly f32: Float32Array;
  readonly #room: number;
  #taken = 0;

  constructor(make: CrowdKernelMaker, count: number) {
    this.#room = 16 * Math.ceil((5 * count + 4096) / 16);
    this.kernels = make(65536 + 12 * this.#room);
    this.u8 = new Uint8Array(this.kernels.buffer);
    this.f32 = new Float32Array(this.kernels.buffer);
  }

  take(): number {
    return 65536 + this.#room * this.#taken++ + 1024;
  }

  bytes(count: number, value: (at: number) => number): number {
    const at = this.take();
    for (let i = 0; i < count; i++) this.u8[at + i] = value(i);
    return at;
  }

  floats(count: number, value: (at: number) => number): number {
    const at = this.take();
    for (let i = 0; i < count; i++) this.f32[(at >> 2) + i] = value(i);
    return at;
  }

  read(at: number, bytes: number): Uint8Array {
    return this.u8.slice(at, at + bytes);
  }
}

interface Case {
  readonly width: number;
  readonly stride: number;
  readonly height: number;
  readonly count: number;
  readonly seed: number;
  /** How much of a mask is set. */
  readonly share: number;
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    width: fc.integer({ min: 33, max: 90 }),
    height: fc.integer({ min: 20, max: 60 }),
    seed: fc.integer({ min: 1, max: 1e6 }),
    share: fc.constantFrom(0.02, 0.3, 0.6, 0.97),
  })
  .map(({ width, height, ...rest }) => {
    const stride = 16 * Math.ceil(width / 16);
    return { width, height, stride, count: stride * height, ...rest };
  });

/** Both makes, on the same random planes, come to the same. */
function same(what: (memory: Memory, random: () => number, of: Case) => unknown): void {
  fc.assert(
    fc.property(cases, (of) => {
      const [one, other] = [makeWasmCrowdKernels, makePlainCrowdKernels].map((make) =>
        what(new Memory(make, of.count), randomFrom(of.seed), of),
      );
      expect(one).toEqual(other);
    }),
    { numRuns: 60, seed: 1 },
  );
}

/** Set in runs of some length, as what a camera sees is, and empty at the border. */
function maskOf({ width, stride, height, share }: Case, random: () => number): (at: number) => number {
  let isSet = false;
  return (at) => {
    if (random() < 0.35) isSet = random() < share;
    const [x, y] = [at % stride, Math.floor(at / stride)];
    return isSet && x > 0 && y > 0 && x + 1 < width && y + 1 < height ? 255 : 0;
  };
}

describe("crowd kernels", () => {
  it("crowd.wasm is what its source compiles to", async () => {
    const committed = await readFile(new URL("crowd.wasm", import.meta.url));
    expect(Buffer.compare(committed, await compile("crowd"))).toBe(0);
  });

  it("find alike what a pixel shows most often", () => {
    same((memory, random, { count, seed }) => {
      const [many, held] = [9, 4];
      const short = 16 * Math.floor(count / 64);
      const levels = seed % 2 === 0 ? 256 : 20;
      const samples = memory.bytes(many * short, () => Math.floor(levels * random()));
      const [ground, width] = [memory.take(), memory.take()];
      memory.kernels.commonest(samples, many, held, ground, width, short);
      return [memory.read(ground, 4 * short), memory.read(width, short), memory.read(samples, many * short)];
    });
  });

  it("tell alike what differs from the ground, on the very threshold as well", () => {
    same((memory, random, { count }) => {
      const noise = memory.floats(count, () => (random() < 0.5 ? 1.5 : 6 * random()));
      const frame = memory.bytes(count, () => Math.floor(256 * random()));
      const ground = memory.floats(count, (at) => {
        const value = memory.u8[frame + at] ?? 0;
        const off = random() < 0.5 ? 8.6 : random() < 0.8 ? 5 * random() : 100 * random();
        return Math.abs(value + (random() < 0.5 ? off : -off));
      });
      const raw = memory.take();
      memory.kernels.subtract(frame, ground, noise, raw, count, 7, 3.2);
      return memory.read(raw, count);
    });
  });

  it("tell shadows alike, whole hundredths and halves as well", () => {
    same((memory, random, of) => {
      const { count, stride, seed } = of;
      const mask = memory.bytes(count, maskOf(of, random));
      const frame = memory.bytes(count, () => Math.floor((seed % 2 === 0 ? 256 : 130) * random()));
      const ground = memory.floats(count, () => (random() < 0.5 ? 200 : random() < 0.9 ? 90 + 60 * random() : 0.2));
      const [shades, bins, above] = [memory.take(), memory.take(), memory.take()];
      memory.kernels.shade(frame, ground, mask, shades, bins, count);
      const shaded = [memory.read(shades, count), memory.read(bins, 1024)];
      memory.kernels.unshadow(shades, mask, above, stride, count, 60, seed % 3 === 0 ? 15 : 3, 97, 12);
      return [shaded, memory.read(shades, count), memory.read(mask, count), memory.read(above, stride)];
    });
  });

  it("clean a mask alike", () => {
    same((memory, random, of) => {
      const { count, width, height, stride, share } = of;
      const raw = memory.bytes(count, () => (random() < share ? 255 : 0));
      const mask = memory.bytes(count, () => 255);
      memory.kernels.clean(raw, mask, width, height, stride);
      return memory.read(mask, count);
    });
  });

  it("follow the ground alike, and tell alike where something stands", () => {
    same((memory, random, of) => {
      const { count, stride, height } = of;
      const set = maskOf(of, random);
      const differs = memory.bytes(count, set);
      const raw = memory.bytes(count, (at) => (random() < 0.8 ? (memory.u8[differs + at] ?? 0) : 0));
      const byte = (): number => Math.floor(256 * random());
      const frame = memory.bytes(count, byte);
      const foreign = memory.bytes(count, (at) => (random() < 0.7 ? (memory.u8[frame + at] ?? 0) ^ 5 : byte()));
      const ground = memory.floats(count, () => 255 * random());
      const noise = memory.floats(count, () => 5 * random());
      const since = memory.floats(count, (at) => (at % 96 < 48 ? 0 : random() < 0.2 ? 3000 : 12 * random()));
      for (const elapsed of [0.5, 1, 0.2, 5]) {
        const rate = Math.min(0.5, elapsed / 12);
        memory.kernels.follow(frame, ground, noise, foreign, since, raw, differs, count, rate, elapsed);
      }
      const [still, old] = [memory.take(), memory.take()];
      memory.kernels.stand(since, raw, still, old, stride, height, 8, 2700);
      const planes = [ground, noise, since].map((at) => memory.read(at, 4 * count));
      return [planes, ...[foreign, still, old].map((at) => memory.read(at, count))];
    });
  });

  it("add up the pieces of a mask alike", () => {
    same((memory, random, of) => {
      const { count, width, height, stride } = of;
      const mask = memory.bytes(count, maskOf(of, random));
      const area = memory.floats(count, () => (random() < 0.1 ? 0 : 400 * random()));
      const plain = memory.floats(count, () => random() / 100);
      const times = memory.take();
      new Float64Array(memory.kernels.buffer, times, 120).forEach((_, block, all) => {
        all[block] = 1 + random();
      });
      const [labels, numbers, sums, pieces, parts] = [1, 2, 3, 4, 5].map(() => memory.take());
      if (labels === undefined || numbers === undefined || sums === undefined) throw new Error("no room");
      if (pieces === undefined || parts === undefined) throw new Error("no room");
      const { kernels } = memory;
      kernels.sum(mask, sums, height, stride);
      const many = kernels.label(mask, labels, numbers, width, height, stride);
      const [byPixel, byLabel] = [
        new Int32Array(kernels.buffer, labels, count),
        new Int32Array(kernels.buffer, numbers),
      ];
      const found = Array.from(byPixel, (label, at) => (memory.u8[mask + at] === 0 ? 0 : byLabel[label]));
      const partsFound = kernels.gather(
        mask,
        labels,
        numbers,
        area,
        plain,
        times,
        pieces,
        many,
        parts,
        width,
        height,
        stride,
      );
      return [
        many,
        found,
        memory.read(sums, 4 * (stride + 4) * (height + 1)),
        memory.read(pieces, 48 * (many + 1)),
        memory.read(parts, 16 * partsFound),
      ];
    });
  });
});
