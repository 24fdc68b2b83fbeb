import { distanceMetres } from "@cordon/kernel";
import type { Fix } from "./state.ts";

/*
 * How often a phone looks where it is. Looking all the time empties a battery in half a shift; a unit that stands at its post needs it once a
 * minute. Pure: the same in the page and in tests.
 */

export type Pace = "still" | "moving";
export const EVERY_MS: Readonly<Record<Pace, number>> = { still: 60_000, moving: 5_000 };

/** Standing for so long is being still. */
const SETTLED_MS = 60_000;
/** Less than this is what a position jumps by itself between buildings. */
const STIRRED_METRES = 25;

/** Where the phone settled, and since when. */
export interface Settling {
  readonly pace: Pace;
  readonly anchor: Fix | null;
  /** When it was found away from its anchor last. */
  readonly stirredAtMs: number;
}
export const UNSETTLED: Settling = { pace: "moving", anchor: null, stirredAtMs: 0 };

/** @param urgent somebody called for help: nothing is saved */
export function settle(before: Settling, fix: Fix, urgent: boolean): Settling {
  const { anchor } = before;
  const moved =
    anchor === null ? Number.POSITIVE_INFINITY : distanceMetres([anchor.lon, anchor.lat], [fix.lon, fix.lat]);
  // What is within the error of both says nothing.
  const stirred = moved > Math.max(STIRRED_METRES, anchor?.accuracyMetres ?? 0, fix.accuracyMetres);
  if (stirred || anchor === null) return { pace: "moving", anchor: fix, stirredAtMs: fix.atMs };
  const settled = fix.atMs - before.stirredAtMs >= SETTLED_MS;
  return { pace: settled && !urgent ? "still" : "moving", anchor, stirredAtMs: before.stirredAtMs };
}
