// What speaks for people on the ground, four points at a time. See ../evidence/evidence-kernels.ts; ../evidence/plain-evidence.ts is the same in plain TypeScript.

const BLOCK: i32 = 8;
const REACH: i32 = 2;
const LEAST_LIGHT: f32 = 0.4;
const MOST_LIGHT: f32 = 2.5;
const LEAST_NOISE: f32 = 0.7;
const UNDECIDED: f32 = 2.6;
const MOST_FOR: f32 = 1;
const MOST_AGAINST: f32 = 0.35;
/** Room for twenty-five vectors. */
const WORK_BYTES: usize = 400;
const OUTLINE_SLOPE: f32 = 0.12;
const OUTLINE_REACH: i32 = 3;
/** Numbers a corner of a part: four i32; of a spot twelve, three parts. */
const CORNERS: i32 = 12;

/** See `EvidenceKernels.shrink`. */
export function shrink(frame: usize, frameStride: i32, reduction: i32, now: usize, width: i32, height: i32): void {
  const share: f32 = <f32>1 / <f32>(reduction * reduction);
  for (let y = 0; y < height; y++) {
    const from = frame + <usize>(y * reduction * frameStride);
    const to = now + <usize>(4 * y * width);
    let x = 0;
    if (reduction == 2) {
      for (; x + 8 <= width; x += 8) {
        const sums = i16x8.add(
          i16x8.extadd_pairwise_i8x16_u(v128.load(from + 2 * x)),
          i16x8.extadd_pairwise_i8x16_u(v128.load(from + <usize>frameStride + 2 * x)),
        );
        const quarter = f32x4.splat(share);
        v128.store(to + 4 * x, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(sums)), quarter));
        v128.store(to + 4 * x, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(sums)), quarter), 16);
      }
    }
    for (; x < width; x++) {
      let sum = 0;
      let row = from + <usize>(x * reduction);
      for (let j = 0; j < reduction; j++) {
        for (let i = 0; i < reduction; i++) sum += <i32>load<u8>(row + <usize>i);
        row += <usize>frameStride;
      }
      store<f32>(to + 4 * x, <f32>sum * share);
    }
  }
}

/** The middle one of the first `count` f32, which are put in order. */
function medianOf(values: usize, count: i32): f32 {
  for (let next = 1; next < count; next++) {
    const value = load<f32>(values + 4 * next);
    let at = next;
    for (; at > 0; at--) {
      const before = load<f32>(values + 4 * (at - 1));
      if (before <= value) break;
      store<f32>(values + 4 * at, before);
    }
    store<f32>(values + 4 * at, value);
  }
  return load<f32>(values + 4 * (count >> 1));
}

/** Puts two of a row of vectors in order, lane by lane. */
@inline
function order(values: usize, one: usize, other: usize): void {
  const a = v128.load(values + 16 * one);
  const b = v128.load(values + 16 * other);
  v128.store(values + 16 * one, f32x4.pmin(a, b));
  v128.store(values + 16 * other, f32x4.pmax(a, b));
}

/** Puts `count` vectors in order as far as the one in the middle. */
function orderToMiddle(values: usize, count: usize): v128 {
  for (let last = count - 1; last >= count >> 1; last--) {
    for (let at: usize = 0; at < last; at++) order(values, at, at + 1);
  }
  return v128.load(values + 16 * (count >> 1));
}

/** Puts five vectors in order (nine comparisons: Knuth, The Art of Computer Programming 3, 5.3.4). */
@inline
function orderFive(values: usize): void {
  order(values, 0, 3);
  order(values, 1, 4);
  order(values, 0, 2);
  order(values, 1, 3);
  order(values, 0, 1);
  order(values, 2, 4);
  order(values, 1, 2);
  order(values, 3, 4);
  order(values, 2, 3);
}

/** Every second of four points against the ground. */
@inline
function ratios(now: usize, ground: usize): v128 {
  const seen = v128.shuffle<f32>(v128.load(now), v128.load(now, 16), 0, 2, 4, 6);
  const known = v128.shuffle<f32>(v128.load(ground), v128.load(ground, 16), 0, 2, 4, 6);
  return f32x4.div(seen, f32x4.pmax(f32x4.splat(1), known));
}

