import type { SlowKernels } from "./slow-kernels.ts";

const BASE_LEVELS = 2.5;
const NOISE_TIMES = 4;
const PASSING_WINDOWS = 2;
const DARK = 256;
const PART = 1 / 64;
const CELL = 16;
const BINS = 128;
const LEAST_SAMPLES = 60;

const f = Math.fround;
const FAINT_SHARE = f(0.6);
const LAST_PLACE = f(1.001);
const BEYOND = f(1.3);

/** In plain TypeScript, over this memory. */
export function plainSlow(buffer: ArrayBuffer): SlowKernels {
  const u8 = new Uint8Array(buffer);
  const u16 = new Uint16Array(buffer);
  const u32 = new Uint32Array(buffer);
  const f32 = new Float32Array(buffer);
  const at8 = (at: number): number => u8[at] as number;
  const at16 = (at: number): number => u16[at >> 1] as number;
  const at32 = (at: number): number => u32[at >> 2] as number;
  const atF = (at: number): number => f32[at >> 2] as number;
  const between = (one: number, other: number, share: number): number => f(one + f(share * f(other - one)));
  const place = (at: number, cells: number, side: number): number =>
    Math.max(0, Math.min(f(f(cells) - LAST_PLACE), f(f(at / side) - 0.5)));

  function lightOfRow(
    cells: number,
    across: number,
    down: number,
    side: number,
    y: number,
    row: number,
    width: number,
  ): void {
    const where = place(y, down, side);
    const above = Math.floor(where);
    const upper = cells + 4 * above * across;
    const lower = cells + 4 * Math.min(down - 1, above + 1) * across;
    const share = f(where - above);
    for (let x = 0; x < width; x++) {
      const along = place(x, across, side);
      const left = Math.floor(along);
      const right = Math.min(across - 1, left + 1);
      const one = between(atF(upper + 4 * left), atF(lower + 4 * left), share);
      const other = between(atF(upper + 4 * right), atF(lower + 4 * right), share);
      f32[(row >> 2) + x] = between(one, other, f(along - left));
    }
  }

  return {
    gather(frame, frameStride, sum, width, height, stride) {
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const from = frame + 2 * y * frameStride + 2 * x;
          const below = from + frameStride;
          const at = (sum >> 2) + y * stride + x;
          u32[at] = (u32[at] as number) + at8(from) + at8(from + 1) + at8(below) + at8(below + 1);
        }
      }
    },

    levels(sum, share, target, count) {
      for (let at = 0; at < count; at++)
        u8[target + at] = Math.min(255, Math.floor(f(f(f(at32(sum + 4 * at)) * f(share)) + 0.5)));
    },

    close(sum, times, cells, across, down, side, row, window, width, height, stride) {
      f32.fill(1, row >> 2, (row >> 2) + stride);
      for (let y = 0; y < height; y++) {
        if (cells !== 0) lightOfRow(cells, across, down, side, y, row, width);
        for (let x = 0; x < stride; x++) {
          const at = y * stride + x;
          const lit = f(f(f(at32(sum + 4 * at)) * f(times)) + DARK);
          const value = f(f(lit / atF(row + 4 * x)) - DARK);
          u16[(window >> 1) + at] = Math.max(0, Math.min(65535, value));
        }
      }
      u8.fill(0, sum, sum + 4 * stride * height);
    },

    middle(first, second, third, fourth, fifth, median, count) {
      for (let at = 0; at < 2 * count; at += 2) {
        const [a, b, c, d, e] = [
          at16(first + at),
          at16(second + at),
          at16(third + at),
          at16(fourth + at),
          at16(fifth + at),
        ];
        // Of two pairs the lesser of the low ones and the greater of the high ones are not the middle of five.
        const x = Math.max(Math.min(a, b), Math.min(c, d));
        const y = Math.min(Math.max(a, b), Math.max(c, d));
        u16[(median + at) >> 1] = Math.max(Math.min(x, y), Math.min(e, Math.max(x, y)));
      }
    },

    compare(median, ground, former, spread, before, raw, sure, age, seen, count, unrest, lag, unit) {
      for (let at = 0; at < count; at++) {
        const now = f(at16(median + 2 * at) * PART);
        const threshold = f(BASE_LEVELS + f(NOISE_TIMES * Math.max(f(unrest), atF(spread + 4 * at))));
        const difference = Math.abs(f(now - atF(ground + 4 * at)));
        const was = atF(former + 4 * at);
        u8[raw + at] = u8[sure + at] = 0;
        if (difference < f(FAINT_SHARE * threshold) || (was >= 0 && Math.abs(f(now - was)) < threshold)) {
          u8[age + at] = 0;
          u8[seen + at] = Math.min(255, at8(seen + at) + 1);
          continue;
        }
        const isSame = Math.abs(f(now - atF(before + 4 * at))) < threshold;
        const still = isSame ? Math.max(lag, Math.min(255, at8(age + at) + unit)) : lag;
        if (at8(seen + at) <= PASSING_WINDOWS && still >= lag + PASSING_WINDOWS * unit) {
          f32[(ground >> 2) + at] = now;
          u8[age + at] = 0;
          continue;
        }
        u8[age + at] = still;
        u8[raw + at] = 1;
        u8[sure + at] = difference > threshold ? 1 : 0;
      }
    },

    company(raw, mask, width, height, stride) {
      u8.fill(0, mask, mask + stride * height);
      let set = 0;
      for (let y = 1; y + 1 < height; y++) {
        for (let x = 1; x + 1 < width; x++) {
          const at = raw + y * stride + x;
          let sum = 0;
          for (let row = at - stride; row <= at + stride; row += stride) sum += at8(row - 1) + at8(row) + at8(row + 1);
          if (sum < 5) continue;
          u8[mask + y * stride + x] = 255;
          set++;
        }
      }
      return set;
    },

    follow(median, ground, spread, raw, foreign, before, now, mean, count, share, noise) {
      for (let at = 0; at < count; at++) {
        const level = f(at16(median + 2 * at) * PART);
        const usual = atF(ground + 4 * at);
        let learned = usual;
        if (at8(raw + at) === 0 && at8(foreign + at) === 0) {
          const difference = f(level - usual);
          const width = atF(spread + 4 * at);
          learned = f(usual + f(f(share) * difference));
          f32[(ground >> 2) + at] = learned;
          f32[(spread >> 2) + at] = f(width + f(f(noise) * f(Math.abs(difference) - width)));
        }
        f32[(before >> 2) + at] = level;
        u8[now + at] = Math.min(255, f(level + 0.5));
        u8[mean + at] = Math.max(0, Math.min(255, f(learned + 0.5)));
      }
    },

    lightBins(now, ground, logarithms, histograms, width, height, stride, across, perBin) {
      u16.fill(0, histograms >> 1, (histograms >> 1) + BINS * across * Math.ceil(height / CELL));
      for (let y = 0; y < height; y++) {
        for (let x = y & 1; x < width; x += 2) {
          const at = y * stride + x;
          const ratio = f(atF(logarithms + 4 * at8(now + at)) - atF(logarithms + 4 * at8(ground + at)));
          const bin = Math.floor(f(f(ratio * f(perBin)) + BINS / 2));
          if (bin < 0 || bin >= BINS) continue;
          const to = (histograms >> 1) + (Math.floor(y / CELL) * across + Math.floor(x / CELL)) * BINS + bin;
          u16[to] = (u16[to] as number) + 1;
        }
      }
    },

    lightAround(histograms, across, down, x, y, sums) {
      u16.fill(0, sums >> 1, (sums >> 1) + BINS);
      let total = 0;
      for (let row = Math.max(0, y - 1); row <= Math.min(down - 1, y + 1); row++) {
        for (let column = Math.max(0, x - 1); column <= Math.min(across - 1, x + 1); column++) {
          const from = histograms + 2 * BINS * (row * across + column);
          for (let bin = 0; bin < BINS; bin++) {
            const here = at16(from + 2 * bin);
            u16[(sums >> 1) + bin] = at16(sums + 2 * bin) + here;
            total += here;
          }
        }
      }
      if (total < LEAST_SAMPLES) return -1;
      let before = 0;
      for (let bin = 0; bin < BINS; bin++) {
        const here = at16(sums + 2 * bin);
        if (2 * (before + here) >= total) return f(bin + f(f(total / 2 - before) / Math.max(1, here)));
        before += here;
      }
      return -1;
    },

    lightBlocks(now, ground, logarithms, foreign, sorted, ratios, weights, width, height, stride, side, foreignWeight) {
      let to = 0;
      for (let top = 0; top < height; top += side) {
        const bottom = Math.min(height, top + side);
        for (let left = 0; left < width; left += side) {
          const right = Math.min(width, left + side);
          const found: number[] = [];
          let taken = 0;
          for (let y = top; y < bottom; y++) {
            for (let x = left; x < right; x++) {
              const at = y * stride + x;
              found.push(f(atF(logarithms + 4 * at8(now + at)) - atF(logarithms + 4 * at8(ground + at))));
              if (at8(foreign + at) !== 0) taken++;
            }
          }
          found.sort((a, b) => a - b);
          f32.set(found, sorted >> 2);
          const middle = f(f((found[(found.length - 1) >> 1] ?? 0) + (found[found.length >> 1] ?? 0)) * 0.5);
          f32[(ratios >> 2) + to] = found.length === 0 ? 0 : middle;
          f32[(weights >> 2) + to] = 3 * taken > found.length ? f(foreignWeight) : 1;
          to++;
        }
      }
    },

    bendLight(ratios, weights, light, across, down, stiffness, close, rounds) {
      const stiff = f(stiffness);
      for (let round = 0; round < rounds; round++) {
        for (let y = 0; y < down; y++) {
          for (let x = 0; x < across; x++) {
            const from = 4 * (y * across + x);
            const at = light + from;
            let sum = 0;
            let beside = 0;
            const add = (neighbour: number): void => {
              sum = f(sum + atF(neighbour));
              beside++;
            };
            if (x > 0) add(at - 4);
            if (x + 1 < across) add(at + 4);
            if (y > 0) add(at - 4 * across);
            if (y + 1 < down) add(at + 4 * across);
            const ratio = atF(ratios + from);
            const was = atF(at);
            const pull = f(atF(weights + from) / Math.max(f(close), Math.abs(f(ratio - was))));
            const rest = f(f(f(pull * ratio) + f(stiff * sum)) / f(pull + f(stiff * beside)));
            f32[at >> 2] = f(was + f(BEYOND * f(rest - was)));
          }
        }
      }
    },

    beside(quick, quickStride, labels, mask, width, height, stride) {
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < Math.ceil(width / 8) * 8; x++) {
          const from = quick + 2 * y * quickStride + 2 * x;
          const moves = at8(from) & at8(from + quickStride + 1);
          u8[mask + y * stride + x] = moves !== 0 || at16(labels + 2 * (y * stride + x)) !== 0 ? 255 : 0;
        }
      }
    },
  };
}
