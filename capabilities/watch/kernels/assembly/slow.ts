// The slow ground's work, four to sixteen pixels at a time. See ../slow/slow-kernels.ts; ../slow/plain-slow.ts is the same in plain TypeScript.

const BASE_LEVELS: f32 = 2.5;
const NOISE_TIMES: f32 = 4;
const FAINT_SHARE: f32 = 0.6;
const PASSING_WINDOWS: i32 = 2;
const DARK: f32 = 256;
const PART: f32 = 0.015625;
const CELL: i32 = 16;
const BINS: i32 = 128;
const LEAST_SAMPLES: i32 = 60;
const BEYOND: f32 = 1.3;

/** See `SlowKernels.gather`. */
export function gather(frame: usize, frameStride: i32, sum: usize, width: i32, height: i32, stride: i32): void {
  for (let y = 0; y < height; y++) {
    const above = frame + <usize>(2 * y * frameStride);
    const below = above + <usize>frameStride;
    const to = sum + <usize>(4 * y * stride);
    let x = 0;
    for (; x + 8 <= width; x += 8) {
      const sums = i16x8.add(
        i16x8.extadd_pairwise_i8x16_u(v128.load(above + 2 * x)),
        i16x8.extadd_pairwise_i8x16_u(v128.load(below + 2 * x)),
      );
      const at = to + <usize>(4 * x);
      v128.store(at, i32x4.add(v128.load(at), i32x4.extend_low_i16x8_u(sums)));
      v128.store(at, i32x4.add(v128.load(at, 16), i32x4.extend_high_i16x8_u(sums)), 16);
    }
    for (; x < width; x++) {
      const at = to + <usize>(4 * x);
      const one = above + <usize>(2 * x);
      const other = below + <usize>(2 * x);
      store<u32>(at, load<u32>(at) + load<u8>(one) + load<u8>(one, 1) + load<u8>(other) + load<u8>(other, 1));
    }
  }
}

@inline
function rounded(sums: usize, share: v128): v128 {
  const value = f32x4.mul(f32x4.convert_i32x4_s(v128.load(sums)), share);
  return i32x4.trunc_sat_f32x4_s(f32x4.add(value, f32x4.splat(0.5)));
}

/** See `SlowKernels.levels`. */
export function levels(sum: usize, share: f32, target: usize, count: i32): void {
  const shares = f32x4.splat(share);
  for (let at = 0; at < count; at += 16) {
    const from = sum + <usize>(4 * at);
    const low = i16x8.narrow_i32x4_s(rounded(from, shares), rounded(from + 16, shares));
    const high = i16x8.narrow_i32x4_s(rounded(from + 32, shares), rounded(from + 48, shares));
    v128.store(target + <usize>at, i8x16.narrow_i16x8_u(low, high));
  }
}

@inline
function between(one: f32, other: f32, share: f32): f32 {
  return one + share * (other - one);
}

/** The light of one row, pixel by pixel, between the middles of cells. */
function lightOfRow(cells: usize, across: i32, down: i32, side: i32, y: i32, row: usize, width: i32): void {
  const place = max<f32>(0, min<f32>(<f32>down - 1.001, <f32>y / <f32>side - 0.5));
  const above = <i32>floor<f32>(place);
  const below = min(down - 1, above + 1);
  const share = place - <f32>above;
  const upper = cells + <usize>(4 * above * across);
  const lower = cells + <usize>(4 * below * across);
  for (let x = 0; x < width; x++) {
    const along = max<f32>(0, min<f32>(<f32>across - 1.001, <f32>x / <f32>side - 0.5));
    const left = <i32>floor<f32>(along);
    const right = min(across - 1, left + 1);
    const one = between(load<f32>(upper + 4 * left), load<f32>(lower + 4 * left), share);
    const other = between(load<f32>(upper + 4 * right), load<f32>(lower + 4 * right), share);
    store<f32>(row + <usize>(4 * x), between(one, other, along - <f32>left));
  }
}

@inline
function inLight(sum: v128, times: v128, light: v128): v128 {
  const dark = f32x4.splat(DARK);
  const lit = f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(sum), times), dark);
  return i32x4.trunc_sat_f32x4_s(f32x4.sub(f32x4.div(lit, light), dark));
}

