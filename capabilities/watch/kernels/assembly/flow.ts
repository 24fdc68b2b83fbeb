// Dense optical flow by inverse search on patches, eight pixels at a time. What each function means is said once, in
// ../flow/flow-kernels.ts; ../flow/plain-flow.ts is the same arithmetic in plain TypeScript, held to identical bytes by a test.

import { reduce } from "./background";

export { reduce };

/** Pixels a side of a patch; patches lie half a patch apart. */
const PATCH = 8;
const HALF = 4;
/** Pixels around a level that repeat its edge. */
const MARGIN = 16;
/** A row of a template: eight values, eight slopes across, eight slopes down, two bytes each. */
const TEMPLATE_ROW = 48;
/** Added to the patch's own texture (squared slopes): a patch without texture does not wander. */
const STEADINESS: f64 = 256;
/** A patch that has gone farther than this from where it began (1/64 pixel) is lost. */
const FARTHEST = 64 * PATCH;
/** A step smaller than this (1/64 pixel) is the last. */
const LAST_STEP = 2;

// The sums over a patch of what it differs by, as `compare` left them.
let sumX: i32 = 0;
let sumY: i32 = 0;
let sum: i32 = 0;
let sumSquares: i32 = 0;

// The patch's own sums, as `take` left them.
let slopeX: i32 = 0;
let slopeY: i32 = 0;
let slopeXX: i32 = 0;
let slopeXY: i32 = 0;
let slopeYY: i32 = 0;

@inline
function total32(v: v128): i32 {
  return i32x4.extract_lane(v, 0) + i32x4.extract_lane(v, 1) + i32x4.extract_lane(v, 2) + i32x4.extract_lane(v, 3);
}

@inline
function total16(v: v128): i32 {
  return total32(i32x4.extadd_pairwise_i16x8_s(v));
}

/** One row between the columns, in 1/128 level: `part` is the share of the right neighbour in 1/128. */
@inline
function across(at: usize, part: v128): v128 {
  const here = v128.load8x8_u(at);
  const next = v128.load8x8_u(at, 1);
  return i16x8.add(i16x8.shl(here, 7), i16x8.mul(i16x8.sub(next, here), part));
}

/** Repeats the edge of a level over its margin. */
export function border(plane: usize, width: i32, height: i32, stride: i32): void {
  for (let y = 0; y < height; y++) {
    const row = plane + <usize>(y * stride);
    memory.fill(row - MARGIN, load<u8>(row), MARGIN);
    memory.fill(row + width, load<u8>(row + width - 1), stride - width - MARGIN);
  }
  const left = plane - MARGIN;
  const last = left + <usize>((height - 1) * stride);
  for (let y = 1; y <= MARGIN; y++) {
    memory.copy(left - <usize>(y * stride), left, stride);
    memory.copy(last + <usize>(y * stride), last, stride);
  }
}

/** Reads the patch at `at` into the template. */
function take(at: usize, stride: i32, template: usize): void {
  let x = i16x8.splat(0);
  let y = i16x8.splat(0);
  let xx = i32x4.splat(0);
  let xy = i32x4.splat(0);
  let yy = i32x4.splat(0);
  for (let row = 0; row < PATCH; row++) {
    const gx = i16x8.sub(v128.load8x8_u(at + 1), v128.load8x8_u(at - 1));
    const gy = i16x8.sub(v128.load8x8_u(at + stride), v128.load8x8_u(at - stride));
    v128.store(template, i16x8.shl(v128.load8x8_u(at), 3));
    v128.store(template, gx, 16);
    v128.store(template, gy, 32);
    x = i16x8.add(x, gx);
    y = i16x8.add(y, gy);
    xx = i32x4.add(xx, i32x4.dot_i16x8_s(gx, gx));
    xy = i32x4.add(xy, i32x4.dot_i16x8_s(gx, gy));
    yy = i32x4.add(yy, i32x4.dot_i16x8_s(gy, gy));
    at += stride;
    template += TEMPLATE_ROW;
  }
  slopeX = total16(x);
  slopeY = total16(y);
  slopeXX = total32(xx);
  slopeXY = total32(xy);
  slopeYY = total32(yy);
}

/** Where a patch at `x`, `y` is looked for when it moves by `u`, `v`: never beyond the margin. */
@inline
function placeOf(plane: usize, stride: i32, width: i32, height: i32, x: i32, y: i32, u: i32, v: i32): usize {
  const column = max(-MARGIN, min(width + MARGIN - PATCH - 1, x + (u >> 6)));
  const row = max(-MARGIN, min(height + MARGIN - PATCH - 1, y + (v >> 6)));
  return plane + <usize>(row * stride + column);
}

