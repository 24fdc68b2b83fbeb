import type { Size } from "../plane-size.ts";
import type { Region } from "../tracks/region.ts";

/** A change of more than this many levels counts as this: who passes decides nothing. */
const MOST_LEVELS = 20;
/** Change of a perfectly quiet picture, levels. */
const LEAST_LEVELS = 1 / 3;
const LEAST_SAMPLES = 100;

/** Two averages of the same place, one window after the other, in `parts` of a level. */
export interface Windows {
  readonly now: Uint16Array;
  readonly before: Uint16Array;
  readonly parts: number;
}

/** What the ground changes from one window to the next: where it is flat, and for each level of its slope. In parts of a level. */
export interface GroundStir {
  readonly flat: number;
  readonly steep: number;
}

/**
 * A picture that trembles changes where it has outlines (brightness constancy, Horn and Schunck 1981): the ground's changes over its
 * slopes, by least squares, tell how much of a change is the camera's and the film's.
 */
export function groundStir(
  { now, before, parts }: Windows,
  foreign: Uint8Array,
  { width, height, stride }: Size,
): GroundStir {
  let n = 0;
  let sumX = 0;
  let sumY = 0;
  let sumXX = 0;
  let sumXY = 0;
  for (let y = 2; y < height - 2; y += 3) {
    for (let x = 2 + (y % 2); x < width - 2; x += 3) {
      const at = y * stride + x;
      if (foreign[at] !== 0) continue;
      const slope = slopeAt(now, at, stride);
      const change = Math.min(MOST_LEVELS * parts, Math.abs((now[at] ?? 0) - (before[at] ?? 0)));
      n++;
      sumX += slope;
      sumY += change;
      sumXX += slope * slope;
      sumXY += slope * change;
    }
  }
  if (n < LEAST_SAMPLES) return { flat: parts, steep: 0 };
  const steep = Math.max(0, (sumXY - (sumX * sumY) / n) / Math.max(1, sumXX - (sumX * sumX) / n));
  return { flat: Math.max(LEAST_LEVELS * parts, (sumY - steep * sumX) / n), steep };
}

/** How much more a region changed than the ground would in its place: about 1 is a thing, somebody who keeps still sways and breathes. */
export function stirOf(
  { label, left, top, right, bottom }: Region,
  labels: Uint16Array,
  { now, before, parts }: Windows,
  { flat, steep }: GroundStir,
  { width, height, stride }: Size,
): number {
  let change = 0;
  let due = 0;
  for (let y = Math.max(1, top); y < Math.min(height - 1, bottom); y++) {
    for (let x = Math.max(1, left); x < Math.min(width - 1, right); x++) {
      const at = y * stride + x;
      if (labels[at] !== label) continue;
      change += Math.min(MOST_LEVELS * parts, Math.abs((now[at] ?? 0) - (before[at] ?? 0)));
      due += Math.min(MOST_LEVELS * parts, flat + steep * slopeAt(now, at, stride));
    }
  }
  return change / Math.max(1, due);
}

const slopeAt = (plane: Uint16Array, at: number, stride: number): number =>
  (Math.abs((plane[at + 1] ?? 0) - (plane[at - 1] ?? 0)) +
    Math.abs((plane[at + stride] ?? 0) - (plane[at - stride] ?? 0))) /
  2;
