// What the pixels of one region look like, sixteen at a time. See ../kernels.ts; ../region-sums.ts is the same in plain TypeScript.

/** Sixteen pixels: 255 where one belongs to the region (`own`, its number in all lanes) and is foreground. */
@inline
function belongs(labels: usize, mask: usize, at: usize, own: v128): v128 {
  const first = i16x8.eq(v128.load(labels + 2 * at), own);
  const second = i16x8.eq(v128.load(labels + 2 * at, 16), own);
  return v128.and(i8x16.narrow_i16x8_s(first, second), v128.load(mask + at));
}

@inline
function total(v: v128): f64 {
  return <f64>(
    i32x4.extract_lane(v, 0) + i32x4.extract_lane(v, 1) + i32x4.extract_lane(v, 2) + i32x4.extract_lane(v, 3)
  );
}

/** Adds sixteen bytes to four sums. */
@inline
function added(sums: v128, bytes: v128): v128 {
  return i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes)));
}

/** Adds the products of sixteen pairs of bytes to four sums. */
@inline
function multiplied(sums: v128, one: v128, other: v128): v128 {
  const low = i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(one), i16x8.extend_low_i8x16_u(other));
  const high = i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(one), i16x8.extend_high_i8x16_u(other));
  return i32x4.add(sums, i32x4.add(low, high));
}

@inline
function apart(one: v128, other: v128): v128 {
  return v128.or(i8x16.sub_sat_u(one, other), i8x16.sub_sat_u(other, one));
}

@inline
function slope(at: usize, stride: usize): i32 {
  return (
    abs(<i32>load<u8>(at + 1) - <i32>load<u8>(at - 1)) + abs(<i32>load<u8>(at + stride) - <i32>load<u8>(at - stride))
  );
}

/** The strongest slope within a pixel of `at`: the outline of a mask is never exact. */
function strongest(at: usize, stride: usize): i32 {
  const beside = max(slope(at - 1, stride), slope(at + 1, stride));
  return max(slope(at, stride), max(beside, max(slope(at - stride, stride), slope(at + stride, stride))));
}

/** How much sixteen pixels differ from the likest of the neighbours they had before. */
function likest(value: v128, before: usize, stride: usize): v128 {
  let least = apart(value, v128.load(before));
  for (let row = before - stride; row <= before + stride; row += stride) {
    least = i8x16.min_u(least, apart(value, v128.load(row - 1)));
    least = i8x16.min_u(least, apart(value, v128.load(row)));
    least = i8x16.min_u(least, apart(value, v128.load(row + 1)));
  }
  return least;
}

/** See `Kernels.measure`. */
export function measure(
  frame: usize, mean: usize, previous: usize, mask: usize, spread: usize, age: usize, labels: usize, label: i32,
  left: i32, top: i32, right: i32, bottom: i32, stride: i32, trembles: i32, least: i32, out: usize,
): void {
  const own = i16x8.splat(<i16>label);
  const most = i8x16.splat(<i8>least);
  const lanes = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  const ages = out + 96;
  memory.fill(ages, 0, 1024);
  let count = 0;
  let outline = 0;
  let now = 0;
  let before = 0;
  let moved = 0;
  let difference: f64 = 0;
  let sumNow: f64 = 0;
  let sumWas: f64 = 0;
  let sumNowNow: f64 = 0;
  let sumWasWas: f64 = 0;
  let sumBoth: f64 = 0;
  let sumNoise: f64 = 0;
  for (let y = top; y < bottom; y++) {
    let differences = i32x4.splat(0);
    let nows = i32x4.splat(0);
    let wases = i32x4.splat(0);
    let nowNows = i32x4.splat(0);
    let wasWases = i32x4.splat(0);
    let boths = i32x4.splat(0);
    let noises = i32x4.splat(0);
    for (let x = left; x < right; x += 16) {
      const at = <usize>(y * stride + x);
      const inside = i8x16.lt_u(lanes, i8x16.splat(<i8>min(16, right - x)));
      let here = belongs(labels, mask, at, own);
      const beside = v128.xor(here, belongs(labels, mask, at - 1, own));
      const above = v128.xor(here, belongs(labels, mask, at - <usize>stride, own));
      here = v128.and(here, inside);
      let bits = i8x16.bitmask(v128.and(v128.or(beside, above), inside));
      while (bits) {
        const edge = at + <usize>ctz(bits);
        now += strongest(frame + edge, <usize>stride);
        before += strongest(mean + edge, <usize>stride);
        outline++;
        bits &= bits - 1;
      }
      bits = i8x16.bitmask(here);
      if (!bits) continue;
      count += popcnt(bits);
      const full = v128.load(frame + at);
      const value = v128.and(full, here);
      const was = v128.and(v128.load(mean + at), here);
      const change = trembles ? likest(full, previous + at, <usize>stride) : apart(full, v128.load(previous + at));
      moved += popcnt(i8x16.bitmask(v128.and(here, i8x16.gt_u(change, most))));
      differences = added(differences, apart(value, was));
      nows = added(nows, value);
      wases = added(wases, was);
      nowNows = multiplied(nowNows, value, value);
      wasWases = multiplied(wasWases, was, was);
      boths = multiplied(boths, value, was);
      noises = added(noises, v128.and(v128.load(spread + at), here));
      while (bits) {
        const bin = ages + 4 * <usize>load<u8>(age + at + <usize>ctz(bits));
        store<i32>(bin, load<i32>(bin) + 1);
        bits &= bits - 1;
      }
    }
    difference += total(differences);
    sumNow += total(nows);
    sumWas += total(wases);
    sumNowNow += total(nowNows);
    sumWasWas += total(wasWases);
    sumBoth += total(boths);
    sumNoise += total(noises);
  }
  store<f64>(out, <f64>count);
  store<f64>(out, <f64>outline, 8);
  store<f64>(out, <f64>now, 16);
  store<f64>(out, <f64>before, 24);
  store<f64>(out, <f64>moved, 32);
  store<f64>(out, difference, 40);
  store<f64>(out, sumNow, 48);
  store<f64>(out, sumWas, 56);
  store<f64>(out, sumNowNow, 64);
  store<f64>(out, sumWasWas, 72);
  store<f64>(out, sumBoth, 80);
  store<f64>(out, sumNoise, 88);
}

/** See `Kernels.unlabelled`. */
export function unlabelled(mask: usize, labels: usize, left: i32, top: i32, right: i32, bottom: i32, stride: i32): i32 {
  const lanes = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  const none = i16x8.splat(0);
  let found = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x += 16) {
      const at = <usize>(y * stride + x);
      const inside = i8x16.lt_u(lanes, i8x16.splat(<i8>min(16, right - x)));
      found += popcnt(i8x16.bitmask(v128.and(belongs(labels, mask, at, none), inside)));
    }
  }
  return found;
}