/** The medians of four whole blocks beside each other, one a lane. */
function medianOfBlocks(now: usize, ground: usize, width: i32, values: usize): v128 {
  for (let row = 0; row < BLOCK / 2; row++) {
    const from = <usize>(8 * row * width);
    const a = ratios(now + from, ground + from);
    const b = ratios(now + from + 32, ground + from + 32);
    const c = ratios(now + from + 64, ground + from + 64);
    const d = ratios(now + from + 96, ground + from + 96);
    const low = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const lower = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    const high = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const higher = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    const to = values + <usize>(64 * row);
    v128.store(to, v128.shuffle<f32>(low, lower, 0, 1, 4, 5));
    v128.store(to, v128.shuffle<f32>(low, lower, 2, 3, 6, 7), 16);
    v128.store(to, v128.shuffle<f32>(high, higher, 0, 1, 4, 5), 32);
    v128.store(to, v128.shuffle<f32>(high, higher, 2, 3, 6, 7), 48);
  }
  return orderToMiddle(values, 16);
}

/** The medians of four windows of 5 x 5 blocks beside each other, from the columns that were put in order: `sorted` has five rows. */
function medianOfWindows(sorted: usize, rowBytes: usize, values: usize): v128 {
  // Of a square whose columns and rows are in order thirteen may be in the middle; as many are below them as above.
  let kept = values + 80;
  for (let rank = 0; rank < 5; rank++) {
    for (let beside: usize = 0; beside < 5; beside++) {
      v128.store(values + 16 * beside, v128.load(sorted + <usize>rank * rowBytes + 4 * beside));
    }
    orderFive(values);
    const from = rank == 0 ? 3 : rank == 1 ? 2 : rank == 2 ? 1 : 0;
    const until = rank < 2 ? 5 : rank == 2 ? 4 : rank == 3 ? 3 : 2;
    for (let beside = from; beside < until; beside++) {
      v128.store(kept, v128.load(values + <usize>(16 * beside)));
      kept += 16;
    }
  }
  return orderToMiddle(values + 80, 13);
}

/** Columns of five blocks, each in order: rank by rank in `sorted`. */
function orderColumns(blocks: usize, across: i32, sorted: usize, rowBytes: usize, values: usize): void {
  for (let x = 0; x < across; x += 4) {
    for (let row = 0; row < 5; row++) {
      v128.store(values + <usize>(16 * row), v128.load(blocks + <usize>(4 * (row * across + x))));
    }
    orderFive(values);
    for (let rank: usize = 0; rank < 5; rank++) {
      v128.store(sorted + rank * rowBytes + <usize>(4 * x), v128.load(values + 16 * rank));
    }
  }
}

@inline
function within(light: f32): f32 {
  return max<f32>(LEAST_LIGHT, min<f32>(MOST_LIGHT, light));
}

/** See `EvidenceKernels.localLight`. */
export function localLight(
  now: usize, ground: usize, blocks: usize, smooth: usize, row: usize, values: usize, light: usize, width: i32,
  height: i32, across: i32, down: i32,
): void {
  const whole = width / BLOCK;
  for (let y = 0; y < down; y++) {
    let x = 0;
    if ((y + 1) * BLOCK <= height) {
      for (; x + 4 <= whole; x += 4) {
        const at = <usize>(4 * (y * BLOCK * width + x * BLOCK));
        v128.store(blocks + <usize>(4 * (y * across + x)), medianOfBlocks(now + at, ground + at, width, values));
      }
    }
    for (; x < across; x++) {
      let count = 0;
      for (let v = y * BLOCK; v < min(height, (y + 1) * BLOCK); v += 2) {
        for (let u = x * BLOCK; u < min(width, (x + 1) * BLOCK); u += 2) {
          const at = <usize>(4 * (v * width + u));
          store<f32>(values + 4 * count, load<f32>(now + at) / max<f32>(1, load<f32>(ground + at)));
          count++;
        }
      }
      store<f32>(blocks + 4 * (y * across + x), medianOf(values, count));
    }
  }
  const sorted = values + WORK_BYTES;
  const rowBytes = <usize>(4 * ((across + 3) & ~3));
  for (let y = 0; y < down; y++) {
    const isInside = y >= REACH && y + REACH < down && across >= 4 + 2 * REACH;
    if (isInside) orderColumns(blocks + <usize>(4 * (y - REACH) * across), across, sorted, rowBytes, values);
    for (let x = 0; x < across; x++) {
      if (isInside && x >= REACH && x + REACH + 3 < across) {
        const medians = medianOfWindows(sorted + <usize>(4 * (x - REACH)), rowBytes, values);
        const most = f32x4.pmin(f32x4.splat(MOST_LIGHT), medians);
        v128.store(smooth + <usize>(4 * (y * across + x)), f32x4.pmax(f32x4.splat(LEAST_LIGHT), most));
        x += 3;
        continue;
      }
      let count = 0;
      for (let v = max(0, y - REACH); v <= min(down - 1, y + REACH); v++) {
        for (let u = max(0, x - REACH); u <= min(across - 1, x + REACH); u++) {
          store<f32>(values + 4 * count, load<f32>(blocks + 4 * (v * across + u)));
          count++;
        }
      }
      store<f32>(smooth + 4 * (y * across + x), within(medianOf(values, count)));
    }
  }
  for (let y = 0; y < height; y++) {
    const place = max<f32>(0, min<f32>(<f32>(down - 1), (<f32>y + 0.5) / <f32>BLOCK - 0.5));
    const whole = <i32>floor<f32>(place);
    const upper = smooth + 4 * whole * across;
    const lower = smooth + 4 * min(down - 1, whole + 1) * across;
    const share = place - <f32>whole;
    for (let x = 0; x < across; x++) {
      const above = load<f32>(upper + 4 * x);
      store<f32>(row + 4 * x, above + share * (load<f32>(lower + 4 * x) - above));
    }
    store<f32>(row + 4 * across, load<f32>(row + 4 * (across - 1)));
    for (let x = 0; x < width; x++) {
      const along = max<f32>(0, min<f32>(<f32>(across - 1), (<f32>x + 0.5) / <f32>BLOCK - 0.5));
      const left = <i32>floor<f32>(along);
      const here = load<f32>(row + 4 * left);
      const lit = here + (along - <f32>left) * (load<f32>(row + 4 * left, 4) - here);
      store<f32>(light + 4 * (y * width + x), lit);
    }
  }
}

