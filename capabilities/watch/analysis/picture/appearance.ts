import { AGE_UNITS_PER_SECOND, type Planes } from "./background.ts";
import { heightOf, type Rectangle, type Region, widthOf } from "../tracks/region.ts";

/** What a region looks like against the background behind it. */
export interface Appearance {
  /** Edges along its outline, now against before: 1 only now (something was put there), -1 only before (something was taken). */
  readonly edges: number;
  /** True when it is the same surface in another light: a shadow, a sun patch, a lamp. */
  readonly onlyLight: boolean;
  /** Share of its pixels that changed since the picture before, 0 to 1. */
  readonly motion: number;
  /** Foreground around it that is not still, relative to its own size: somebody stands at it, or it is part of somebody. */
  readonly attached: number;
  /** Mean absolute difference from the background in grey levels. */
  readonly contrast: number;
  /** For how long it has shown the same face: the median of its pixels, at most 12.75 s. */
  readonly stillSeconds: number;
}

const MOTION_LEVELS = 14;
/** Standard deviation in grey levels for one unit of spread (an eighth of the median difference). */
const NOISE_PER_SPREAD = 1.48 / 8;

/** Looks at one region of a label plane. Cost: a few operations for each pixel of its box. */
export function appearanceOf(region: Region, planes: Planes, labels: Uint16Array): Appearance {
  const { width, height, stride, frame, mean, previous, mask, spread } = planes;
  const inside = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < width && y < height && labels[y * stride + x] === region.label;
  const slope = (plane: Uint8Array, at: number): number =>
    Math.abs((plane[at + 1] ?? 0) - (plane[at - 1] ?? 0)) +
    Math.abs((plane[at + stride] ?? 0) - (plane[at - stride] ?? 0));

  let now = 0;
  let before = 0;
  let outline = 0;
  let moved = 0;
  let count = 0;
  let difference = 0;
  let sumNow = 0;
  let sumWas = 0;
  let sumNowNow = 0;
  let sumWasWas = 0;
  let sumBoth = 0;
  let sumNoise = 0;
  const ages = new Int32Array(256);
  for (let y = Math.max(2, region.top - 3); y < Math.min(height - 2, region.bottom + 3); y++) {
    for (let x = Math.max(2, region.left - 3); x < Math.min(width - 2, region.right + 3); x++) {
      const at = y * stride + x;
      const here = labels[at] === region.label && mask[at] !== 0;
      const border =
        here !== (inside(x - 1, y) && mask[at - 1] !== 0) || here !== (inside(x, y - 1) && mask[at - stride] !== 0);
      if (border) {
        now += strongest(slope, frame, at, stride);
        before += strongest(slope, mean, at, stride);
        outline++;
      }
      if (!here) continue;
      const value = frame[at] ?? 0;
      const was = mean[at] ?? 0;
      count++;
      difference += Math.abs(value - was);
      if (changeAt(value, previous, at, planes) > MOTION_LEVELS) moved++;
      sumNow += value;
      sumWas += was;
      sumNowNow += value * value;
      sumWasWas += was * was;
      sumBoth += value * was;
      sumNoise += spread[at] ?? 0;
      const age = planes.age[at] ?? 0;
      ages[age] = (ages[age] ?? 0) + 1;
    }
  }
  if (count === 0 || outline === 0)
    return { edges: 0, onlyLight: false, motion: 1, attached: 1, contrast: 0, stillSeconds: 0 };
  const contrast = difference / count;
  // The background is a mean and has no noise left: the picture's own must not count as a difference of texture.
  const noise = (NOISE_PER_SPREAD * sumNoise) / count;
  const varianceNow = Math.max(1, sumNowNow / count - (sumNow / count) ** 2 - noise * noise);
  const varianceWas = Math.max(1, sumWasWas / count - (sumWas / count) ** 2);
  const covariance = sumBoth / count - (sumNow / count) * (sumWas / count);
  const likeness = covariance / Math.sqrt(varianceNow * varianceWas);
  // Light multiplies: the texture is all still there (and there is one to see), brighter or darker as the surface is.
  const times = sumNow / Math.max(1, sumWas);
  const sameTexture = varianceWas > 20 && likeness > 0.85 && Math.abs(covariance / varianceWas - times) < 0.4 * times;
  // Or nothing at all marks where it begins.
  const noOutline = now / outline < 0.35 * Math.min(60, contrast);
  return {
    edges: (now - before) / (now + before + outline),
    onlyLight: sameTexture || noOutline,
    motion: moved / count,
    attached: restlessAround(region, planes, labels) / region.area,
    contrast,
    stillSeconds: medianOf(ages, count) / AGE_UNITS_PER_SECOND,
  };
}

