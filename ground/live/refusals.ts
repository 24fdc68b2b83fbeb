import type { RefusedPositions, RefusedTrack } from "./port.ts";

type Because = keyof RefusedPositions;

/** Tracks of which it is remembered why: whoever sends nonsense on more of them at a time is counted all the same. */
const MOST_TRACKS = 1000;

interface Remembered {
  because: Because;
  count: number;
  atMs: number;
}

/** Counts the positions that were refused, by reason and by track. A position of a track that is remembered allocates nothing. */
export class Refusals {
  readonly counts: Record<Because, number> = { unknown: 0, impossible: 0, future: 0, tooFar: 0, forbidden: 0 };
  readonly #tracks = new Map<number, Remembered>();

  /** @param owned whether a unit on duty has it: of others it is not kept which */
  count(because: Because, track: number, owned: boolean, nowMs: number): void {
    this.counts[because]++;
    if (!owned) return;
    const known = this.#tracks.get(track);
    if (known !== undefined) {
      known.because = because;
      known.count++;
      known.atMs = nowMs;
    } else if (this.#tracks.size < MOST_TRACKS) this.#tracks.set(track, { because, count: 1, atMs: nowMs });
  }

  forget(track: number): void {
    this.#tracks.delete(track);
  }

  tracks(): readonly RefusedTrack[] {
    return [...this.#tracks].map(([track, remembered]) => ({ track, ...remembered }));
  }
}
