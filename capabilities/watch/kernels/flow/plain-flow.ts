import { plainReduce } from "../reduce.ts";
import type { FlowKernels } from "./flow-kernels.ts";

const PATCH = 8;
const HALF = 4;
const MARGIN = 16;
const STEADINESS = 256;
const FARTHEST = 64 * PATCH;
const LAST_STEP = 2;
const WEIGHTS = [63, 63, 32, 21, 16, 13, 11, 9, 8, 7, 6, 6, 5, 5, 4, 3] as const;

/** The flow kernels in plain TypeScript: the reference that the WebAssembly version is tested and measured against. */
export function makePlainFlowKernels(bytes: number): FlowKernels {
  const buffer = new ArrayBuffer(Math.ceil(bytes / 16) * 16);
  const u8 = new Uint8Array(buffer);
  const i16 = new Int16Array(buffer);
  const i32 = new Int32Array(buffer);
  // Offsets are ours and always inside; the checks that noUncheckedIndexedAccess asks for would cost what we measure.
  const at8 = (at: number): number => u8[at] as number;
  const at16 = (at: number): number => i16[at >> 1] as number;
  const at32 = (at: number): number => i32[at >> 2] as number;

  let sumX = 0;
  let sumY = 0;
  let sum = 0;
  let slopeX = 0;
  let slopeY = 0;
  let slopeXX = 0;
  let slopeXY = 0;
  let slopeYY = 0;

  /** The picture between its pixels, in 1/128 level. */
  function between(at: number, stride: number, partX: number, partY: number): number {
    const above = (at8(at) << 7) + (at8(at + 1) - at8(at)) * partX;
    const under = at + stride;
    const below = (at8(under) << 7) + (at8(under + 1) - at8(under)) * partX;
    return above + (((below - above) * partY + 16384) >> 15);
  }

  function take(at: number, stride: number, template: number): void {
    slopeX = slopeY = slopeXX = slopeXY = slopeYY = 0;
    for (let row = 0; row < PATCH; row++) {
      for (let column = 0; column < PATCH; column++) {
        const here = at + row * stride + column;
        const gx = at8(here + 1) - at8(here - 1);
        const gy = at8(here + stride) - at8(here - stride);
        const to = (template >> 1) + 24 * row + column;
        i16[to] = at8(here) << 3;
        i16[to + 8] = gx;
        i16[to + 16] = gy;
        slopeX += gx;
        slopeY += gy;
        slopeXX += gx * gx;
        slopeXY += gx * gy;
        slopeYY += gy * gy;
      }
    }
  }

  function placeOf(
    plane: number,
    stride: number,
    width: number,
    height: number,
    x: number,
    y: number,
    u: number,
    v: number,
  ): number {
    const column = Math.max(-MARGIN, Math.min(width + MARGIN - PATCH - 1, x + (u >> 6)));
    const row = Math.max(-MARGIN, Math.min(height + MARGIN - PATCH - 1, y + (v >> 6)));
    return plane + row * stride + column;
  }

  function compare(at: number, stride: number, u: number, v: number, template: number): number {
    const partX = (u & 63) << 1;
    const partY = (v & 63) << 9;
    let squares = 0;
    sumX = sumY = sum = 0;
    for (let row = 0; row < PATCH; row++) {
      for (let column = 0; column < PATCH; column++) {
        const from = (template >> 1) + 24 * row + column;
        const seen = between(at + row * stride + column, stride, partX, partY);
        const differs = (seen >> 4) - (i16[from] as number);
        sum += differs;
        sumX += differs * (i16[from + 8] as number);
        sumY += differs * (i16[from + 16] as number);
        squares += differs * differs;
      }
    }
    return squares - (sum * sum) / 64;
  }

  return {
    name: "plain",
    buffer,
    reduce: plainReduce(u8),

    border(plane, width, height, stride) {
      for (let y = 0; y < height; y++) {
        const row = plane + y * stride;
        u8.fill(at8(row), row - MARGIN, row);
        u8.fill(at8(row + width - 1), row + width, row + stride - MARGIN);
      }
      const left = plane - MARGIN;
      const last = left + (height - 1) * stride;
      for (let y = 1; y <= MARGIN; y++) {
        u8.copyWithin(left - y * stride, left, left + stride);
        u8.copyWithin(last + y * stride, last, last + stride);
      }
    },

    cover(mask, maskStride, side, width, height, cells, columns, rows) {
      const across = columns + 1;
      u8.fill(0, cells, cells + across * (rows + 1));
      for (let row = 1; row <= rows; row++) {
        for (let column = 1; column <= columns && (column - 1) * side < width; column++) {
          let any = 0;
          for (let y = (row - 1) * side; y < Math.min(height, row * side); y++)
            for (let x = (column - 1) * side; x < column * side; x++) any |= at8(mask + y * maskStride + x);
          u8[cells + row * across + column] = any === 0 ? 0 : 255;
        }
      }
    },

    search(
      one,
      other,
      width,
      height,
      stride,
      patchU,
      patchV,
      columns,
      left,
      top,
      right,
      bottom,
      coarseU,
      coarseV,
      coarseWidth,
      coarseHeight,
      coarseStride,
      guessU,
      guessV,
      template,
      steps,
      cells,
    ) {
      const isCovered = (at: number): boolean => at8(at) !== 0 || at8(at + 1) !== 0;
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) {
          const x = column * HALF - HALF;
          const y = row * HALF - HALF;
          const cell = 2 * (row * columns + column);
          const place = (u: number, v: number): number => placeOf(other, stride, width, height, x, y, u, v);
          const above = cells + row * (columns + 1) + column;
          if (cells !== 0 && !isCovered(above) && !isCovered(above + columns + 1)) {
            i16[(patchU + cell) >> 1] = i16[(patchV + cell) >> 1] = 0;
            continue;
          }
          take(one + y * stride + x, stride, template);

          let [u, v] = [0, 0];
          let error = compare(place(0, 0), stride, 0, 0, template);
          let [byX, byY, by] = [sumX, sumY, sum];
          const consider = (tryU: number, tryV: number): boolean => {
            const tried = compare(place(tryU, tryV), stride, tryU, tryV, template);
            if (tried >= error) return false;
            error = tried;
            [u, v, byX, byY, by] = [tryU, tryV, sumX, sumY, sum];
            return true;
          };
          if (coarseU !== 0) {
            const cx = Math.max(0, Math.min(coarseWidth - 1, (x + HALF) >> 1));
            const cy = Math.max(0, Math.min(coarseHeight - 1, (y + HALF) >> 1));
            const from = 2 * (cy * coarseStride + cx);
            consider(2 * at16(coarseU + from), 2 * at16(coarseV + from));
          }
          if (column !== left) consider(at16(patchU + cell - 2), at16(patchV + cell - 2));
          if (row !== top) consider(at16(patchU + cell - 2 * columns), at16(patchV + cell - 2 * columns));
          if (guessU !== 0 || guessV !== 0) consider(guessU, guessV);

          const meanX = slopeX / 64;
          const meanY = slopeY / 64;
          const xx = slopeXX - meanX * slopeX + STEADINESS;
          const xy = slopeXY - meanX * slopeY;
          const yy = slopeYY - meanY * slopeY + STEADINESS;
          const scale = 16 / (xx * yy - xy * xy);
          const [startU, startV] = [u, v];
          const stepOf = (step: number): number => Math.floor(Math.max(-512, Math.min(512, scale * step)) + 0.5);
          for (let step = 0; step < steps; step++) {
            const bx = byX - meanX * by;
            const byDown = byY - meanY * by;
            const stepU = stepOf(yy * bx - xy * byDown);
            const stepV = stepOf(xx * byDown - xy * bx);
            if (stepU === 0 && stepV === 0) break;
            const tryU = u - stepU;
            const tryV = v - stepV;
            if (Math.abs(tryU - startU) > FARTHEST || Math.abs(tryV - startV) > FARTHEST) break;
            if (!consider(tryU, tryV)) break;
            if (Math.abs(stepU) < LAST_STEP && Math.abs(stepV) < LAST_STEP) break;
          }
          i16[(patchU + cell) >> 1] = u;
          i16[(patchV + cell) >> 1] = v;
        }
      }
    },

    densify(
      one,
      other,
      width,
      height,
      stride,
      patchU,
      patchV,
      columns,
      left,
      top,
      right,
      bottom,
      denseU,
      denseV,
      denseStride,
      sums,
    ) {
      const lane = (columns + 2) * HALF;
      const band = 3 * lane;
      const from = sums >> 2;
      i32.fill(0, from, from + band * PATCH);
      for (let row = top; row < bottom; row++) {
        const y = row * HALF - HALF;
        for (let column = left; column < right; column++) {
          const x = column * HALF - HALF;
          const cell = 2 * (row * columns + column);
          const u = at16(patchU + cell);
          const v = at16(patchV + cell);
          const at = placeOf(other, stride, width, height, x, y, u, v);
          for (let line = 0; line < PATCH; line++) {
            for (let i = 0; i < PATCH; i++) {
              const seen = between(at + line * stride + i, stride, (u & 63) << 1, (v & 63) << 9);
              const wrong = Math.abs((seen >> 7) - at8(one + (y + line) * stride + x + i));
              const weight = WEIGHTS[Math.min(15, wrong)] ?? 0;
              const to = from + line * band + HALF * column + i;
              i32[to] = (i32[to] as number) + weight;
              i32[to + lane] = (i32[to + lane] as number) + weight * u;
              i32[to + 2 * lane] = (i32[to + 2 * lane] as number) + weight * v;
            }
          }
        }
        for (let line = 0; line < HALF; line++) {
          const at = y + line;
          if (at < 0 || at >= height || row === top) continue;
          for (let column = left + 1; column < right; column++) {
            for (let i = 0; i < HALF; i++) {
              const here = 4 * (from + line * band + HALF * column + i);
              const out = at * denseStride + (column - 1) * HALF + i;
              const weight = at32(here);
              i16[(denseU >> 1) + out] = Math.trunc(Math.fround(at32(here + 4 * lane) / weight));
              i16[(denseV >> 1) + out] = Math.trunc(Math.fround(at32(here + 8 * lane) / weight));
            }
          }
        }
        i32.copyWithin(from, from + HALF * band, from + PATCH * band);
        i32.fill(0, from + HALF * band, from + PATCH * band);
      }
    },

    enlarge(half, halfStride, halfWidth, halfHeight, target, stride, height) {
      const mixed = (near: number, far: number): number => near + ((far - near + 2) >> 2);
      for (let y = 0; y < halfHeight; y++) {
        const row = (half >> 1) + y * halfStride;
        i16.fill(i16[row + halfWidth - 1] as number, row + halfWidth, row + halfStride);
      }
      for (let y = 0; y < height; y++) {
        const near = Math.min(halfHeight - 1, y >> 1);
        const far = Math.max(0, Math.min(halfHeight - 1, near + ((y & 1) === 1 ? 1 : -1)));
        const at = (x: number): number =>
          mixed(at16(half + 2 * (near * halfStride + x)), at16(half + 2 * (far * halfStride + x)));
        for (let x = 0; x < halfStride - 8; x++) {
          const to = (target >> 1) + y * stride + 2 * x;
          i16[to] = mixed(at(x), at(Math.max(0, x - 1))) << 1;
          i16[to + 1] = mixed(at(x), at(x + 1)) << 1;
        }
      }
    },
  };
}