/** See `SlowKernels.close`. */
export function close(
  sum: usize, times: f32, cells: usize, across: i32, down: i32, side: i32, row: usize, window: usize, width: i32,
  height: i32, stride: i32,
): void {
  const each = f32x4.splat(times);
  for (let x = 0; x < stride; x++) store<f32>(row + <usize>(4 * x), 1);
  for (let y = 0; y < height; y++) {
    if (cells) lightOfRow(cells, across, down, side, y, row, width);
    for (let x = 0; x < stride; x += 8) {
      const from = sum + <usize>(4 * (y * stride + x));
      const light = row + <usize>(4 * x);
      const low = inLight(v128.load(from), each, v128.load(light));
      const high = inLight(v128.load(from, 16), each, v128.load(light, 16));
      v128.store(window + <usize>(2 * (y * stride + x)), i16x8.narrow_i32x4_u(low, high));
    }
  }
  memory.fill(sum, 0, <usize>(4 * stride * height));
}

/** See `SlowKernels.middle`. */
export function middle(
  first: usize, second: usize, third: usize, fourth: usize, fifth: usize, median: usize, count: i32,
): void {
  for (let at: usize = 0; at < <usize>(2 * count); at += 16) {
    const a = v128.load(first + at);
    const b = v128.load(second + at);
    const c = v128.load(third + at);
    const d = v128.load(fourth + at);
    const e = v128.load(fifth + at);
    const x = i16x8.max_u(i16x8.min_u(a, b), i16x8.min_u(c, d));
    const y = i16x8.min_u(i16x8.max_u(a, b), i16x8.max_u(c, d));
    v128.store(median + at, i16x8.max_u(i16x8.min_u(x, y), i16x8.min_u(e, i16x8.max_u(x, y))));
  }
}

/** Four masks of 32 bits as one of sixteen bytes. */
@inline
function packed(first: v128, second: v128, third: v128, fourth: v128): v128 {
  return i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(first, second), i16x8.narrow_i32x4_s(third, fourth));
}

@inline
function parts(median: usize, lane: i32): v128 {
  return f32x4.mul(f32x4.convert_i32x4_u(v128.load16x4_u(median + <usize>(8 * lane))), f32x4.splat(PART));
}

/** See `SlowKernels.compare`. */
export function compare(
  median: usize, ground: usize, former: usize, spread: usize, before: usize, raw: usize, sure: usize, age: usize,
  seen: usize, count: i32, unrest: f32, lag: i32, unit: i32,
): void {
  const one = i8x16.splat(1);
  const lags = i8x16.splat(<i8>lag);
  const units = i8x16.splat(<i8>unit);
  const passing = lag + PASSING_WINDOWS * unit;
  const long = i8x16.splat(<i8>min(255, passing));
  const never = passing > 255 ? i8x16.splat(0) : i8x16.splat(-1);
  for (let at = 0; at < count; at += 16) {
    let quiets0 = i32x4.splat(0), quiets1 = quiets0, quiets2 = quiets0, quiets3 = quiets0;
    let sames0 = quiets0, sames1 = quiets0, sames2 = quiets0, sames3 = quiets0;
    let sures0 = quiets0, sures1 = quiets0, sures2 = quiets0, sures3 = quiets0;
    for (let lane = 0; lane < 4; lane++) {
      const from = <usize>(4 * at + 16 * lane);
      const now = parts(median + <usize>(2 * at), lane);
      const usual = f32x4.max(f32x4.splat(unrest), v128.load(spread + from));
      const threshold = f32x4.add(f32x4.splat(BASE_LEVELS), f32x4.mul(f32x4.splat(NOISE_TIMES), usual));
      const difference = f32x4.abs(f32x4.sub(now, v128.load(ground + from)));
      const was = v128.load(former + from);
      const known = f32x4.ge(was, f32x4.splat(0));
      const returned = v128.and(known, f32x4.lt(f32x4.abs(f32x4.sub(now, was)), threshold));
      const quiet = v128.or(f32x4.lt(difference, f32x4.mul(f32x4.splat(FAINT_SHARE), threshold)), returned);
      const same = f32x4.lt(f32x4.abs(f32x4.sub(now, v128.load(before + from))), threshold);
      const certain = f32x4.gt(difference, threshold);
      if (lane == 0) {
        quiets0 = quiet; sames0 = same; sures0 = certain;
      } else if (lane == 1) {
        quiets1 = quiet; sames1 = same; sures1 = certain;
      } else if (lane == 2) {
        quiets2 = quiet; sames2 = same; sures2 = certain;
      } else {
        quiets3 = quiet; sames3 = same; sures3 = certain;
      }
    }
    const quiet = packed(quiets0, quiets1, quiets2, quiets3);
    const same = packed(sames0, sames1, sames2, sames3);
    const certain = packed(sures0, sures1, sures2, sures3);
    const to = <usize>at;
    const windows = i8x16.add_sat_u(v128.load(seen + to), v128.and(quiet, one));
    v128.store(seen + to, windows);
    const longer = i8x16.max_u(lags, i8x16.add_sat_u(v128.load(age + to), units));
    const ages = v128.andnot(v128.bitselect(longer, lags, same), quiet);
    const few = i8x16.le_u(windows, i8x16.splat(<i8>PASSING_WINDOWS));
    const learned = v128.andnot(v128.and(v128.and(few, i8x16.ge_u(ages, long)), never), quiet);
    const kept = v128.not(v128.or(quiet, learned));
    v128.store(age + to, v128.and(ages, kept));
    v128.store(raw + to, v128.and(one, kept));
    v128.store(sure + to, v128.and(one, v128.and(certain, kept)));
    if (v128.any_true(learned)) {
      for (let bits = i8x16.bitmask(learned); bits; bits &= bits - 1) {
        const which = at + <i32>ctz(bits);
        store<f32>(ground + <usize>(4 * which), <f32>load<u16>(median + <usize>(2 * which)) * PART);
      }
    }
  }
}

