// The per-pixel work of watch, sixteen pixels at a time. What each function means is said once, in ../kernels.ts;
// ../plain.ts is the same arithmetic in plain TypeScript and a test holds the two to identical bytes.

import { oneOf, rootOf } from "./union";

export { measure, unlabelled } from "./region";
export { addUp, bestSpot, dropSoft, localLight, shrink, slopes, weigh } from "./evidence";
export { bendLight, beside, close, company, compare, follow, gather, levels, middle } from "./slow";
export { lightAround, lightBins, lightBlocks } from "./slow";

/** Averages `factor` x `factor` source pixels into one; pads each row to `stride` by repeating its last pixel. */
export function reduce(source: usize, sourceStride: i32, factor: i32, target: usize, width: i32, height: i32, stride: i32): void {
  if (factor == 1) {
    for (let y = 0; y < height; y++) {
      memory.copy(target + <usize>(y * stride), source + <usize>(y * sourceStride), width);
    }
  } else if (factor == 2) {
    for (let y = 0; y < height; y++) {
      const row = source + <usize>(2 * y * sourceStride);
      const next = row + <usize>sourceStride;
      const out = target + <usize>(y * stride);
      let x = 0;
      for (; x + 8 <= width; x += 8) {
        const sums = i16x8.add(
          i16x8.extadd_pairwise_i8x16_u(v128.load(row + 2 * x)),
          i16x8.extadd_pairwise_i8x16_u(v128.load(next + 2 * x)),
        );
        const mean = i16x8.shr_u(i16x8.add(sums, i16x8.splat(2)), 2);
        v128.store64_lane(out + x, i8x16.narrow_i16x8_u(mean, mean), 0);
      }
      for (; x < width; x++) {
        const at = row + 2 * x;
        const below = next + 2 * x;
        const sum = <u32>load<u8>(at) + load<u8>(at + 1) + load<u8>(below) + load<u8>(below + 1);
        store<u8>(out + x, (sum + 2) >> 2);
      }
    }
  } else {
    const count = <u32>(factor * factor);
    const half = count >> 1;
    for (let y = 0; y < height; y++) {
      const out = target + <usize>(y * stride);
      for (let x = 0; x < width; x++) {
        let sum: u32 = 0;
        let row = source + <usize>(y * factor * sourceStride + x * factor);
        for (let j = 0; j < factor; j++) {
          for (let i = 0; i < factor; i++) sum += load<u8>(row + i);
          row += sourceStride;
        }
        store<u8>(out + x, (sum + half) / count);
      }
    }
  }
  for (let y = 0; y < height; y++) {
    const out = target + <usize>(y * stride);
    const last = load<u8>(out + width - 1);
    for (let x = width; x < stride; x++) store<u8>(out + x, last);
  }
}

