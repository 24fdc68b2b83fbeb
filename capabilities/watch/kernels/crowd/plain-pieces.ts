import type { CrowdKernels } from "./crowd-kernels.ts";

const BLOCK = 8;
const PIECE = 48;
const PART = 16;

/** The pieces of a mask in plain TypeScript: see `makePlainCrowdKernels`. */
export function plainPieces(buffer: ArrayBuffer): Pick<CrowdKernels, "label" | "sum" | "gather"> {
  const u8 = new Uint8Array(buffer);
  const i32 = new Int32Array(buffer);
  const f32 = new Float32Array(buffer);
  const f64 = new Float64Array(buffer);
  // Offsets are ours and always inside; the checks that noUncheckedIndexedAccess asks for would cost what we measure.
  const at8 = (at: number): number => u8[at] as number;
  const at32 = (at: number): number => i32[at >> 2] as number;
  const atF32 = (at: number): number => f32[at >> 2] as number;
  const atF64 = (at: number): number => f64[at >> 3] as number;

  function rootOf(parents: number, label: number): number {
    let at = label;
    for (;;) {
      const up = at32(parents + 4 * at);
      if (up === at) return at;
      at = i32[(parents >> 2) + at] = at32(parents + 4 * up);
    }
  }

  function addPart(first: number, end: number, block: number, label: number, people: number): number {
    let at = first;
    while (at < end && at32(at + 12) < label) at += PART;
    if (at < end && at32(at + 12) === label) {
      f64[at >> 3] = atF64(at) + people;
      return end;
    }
    u8.copyWithin(at + PART, at, end);
    f64[at >> 3] = people;
    i32[(at >> 2) + 2] = block;
    i32[(at >> 2) + 3] = label;
    return end + PART;
  }

  return {
    label(mask, labels, parents, width, height, stride) {
      let next = 1;
      for (let y = 1; y + 1 < height; y++) {
        for (let at = y * stride; at < y * stride + width; at++) {
          if (at8(mask + at) === 0) continue;
          let found = 0;
          for (const beside of [at - 1, at - stride - 1, at - stride, at - stride + 1]) {
            if (at8(mask + beside) === 0) continue;
            const root = rootOf(parents, at32(labels + 4 * beside));
            if (found === 0) found = root;
            else if (found !== root) {
              i32[(parents >> 2) + Math.max(found, root)] = Math.min(found, root);
              found = Math.min(found, root);
            }
          }
          if (found === 0) {
            found = next++;
            i32[(parents >> 2) + found] = found;
          }
          i32[(labels >> 2) + at] = found;
        }
      }
      let count = 0;
      i32[parents >> 2] = 0;
      for (let i = 1; i < next; i++) {
        const up = at32(parents + 4 * i);
        i32[(parents >> 2) + i] = up === i ? ++count : at32(parents + 4 * up);
      }
      return count;
    },

    sum(mask, sums, height, stride) {
      const row = stride + 4;
      for (let y = 0; y < height; y++) {
        let before = 0;
        for (let x = 0; x < stride; x++) {
          before += at8(mask + y * stride + x) & 1;
          const at = (sums >> 2) + y * row + x + 1;
          i32[at + row] = (i32[at] as number) + before;
        }
      }
    },

    gather(mask, labels, numbers, area, plain, times, pieces, count, parts, width, height, stride) {
      u8.fill(0, pieces, pieces + PIECE * (count + 1));
      for (let i = 1; i <= count; i++) i32.set([width, height, -1, -1], (pieces + PIECE * i + 28) >> 2);
      let end = parts;
      let block = 0;
      for (let top = 0; top < height; top += BLOCK) {
        for (let left = 0; left < width; left += BLOCK, block++) {
          const right = Math.min(width, left + BLOCK);
          const first = end;
          for (let y = top; y < Math.min(height, top + BLOCK); y++) {
            const row = y * stride;
            for (let x = left; x < right; x++) {
              if (at8(mask + row + x) === 0) continue;
              const from = x;
              const label = at32(numbers + 4 * at32(labels + 4 * (row + x)));
              let [areas, plains, pixels] = [0, 0, 0];
              for (; x < right && at8(mask + row + x) !== 0; x++) {
                const here = atF32(area + 4 * (row + x));
                if (here === 0) continue;
                areas += here;
                plains += atF32(plain + 4 * (row + x));
                pixels++;
              }
              if (pixels === 0) continue;
              const piece = pieces + PIECE * label;
              const people = plains * atF64(times + 8 * block);
              f64[piece >> 3] = atF64(piece) + areas;
              f64[(piece >> 3) + 1] = atF64(piece + 8) + plains;
              f64[(piece >> 3) + 2] = atF64(piece + 16) + people;
              const at = piece >> 2;
              i32[at + 6] = at32(piece + 24) + pixels;
              i32[at + 7] = Math.min(at32(piece + 28), from);
              i32[at + 8] = Math.min(at32(piece + 32), y);
              i32[at + 9] = Math.max(at32(piece + 36), x - 1);
              i32[at + 10] = Math.max(at32(piece + 40), y);
              end = addPart(first, end, block, label, people);
            }
          }
        }
      }
      return (end - parts) / PART;
    },
  };
}
