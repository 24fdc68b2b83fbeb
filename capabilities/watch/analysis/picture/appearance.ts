import { AGE_UNITS_PER_SECOND, type Planes, type SummedPlanes } from "./background.ts";
import { grown, heightOf, type Rectangle, type Region, widthOf } from "../tracks/region.ts";

/** What a region looks like against the background behind it. */
export interface Appearance {
  /** Edges along its outline, now against before: 1 only now (something was put there), -1 only before (something was taken). */
  readonly edges: number;
  /** True when it is the same surface in another light: a shadow, a sun patch, a lamp. */
  readonly onlyLight: boolean;
  /** Share of its pixels that changed since the picture before, 0 to 1. */
  readonly motion: number;
  /** How much more it changes than the ground would there: about 1 is a thing. Undefined where that was not measured anew. */
  readonly stir?: number | undefined;
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

/** Looks at one region of a label plane. Cost: next to nothing for each pixel of its box. */
export function appearanceOf(region: Region, planes: SummedPlanes, labels: Uint16Array): Appearance {
  const sums = planes.summer.of(region, planes, labels, MOTION_LEVELS);
  const { count, outline, now, before, moved, difference, sumNow, sumWas, sumNowNow, sumWasWas, sumBoth } = sums;
  if (count === 0 || outline === 0)
    return { edges: 0, onlyLight: false, motion: 1, attached: 1, contrast: 0, stillSeconds: 0 };
  const contrast = difference / count;
  // The background is a mean and has no noise left: the picture's own must not count as a difference of texture.
  const noise = (NOISE_PER_SPREAD * sums.sumNoise) / count;
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
    stillSeconds: medianOf(sums.ages, count) / AGE_UNITS_PER_SECOND,
  };
}

function medianOf(histogram: Int32Array, total: number): number {
  let before = 0;
  for (let value = 0; value < histogram.length; value++) {
    before += histogram[value] ?? 0;
    if (before * 2 >= total) return value;
  }
  return 0;
}

/** Foreground pixels near a region that do not belong to it. */
function restlessAround(region: Region, planes: SummedPlanes, labels: Uint16Array): number {
  const reach = Math.round(Math.max(4, 0.25 * Math.max(widthOf(region), heightOf(region))));
  return planes.summer.unlabelled(grown(region, reach), planes, labels);
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