/** Compares the template with the picture at `at`, `u` and `v` giving the parts of a pixel. Returns the error without its mean. */
function compare(at: usize, stride: i32, u: i32, v: i32, template: usize): f64 {
  const partX = i16x8.splat(<i16>((u & 63) << 1));
  const partY = i16x8.splat(<i16>((v & 63) << 9));
  let above = across(at, partX);
  let all = i16x8.splat(0);
  let xs = i32x4.splat(0);
  let ys = i32x4.splat(0);
  let squares = i32x4.splat(0);
  for (let row = 0; row < PATCH; row++) {
    at += stride;
    const below = across(at, partX);
    const seen = i16x8.add(above, i16x8.q15mulr_sat_s(i16x8.sub(below, above), partY));
    const differs = i16x8.sub(i16x8.shr_s(seen, 4), v128.load(template));
    all = i16x8.add(all, differs);
    xs = i32x4.add(xs, i32x4.dot_i16x8_s(differs, v128.load(template, 16)));
    ys = i32x4.add(ys, i32x4.dot_i16x8_s(differs, v128.load(template, 32)));
    squares = i32x4.add(squares, i32x4.dot_i16x8_s(differs, differs));
    above = below;
    template += TEMPLATE_ROW;
  }
  sumX = total32(xs);
  sumY = total32(ys);
  sum = total16(all);
  sumSquares = total32(squares);
  return <f64>sumSquares - (<f64>sum * <f64>sum) / 64;
}

/** See `FlowKernels.cover`. */
export function cover(mask: usize, maskStride: i32, side: i32, width: i32, height: i32, cells: usize, columns: i32, rows: i32): void {
  const across = columns + 1;
  memory.fill(cells, 0, <usize>(across * (rows + 1)));
  for (let row = 1; row <= rows; row++) {
    const y = (row - 1) * side;
    const until = min(height, y + side);
    for (let column = 1; column <= columns; column++) {
      const x = (column - 1) * side;
      if (x >= width) break;
      let any: u64 = 0;
      for (let at = y; at < until; at++) {
        const from = mask + <usize>(at * maskStride + x);
        any |= side == 8 ? load<u64>(from) : <u64>load<u32>(from);
      }
      store<u8>(cells + <usize>(row * across + column), any ? 255 : 0);
    }
  }
}

