// The per-pixel work of counting a crowd, sixteen pixels at a time and only where there is something. What each function means is said once,
// in ../crowd/crowd-kernels.ts; ../crowd/plain-crowd.ts is the same arithmetic in plain TypeScript, held to identical bytes by a test.
// Fractions are f64, as TypeScript's numbers are, and rounded where they are stored; f32 only says where no closer look is needed.

import { anyOf, asMask, isUnsure } from "./crowd-lanes";

export { gather, label, sum } from "./crowd-pieces";
export { shade, unshadow } from "./crowd-shadows";

/** Side of a block. */
const BLOCK = 8;

/** See `CrowdKernels.commonest`. */
export function commonest(samples: usize, many: i32, held: i32, ground: usize, width: usize, count: i32): void {
  for (let at = 0; at < count; at += 16) {
    const first = samples + <usize>at;
    // Sorts sixteen pixels' samples at once: neighbours change places, odd and even pairs by turns.
    for (let round = 0; round < many; round++) {
      for (let k = round & 1; k + 1 < many; k += 2) {
        const one = first + <usize>(k * count);
        const other = one + <usize>count;
        const a = v128.load(one);
        const b = v128.load(other);
        v128.store(one, i8x16.min_u(a, b));
        v128.store(other, i8x16.max_u(a, b));
      }
    }
    const span = <usize>((held - 1) * count);
    let narrowest = i8x16.splat(-1);
    let low = i16x8.splat(0);
    let high = i16x8.splat(0);
    let sumLow = i16x8.splat(0);
    let sumHigh = i16x8.splat(0);
    for (let k = 0; k < many; k++) {
      const row = first + <usize>(k * count);
      const entering = v128.load(row);
      sumLow = i16x8.add(sumLow, i16x8.extend_low_i8x16_u(entering));
      sumHigh = i16x8.add(sumHigh, i16x8.extend_high_i8x16_u(entering));
      if (k < held - 1) continue;
      const leaving = v128.load(row - span);
      const wide = i8x16.sub(entering, leaving);
      // The first one always counts, even if it is as wide as can be.
      const better = k == held - 1 ? i8x16.splat(-1) : i8x16.lt_u(wide, narrowest);
      narrowest = v128.bitselect(wide, narrowest, better);
      low = v128.bitselect(sumLow, low, i16x8.extend_low_i8x16_s(better));
      high = v128.bitselect(sumHigh, high, i16x8.extend_high_i8x16_s(better));
      sumLow = i16x8.sub(sumLow, i16x8.extend_low_i8x16_u(leaving));
      sumHigh = i16x8.sub(sumHigh, i16x8.extend_high_i8x16_u(leaving));
    }
    v128.store(width + at, narrowest);
    const to = ground + 4 * <usize>at;
    const by = f32x4.splat(<f32>held);
    v128.store(to, f32x4.div(f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(low)), by));
    v128.store(to, f32x4.div(f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(low)), by), 16);
    v128.store(to, f32x4.div(f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(high)), by), 32);
    v128.store(to, f32x4.div(f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(high)), by), 48);
  }
}