/** How much a pixel changed since the picture before; in a picture that trembles, against the likest of its neighbours there. */
function changeAt(value: number, previous: Uint8Array, at: number, { trembles, stride }: Planes): number {
  let least = Math.abs(value - (previous[at] ?? 0));
  if (!trembles || least <= MOTION_LEVELS) return least;
  for (let row = at - stride; row <= at + stride; row += stride)
    for (let near = row - 1; near <= row + 1; near++) least = Math.min(least, Math.abs(value - (previous[near] ?? 0)));
  return least;
}

function medianOf(histogram: Int32Array, total: number): number {
  let before = 0;
  for (let value = 0; value < histogram.length; value++) {
    before += histogram[value] ?? 0;
    if (before * 2 >= total) return value;
  }
  return 0;
}

/** The strongest slope within a pixel of `at`: the outline of a mask is never exact. */
function strongest(
  slope: (plane: Uint8Array, at: number) => number,
  plane: Uint8Array,
  at: number,
  stride: number,
): number {
  return Math.max(
    slope(plane, at),
    slope(plane, at - 1),
    slope(plane, at + 1),
    slope(plane, at - stride),
    slope(plane, at + stride),
  );
}

/** Foreground pixels near a region that do not belong to it. */
function restlessAround(region: Region, planes: Planes, labels: Uint16Array): number {
  const { width, height, stride, mask } = planes;
  const reach = Math.round(Math.max(4, 0.25 * Math.max(widthOf(region), heightOf(region))));
  let found = 0;
  for (let y = Math.max(0, region.top - reach); y < Math.min(height, region.bottom + reach); y++) {
    for (let x = Math.max(0, region.left - reach); x < Math.min(width, region.right + reach); x++) {
      const at = y * stride + x;
      if (mask[at] !== 0 && labels[at] === 0) found++;
    }
  }
  return found;
}

/** Share of a box that is foreground now, 0 to 1. */
export function foregroundIn(box: Rectangle, planes: Planes): number {
  let set = 0;
  for (let y = box.top; y < box.bottom; y++) {
    for (let x = box.left; x < box.right; x++) if (planes.mask[y * planes.stride + x] !== 0) set++;
  }
  return set / Math.max(1, (box.right - box.left) * (box.bottom - box.top));
}

/** Foreground pixels in a box that are not in a still region. */
export function foregroundBeside(box: Rectangle, region: Region, planes: Planes): number {
  let found = 0;
  for (let y = Math.max(0, box.top); y < Math.min(planes.height, box.bottom); y++) {
    for (let x = Math.max(0, box.left); x < Math.min(planes.width, box.right); x++) {
      const at = y * planes.stride + x;
      if (planes.mask[at] !== 0 && planes.stillLabels[at] !== region.label) found++;
    }
  }
  return found;
}

/** How far a piece of the background may have been moved (the picture trembled, a chair was pushed): by its own size, in pixels. */
const FARTHEST_MOVE = { least: 16, most: 32 };

/**
 * True when a box shows what the background shows a few pixels beside it: nothing came, something moved a little. Compares the
 * box with a rim, so that a dark thing near a dark wall is still a thing.
 */
export function isOnlyMoved(box: Rectangle, planes: Planes): boolean {
  const { width, height, stride, frame, mean } = planes;
  const rim = 4;
  const left = Math.max(0, box.left - rim);
  const top = Math.max(0, box.top - rim);
  const right = Math.min(width, box.right + rim);
  const bottom = Math.min(height, box.bottom + rim);
  const step = Math.max(1, Math.round(Math.sqrt(((right - left) * (bottom - top)) / 600)));
  const difference = (dx: number, dy: number): number => {
    let sum = 0;
    let count = 0;
    for (let y = top; y < bottom; y += step) {
      for (let x = left; x < right; x += step) {
        if (x + dx < 0 || y + dy < 0 || x + dx >= width || y + dy >= height) return Number.POSITIVE_INFINITY;
        sum += Math.abs((frame[y * stride + x] ?? 0) - (mean[(y + dy) * stride + x + dx] ?? 0));
        count++;
      }
    }
    return sum / Math.max(1, count);
  };
  const here = difference(0, 0);
  const size = Math.max(box.right - box.left, box.bottom - box.top);
  const far = 2 * Math.round(Math.min(FARTHEST_MOVE.most, Math.max(FARTHEST_MOVE.least, size)) / 2);
  for (let dy = -far; dy <= far; dy += 2) {
    for (let dx = -far; dx <= far; dx += 2) if (difference(dx, dy) < 0.45 * here) return true;
  }
  return false;
}
