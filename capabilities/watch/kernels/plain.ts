import { makePlainCrowdKernels } from "./crowd/plain-crowd.ts";
import { plainEvidence } from "./evidence/plain-evidence.ts";
import { makePlainFlowKernels } from "./flow/plain-flow.ts";
import type { Kernels } from "./kernels.ts";
import { plainReduce } from "./reduce.ts";
import { plainRegionSums } from "./region-sums.ts";
import { plainSlow } from "./slow/plain-slow.ts";

/** The kernels in plain TypeScript: the reference that the WebAssembly version is tested and measured against. */
export function makePlainKernels(bytes: number): Kernels {
  const buffer = new ArrayBuffer(Math.ceil(bytes / 16) * 16);
  const u8 = new Uint8Array(buffer);
  const i16 = new Int16Array(buffer);
  const u16 = new Uint16Array(buffer);
  const i32 = new Int32Array(buffer);
  // Offsets are ours and always inside; the checks that noUncheckedIndexedAccess asks for would cost what we measure.
  const at8 = (at: number): number => u8[at] as number;
  const at16 = (at: number): number => i16[at] as number;
  const at32 = (at: number): number => i32[at] as number;

  function rootOf(parents: number, label: number): number {
    let at = label;
    for (;;) {
      const up = at32(parents + at);
      if (up === at) return at;
      const above = at32(parents + up);
      i32[parents + at] = above;
      at = above;
    }
  }

  function lit(value: number, gain: number, offset: number): number {
    const fine = (((value << 7) * gain) >> 14) + offset;
    return Math.max(0, Math.min(32640, fine) + 64) >> 7;
  }

  return {
    name: "plain",
    buffer,

    makeFlow: makePlainFlowKernels,
    makeCrowd: makePlainCrowdKernels,
    reduce: plainReduce(u8),
    ...plainRegionSums(buffer),
    slow: plainSlow(buffer),
    evidence: plainEvidence(buffer),

    subtract(
      frame,
      meanFine,
      mean,
      meanNext,
      spread,
      flicker,
      candidate,
      age,
      former,
      hasFormer,
      hold,
      mask,
      stride,
      count,
      rate,
      ageStep,
      base,
    ) {
      const fine0 = meanFine >> 1;
      for (let at = 0; at < count; at++) {
        const value = at8(frame + at);
        const middle = mean + at;
        const centre = at8(middle);
        let low = centre;
        let high = centre;
        for (let dy = -stride; dy <= stride; dy += stride) {
          for (let dx = -1; dx <= 1; dx++) {
            const neighbour = at8(middle + dy + dx);
            if (neighbour < low) low = neighbour;
            if (neighbour > high) high = neighbour;
          }
        }
        low = (low + centre + 1) >> 1;
        high = (high + centre + 1) >> 1;
        const noise = at8(spread + at);
        const restless = at8(flicker + at);
        const threshold = Math.min(90, base + noise - (noise >> 2) + restless);
        const outside = value > high ? value - high : value < low ? low - value : 0;
        const returned = at8(hasFormer + at) !== 0 && Math.abs(value - at8(former + at)) <= threshold;
        const differs = outside > threshold && !returned;
        const ordinary = outside <= threshold && !returned;

        let seen = at8(candidate + at);
        let still = at8(age + at);
        const same = Math.abs(value - seen) <= threshold;
        if (differs && same) {
          still = Math.min(255, still + ageStep);
          seen = (seen + value + 1) >> 1;
        } else {
          still = Math.max(0, still - 2 * ageStep);
          if (differs && still === 0) seen = value;
        }
        const absorbed = differs && same && still === 255 && at8(hold + at) === 0;
        if (absorbed) still = 0;
        u8[age + at] = still;
        u8[candidate + at] = seen;

        if (ordinary) {
          const eighths = Math.min(255, 8 * Math.abs(value - centre));
          if (eighths > noise) u8[spread + at] = Math.min(255, noise + 1);
          else if (eighths < noise) u8[spread + at] = noise - 1;
        }
        const now = differs ? 255 : 0;
        u8[flicker + at] = Math.min(40, Math.max(0, restless - 1) + ((now ^ at8(mask + at)) & 5));
        u8[mask + at] = now;

        let fine = at16(fine0 + at);
        if (ordinary && at8(hold + at) === 0) fine += (((value << 7) - fine) * rate + 16384) >> 15;
        if (absorbed) fine = seen << 7;
        i16[fine0 + at] = fine;
        u8[meanNext + at] = (fine + 64) >> 7;
      }
    },

    majority(source, target, stride, count) {
      for (let at = 0; at < count; at++) {
        const middle = source + at;
        let sum = 0;
        for (let dy = -stride; dy <= stride; dy += stride) {
          sum += (at8(middle + dy - 1) & 1) + (at8(middle + dy) & 1) + (at8(middle + dy + 1) & 1);
        }
        u8[target + at] = sum >= 5 ? 255 : 0;
      }
    },

    select(source, age, hold, target, count, least, want) {
      for (let at = 0; at < count; at++) {
        const kept = want === 1 ? at8(age + at) >= least : at8(hold + at) === 0;
        u8[target + at] = kept ? at8(source + at) : 0;
      }
    },

    dilate(source, target, stride, count) {
      for (let at = 0; at < count; at++) {
        const middle = source + at;
        let any = 0;
        for (let dy = -stride; dy <= stride; dy += stride) {
          any |= at8(middle + dy - 1) | at8(middle + dy) | at8(middle + dy + 1);
        }
        u8[target + at] = any;
      }
    },

    relight(meanFine, mean, candidate, former, count, gain, offset) {
      const fine0 = meanFine >> 1;
      for (let at = 0; at < count; at++) {
        const fine = Math.max(0, Math.min(32640, ((at16(fine0 + at) * gain) >> 14) + offset));
        i16[fine0 + at] = fine;
        u8[mean + at] = (fine + 64) >> 7;
        u8[candidate + at] = lit(at8(candidate + at), gain, offset);
        u8[former + at] = lit(at8(former + at), gain, offset);
      }
    },

    label(joined, counted, labels, parents, regions, width, height, stride, most) {
      const labels0 = labels >> 1;
      const parents0 = parents >> 2;
      const regions0 = regions >> 2;
      const label = (at: number): number => u16[labels0 + at] as number;
      u16.fill(0, labels0, labels0 + stride * height);
      let next = 1;
      for (let y = 0; y < height; y++) {
        const row = y * stride;
        let x = 0;
        while (x < width) {
          if (at8(joined + row + x) === 0) {
            x++;
            continue;
          }
          let end = x;
          while (end < width && at8(joined + row + end) !== 0) end++;
          let found = 0;
          if (y > 0) {
            const last = Math.min(width - 1, end);
            for (let i = Math.max(0, x - 1); i <= last; i++) {
              const other = label(row - stride + i);
              if (other === 0) continue;
              const root = rootOf(parents0, other);
              if (found === 0) found = root;
              else if (found !== root) {
                i32[parents0 + Math.max(found, root)] = Math.min(found, root);
                found = Math.min(found, root);
              }
            }
          }
          if (found === 0) {
            if (next >= 65535) return 0;
            found = next++;
            i32[parents0 + found] = found;
          }
          u16.fill(found, labels0 + row + x, labels0 + row + end);
          x = end;
        }
      }
      let total = 0;
      for (let i = 1; i < next; i++) {
        const root = rootOf(parents0, i);
        if (root === i) total++;
      }
      if (total > most) return 0;
      const numbers = new Int32Array(next);
      let given = 0;
      for (let i = 1; i < next; i++) {
        const root = rootOf(parents0, i);
        if (root === i) numbers[i] = ++given;
        else numbers[i] = numbers[root] as number;
      }
      i32.fill(0, regions0, regions0 + 8 * (total + 1));
      for (let i = 1; i <= total; i++) {
        i32[regions0 + 8 * i + 1] = width;
        i32[regions0 + 8 * i + 2] = height;
        i32[regions0 + 8 * i + 3] = -1;
        i32[regions0 + 8 * i + 4] = -1;
      }
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const raw = label(y * stride + x);
          if (raw === 0) continue;
          const id = numbers[raw] as number;
          u16[labels0 + y * stride + x] = id;
          if (at8(counted + y * stride + x) === 0) continue;
          const at = regions0 + 8 * id;
          i32[at] = at32(at) + 1;
          if (x < at32(at + 1)) i32[at + 1] = x;
          if (y < at32(at + 2)) i32[at + 2] = y;
          if (x > at32(at + 3)) i32[at + 3] = x;
          if (y > at32(at + 4)) i32[at + 4] = y;
          i32[at + 5] = at32(at + 5) + x;
          i32[at + 6] = at32(at + 6) + y;
        }
      }
      return total;
    },
  };
}