/** The upper two of four numbers. */
@inline
function upper(v: v128): v128 {
  return i8x16.shuffle(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
}

/** Two pairs of f64 as four f32. */
@inline
function rounded(low: v128, high: v128): v128 {
  const a = f32x4.demote_f64x2_zero(low);
  const b = f32x4.demote_f64x2_zero(high);
  return i8x16.shuffle(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
}

/** How far four pixels are from the ground, as exactly as f32 is. */
@inline
function about(pixels: v128, ground: usize): v128 {
  return f32x4.abs(f32x4.sub(f32x4.convert_i32x4_u(pixels), v128.load(ground)));
}

/** How far beyond its threshold each is, likewise. */
@inline
function beyond(off: v128, noise: usize, base: f32, times: f32): v128 {
  const over = f32x4.max(f32x4.splat(0), f32x4.sub(v128.load(noise), f32x4.splat(1)));
  return f32x4.sub(off, f32x4.add(f32x4.splat(base), f32x4.mul(f32x4.splat(times), over)));
}

@inline
function differ(pixels: v128, ground: v128, noise: v128, base: v128, times: v128): v128 {
  const off = f64x2.abs(f64x2.sub(f64x2.convert_low_i32x4_u(pixels), f64x2.promote_low_f32x4(ground)));
  const over = f64x2.max(f64x2.splat(0), f64x2.sub(f64x2.promote_low_f32x4(noise), f64x2.splat(1)));
  return f64x2.gt(off, f64x2.add(base, f64x2.mul(times, over)));
}

/** -1 for each of four pixels that differs from the ground. */
@inline
function differs4(pixels: v128, ground: usize, noise: usize, base: v128, times: v128): v128 {
  const g = v128.load(ground);
  const n = v128.load(noise);
  const low = differ(pixels, g, n, base, times);
  const high = differ(upper(pixels), upper(g), upper(n), base, times);
  return i8x16.shuffle(low, high, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
}

/** See `CrowdKernels.subtract`. */
export function subtract(frame: usize, ground: usize, noise: usize, raw: usize, count: i32, base: f64, times: f64): void {
  const bases = f64x2.splat(base);
  const often = f64x2.splat(times);
  const zero = f32x4.splat(0);
  // What is nearer than the least threshold needs no other look.
  const sure = f32x4.splat(<f32>base - 0.00390625);
  for (let at: usize = 0; at < <usize>count; at += 16) {
    const pixels = v128.load(frame + at);
    const low = i16x8.extend_low_i8x16_u(pixels);
    const high = i16x8.extend_high_i8x16_u(pixels);
    const a = i32x4.extend_low_i16x8_u(low);
    const b = i32x4.extend_high_i16x8_u(low);
    const c = i32x4.extend_low_i16x8_u(high);
    const d = i32x4.extend_high_i16x8_u(high);
    const g = ground + 4 * at;
    const offA = about(a, g);
    const offB = about(b, g + 16);
    const offC = about(c, g + 32);
    const offD = about(d, g + 48);
    if (!v128.any_true(f32x4.gt(f32x4.max(f32x4.max(offA, offB), f32x4.max(offC, offD)), sure))) {
      v128.store(raw + at, i8x16.splat(0));
      continue;
    }
    const n = noise + 4 * at;
    const byA = beyond(offA, n, <f32>base, <f32>times);
    const byB = beyond(offB, n + 16, <f32>base, <f32>times);
    const byC = beyond(offC, n + 32, <f32>base, <f32>times);
    const byD = beyond(offD, n + 48, <f32>base, <f32>times);
    const isExact = !anyOf(isUnsure(byA), isUnsure(byB), isUnsure(byC), isUnsure(byD));
    v128.store(
      raw + at,
      isExact
        ? asMask(f32x4.gt(byA, zero), f32x4.gt(byB, zero), f32x4.gt(byC, zero), f32x4.gt(byD, zero))
        : asMask(
            differs4(a, g, n, bases, often),
            differs4(b, g + 16, n + 16, bases, often),
            differs4(c, g + 32, n + 32, bases, often),
            differs4(d, g + 48, n + 48, bases, often),
          ),
    );
  }
}

/** See `CrowdKernels.clean`. */
export function clean(raw: usize, mask: usize, width: i32, height: i32, stride: i32): void {
  const one = i8x16.splat(1);
  const four = i8x16.splat(4);
  const row = <usize>stride;
  memory.fill(mask, 0, row);
  memory.fill(mask + <usize>(height - 1) * row, 0, row);
  for (let y = 1; y + 1 < height; y++) {
    const from = raw + <usize>y * row;
    const to = mask + <usize>y * row;
    for (let x: usize = 0; x < row; x += 16) {
      let sum = i8x16.splat(0);
      for (let at = from + x - row; at <= from + x + row; at += row) {
        sum = i8x16.add(sum, v128.and(v128.load(at - 1), one));
        sum = i8x16.add(sum, v128.and(v128.load(at), one));
        sum = i8x16.add(sum, v128.and(v128.load(at + 1), one));
      }
      v128.store(to + x, i8x16.ge_u(sum, four));
    }
    store<u8>(to, 0);
    memory.fill(to + width - 1, 0, stride - width + 1);
  }
}

/** Two pixels' ground or noise, nearer by a share to what they should be. */
@inline
function nearer(is: v128, off: v128, rate: v128): v128 {
  return f64x2.add(is, f64x2.mul(rate, off));
}

/** Four pixels of which those are followed that are -1 in `quiet`. */
@inline
function settle(
  pixels: v128, quiet: v128, ground: usize, noise: usize, since: usize, rate: v128, half: v128, twice: v128,
): void {
  const g = v128.load(ground);
  const n = v128.load(noise);
  const g0 = f64x2.promote_low_f32x4(g);
  const g1 = f64x2.promote_low_f32x4(upper(g));
  const n0 = f64x2.promote_low_f32x4(n);
  const n1 = f64x2.promote_low_f32x4(upper(n));
  const off0 = f64x2.sub(f64x2.convert_low_i32x4_u(pixels), g0);
  const off1 = f64x2.sub(f64x2.convert_low_i32x4_u(upper(pixels)), g1);
  v128.store(ground, v128.bitselect(rounded(nearer(g0, off0, rate), nearer(g1, off1, rate)), g, quiet));
  const noise0 = nearer(n0, f64x2.sub(f64x2.abs(off0), n0), half);
  const noise1 = nearer(n1, f64x2.sub(f64x2.abs(off1), n1), half);
  v128.store(noise, v128.bitselect(rounded(noise0, noise1), n, quiet));
  const s = v128.load(since);
  if (!v128.any_true(s)) return;
  const zero = f64x2.splat(0);
  const s0 = f64x2.max(zero, f64x2.sub(f64x2.promote_low_f32x4(s), twice));
  const s1 = f64x2.max(zero, f64x2.sub(f64x2.promote_low_f32x4(upper(s)), twice));
  v128.store(since, v128.bitselect(rounded(s0, s1), s, quiet));
}

/** See `CrowdKernels.follow`. */
export function follow(
  frame: usize, ground: usize, noise: usize, foreign: usize, since: usize, raw: usize, differs: usize, count: i32,
  rate: f64, elapsed: f64,
): void {
  const rates = f64x2.splat(rate);
  const half = f64x2.splat(0.5 * rate);
  const twice = f64x2.splat(2 * elapsed);
  for (let at: usize = 0; at < <usize>count; at += 16) {
    const quiet = i8x16.eq(v128.load(differs + at), i8x16.splat(0));
    if (v128.any_true(quiet)) {
      const pixels = v128.load(frame + at);
      const low = i16x8.extend_low_i8x16_u(pixels);
      const high = i16x8.extend_high_i8x16_u(pixels);
      const quietLow = i16x8.extend_low_i8x16_s(quiet);
      const quietHigh = i16x8.extend_high_i8x16_s(quiet);
      const g = ground + 4 * at;
      const n = noise + 4 * at;
      const s = since + 4 * at;
      settle(i32x4.extend_low_i16x8_u(low), i32x4.extend_low_i16x8_s(quietLow), g, n, s, rates, half, twice);
      settle(i32x4.extend_high_i16x8_u(low), i32x4.extend_high_i16x8_s(quietLow), g + 16, n + 16, s + 16, rates, half, twice);
      settle(i32x4.extend_low_i16x8_u(high), i32x4.extend_low_i16x8_s(quietHigh), g + 32, n + 32, s + 32, rates, half, twice);
      settle(i32x4.extend_high_i16x8_u(high), i32x4.extend_high_i16x8_s(quietHigh), g + 48, n + 48, s + 48, rates, half, twice);
    }
    let left = i8x16.bitmask(v128.load(raw + at));
    while (left) {
      const i = at + <usize>ctz(left);
      left &= left - 1;
      const value = <i32>load<u8>(frame + i);
      const seen = <i32>load<u8>(foreign + i);
      const stood = <f64>load<f32>(since + 4 * i);
      if (abs(value - seen) < 8) {
        store<f32>(since + 4 * i, <f32>(stood + elapsed));
        store<u8>(foreign + i, <u8>((3 * seen + value + 2) >> 2));
      } else {
        const remains = stood - 3 * elapsed;
        store<f32>(since + 4 * i, <f32>max<f64>(0, remains));
        if (remains <= 0) store<u8>(foreign + i, <u8>value);
      }
    }
  }
}

/** See `CrowdKernels.stand`. */
export function stand(
  since: usize, raw: usize, still: usize, old: usize, stride: i32, height: i32, seconds: f32, long: f32,
): void {
  const row = <usize>stride;
  const rows = row * BLOCK;
  const columns = stride / BLOCK;
  const least = f32x4.splat(seconds);
  for (let top = BLOCK; top + 2 * BLOCK < height; top += BLOCK) {
    for (let left = BLOCK; left + 2 * BLOCK < stride; left += BLOCK) {
      const block = <usize>((top / BLOCK) * columns + left / BLOCK);
      const from = <usize>(top * stride + left);
      let any = i32x4.splat(0);
      for (let at = from; at < from + rows; at += row) {
        any = v128.or(any, f32x4.gt(v128.load(since + 4 * at), least));
        any = v128.or(any, f32x4.gt(v128.load(since + 4 * at, 16), least));
      }
      let stills = 0;
      let olds = 0;
      if (v128.any_true(any)) {
        for (let line = from; line < from + rows; line += row) {
          for (let at = line; at < line + BLOCK; at++) {
            const stood = load<f32>(since + 4 * at);
            if (stood <= seconds) continue;
            if (load<u8>(raw + at)) stills++;
            if (stood > long) olds++;
          }
        }
      }
      store<u8>(still + block, <u8>stills);
      store<u8>(old + block, <u8>olds);
    }
  }
}
