import { componentsOf } from "../density/components.ts";
import type { Size } from "../density/mask-cleaning.ts";
import type { Region } from "../tracks/region.ts";

/** Of a region's pixels at least so many are surely foreign. */
const LEAST_SURE = 6;
const LEAST_AREA = 14;
/** Of those of a region that lies still at least this share has been the same for long enough. */
const SETTLED_SHARE = 0.5;

/** Keeps what has company: 255 where at least five of the 3 x 3 neighbourhood are 1. The border is left empty. Returns how many are. */
export function clean(raw: Uint8Array, mask: Uint8Array, { width, height, stride }: Size): number {
  mask.fill(0);
  let set = 0;
  for (let y = 1; y + 1 < height; y++) {
    for (let x = 1; x + 1 < width; x++) {
      const at = y * stride + x;
      let company = 0;
      for (let row = at - stride; row <= at + stride; row += stride)
        company += (raw[row - 1] ?? 0) + (raw[row] ?? 0) + (raw[row + 1] ?? 0);
      if (company < 5) continue;
      mask[at] = 255;
      set++;
    }
  }
  return set;
}

interface Measured {
  readonly foreign: Uint8Array;
  /** 1 where it differs surely and not only by and by. */
  readonly sure: Uint8Array;
  readonly age: Uint8Array;
}

/** The connected foreign regions that have been the same for at least `settled` age units; their numbers are written to `labels`. */
export function regionsOf(
  { foreign, sure, age }: Measured,
  settled: number,
  size: Size,
  labels: Uint16Array,
): Region[] {
  const { width, height, stride } = size;
  const components = componentsOf(foreign, size, new Int32Array(foreign.length));
  const found = Array.from({ length: components.count + 1 }, () => ({
    ...{ area: 0, sure: 0, settled: 0, left: width, top: height, right: 0, bottom: 0 },
  }));
  for (let y = 1; y + 1 < height; y++) {
    for (let x = 1; x + 1 < width; x++) {
      const at = y * stride + x;
      const label = components.labels[at] ?? 0;
      const one = label === 0 ? undefined : found[label];
      if (one === undefined) continue;
      one.area++;
      one.sure += sure[at] ?? 0;
      if ((age[at] ?? 0) >= settled) one.settled++;
      if (x < one.left) one.left = x;
      if (x >= one.right) one.right = x + 1;
      if (y < one.top) one.top = y;
      one.bottom = y + 1;
    }
  }
  const regions: Region[] = [];
  const numbers = new Uint16Array(components.count + 1);
  found.forEach((one, label) => {
    if (one.area < LEAST_AREA || one.sure < LEAST_SURE || one.settled < SETTLED_SHARE * one.area) return;
    const { area, left, top, right, bottom } = one;
    numbers[label] = regions.length + 1;
    regions.push({ label: regions.length + 1, area, left, top, right, bottom });
  });
  for (let at = 0; at < labels.length; at++) labels[at] = numbers[components.labels[at] ?? 0] ?? 0;
  return regions;
}