/** Finds where each patch went. See `FlowKernels.search`. */
export function search(
  one: usize, other: usize, width: i32, height: i32, stride: i32, patchU: usize, patchV: usize, columns: i32,
  left: i32, top: i32, right: i32, bottom: i32,
  coarseU: usize, coarseV: usize, coarseWidth: i32, coarseHeight: i32, coarseStride: i32,
  guessU: i32, guessV: i32, template: usize, steps: i32, cells: usize,
): void {
  for (let row = top; row < bottom; row++) {
    const y = row * HALF - HALF;
    for (let column = left; column < right; column++) {
      const x = column * HALF - HALF;
      const cell = 2 * <usize>(row * columns + column);
      if (cells) {
        const above = cells + <usize>(row * (columns + 1) + column);
        const below = above + <usize>(columns + 1);
        if (!(load<u16>(above) | load<u16>(below))) {
          store<i16>(patchU + cell, 0);
          store<i16>(patchV + cell, 0);
          continue;
        }
      }
      take(one + <usize>(y * stride + x), stride, template);

      // Of nothing, what the coarser level says, what the patches before found and the guess: the likeliest is where to begin.
      let u = 0;
      let v = 0;
      let error = compare(placeOf(other, stride, width, height, x, y, 0, 0), stride, 0, 0, template);
      let byX = sumX;
      let byY = sumY;
      let by = sum;
      for (let candidate = 0; candidate < 4; candidate++) {
        let tryU = 0;
        let tryV = 0;
        if (candidate == 0) {
          if (!coarseU) continue;
          const cx = max(0, min(coarseWidth - 1, (x + HALF) >> 1));
          const cy = max(0, min(coarseHeight - 1, (y + HALF) >> 1));
          const from = 2 * <usize>(cy * coarseStride + cx);
          tryU = 2 * <i32>load<i16>(coarseU + from);
          tryV = 2 * <i32>load<i16>(coarseV + from);
        } else if (candidate == 1) {
          if (column == left) continue;
          tryU = <i32>load<i16>(patchU + cell - 2);
          tryV = <i32>load<i16>(patchV + cell - 2);
        } else if (candidate == 2) {
          if (row == top) continue;
          tryU = <i32>load<i16>(patchU + cell - 2 * <usize>columns);
          tryV = <i32>load<i16>(patchV + cell - 2 * <usize>columns);
        } else {
          if (guessU == 0 && guessV == 0) continue;
          tryU = guessU;
          tryV = guessV;
        }
        // No movement was tried first, and what is not better than the best is not better when it is tried again.
        if ((tryU == u && tryV == v) || (tryU | tryV) == 0) continue;
        const tried = compare(placeOf(other, stride, width, height, x, y, tryU, tryV), stride, tryU, tryV, template);
        if (tried < error) {
          error = tried;
          u = tryU;
          v = tryV;
          byX = sumX;
          byY = sumY;
          by = sum;
        }
      }

      const meanX = <f64>slopeX / 64;
      const meanY = <f64>slopeY / 64;
      const xx = <f64>slopeXX - meanX * <f64>slopeX + STEADINESS;
      const xy = <f64>slopeXY - meanX * <f64>slopeY;
      const yy = <f64>slopeYY - meanY * <f64>slopeY + STEADINESS;
      // Slopes are twice the gradient and differences eight times the level: sixteen makes it 1/64 pixel.
      const scale = 16 / (xx * yy - xy * xy);
      const startU = u;
      const startV = v;
      for (let step = 0; step < steps; step++) {
        const bx = <f64>byX - meanX * <f64>by;
        const byDown = <f64>byY - meanY * <f64>by;
        const stepU = <i32>Math.floor(max(-512.0, min(512.0, scale * (yy * bx - xy * byDown))) + 0.5);
        const stepV = <i32>Math.floor(max(-512.0, min(512.0, scale * (xx * byDown - xy * bx))) + 0.5);
        if (stepU == 0 && stepV == 0) break;
        const tryU = u - stepU;
        const tryV = v - stepV;
        if (abs(tryU - startU) > FARTHEST || abs(tryV - startV) > FARTHEST) break;
        const tried = compare(placeOf(other, stride, width, height, x, y, tryU, tryV), stride, tryU, tryV, template);
        if (tried >= error) break;
        error = tried;
        u = tryU;
        v = tryV;
        byX = sumX;
        byY = sumY;
        by = sum;
        if (abs(stepU) < LAST_STEP && abs(stepV) < LAST_STEP) break;
      }
      store<i16>(patchU + cell, <i16>u);
      store<i16>(patchV + cell, <i16>v);
    }
  }
}

