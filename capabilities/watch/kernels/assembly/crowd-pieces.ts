// The pieces of a crowd's mask and what they have. See ../crowd/crowd-kernels.ts; ../crowd/plain-pieces.ts is the same in plain TypeScript.
import { oneOf, rootOf } from "./union";

/** Side of a block. */
const BLOCK = 8;
/** Bytes of a piece and of a part. */
const PIECE: usize = 48;
const PART: usize = 16;

/** The first place from `at` that is set, or the end. */
@inline
function nextSet(at: usize, end: usize): usize {
  while (at < end) {
    const eight = load<u64>(at);
    if (eight) return min(end, at + <usize>(ctz(eight) >> 3));
    at += 8;
  }
  return end;
}

/** The first place from `at` that is empty. */
@inline
function endOfRun(at: usize): usize {
  while (true) {
    const eight = ~load<u64>(at);
    if (eight) return at + <usize>(ctz(eight) >> 3);
    at += 8;
  }
}

/** See `CrowdKernels.label`. */
export function label(mask: usize, labels: usize, parents: usize, width: i32, height: i32, stride: i32): i32 {
  const row = <usize>stride;
  let next = 1;
  for (let y: usize = 1; y + 1 < <usize>height; y++) {
    const line = mask + y * row;
    const end = line + <usize>width;
    for (let from = nextSet(line, end); from < end; ) {
      const until = endOfRun(from);
      // Eight neighbours: what touches a run from above lies from one before it to one behind it.
      let found = 0;
      const last = until + 1 - row;
      for (let up = nextSet(from - 1 - row, last); up < last; up = nextSet(endOfRun(up), last)) {
        found = oneOf(parents, found, rootOf(parents, load<i32>(labels + 4 * (up - mask))));
      }
      if (!found) {
        found = next++;
        store<i32>(parents + 4 * <usize>found, found);
      }
      // What is written beyond the run is written again when its turn comes, or never read.
      const four = i32x4.splat(found);
      for (let at = from; at < until; at += 4) v128.store(labels + 4 * (at - mask), four);
      from = nextSet(until, end);
    }
  }
  // A parent is never greater than its child: in this order each one's is a number already.
  let count = 0;
  store<i32>(parents, 0);
  for (let i: usize = 1; i < <usize>next; i++) {
    const up = <usize>load<i32>(parents + 4 * i);
    store<i32>(parents + 4 * i, up == i ? ++count : load<i32>(parents + 4 * up));
  }
  return count;
}

/** The last of four numbers, four times. */
@inline
function lastOf(v: v128): v128 {
  return i8x16.shuffle(v, v, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15);
}

/** See `CrowdKernels.sum`. */
export function sum(mask: usize, sums: usize, height: i32, stride: i32): void {
  const row = <usize>stride;
  const line: usize = 4 * (row + 4);
  const one = i8x16.splat(1);
  const none = i8x16.splat(0);
  for (let y: usize = 0; y < <usize>height; y++) {
    const from = mask + y * row;
    let above = sums + y * line + 4;
    let before = none;
    for (let x: usize = 0; x < row; x += 16) {
      const here = v128.load(from + x);
      const out = above + line;
      if (!v128.any_true(here)) {
        v128.store(out, i32x4.add(v128.load(above), before));
        v128.store(out, i32x4.add(v128.load(above, 16), before), 16);
        v128.store(out, i32x4.add(v128.load(above, 32), before), 32);
        v128.store(out, i32x4.add(v128.load(above, 48), before), 48);
        above += 64;
        continue;
      }
      // Each byte becomes the sum of those up to it: of two, of four, of eight, of sixteen.
      let up = v128.and(here, one);
      up = i8x16.add(up, i8x16.shuffle(none, up, 0, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30));
      up = i8x16.add(up, i8x16.shuffle(none, up, 0, 1, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29));
      up = i8x16.add(up, i8x16.shuffle(none, up, 0, 1, 2, 3, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27));
      up = i8x16.add(up, i8x16.shuffle(none, up, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23));
      const low = i16x8.extend_low_i8x16_u(up);
      const high = i16x8.extend_high_i8x16_u(up);
      const last = i32x4.add(before, i32x4.extend_high_i16x8_u(high));
      v128.store(out, i32x4.add(v128.load(above), i32x4.add(before, i32x4.extend_low_i16x8_u(low))));
      v128.store(out, i32x4.add(v128.load(above, 16), i32x4.add(before, i32x4.extend_high_i16x8_u(low))), 16);
      v128.store(out, i32x4.add(v128.load(above, 32), i32x4.add(before, i32x4.extend_low_i16x8_u(high))), 32);
      v128.store(out, i32x4.add(v128.load(above, 48), last), 48);
      before = lastOf(last);
      above += 64;
    }
  }
}

