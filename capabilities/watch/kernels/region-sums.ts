/** Adds up what the pixels of one region look like. */
export type Measure = (
  frame: number,
  mean: number,
  previous: number,
  mask: number,
  spread: number,
  age: number,
  labels: number,
  label: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
  stride: number,
  trembles: 0 | 1,
  least: number,
  out: number,
) => void;

/** Counts the foreground in a box that has no label. */
export type Unlabelled = (
  mask: number,
  labels: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
  stride: number,
) => number;

/** What `Measure` writes: twelve f64, in this order, and then how many pixels are of each age, 256 i32. */
export const SUMS = [
  "count",
  "outline",
  "now",
  "before",
  "moved",
  "difference",
  "sumNow",
  "sumWas",
  "sumNowNow",
  "sumWasWas",
  "sumBoth",
  "sumNoise",
] as const;
export const AGES_FROM = 8 * SUMS.length;
export const SUMS_BYTES = AGES_FROM + 4 * 256;

/** In plain TypeScript, over this memory. */
export function plainRegionSums(buffer: ArrayBuffer): { readonly measure: Measure; readonly unlabelled: Unlabelled } {
  const u8 = new Uint8Array(buffer);
  const u16 = new Uint16Array(buffer);
  const i32 = new Int32Array(buffer);
  const f64 = new Float64Array(buffer);
  const at8 = (at: number): number => u8[at] as number;

  const slope = (at: number, stride: number): number =>
    Math.abs(at8(at + 1) - at8(at - 1)) + Math.abs(at8(at + stride) - at8(at - stride));

  /** The strongest slope within a pixel of `at`: the outline of a mask is never exact. */
  const strongest = (at: number, stride: number): number =>
    Math.max(
      slope(at, stride),
      slope(at - 1, stride),
      slope(at + 1, stride),
      slope(at - stride, stride),
      slope(at + stride, stride),
    );

  /** How much a pixel differs from the likest of the neighbours it had before. */
  function likest(value: number, before: number, stride: number): number {
    let least = 255;
    for (let row = before - stride; row <= before + stride; row += stride)
      for (let near = row - 1; near <= row + 1; near++) least = Math.min(least, Math.abs(value - at8(near)));
    return least;
  }

  return {
    measure(
      frame,
      mean,
      previous,
      mask,
      spread,
      age,
      labels,
      label,
      left,
      top,
      right,
      bottom,
      stride,
      trembles,
      least,
      out,
    ) {
      const belongs = (at: number): boolean => u16[(labels >> 1) + at] === label && at8(mask + at) !== 0;
      const ages = (out + AGES_FROM) >> 2;
      f64.fill(0, out >> 3, (out + AGES_FROM) >> 3);
      i32.fill(0, ages, ages + 256);
      const add = (sum: (typeof SUMS)[number], value: number): void => {
        const at = (out >> 3) + SUMS.indexOf(sum);
        f64[at] = (f64[at] as number) + value;
      };
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) {
          const at = y * stride + x;
          const here = belongs(at);
          if (here !== belongs(at - 1) || here !== belongs(at - stride)) {
            add("now", strongest(frame + at, stride));
            add("before", strongest(mean + at, stride));
            add("outline", 1);
          }
          if (!here) continue;
          const value = at8(frame + at);
          const was = at8(mean + at);
          const change = trembles === 1 ? likest(value, previous + at, stride) : Math.abs(value - at8(previous + at));
          if (change > least) add("moved", 1);
          add("count", 1);
          add("difference", Math.abs(value - was));
          add("sumNow", value);
          add("sumWas", was);
          add("sumNowNow", value * value);
          add("sumWasWas", was * was);
          add("sumBoth", value * was);
          add("sumNoise", at8(spread + at));
          const bin = ages + at8(age + at);
          i32[bin] = (i32[bin] as number) + 1;
        }
      }
    },

    unlabelled(mask, labels, left, top, right, bottom, stride) {
      let found = 0;
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) {
          const at = y * stride + x;
          if (at8(mask + at) !== 0 && u16[(labels >> 1) + at] === 0) found++;
        }
      }
      return found;
    },
  };
}