/** Flow of each pixel from the four patches over it. See `FlowKernels.densify`. */
export function densify(
  one: usize, other: usize, width: i32, height: i32, stride: i32, patchU: usize, patchV: usize, columns: i32,
  left: i32, top: i32, right: i32, bottom: i32, denseU: usize, denseV: usize, denseStride: i32, sums: usize,
): void {
  // How much a patch counts where it is wrong by so many levels: the inverse, in whole numbers.
  const weights = i8x16(63, 63, 32, 21, 16, 13, 11, 9, 8, 7, 6, 6, 5, 5, 4, 3);
  const most = i8x16.splat(15);
  // For each of eight rows: weights (i32), weighted u, weighted v; the row's columns begin half a patch before the picture.
  const lane = <usize>(4 * (columns + 2) * HALF);
  const band = 3 * lane;
  memory.fill(sums, 0, band * PATCH);
  for (let row = top; row < bottom; row++) {
    const y = row * HALF - HALF;
    for (let column = left; column < right; column++) {
      const x = column * HALF - HALF;
      const cell = 2 * <usize>(row * columns + column);
      const u = <i32>load<i16>(patchU + cell);
      const v = <i32>load<i16>(patchV + cell);
      const us = i16x8.splat(<i16>u);
      const vs = i16x8.splat(<i16>v);
      const partX = i16x8.splat(<i16>((u & 63) << 1));
      const partY = i16x8.splat(<i16>((v & 63) << 9));
      let at = placeOf(other, stride, width, height, x, y, u, v);
      let was = one + <usize>(y * stride + x);
      let to = sums + <usize>(4 * HALF * column);
      let above = across(at, partX);
      for (let line = 0; line < PATCH; line++) {
        at += stride;
        const below = across(at, partX);
        const seen = i16x8.add(above, i16x8.q15mulr_sat_s(i16x8.sub(below, above), partY));
        const wrong = i16x8.abs(i16x8.sub(i16x8.shr_s(seen, 7), v128.load8x8_u(was)));
        const weight = i16x8.extend_low_i8x16_u(
          i8x16.swizzle(weights, i8x16.min_u(i8x16.narrow_i16x8_u(wrong, wrong), most)),
        );
        v128.store(to, i32x4.add(v128.load(to), i32x4.extend_low_i16x8_s(weight)));
        v128.store(to, i32x4.add(v128.load(to, 16), i32x4.extend_high_i16x8_s(weight)), 16);
        const toU = to + lane;
        v128.store(toU, i32x4.add(v128.load(toU), i32x4.extmul_low_i16x8_s(weight, us)));
        v128.store(toU, i32x4.add(v128.load(toU, 16), i32x4.extmul_high_i16x8_s(weight, us)), 16);
        const toV = toU + lane;
        v128.store(toV, i32x4.add(v128.load(toV), i32x4.extmul_low_i16x8_s(weight, vs)));
        v128.store(toV, i32x4.add(v128.load(toV, 16), i32x4.extmul_high_i16x8_s(weight, vs)), 16);
        above = below;
        was += stride;
        to += band;
      }
    }
    // The upper half of this row of patches has all it will get.
    for (let line = 0; line < HALF; line++) {
      const at = y + line;
      if (at < 0 || at >= height || row == top) continue;
      const from = sums + <usize>line * band;
      for (let column = left + 1; column < right; column++) {
        const x = (column - 1) * HALF;
        const here = from + <usize>(4 * HALF * column);
        const weight = f32x4.convert_i32x4_s(v128.load(here));
        const u = i32x4.trunc_sat_f32x4_s(f32x4.div(f32x4.convert_i32x4_s(v128.load(here + lane)), weight));
        const v = i32x4.trunc_sat_f32x4_s(f32x4.div(f32x4.convert_i32x4_s(v128.load(here + 2 * lane)), weight));
        const out = 2 * <usize>(at * denseStride + x);
        v128.store64_lane(denseU + out, i16x8.narrow_i32x4_s(u, u), 0);
        v128.store64_lane(denseV + out, i16x8.narrow_i32x4_s(v, v), 0);
      }
    }
    memory.copy(sums, sums + HALF * band, HALF * band);
    memory.fill(sums + HALF * band, 0, HALF * band);
  }
}

/** Twice the size and twice the flow, between the columns and rows. `stride` and `halfStride` in values; see `FlowKernels.enlarge`. */
export function enlarge(half: usize, halfStride: i32, halfWidth: i32, halfHeight: i32, target: usize, stride: i32, height: i32): void {
  // Repeats the last column, so that what is read beyond it is it.
  for (let y = 0; y < halfHeight; y++) {
    const row = half + 2 * <usize>(y * halfStride);
    const last = load<i16>(row + 2 * <usize>(halfWidth - 1));
    for (let x = halfWidth; x < halfStride; x++) store<i16>(row + 2 * <usize>x, last);
  }
  for (let y = 0; y < height; y++) {
    // A pixel's middle lies a quarter of a coarse pixel from the nearer one's.
    const near = min(halfHeight - 1, y >> 1);
    const far = max(0, min(halfHeight - 1, near + ((y & 1) ? 1 : -1)));
    const rowNear = half + 2 * <usize>(near * halfStride);
    const rowFar = half + 2 * <usize>(far * halfStride);
    const out = target + 2 * <usize>(y * stride);
    for (let x = 0; x < halfStride - 8; x += 8) {
      const at = 2 * <usize>x;
      const middle = mixed(v128.load(rowNear + at), v128.load(rowFar + at));
      const earlier = x
        ? mixed(v128.load(rowNear + at - 2), v128.load(rowFar + at - 2))
        : i8x16.shuffle(middle, middle, 0, 1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
      const later = mixed(v128.load(rowNear + at, 2), v128.load(rowFar + at, 2));
      const even = i16x8.shl(mixed(middle, earlier), 1);
      const odd = i16x8.shl(mixed(middle, later), 1);
      v128.store(out + 2 * at, i8x16.shuffle(even, odd, 0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23));
      v128.store(out + 2 * at, i8x16.shuffle(even, odd, 8, 9, 24, 25, 10, 11, 26, 27, 12, 13, 28, 29, 14, 15, 30, 31), 16);
    }
  }
}

/** Three parts of one and one of the other: near + (far - near) / 4, rounded. */
@inline
function mixed(near: v128, far: v128): v128 {
  return i16x8.add(near, i16x8.shr_s(i16x8.add(i16x8.sub(far, near), i16x8.splat(2)), 2));
}