/** See `EvidenceKernels.weigh`. */
export function weigh(
  now: usize, mean: usize, noise: usize, light: usize, held: usize, evidence: usize, ratio: usize, count: i32,
  share: f32, foreignShare: f32, noiseShare: f32,
): void {
  const undecided = f32x4.splat(UNDECIDED);
  const one = f32x4.splat(1);
  for (let at = 0; at < count; at += 4) {
    const from = <usize>(4 * at);
    const value = v128.load(now + from);
    const known = v128.load(mean + from);
    const lit = v128.load(light + from);
    const usual = v128.load(noise + from);
    const expected = f32x4.mul(known, lit);
    const size = f32x4.abs(f32x4.sub(value, expected));
    const times = f32x4.div(size, f32x4.add(f32x4.splat(LEAST_NOISE), usual));
    const says = f32x4.div(f32x4.sub(times, undecided), undecided);
    v128.store(evidence + from, f32x4.min(f32x4.splat(MOST_FOR), f32x4.max(f32x4.splat(-MOST_AGAINST), says)));
    v128.store(ratio + from, f32x4.div(value, f32x4.max(one, expected)));
    const bytes = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(held + <usize>at)));
    const free = i32x4.eq(bytes, i32x4.splat(0));
    const rate = v128.bitselect(f32x4.splat(foreignShare), f32x4.splat(share), f32x4.gt(times, undecided));
    const followed = f32x4.add(known, f32x4.mul(rate, f32x4.sub(f32x4.div(value, lit), known)));
    v128.store(mean + from, v128.bitselect(followed, known, free));
    const most = f32x4.add(f32x4.mul(f32x4.splat(3), usual), one);
    const change = f32x4.sub(f32x4.min(size, most), usual);
    const noisier = f32x4.add(usual, f32x4.mul(f32x4.splat(noiseShare), change));
    v128.store(noise + from, v128.bitselect(noisier, usual, free));
  }
}

/** See `EvidenceKernels.dropSoft`. */
export function dropSoft(
  ratio: usize, evidence: usize, outline: usize, across: usize, width: i32, height: i32, stride: i32,
): void {
  memory.fill(outline, 0, <usize>(stride * height));
  for (let y = 1; y + 1 < height; y++) {
    for (let x = 1; x + 1 < width; x += 4) {
      const at = <usize>(4 * (y * width + x));
      const slopes = f32x4.add(
        f32x4.abs(f32x4.sub(v128.load(ratio + at + 4), v128.load(ratio + at - 4))),
        f32x4.abs(f32x4.sub(v128.load(ratio + at + <usize>(4 * width)), v128.load(ratio + at - <usize>(4 * width)))),
      );
      const speaks = f32x4.gt(v128.load(evidence + at), f32x4.splat(0));
      let bits = i32x4.bitmask(v128.and(speaks, f32x4.ge(slopes, f32x4.splat(OUTLINE_SLOPE))));
      if (x + 4 >= width) bits &= (1 << (width - 1 - x)) - 1;
      for (; bits; bits &= bits - 1) store<u8>(outline + <usize>(y * stride + x + <i32>ctz(bits)), 255);
    }
  }
  // Three to each side, and then three up and down.
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x += 16) {
      const at = outline + <usize>(y * stride + x);
      let any = v128.load(at);
      for (let beside: usize = 1; beside <= <usize>OUTLINE_REACH; beside++) {
        any = v128.or(any, v128.or(v128.load(at - beside), v128.load(at + beside)));
      }
      v128.store(across + <usize>(y * stride + x), any);
    }
  }
  for (let y = 0; y < height; y++) {
    const from = max(0, y - OUTLINE_REACH);
    const until = min(height - 1, y + OUTLINE_REACH);
    for (let x = 0; x < width; x += 16) {
      let any = i8x16.splat(0);
      for (let row = from; row <= until; row++) any = v128.or(any, v128.load(across + <usize>(row * stride + x)));
      v128.store(outline + <usize>(y * stride + x), any);
    }
    for (let x = 0; x < width; x++) {
      const at = evidence + <usize>(4 * (y * width + x));
      if (load<u8>(outline + <usize>(y * stride + x)) == 0 && load<f32>(at) > 0) store<f32>(at, 0);
    }
  }
}