/** One step of the background model over `count` pixels (a multiple of 16). See `Kernels.subtract`. */
export function subtract(
  frame: usize, meanFine: usize, mean: usize, meanNext: usize, spread: usize, flicker: usize,
  candidate: usize, age: usize, former: usize, hasFormer: usize, hold: usize, mask: usize,
  stride: i32, count: i32, rate: i32, ageStep: i32, base: i32,
): void {
  const one = i8x16.splat(1);
  const rates = i16x8.splat(<i16>rate);
  const steps = i8x16.splat(<i8>ageStep);
  const fades = i8x16.splat(<i8>(2 * ageStep));
  const bases = i8x16.splat(<i8>base);
  const halfFine = i16x8.splat(64);
  const all = i8x16.splat(-1);
  const toggleGain = i8x16.splat(5);
  const flickerMost = i8x16.splat(40);
  const thresholdMost = i8x16.splat(90);
  const zero = i8x16.splat(0);
  for (let at: usize = 0; at < <usize>count; at += 16) {
    const value = v128.load(frame + at);
    const centre = v128.load(mean + at);
    // Lowest and highest of the 3 x 3 neighbourhood, half-way: a camera that trembles by a pixel raises no edges.
    let low = centre;
    let high = centre;
    const middle = mean + at;
    const above = middle - stride;
    const below = middle + stride;
    let neighbour = v128.load(middle - 1);
    low = i8x16.min_u(low, neighbour); high = i8x16.max_u(high, neighbour);
    neighbour = v128.load(middle + 1);
    low = i8x16.min_u(low, neighbour); high = i8x16.max_u(high, neighbour);
    neighbour = v128.load(above);
    low = i8x16.min_u(low, neighbour); high = i8x16.max_u(high, neighbour);
    neighbour = v128.load(above - 1);
    low = i8x16.min_u(low, neighbour); high = i8x16.max_u(high, neighbour);
    neighbour = v128.load(above + 1);
    low = i8x16.min_u(low, neighbour); high = i8x16.max_u(high, neighbour);
    neighbour = v128.load(below);
    low = i8x16.min_u(low, neighbour); high = i8x16.max_u(high, neighbour);
    neighbour = v128.load(below - 1);
    low = i8x16.min_u(low, neighbour); high = i8x16.max_u(high, neighbour);
    neighbour = v128.load(below + 1);
    low = i8x16.min_u(low, neighbour); high = i8x16.max_u(high, neighbour);
    low = i8x16.avgr_u(low, centre);
    high = i8x16.avgr_u(high, centre);

    const noise = v128.load(spread + at);
    const restless = v128.load(flicker + at);
    let threshold = i8x16.add_sat_u(bases, i8x16.sub_sat_u(noise, i8x16.shr_u(noise, 2)));
    threshold = i8x16.min_u(i8x16.add_sat_u(threshold, restless), thresholdMost);
    const outside = v128.or(i8x16.sub_sat_u(value, high), i8x16.sub_sat_u(low, value));
    let differs = i8x16.ne(i8x16.sub_sat_u(outside, threshold), zero);
    const old = v128.load(former + at);
    const fromOld = v128.or(i8x16.sub_sat_u(value, old), i8x16.sub_sat_u(old, value));
    const returned = v128.and(v128.load(hasFormer + at), i8x16.eq(i8x16.sub_sat_u(fromOld, threshold), zero));
    const ordinary = v128.not(v128.or(differs, returned));
    differs = v128.andnot(differs, returned);

    // How long this pixel has shown one same foreign value.
    let seen = v128.load(candidate + at);
    let old2 = v128.load(age + at);
    const fromSeen = v128.or(i8x16.sub_sat_u(value, seen), i8x16.sub_sat_u(seen, value));
    const same = i8x16.eq(i8x16.sub_sat_u(fromSeen, threshold), zero);
    const staying = v128.and(differs, same);
    const faded = i8x16.sub_sat_u(old2, fades);
    old2 = v128.bitselect(i8x16.add_sat_u(old2, steps), faded, staying);
    const restart = v128.and(v128.andnot(differs, same), i8x16.eq(faded, zero));
    seen = v128.bitselect(i8x16.avgr_u(seen, value), seen, staying);
    seen = v128.bitselect(value, seen, restart);

    // What nobody holds and has not changed for the longest measurable time is background.
    const absorbed = v128.andnot(v128.and(staying, i8x16.eq(old2, all)), v128.load(hold + at));
    old2 = v128.andnot(old2, absorbed);
    v128.store(age + at, old2);
    v128.store(candidate + at, seen);

    const fromMean = v128.or(i8x16.sub_sat_u(value, centre), i8x16.sub_sat_u(centre, value));
    let eighths = i8x16.add_sat_u(fromMean, fromMean);
    eighths = i8x16.add_sat_u(eighths, eighths);
    eighths = i8x16.add_sat_u(eighths, eighths);
    const louder = v128.and(i8x16.ne(i8x16.sub_sat_u(eighths, noise), zero), one);
    const quieter = v128.and(i8x16.ne(i8x16.sub_sat_u(noise, eighths), zero), one);
    const tuned = i8x16.sub_sat_u(i8x16.add_sat_u(noise, louder), quieter);
    v128.store(spread + at, v128.bitselect(tuned, noise, ordinary));

    const toggled = v128.and(v128.xor(differs, v128.load(mask + at)), toggleGain);
    v128.store(flicker + at, i8x16.min_u(i8x16.add_sat_u(i8x16.sub_sat_u(restless, one), toggled), flickerMost));
    v128.store(mask + at, differs);

    // Beside something held nothing is learned either: the background would creep over it from its blurred edge.
    const learned = v128.andnot(ordinary, v128.load(hold + at));
    const fine = meanFine + 2 * at;
    let first = v128.load(fine);
    let second = v128.load(fine, 16);
    const firstStep = i16x8.q15mulr_sat_s(i16x8.sub(i16x8.shl(i16x8.extend_low_i8x16_u(value), 7), first), rates);
    const secondStep = i16x8.q15mulr_sat_s(i16x8.sub(i16x8.shl(i16x8.extend_high_i8x16_u(value), 7), second), rates);
    first = i16x8.add(first, v128.and(firstStep, i16x8.extend_low_i8x16_s(learned)));
    second = i16x8.add(second, v128.and(secondStep, i16x8.extend_high_i8x16_s(learned)));
    first = v128.bitselect(i16x8.shl(i16x8.extend_low_i8x16_u(seen), 7), first, i16x8.extend_low_i8x16_s(absorbed));
    second = v128.bitselect(i16x8.shl(i16x8.extend_high_i8x16_u(seen), 7), second, i16x8.extend_high_i8x16_s(absorbed));
    v128.store(fine, first);
    v128.store(fine, second, 16);
    v128.store(
      meanNext + at,
      i8x16.narrow_i16x8_u(i16x8.shr_s(i16x8.add(first, halfFine), 7), i16x8.shr_s(i16x8.add(second, halfFine), 7)),
    );
  }
}

