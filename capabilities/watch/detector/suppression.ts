import { overlap } from "../analysis/tracks/region.ts";
import type { Detected, Detection } from "../words/detection.ts";

/** Two boxes of one kind that share more than this (intersection over union) are one thing seen twice. */
const SAME = 0.5;

/** A van is a car to one cell and a truck to the next: of road vehicles that lie on each other only one is there. */
const ROAD_VEHICLES: ReadonlySet<Detected> = new Set(["car", "bus", "truck"]);

/**
 * Greedy non-maximum suppression: of boxes of one kind that overlap, the most confident stays.
 * @param most at most so many stay; the work grows with their square
 */
export function suppressed(boxes: readonly Detection[], most: number): readonly Detection[] {
  const kept: Detection[] = [];
  for (const each of boxes.toSorted((a, b) => b.confidence - a.confidence)) {
    if (kept.length >= most) break;
    if (!kept.some((other) => isLike(other.what, each.what) && overlap(other.box, each.box) > SAME)) kept.push(each);
  }
  return kept;
}

const isLike = (a: Detected, b: Detected): boolean => a === b || (ROAD_VEHICLES.has(a) && ROAD_VEHICLES.has(b));
