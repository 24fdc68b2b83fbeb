import { CORNERS, type EvidenceKernels } from "./evidence-kernels.ts";

const BLOCK = 8;
const REACH = 2;
const OUTLINE_REACH = 3;
const f = Math.fround;
const LEAST_LIGHT = f(0.4);
const MOST_LIGHT = f(2.5);
const LEAST_NOISE = f(0.7);
const UNDECIDED = f(2.6);
const MOST_FOR = 1;
const MOST_AGAINST = f(0.35);
const OUTLINE_SLOPE = f(0.12);

/** In plain TypeScript, over this memory. */
export function plainEvidence(buffer: ArrayBuffer): EvidenceKernels {
  const u8 = new Uint8Array(buffer);
  const i32 = new Int32Array(buffer);
  const f32 = new Float32Array(buffer);
  const f64 = new Float64Array(buffer);
  const at8 = (at: number): number => u8[at] as number;
  const at32 = (at: number): number => i32[at >> 2] as number;
  const atF = (at: number): number => f32[at >> 2] as number;
  const atD = (at: number): number => f64[at >> 3] as number;
  const between = (one: number, other: number, share: number): number => f(one + f(share * f(other - one)));
  /** Where a point lies among the middles of blocks. */
  const place = (at: number, blocks: number): number =>
    Math.max(0, Math.min(blocks - 1, f(f(f(at + 0.5) / BLOCK) - 0.5)));
  const medianOf = (values: number[]): number =>
    f(values.toSorted((one, other) => one - other)[values.length >> 1] ?? 1);

  return {
    shrink(frame, frameStride, reduction, now, width, height) {
      const share = f(1 / (reduction * reduction));
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          let sum = 0;
          for (let j = 0; j < reduction; j++)
            for (let i = 0; i < reduction; i++)
              sum += at8(frame + (y * reduction + j) * frameStride + x * reduction + i);
          f32[(now >> 2) + y * width + x] = f(sum * share);
        }
      }
    },

    slopes(ground, now, width, height, step, margin, offset, shareX, shareY, most, sums) {
      const found = f64.subarray(sums >> 3, (sums >> 3) + 5).fill(0);
      for (let y = margin; y < height - margin; y += step) {
        for (let x = margin; x < width - margin; x += step) {
          const at = ground + 4 * (y * width + x);
          const from = now + 4 * (y * width + x + offset);
          const below = from + 4 * width;
          const upper = atF(from) * (1 - shareX) + atF(from + 4) * shareX;
          const lower = atF(below) * (1 - shareX) + atF(below + 4) * shareX;
          const difference = atF(at) - (upper + shareY * (lower - upper));
          if (Math.abs(difference) > most) continue;
          const slopeX = (atF(at + 4) - atF(at - 4)) / 2;
          const slopeY = (atF(at + 4 * width) - atF(at - 4 * width)) / 2;
          [slopeX * slopeX, slopeX * slopeY, slopeY * slopeY, slopeX * difference, slopeY * difference].forEach(
            (product, index) => {
              found[index] = (found[index] as number) + product;
            },
          );
        }
      }
    },

    localLight(now, ground, blocks, smooth, row, _values, light, width, height, across, down) {
      for (let y = 0; y < down; y++) {
        for (let x = 0; x < across; x++) {
          const values: number[] = [];
          for (let v = y * BLOCK; v < Math.min(height, (y + 1) * BLOCK); v += 2)
            for (let u = x * BLOCK; u < Math.min(width, (x + 1) * BLOCK); u += 2)
              values.push(f(atF(now + 4 * (v * width + u)) / Math.max(1, atF(ground + 4 * (v * width + u)))));
          f32[(blocks >> 2) + y * across + x] = medianOf(values);
        }
      }
      for (let y = 0; y < down; y++) {
        for (let x = 0; x < across; x++) {
          const values: number[] = [];
          for (let v = Math.max(0, y - REACH); v <= Math.min(down - 1, y + REACH); v++)
            for (let u = Math.max(0, x - REACH); u <= Math.min(across - 1, x + REACH); u++)
              values.push(atF(blocks + 4 * (v * across + u)));
          f32[(smooth >> 2) + y * across + x] = Math.max(LEAST_LIGHT, Math.min(MOST_LIGHT, medianOf(values)));
        }
      }
      for (let y = 0; y < height; y++) {
        const above = Math.floor(place(y, down));
        const share = f(place(y, down) - above);
        const [upper, lower] = [smooth + 4 * above * across, smooth + 4 * Math.min(down - 1, above + 1) * across];
        for (let x = 0; x < across; x++) f32[(row >> 2) + x] = between(atF(upper + 4 * x), atF(lower + 4 * x), share);
        f32[(row >> 2) + across] = atF(row + 4 * (across - 1));
        for (let x = 0; x < width; x++) {
          const left = Math.floor(place(x, across));
          const lit = between(atF(row + 4 * left), atF(row + 4 * left + 4), f(place(x, across) - left));
          f32[(light >> 2) + y * width + x] = lit;
        }
      }
    },

    weigh(now, mean, noise, light, held, evidence, ratio, count, share, foreignShare, noiseShare) {
      for (let at = 0; at < count; at++) {
        const value = atF(now + 4 * at);
        const known = atF(mean + 4 * at);
        const lit = atF(light + 4 * at);
        const usual = atF(noise + 4 * at);
        const expected = f(known * lit);
        const size = Math.abs(f(value - expected));
        const times = f(size / f(LEAST_NOISE + usual));
        const says = f(f(times - UNDECIDED) / UNDECIDED);
        f32[(evidence >> 2) + at] = Math.min(MOST_FOR, Math.max(-MOST_AGAINST, says));
        f32[(ratio >> 2) + at] = f(value / Math.max(1, expected));
        if (at8(held + at) !== 0) continue;
        const rate = times > UNDECIDED ? f(foreignShare) : f(share);
        f32[(mean >> 2) + at] = f(known + f(rate * f(f(value / lit) - known)));
        const change = f(Math.min(size, f(f(3 * usual) + 1)) - usual);
        f32[(noise >> 2) + at] = f(usual + f(f(noiseShare) * change));
      }
    },

    dropSoft(ratio, evidence, outline, across, width, height, stride) {
      u8.fill(0, outline, outline + stride * height);
      for (let y = 1; y + 1 < height; y++) {
        for (let x = 1; x + 1 < width; x++) {
          const at = ratio + 4 * (y * width + x);
          const sideways = Math.abs(f(atF(at + 4) - atF(at - 4)));
          const slopes = f(sideways + Math.abs(f(atF(at + 4 * width) - atF(at - 4 * width))));
          if (atF(evidence + 4 * (y * width + x)) > 0 && slopes >= OUTLINE_SLOPE) u8[outline + y * stride + x] = 255;
        }
      }
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          let any = 0;
          for (let beside = -OUTLINE_REACH; beside <= OUTLINE_REACH; beside++)
            any |= at8(outline + y * stride + x + beside);
          u8[across + y * stride + x] = any;
        }
      }
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          let any = 0;
          for (let row = Math.max(0, y - OUTLINE_REACH); row <= Math.min(height - 1, y + OUTLINE_REACH); row++)
            any |= at8(across + row * stride + x);
          const at = (evidence >> 2) + y * width + x;
          if (any === 0 && (f32[at] as number) > 0) f32[at] = 0;
        }
      }
    },

    addUp(evidence, sums, width, height, fromRow) {
      const row = width + 1;
      for (let y = fromRow; y < height; y++) {
        let sum = 0;
        for (let x = 0; x < width; x++) {
          sum += atF(evidence + 4 * (y * width + x));
          f64[(sums >> 3) + (y + 1) * row + x + 1] = atD(sums + 8 * (y * row + x + 1)) + sum;
        }
      }
    },

    bestSpot(sums, corners, reaches, says, least, spots, left, top, right, bottom) {
      let [best, most] = [-1, 0];
      for (let index = 0; index < spots; index++) {
        const reach = reaches + 16 * index;
        if (
          atF(reach) < f(right) &&
          atF(reach + 4) < f(bottom) &&
          atF(reach + 8) > f(left) &&
          atF(reach + 12) > f(top)
        ) {
          let sum = 0;
          const first = corners + 4 * CORNERS * index;
          const corner = (at: number): number => atD(sums + 8 * at32(at));
          for (let at = first; at < first + 4 * CORNERS; at += 16)
            sum += corner(at) - corner(at + 4) - corner(at + 8) + corner(at + 12);
          f64[(says >> 3) + index] = sum;
        }
        const sum = atD(says + 8 * index);
        if (sum > most && sum > atD(least + 8 * index)) [best, most] = [index, sum];
      }
      return best;
    },
  };
}
