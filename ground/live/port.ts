import type { Area, ContingentId, Role, TrackPoint } from "@cordon/kernel";

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

/** How many positions were refused, and why; counted since the server started. */
export interface RefusedPositions {
  /** Of a track that no unit on duty has. */
  readonly unknown: number;
  /** Off the globe, or no number at all. */
  readonly impossible: number;
  /** More than a minute ahead of the server's clock. */
  readonly future: number;
  /** Too far from the operation: a receiver that lost its way, or the middle of the ocean. */
  readonly tooFar: number;
  /** Of a track its sender may not report. */
  readonly forbidden: number;
}

/** A track of a unit on duty whose positions were refused. */
export interface RefusedTrack {
  readonly track: number;
  /** Of the last one. */
  readonly because: keyof RefusedPositions;
  readonly count: number;
  /** When the last one came, by the server's clock. */
  readonly atMs: number;
}

export interface Refused {
  readonly counts: RefusedPositions;
  readonly tracks: readonly RefusedTrack[];
}

export const NOTHING_REFUSED: Refused = {
  counts: { unknown: 0, impossible: 0, future: 0, tooFar: 0, forbidden: 0 },
  tracks: [],
};

export interface LiveHub {
  /** Takes positions in: O(1) each, no allocation a position. Those that cannot be true are refused and counted. */
  report(updates: Iterable<TrackPoint>): { readonly taken: number; readonly refused: number };
  /**
   * Takes up where units were last known to be, after this process was not there to hear it. What is newer stays, and a track that takes none is
   * left alone: that counts as no refusal.
   */
  resume(last: Iterable<TrackPoint>): void;
  own(track: number, owner: TrackOwner): void;
  disown(track: number): void;
  /** Where units of this operation can be: within one of these areas; null for anywhere. Looked at for each position: a few, not many. */
  bound(areas: readonly Area[] | null): void;
  /** What was refused, and of which owned tracks: of at most 1,000. */
  refused(): Refused;
  position(track: number): TrackPoint | null;
  /** Hands over the latest position of every track that has one, as numbers and no objects: there may be 63,000. Heading and speed are NaN when unknown. */
  each(take: TakePosition): void;
  /**
   * Hands over the latest position of every track that moved in tick `since` or later (0: of all), and answers the tick to ask with next
   * time: what moves later within that tick is handed over again then.
   */
  moved(since: number, take: (track: number, lon: number, lat: number, atMs: number) => void): number;
  stats(): {
    readonly viewers: number;
    readonly tracks: number;
    readonly droppedViewers: number;
    readonly refusedPositions: RefusedPositions;
  };
}
