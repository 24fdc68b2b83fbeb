import type { CrowdKernels } from "./crowd-kernels.ts";
import { plainPieces } from "./plain-pieces.ts";

const BLOCK = 8;

/** The crowd kernels in plain TypeScript: the reference that the WebAssembly version is tested and measured against. */
export function makePlainCrowdKernels(bytes: number): CrowdKernels {
  const buffer = new ArrayBuffer(Math.ceil(bytes / 16) * 16);
  const u8 = new Uint8Array(buffer);
  const i32 = new Int32Array(buffer);
  const f32 = new Float32Array(buffer);
  // Offsets are ours and always inside; the checks that noUncheckedIndexedAccess asks for would cost what we measure.
  const at8 = (at: number): number => u8[at] as number;
  const atF32 = (at: number): number => f32[at >> 2] as number;

  /** Of the eight neighbours, how many are the core of a shadow; twice that. */
  function coresAbout(at: number, stride: number): number {
    let cores = 0;
    for (let row = at - stride; row <= at + stride; row += stride)
      cores += (at8(row - 1) & 2) + (at8(row) & 2) + (at8(row + 1) & 2);
    return cores;
  }

  function giveBack(shades: number, mask: number, above: number, stride: number, count: number, gap: number): void {
    // How many rows ago something was set, column by column, with nothing but shadow since; 255 is never.
    u8.fill(255, above, above + stride);
    for (let at = 0; at < count; at++) {
      const column = above + (at % stride);
      const ago = at8(column);
      if (at8(mask + at) === 0) {
        u8[column] = at8(shades + at) === 0 ? 255 : Math.min(255, ago + 1);
        continue;
      }
      if (ago <= gap) for (let k = 1; k <= ago; k++) u8[mask + at - k * stride] = 255;
      u8[column] = 0;
    }
  }

  return {
    name: "plain",
    buffer,
    ...plainPieces(buffer),

    commonest(samples, many, held, ground, width, count) {
      const values = new Uint8Array(many);
      for (let at = 0; at < count; at++) {
        for (let k = 0; k < many; k++) values[k] = at8(samples + k * count + at);
        values.sort();
        let [narrowest, first] = [256, 0];
        for (let k = 0; k + held <= many; k++) {
          const wide = (values[k + held - 1] as number) - (values[k] as number);
          if (wide < narrowest) [narrowest, first] = [wide, k];
        }
        let sum = 0;
        for (let k = first; k < first + held; k++) sum += values[k] as number;
        f32[(ground >> 2) + at] = sum / held;
        u8[width + at] = narrowest;
        for (let k = 0; k < many; k++) u8[samples + k * count + at] = values[k] as number;
      }
    },

    subtract(frame, ground, noise, raw, count, base, times) {
      for (let at = 0; at < count; at++) {
        const threshold = base + times * Math.max(0, atF32(noise + 4 * at) - 1);
        u8[raw + at] = Math.abs(at8(frame + at) - atF32(ground + 4 * at)) > threshold ? 255 : 0;
      }
    },

    shade(frame, ground, mask, shades, bins, count) {
      i32.fill(0, bins >> 2, (bins >> 2) + 256);
      for (let at = 0; at < count; at++) {
        u8[shades + at] = 0;
        if (at8(mask + at) === 0) continue;
        const part = (100 * at8(frame + at)) / Math.max(1, atF32(ground + 4 * at));
        const bin = Math.min(255, Math.floor(part + 0.5));
        u8[shades + at] = bin;
        i32[(bins >> 2) + bin] = (i32[(bins >> 2) + bin] as number) + 1;
      }
    },

    unshadow(shades, mask, above, stride, count, peak, reach, edge, gap) {
      for (let at = shades; at < shades + count; at++) {
        const shade = at8(at);
        if (shade === 0) continue;
        u8[at] = Math.abs(shade - peak) <= reach ? 2 : shade > peak && shade < edge ? 1 : 0;
      }
      for (let at = stride + 1; at < count - stride - 1; at++) {
        const kind = at8(shades + at);
        if (kind === 2 || (kind === 1 && coresAbout(shades + at, stride) >= 4)) u8[mask + at] = 0;
      }
      giveBack(shades, mask, above, stride, count, gap);
    },

    clean(raw, mask, width, height, stride) {
      u8.fill(0, mask, mask + stride * height);
      for (let y = 1; y + 1 < height; y++) {
        for (let x = 1; x + 1 < width; x++) {
          const at = raw + y * stride + x;
          let sum = 0;
          for (let row = at - stride; row <= at + stride; row += stride)
            sum += (at8(row - 1) & 1) + (at8(row) & 1) + (at8(row + 1) & 1);
          if (sum >= 4) u8[mask + y * stride + x] = 255;
        }
      }
    },

    follow(frame, ground, noise, foreign, since, raw, differs, count, rate, elapsed) {
      for (let at = 0; at < count; at++) {
        const value = at8(frame + at);
        const stood = atF32(since + 4 * at);
        if (at8(raw + at) === 0) {
          if (at8(differs + at) !== 0) continue;
          const off = value - atF32(ground + 4 * at);
          const usual = atF32(noise + 4 * at);
          f32[(ground >> 2) + at] = atF32(ground + 4 * at) + rate * off;
          f32[(noise >> 2) + at] = usual + 0.5 * rate * (Math.abs(off) - usual);
          f32[(since >> 2) + at] = Math.max(0, stood - 2 * elapsed);
          continue;
        }
        const seen = at8(foreign + at);
        if (Math.abs(value - seen) < 8) {
          f32[(since >> 2) + at] = stood + elapsed;
          u8[foreign + at] = (3 * seen + value + 2) >> 2;
        } else {
          const remains = stood - 3 * elapsed;
          f32[(since >> 2) + at] = Math.max(0, remains);
          if (remains <= 0) u8[foreign + at] = value;
        }
      }
    },

    stand(since, raw, still, old, stride, height, seconds, long) {
      for (let top = BLOCK; top + 2 * BLOCK < height; top += BLOCK) {
        for (let left = BLOCK; left + 2 * BLOCK < stride; left += BLOCK) {
          let [stills, olds] = [0, 0];
          for (let y = top; y < top + BLOCK; y++) {
            for (let at = y * stride + left; at < y * stride + left + BLOCK; at++) {
              const stood = atF32(since + 4 * at);
              if (stood <= seconds) continue;
              if (at8(raw + at) !== 0) stills++;
              if (stood > long) olds++;
            }
          }
          const block = (top * stride) / (BLOCK * BLOCK) + left / BLOCK;
          u8[still + block] = stills;
          u8[old + block] = olds;
        }
      }
    },
  };
}
