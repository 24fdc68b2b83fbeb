import { boxArea, heightOf, type Rectangle, widthOf } from "./region.ts";
import type { Track } from "./tracks.ts";

/** Between a trunk and the legs below it that the background cuts off, relative to the taller of the two. */
const GAP_HEIGHTS = 0.4;
const ACROSS_SHARE = 0.5;

/**
 * Of the tracks seen in this picture, those that stand on something: right below the others is another, which is their feet.
 * Where somebody stands is told by the lowest part of them alone.
 */
export function standing(tracks: readonly Track[], seconds: number): Track[] {
  const seen = tracks.filter((track) => track.seenSeconds === seconds);
  return seen.filter(({ id, box }) => !seen.some((other) => other.id !== id && isRightBelow(other.box, box)));
}

function isRightBelow(lower: Rectangle, upper: Rectangle): boolean {
  const across = Math.min(lower.right, upper.right) - Math.max(lower.left, upper.left);
  if (across < ACROSS_SHARE * Math.min(widthOf(lower), widthOf(upper))) return false;
  const gap = lower.top - upper.bottom;
  const taller = Math.max(heightOf(lower), heightOf(upper));
  // Somebody else in front is whole: their head is not higher than these feet, and they are as large.
  if (boxArea(lower) > boxArea(upper) && heightOf(lower) > 0.8 * heightOf(upper)) return false;
  return gap > -0.3 * heightOf(lower) && gap < GAP_HEIGHTS * taller && lower.bottom > upper.bottom;
}
