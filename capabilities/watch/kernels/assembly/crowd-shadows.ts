// Shadows among what differs from the ground. See ../crowd/crowd-kernels.ts.

import { asMask, isUnsure } from "./crowd-lanes";

/** Four pixels' shade and a half, as exactly as f32 is; the whole of it is the shade unless its fraction is nearly nothing or nearly one. */
@inline
function shade4(pixels: v128, ground: usize): v128 {
  const light = f32x4.mul(f32x4.convert_i32x4_u(pixels), f32x4.splat(100));
  const shade = f32x4.div(light, f32x4.max(v128.load(ground), f32x4.splat(1)));
  return f32x4.add(f32x4.min(shade, f32x4.splat(300)), f32x4.splat(0.5));
}

/** -1 where the nearest whole number is so near that f32 cannot tell which side it is on. */
@inline
function isNearlyWhole(v: v128): v128 {
  return isUnsure(f32x4.sub(v, f32x4.nearest(v)));
}

/** See `CrowdKernels.shade`. */
export function shade(frame: usize, ground: usize, mask: usize, shades: usize, bins: usize, count: i32): void {
  memory.fill(bins, 0, 1024);
  for (let group: usize = 0; group < <usize>count; group += 16) {
    const here = v128.load(mask + group);
    if (!v128.any_true(here)) {
      v128.store(shades + group, i8x16.splat(0));
      continue;
    }
    const pixels = v128.load(frame + group);
    const low = i16x8.extend_low_i8x16_u(pixels);
    const high = i16x8.extend_high_i8x16_u(pixels);
    const g = ground + 4 * group;
    const a = shade4(i32x4.extend_low_i16x8_u(low), g);
    const b = shade4(i32x4.extend_high_i16x8_u(low), g + 16);
    const c = shade4(i32x4.extend_low_i16x8_u(high), g + 32);
    const d = shade4(i32x4.extend_high_i16x8_u(high), g + 48);
    const found = i8x16.narrow_i16x8_u(
      i16x8.narrow_i32x4_s(i32x4.trunc_sat_f32x4_s(a), i32x4.trunc_sat_f32x4_s(b)),
      i16x8.narrow_i32x4_s(i32x4.trunc_sat_f32x4_s(c), i32x4.trunc_sat_f32x4_s(d)),
    );
    v128.store(shades + group, v128.and(found, here));
    let unsure = i8x16.bitmask(
      v128.and(here, asMask(isNearlyWhole(a), isNearlyWhole(b), isNearlyWhole(c), isNearlyWhole(d))),
    );
    while (unsure) {
      const at = group + <usize>ctz(unsure);
      unsure &= unsure - 1;
      const part = (100 * <f64>load<u8>(frame + at)) / max<f64>(1, <f64>load<f32>(ground + 4 * at));
      store<u8>(shades + at, <u8>min(255, <i32>Math.floor(part + 0.5)));
    }
    let left = i8x16.bitmask(here);
    while (left) {
      const to = bins + 4 * <usize>load<u8>(shades + group + <usize>ctz(left));
      left &= left - 1;
      store<i32>(to, load<i32>(to) + 1);
    }
  }
}

/** See `CrowdKernels.unshadow`. */
export function unshadow(
  shades: usize, mask: usize, above: usize, stride: i32, count: i32, peak: i32, reach: i32, edge: i32, gap: i32,
): void {
  const row = <usize>stride;
  const end = <usize>count;
  const one = i8x16.splat(1);
  const two = i8x16.splat(2);
  const middle = i8x16.splat(<i8>peak);
  const about = i8x16.splat(<i8>reach);
  const least = i8x16.splat(<i8>edge);
  for (let at: usize = 0; at < end; at += 16) {
    const shade = v128.load(shades + at);
    if (!v128.any_true(shade)) continue;
    const off = v128.or(i8x16.sub_sat_u(shade, middle), i8x16.sub_sat_u(middle, shade));
    const soft = v128.and(v128.and(i8x16.gt_u(shade, middle), i8x16.lt_u(shade, least)), one);
    v128.store(shades + at, v128.bitselect(two, soft, i8x16.le_u(off, about)));
  }
  // Neither the first pixel of the second row nor the last of the last but one has eight neighbours.
  const first = load<u8>(mask + row);
  const last = load<u8>(mask + end - row - 1);
  const enough = i8x16.splat(4);
  for (let at = row; at < end - row; at += 16) {
    const kind = v128.load(shades + at);
    if (!v128.any_true(kind)) continue;
    let cores = i8x16.splat(0);
    for (let from = shades + at - row; from <= shades + at + row; from += row) {
      cores = i8x16.add(cores, v128.and(v128.load(from - 1), two));
      cores = i8x16.add(cores, v128.and(v128.load(from), two));
      cores = i8x16.add(cores, v128.and(v128.load(from + 1), two));
    }
    const shadow = v128.or(i8x16.eq(kind, two), v128.and(i8x16.eq(kind, one), i8x16.ge_u(cores, enough)));
    v128.store(mask + at, v128.andnot(v128.load(mask + at), shadow));
  }
  store<u8>(mask + row, first);
  store<u8>(mask + end - row - 1, last);
  giveBack(shades, mask, above, row, end, gap);
}

/** Column by column: how many rows ago something was set, with nothing but shadow since; 255 is never. */
function giveBack(shades: usize, mask: usize, above: usize, row: usize, end: usize, gap: i32): void {
  const never = i8x16.splat(-1);
  const one = i8x16.splat(1);
  const nothing = i8x16.splat(0);
  const gaps = i8x16.splat(<i8>gap);
  memory.fill(above, 255, row);
  for (let from: usize = 0; from < end; from += row) {
    for (let x: usize = 0; x < row; x += 16) {
      const at = mask + from + x;
      const here = v128.load(at);
      const ago = v128.load(above + x);
      if (v128.any_true(here)) {
        let filled = v128.and(here, v128.and(i8x16.ne(ago, nothing), i8x16.le_u(ago, gaps)));
        let up = at;
        for (let k = 1; v128.any_true(filled); k++) {
          up -= row;
          v128.store(up, v128.or(v128.load(up), filled));
          filled = v128.and(filled, i8x16.gt_u(ago, i8x16.splat(<i8>k)));
        }
      } else if (i8x16.all_true(i8x16.eq(ago, never))) continue;
      const passed = v128.bitselect(
        never,
        i8x16.add_sat_u(ago, one),
        i8x16.eq(v128.load(shades + from + x), nothing),
      );
      v128.store(above + x, v128.andnot(passed, here));
    }
  }
}