/** Adds what a piece has of people in a block to its part, which is among those from `first` to `end`, by label. Returns where they end now. */
function addPart(first: usize, end: usize, block: i32, label: i32, people: f64): usize {
  let at = first;
  while (at < end && load<i32>(at, 12) < label) at += PART;
  if (at < end && load<i32>(at, 12) == label) {
    store<f64>(at, load<f64>(at) + people);
    return end;
  }
  memory.copy(at + PART, at, end - at);
  store<f64>(at, people);
  store<i32>(at, block, 8);
  store<i32>(at, label, 12);
  return end + PART;
}

/** See `CrowdKernels.gather`. */
export function gather(
  mask: usize, labels: usize, numbers: usize, area: usize, plain: usize, times: usize, pieces: usize, count: i32,
  parts: usize, width: i32, height: i32, stride: i32,
): i32 {
  memory.fill(pieces, 0, PIECE * <usize>(count + 1));
  for (let i = 1; i <= count; i++) {
    const piece = pieces + PIECE * <usize>i;
    store<i32>(piece, width, 28);
    store<i32>(piece, height, 32);
    store<i32>(piece, -1, 36);
    store<i32>(piece, -1, 40);
  }
  let end = parts;
  let block = 0;
  for (let top = 0; top < height; top += BLOCK) {
    const bottom = min(height, top + BLOCK);
    for (let left = 0; left < width; left += BLOCK, block++) {
      const right = min(width, left + BLOCK);
      const first = end;
      const hiding = load<f64>(times + 8 * <usize>block);
      for (let y = top; y < bottom; y++) {
        const row = <usize>(y * stride);
        if (!load<u64>(mask + row + left)) continue;
        for (let x = left; x < right; ) {
          if (!load<u8>(mask + row + x)) {
            x++;
            continue;
          }
          const from = x;
          const label = load<i32>(numbers + 4 * <usize>load<i32>(labels + 4 * (row + <usize>x)));
          let areas: f64 = 0;
          let plains: f64 = 0;
          let pixels = 0;
          for (; x < right && load<u8>(mask + row + x); x++) {
            const here = load<f32>(area + 4 * (row + <usize>x));
            if (here == 0) continue;
            areas += <f64>here;
            plains += <f64>load<f32>(plain + 4 * (row + <usize>x));
            pixels++;
          }
          if (!pixels) continue;
          const piece = pieces + PIECE * <usize>label;
          const people = plains * hiding;
          store<f64>(piece, load<f64>(piece) + areas);
          store<f64>(piece, load<f64>(piece, 8) + plains, 8);
          store<f64>(piece, load<f64>(piece, 16) + people, 16);
          store<i32>(piece, load<i32>(piece, 24) + pixels, 24);
          store<i32>(piece, min(load<i32>(piece, 28), from), 28);
          store<i32>(piece, min(load<i32>(piece, 32), y), 32);
          store<i32>(piece, max(load<i32>(piece, 36), x - 1), 36);
          store<i32>(piece, max(load<i32>(piece, 40), y), 40);
          end = addPart(first, end, block, label, people);
        }
      }
    }
  }
  return <i32>((end - parts) / PART);
}
