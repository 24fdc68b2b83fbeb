import type { Position } from "@cordon/kernel";

/** A row's position; null where nobody knows it. */
export function pointOf({ lon, lat }: { readonly lon: number | null; readonly lat: number | null }): Position | null {
  return lon === null || lat === null ? null : [lon, lat];
}