/** Foreground by majority of 3 x 3: 255 where at least five of nine are set. */
export function majority(source: usize, target: usize, stride: i32, count: i32): void {
  const least = i8x16.splat(-5);
  for (let at: usize = 0; at < <usize>count; at += 16) {
    const middle = source + at;
    const above = middle - stride;
    const below = middle + stride;
    // A set pixel is 255, that is -1: nine of them add up to minus their number.
    let sum = i8x16.add(v128.load(middle - 1), i8x16.add(v128.load(middle), v128.load(middle + 1)));
    sum = i8x16.add(sum, i8x16.add(v128.load(above - 1), i8x16.add(v128.load(above), v128.load(above + 1))));
    sum = i8x16.add(sum, i8x16.add(v128.load(below - 1), i8x16.add(v128.load(below), v128.load(below + 1))));
    v128.store(target + at, i8x16.le_s(sum, least));
  }
}

/** Keeps of `source` what has been still for `least` age units (`want` 1), or what nobody holds (`want` 0). */
export function select(source: usize, age: usize, hold: usize, target: usize, count: i32, least: i32, want: i32): void {
  const limit = i8x16.splat(<i8>least);
  for (let at: usize = 0; at < <usize>count; at += 16) {
    const set = v128.load(source + at);
    const kept = want ? i8x16.ge_u(v128.load(age + at), limit) : v128.not(v128.load(hold + at));
    v128.store(target + at, v128.and(set, kept));
  }
}

/** Spreads every set pixel to its 3 x 3 neighbourhood. */
export function dilate(source: usize, target: usize, stride: i32, count: i32): void {
  for (let at: usize = 0; at < <usize>count; at += 16) {
    const middle = source + at;
    const above = middle - stride;
    const below = middle + stride;
    let any = v128.or(v128.load(middle - 1), v128.or(v128.load(middle), v128.load(middle + 1)));
    any = v128.or(any, v128.or(v128.load(above - 1), v128.or(v128.load(above), v128.load(above + 1))));
    any = v128.or(any, v128.or(v128.load(below - 1), v128.or(v128.load(below), v128.load(below + 1))));
    v128.store(target + at, any);
  }
}

/** The background follows a change of light: every value v becomes gain * v / 16384 + offset / 128. */
export function relight(meanFine: usize, mean: usize, candidate: usize, former: usize, count: i32, gain: i32, offset: i32): void {
  for (let at: usize = 0; at < <usize>count; at++) {
    const fine = max(0, min(32640, ((<i32>load<i16>(meanFine + 2 * at) * gain) >> 14) + offset));
    store<i16>(meanFine + 2 * at, <i16>fine);
    store<u8>(mean + at, <u8>((fine + 64) >> 7));
    store<u8>(candidate + at, lit(load<u8>(candidate + at), gain, offset));
    store<u8>(former + at, lit(load<u8>(former + at), gain, offset));
  }
}

function lit(value: u8, gain: i32, offset: i32): u8 {
  const fine = ((((<i32>value) << 7) * gain) >> 14) + offset;
  return <u8>(max(0, min(32640, fine) + 64) >> 7);
}

