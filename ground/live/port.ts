import type { ContingentId, Role, TrackPoint } from "@cordon/kernel";

/** What the hub must know of a track to decide who may see it. */
export interface TrackOwner {
  readonly contingent: ContingentId | null;
  readonly roles: readonly Role[];
}

export type TakePosition = (
  track: number,
  lon: number,
  lat: number,
  heading: number,
  speed: number,
  atMs: number,
) => void;

export interface LiveHub {
  /** Takes positions in: O(1) each, no allocation a position. Unknown tracks are refused and counted. */
  report(updates: Iterable<TrackPoint>): { readonly taken: number; readonly refused: number };
  own(track: number, owner: TrackOwner): void;
  disown(track: number): void;
  position(track: number): TrackPoint | null;
  /** Hands over the latest position of every track that has one, as numbers and no objects: there may be 63,000. Heading and speed are NaN when unknown. */
  each(take: TakePosition): void;
  stats(): { readonly viewers: number; readonly tracks: number; readonly droppedViewers: number };
}