/** See `SlowKernels.company`. */
export function company(raw: usize, mask: usize, width: i32, height: i32, stride: i32): i32 {
  memory.fill(mask, 0, <usize>(stride * height));
  const lanes = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  const step = <usize>stride;
  let set = 0;
  for (let y = 1; y + 1 < height; y++) {
    for (let x = 0; x < width; x += 16) {
      const at = raw + <usize>(y * stride + x);
      let sum = i8x16.splat(0);
      for (let row = at - step; row <= at + step; row += step) {
        sum = i8x16.add(sum, i8x16.add(v128.load(row - 1), i8x16.add(v128.load(row), v128.load(row + 1))));
      }
      let many = i8x16.ge_u(sum, i8x16.splat(5));
      many = v128.and(many, i8x16.lt_u(lanes, i8x16.splat(<i8>min(16, width - 1 - x))));
      if (x == 0) many = i8x16.replace_lane(many, 0, 0);
      v128.store(mask + <usize>(y * stride + x), many);
      set += popcnt(i8x16.bitmask(many));
    }
  }
  return set;
}

/** See `SlowKernels.follow`. */
export function follow(
  median: usize, ground: usize, spread: usize, raw: usize, foreign: usize, before: usize, now: usize, mean: usize,
  count: i32, share: f32, noise: f32,
): void {
  for (let at = 0; at < count; at += 4) {
    const from = <usize>(4 * at);
    const level = parts(median + <usize>(2 * at), 0);
    const taken = v128.or(v128.load32_zero(raw + <usize>at), v128.load32_zero(foreign + <usize>at));
    const lies = i32x4.ne(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(taken)), i32x4.splat(0));
    const usual = v128.load(ground + from);
    const difference = f32x4.sub(level, usual);
    const learned = v128.bitselect(usual, f32x4.add(usual, f32x4.mul(f32x4.splat(share), difference)), lies);
    v128.store(ground + from, learned);
    const width = v128.load(spread + from);
    const wider = f32x4.add(width, f32x4.mul(f32x4.splat(noise), f32x4.sub(f32x4.abs(difference), width)));
    v128.store(spread + from, v128.bitselect(width, wider, lies));
    v128.store(before + from, level);
    bytes(now + <usize>at, level);
    bytes(mean + <usize>at, learned);
  }
}

/** Four levels as bytes, rounded. */
@inline
function bytes(target: usize, values: v128): void {
  const whole = i32x4.trunc_sat_f32x4_s(f32x4.min(f32x4.splat(255), f32x4.add(values, f32x4.splat(0.5))));
  const narrow = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(whole, whole), whole);
  v128.store32_lane(target, narrow, 0);
}

/** See `SlowKernels.lightBins`. */
export function lightBins(
  now: usize, ground: usize, logarithms: usize, histograms: usize, width: i32, height: i32, stride: i32, across: i32,
  perBin: f32,
): void {
  const cells = across * ((height + CELL - 1) / CELL);
  memory.fill(histograms, 0, <usize>(2 * BINS * cells));
  for (let y = 0; y < height; y++) {
    const row = (y / CELL) * across;
    for (let x = y & 1; x < width; x += 2) {
      const at = <usize>(y * stride + x);
      const one = load<f32>(logarithms + 4 * <usize>load<u8>(now + at));
      const other = load<f32>(logarithms + 4 * <usize>load<u8>(ground + at));
      const bin = <i32>floor<f32>((one - other) * perBin + <f32>(BINS / 2));
      if (bin < 0 || bin >= BINS) continue;
      const to = histograms + <usize>(2 * ((row + x / CELL) * BINS + bin));
      store<u16>(to, load<u16>(to) + 1);
    }
  }
}