/**
 * Connected regions (8 neighbours) of `joined`; `labels` (u16) receives 1..n, 0 outside. Sizes count only pixels set in
 * `counted`, so that joining across small gaps does not swell a box. Eight i32 a region into `regions`:
 * area, left, top, right, bottom (inclusive), sum of x, sum of y, 0. Returns n, at most `most`.
 */
export function label(
  joined: usize, counted: usize, labels: usize, parents: usize, regions: usize,
  width: i32, height: i32, stride: i32, most: i32,
): i32 {
  let next = 1;
  memory.fill(labels, 0, <usize>(2 * stride * height));
  for (let y = 0; y < height; y++) {
    const row = joined + <usize>(y * stride);
    const out = labels + <usize>(2 * y * stride);
    const up = out - 2 * <usize>stride;
    let x = 0;
    while (x < width) {
      if ((x & 15) == 0) {
        while (x < width && !v128.any_true(v128.load(row + x))) x += 16;
        if (x >= width) break;
      }
      if (!load<u8>(row + x)) { x++; continue; }
      let end = x;
      while (end < width && load<u8>(row + end)) end++;
      let found = 0;
      if (y > 0) {
        const from = max(0, x - 1);
        const to = min(width - 1, end);
        let last = 0;
        for (let i = from; i <= to; i++) {
          const other = <i32>load<u16>(up + 2 * i);
          // Of a run of one label the first pixel has said it all.
          if (!other || other == last) continue;
          last = other;
          found = oneOf(parents, found, rootOf(parents, other));
        }
      }
      if (!found) {
        if (next >= 65535) return 0;
        found = next++;
        store<i32>(parents + 4 * <usize>found, found);
      }
      for (let i = x; i < end; i++) store<u16>(out + 2 * i, <u16>found);
      x = end;
    }
  }
  // Roots become 1..n in the order of their first pixel; a negative parent marks a number already given.
  let total = 0;
  for (let i = 1; i < next; i++) {
    const up = load<i32>(parents + 4 * <usize>i);
    if (up == i) {
      total++;
      store<i32>(parents + 4 * <usize>i, -total);
    } else {
      let root = up;
      while (true) {
        const above = load<i32>(parents + 4 * <usize>root);
        if (above < 0) { store<i32>(parents + 4 * <usize>i, above); break; }
        root = above;
      }
    }
  }
  if (total > most) return 0;
  memory.fill(regions, 0, <usize>(32 * (total + 1)));
  for (let i = 1; i <= total; i++) {
    store<i32>(regions + 32 * <usize>i, width, 4);
    store<i32>(regions + 32 * <usize>i, height, 8);
    store<i32>(regions + 32 * <usize>i, -1, 12);
    store<i32>(regions + 32 * <usize>i, -1, 16);
  }
  for (let y = 0; y < height; y++) {
    const row = counted + <usize>(y * stride);
    const out = labels + <usize>(2 * y * stride);
    let x = 0;
    while (x < width) {
      if ((x & 7) == 0) {
        while (x < width && !v128.any_true(v128.load(out + 2 * x))) x += 8;
        if (x >= width) break;
      }
      const raw = <i32>load<u16>(out + 2 * x);
      if (!raw) { x++; continue; }
      // A run of one label at a time: what it adds to its region is written once.
      const id = -load<i32>(parents + 4 * <usize>raw);
      let area = 0;
      let sum = 0;
      let first = 0;
      let last = 0;
      do {
        store<u16>(out + 2 * x, <u16>id);
        if (load<u8>(row + x)) {
          if (!area) first = x;
          last = x;
          area++;
          sum += x;
        }
        x++;
      } while (x < width && <i32>load<u16>(out + 2 * x) == raw);
      if (!area) continue;
      const at = regions + 32 * <usize>id;
      store<i32>(at, load<i32>(at) + area);
      store<i32>(at, min(first, load<i32>(at, 4)), 4);
      store<i32>(at, min(y, load<i32>(at, 8)), 8);
      store<i32>(at, max(last, load<i32>(at, 12)), 12);
      store<i32>(at, max(y, load<i32>(at, 16)), 16);
      store<i32>(at, load<i32>(at, 20) + sum, 20);
      store<i32>(at, load<i32>(at, 24) + area * y, 24);
    }
  }
  return total;
}
