// What speaks for people on the ground, four points at a time. See ../evidence-kernels.ts, which is the same in plain TypeScript.

const BLOCK: i32 = 8;
const REACH: i32 = 2;
const LEAST_LIGHT: f32 = 0.4;
const MOST_LIGHT: f32 = 2.5;
const LEAST_NOISE: f32 = 0.7;
const UNDECIDED: f32 = 2.6;
const MOST_FOR: f32 = 1;
const MOST_AGAINST: f32 = 0.35;
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

/** See `EvidenceKernels.localLight`. */
export function localLight(
  now: usize, ground: usize, blocks: usize, smooth: usize, row: usize, values: usize, light: usize, width: i32,
  height: i32, across: i32, down: i32,
): void {
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
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
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      let count = 0;
      for (let v = max(0, y - REACH); v <= min(down - 1, y + REACH); v++) {
        for (let u = max(0, x - REACH); u <= min(across - 1, x + REACH); u++) {
          store<f32>(values + 4 * count, load<f32>(blocks + 4 * (v * across + u)));
          count++;
        }
      }
      store<f32>(smooth + 4 * (y * across + x), max<f32>(LEAST_LIGHT, min<f32>(MOST_LIGHT, medianOf(values, count))));
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