/** See `EvidenceKernels.addUp`. */
export function addUp(evidence: usize, sums: usize, width: i32, height: i32, fromRow: i32): void {
  const row = width + 1;
  for (let y = fromRow; y < height; y++) {
    let sum: f64 = 0;
    const from = evidence + <usize>(4 * y * width);
    const above = sums + <usize>(8 * (y * row + 1));
    const to = above + <usize>(8 * row);
    for (let x = 0; x < width; x++) {
      sum += <f64>load<f32>(from + 4 * x);
      store<f64>(to + 8 * x, load<f64>(above + 8 * x) + sum);
    }
  }
}

/** See `EvidenceKernels.bestSpot`. */
export function bestSpot(
  sums: usize, corners: usize, reaches: usize, says: usize, least: usize, spots: i32, left: f32, top: f32, right: f32,
  bottom: f32,
): i32 {
  let best = -1;
  let most: f64 = 0;
  for (let index = 0; index < spots; index++) {
    const reach = reaches + 16 * index;
    const isTouched =
      load<f32>(reach) < right && load<f32>(reach, 4) < bottom && load<f32>(reach, 8) > left && load<f32>(reach, 12) > top;
    if (isTouched) {
      let sum: f64 = 0;
      const first = corners + <usize>(4 * CORNERS * index);
      for (let at = first; at < first + 4 * CORNERS; at += 16) {
        sum +=
          load<f64>(sums + 8 * load<i32>(at)) -
          load<f64>(sums + 8 * load<i32>(at, 4)) -
          load<f64>(sums + 8 * load<i32>(at, 8)) +
          load<f64>(sums + 8 * load<i32>(at, 12));
      }
      store<f64>(says + 8 * index, sum);
    }
    const sum = load<f64>(says + 8 * index);
    if (sum > most && sum > load<f64>(least + 8 * index)) {
      best = index;
      most = sum;
    }
  }
  return best;
}

/** See `EvidenceKernels.slopes`. */
export function slopes(
  ground: usize, now: usize, width: i32, height: i32, step: i32, margin: i32, offset: i32, shareX: f64, shareY: f64,
  most: f64, sums: usize,
): void {
  let xx: f64 = 0;
  let xy: f64 = 0;
  let yy: f64 = 0;
  let xd: f64 = 0;
  let yd: f64 = 0;
  const row = <usize>(4 * width);
  for (let y = margin; y < height - margin; y += step) {
    for (let x = margin; x < width - margin; x += step) {
      const at = ground + <usize>(4 * (y * width + x));
      const from = now + <usize>(4 * (y * width + x + offset));
      const above = <f64>load<f32>(from) * (1.0 - shareX) + <f64>load<f32>(from + 4) * shareX;
      const below = <f64>load<f32>(from + row) * (1.0 - shareX) + <f64>load<f32>(from + row + 4) * shareX;
      const difference = <f64>load<f32>(at) - (above + shareY * (below - above));
      if (abs<f64>(difference) > most) continue;
      const slopeX = (<f64>load<f32>(at + 4) - <f64>load<f32>(at - 4)) / 2;
      const slopeY = (<f64>load<f32>(at + row) - <f64>load<f32>(at - row)) / 2;
      xx += slopeX * slopeX;
      xy += slopeX * slopeY;
      yy += slopeY * slopeY;
      xd += slopeX * difference;
      yd += slopeY * difference;
    }
  }
  store<f64>(sums, xx);
  store<f64>(sums, xy, 8);
  store<f64>(sums, yy, 16);
  store<f64>(sums, xd, 24);
  store<f64>(sums, yd, 32);
}