/** See `SlowKernels.lightAround`. */
export function lightAround(histograms: usize, across: i32, down: i32, x: i32, y: i32, sums: usize): f32 {
  memory.fill(sums, 0, 2 * BINS);
  for (let row = max(0, y - 1); row <= min(down - 1, y + 1); row++) {
    for (let column = max(0, x - 1); column <= min(across - 1, x + 1); column++) {
      const from = histograms + <usize>(2 * BINS * (row * across + column));
      for (let bin: usize = 0; bin < 2 * BINS; bin += 16) {
        v128.store(sums + bin, i16x8.add(v128.load(sums + bin), v128.load(from + bin)));
      }
    }
  }
  let total = 0;
  for (let bin = 0; bin < BINS; bin++) total += load<u16>(sums + <usize>(2 * bin));
  if (total < LEAST_SAMPLES) return -1;
  let before = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const here = <i32>load<u16>(sums + <usize>(2 * bin));
    if (2 * (before + here) >= total) return <f32>bin + (<f32>total / 2 - <f32>before) / <f32>max(1, here);
    before += here;
  }
  return -1;
}

/** See `SlowKernels.lightBlocks`. */
export function lightBlocks(
  now: usize, ground: usize, logarithms: usize, foreign: usize, sorted: usize, ratios: usize, weights: usize,
  width: i32, height: i32, stride: i32, side: i32, foreignWeight: f32,
): void {
  let to: usize = 0;
  for (let top = 0; top < height; top += side) {
    const bottom = min(height, top + side);
    for (let left = 0; left < width; left += side) {
      const right = min(width, left + side);
      let count = 0;
      let taken = 0;
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) {
          const at = <usize>(y * stride + x);
          const one = load<f32>(logarithms + 4 * <usize>load<u8>(now + at));
          const ratio = one - load<f32>(logarithms + 4 * <usize>load<u8>(ground + at));
          let place = sorted + <usize>(4 * count);
          for (; place > sorted && load<f32>(place - 4) > ratio; place -= 4) store<f32>(place, load<f32>(place - 4));
          store<f32>(place, ratio);
          count++;
          if (load<u8>(foreign + at)) taken++;
        }
      }
      const lower = load<f32>(sorted + <usize>(4 * (max(0, count - 1) >> 1)));
      const upper = load<f32>(sorted + <usize>(4 * (count >> 1)));
      store<f32>(ratios + to, count ? (lower + upper) * 0.5 : 0);
      store<f32>(weights + to, 3 * taken > count ? foreignWeight : 1);
      to += 4;
    }
  }
}

/** See `SlowKernels.bendLight`. */
export function bendLight(
  ratios: usize, weights: usize, light: usize, across: i32, down: i32, stiffness: f32, close: f32, rounds: i32,
): void {
  const row = <usize>(4 * across);
  for (let round = 0; round < rounds; round++) {
    for (let y = 0; y < down; y++) {
      for (let x = 0; x < across; x++) {
        const from = <usize>(4 * (y * across + x));
        const at = light + from;
        let sum: f32 = 0;
        let beside = 0;
        if (x > 0) {
          sum += load<f32>(at - 4);
          beside++;
        }
        if (x + 1 < across) {
          sum += load<f32>(at + 4);
          beside++;
        }
        if (y > 0) {
          sum += load<f32>(at - row);
          beside++;
        }
        if (y + 1 < down) {
          sum += load<f32>(at + row);
          beside++;
        }
        const ratio = load<f32>(ratios + from);
        const was = load<f32>(at);
        const pull = load<f32>(weights + from) / max<f32>(close, abs<f32>(ratio - was));
        const rest = (pull * ratio + stiffness * sum) / (pull + stiffness * <f32>beside);
        store<f32>(at, was + BEYOND * (rest - was));
      }
    }
  }
}

/** See `SlowKernels.beside`. */
export function beside(
  quick: usize, quickStride: i32, labels: usize, mask: usize, width: i32, height: i32, stride: i32,
): void {
  const next = <usize>quickStride + 1;
  for (let y = 0; y < height; y++) {
    const from = quick + <usize>(2 * y * quickStride);
    const row = y * stride;
    for (let x = 0; x < width; x += 8) {
      const at = from + <usize>(2 * x);
      // Of each pair of bytes the first: both are 255 where both of a diagonal move.
      const moves = v128.and(v128.load(at), v128.load(at + next));
      const even = v128.and(moves, i16x8.splat(0xff));
      const own = i16x8.ne(v128.load(labels + <usize>(2 * (row + x))), i16x8.splat(0));
      const any = v128.or(own, i16x8.ne(even, i16x8.splat(0)));
      v128.store64_lane(mask + <usize>(row + x), i8x16.narrow_i16x8_s(any, any), 0);
    }
  }
}
