import type { Rectangle } from "./region.ts";
import type { Track } from "./tracks.ts";
import { NO_SHIFT, type Shift } from "../picture/tremble.ts";

/** Nearer to the edge of the picture than this it may go on beyond it. */
const EDGE = 3;

/** How far it came since the picture before, by the edges that were not the picture's. */
export function cameBy({ trail, box }: Track, width: number, height: number): Shift {
  const before = trail.at(-2)?.box;
  if (before === undefined) return NO_SHIFT;
  return {
    x: shiftOf(before.left, before.right, box.left, box.right, width, middle),
    y: shiftOf(before.top, before.bottom, box.top, box.bottom, height, middle),
  };
}

/** How far both of its opposite edges went: what only grows, as a part becomes the whole, has gone nowhere. */
export function goneBy(from: Rectangle, to: Rectangle, width: number, height: number): Shift {
  const lesser = (low: number, high: number): number =>
    low * high <= 0 ? 0 : Math.abs(low) < Math.abs(high) ? low : high;
  return {
    x: shiftOf(from.left, from.right, to.left, to.right, width, lesser),
    y: shiftOf(from.top, from.bottom, to.top, to.bottom, height, lesser),
  };
}

const middle = (low: number, high: number): number => (low + high) / 2;

/** Of two opposite edges, by the one that is not the picture's; else as `both` makes one of the two. */
function shiftOf(
  fromLow: number,
  fromHigh: number,
  low: number,
  high: number,
  size: number,
  both: (low: number, high: number) => number,
): number {
  const cutLow = Math.min(fromLow, low) < EDGE;
  const cutHigh = Math.max(fromHigh, high) > size - EDGE;
  if (cutLow === cutHigh) return both(low - fromLow, high - fromHigh);
  return cutLow ? high - fromHigh : low - fromLow;
}
