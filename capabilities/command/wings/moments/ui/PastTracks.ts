import { fromBase64, type Instant, instantOf, readPicture } from "@cordon/kernel";
import type { TrackStore } from "@cordon/ui";

/** What is asked for at a time: at sixty times the speed of life, five seconds of playing. */
export const PIECE_MS = 5 * 60_000;
/** Pieces that are kept, so that going back and forth asks nothing. */
const MOST_PIECES = 24;
/** The newest piece is still being written: it is asked for anew when it is older than this. */
const FRESH_MS = 10_000;
/** Who could not be asked is asked again after this. */
const AGAIN_MS = 3000;

/** What is known of where units were at the moment that is looked at. */
export type TrailStatus =
  | { readonly state: "loading" | "shown" | "none" | "failed" }
  /** They were kept, and are not any more. */
  | { readonly state: "gone"; readonly keptFrom: Instant };

export interface TrailAnswer {
  readonly kept: { readonly from: Instant; readonly until: Instant } | null;
  readonly frames: readonly { readonly at: Instant; readonly frame: string }[];
}

interface Piece {
  readonly kept: TrailAnswer["kept"];
  readonly frames: readonly { readonly atMs: number; readonly bytes: Uint8Array }[];
  readonly askedMs: number;
  /** Whether more of it was to come when it was asked for. */
  readonly open: boolean;
}

export interface PastTracksParts {
  readonly tracks: TrackStore;
  /** Null when there was no answer. */
  readonly ask: (from: Instant, until: Instant) => Promise<TrailAnswer | null>;
  readonly nowMs: () => number;
  readonly onStatus: () => void;
}

/** Fills a store of tracks with where units were, moment after moment. Playing on asks for a piece ahead and applies what changed, no more. */
export class PastTracks {
  readonly #parts: PastTracksParts;
  readonly #pieces = new Map<number, Piece>();
  readonly #asking = new Set<number>();
  readonly #failedMs = new Map<number, number>();
  #wanted: number | null = null;
  #applied: { readonly piece: Piece; readonly atMs: number } | null = null;
  #status: TrailStatus = { state: "loading" };

  constructor(parts: PastTracksParts) {
    this.#parts = parts;
  }

  get status(): TrailStatus {
    return this.#status;
  }

  /** @param playing whether the piece after this one will be wanted soon */
  show(atMs: number, playing: boolean): void {
    this.#wanted = atMs;
    const start = Math.floor(atMs / PIECE_MS) * PIECE_MS;
    const piece = this.#pieces.get(start);
    if (piece === undefined || this.#isStale(piece, atMs)) this.#load(start);
    if (playing && atMs - start > PIECE_MS / 2 && !this.#pieces.has(start + PIECE_MS)) this.#load(start + PIECE_MS);
    if (piece === undefined) {
      const failed = this.#failedMs.has(start);
      if (failed) this.#clear();
      this.#say({ state: failed ? "failed" : "loading" });
    } else this.#apply(piece, atMs);
  }

  /** Now is looked at again: what was is not kept in sight. */
  leave(): void {
    this.#wanted = null;
    this.#clear();
    this.#say({ state: "loading" });
  }

  #isStale(piece: Piece, atMs: number): boolean {
    const nowMs = this.#parts.nowMs();
    return piece.open && nowMs - piece.askedMs > FRESH_MS && atMs > piece.askedMs - FRESH_MS;
  }

  #load(start: number): void {
    const { nowMs, ask } = this.#parts;
    const now = nowMs();
    if (start > now || this.#asking.has(start) || now - (this.#failedMs.get(start) ?? -AGAIN_MS) < AGAIN_MS) return;
    this.#asking.add(start);
    const end = start + PIECE_MS;
    void ask(instantOf(start), instantOf(Math.min(end, now)))
      .catch(() => null)
      .then((answer) => {
        this.#asking.delete(start);
        if (answer === null) this.#failedMs.set(start, this.#parts.nowMs());
        else {
          this.#failedMs.delete(start);
          this.#keep(start, { ...pieceOf(answer), askedMs: now, open: end > now - FRESH_MS });
        }
        if (this.#wanted !== null && Math.floor(this.#wanted / PIECE_MS) * PIECE_MS === start)
          this.show(this.#wanted, false);
      });
  }

  #keep(start: number, piece: Piece): void {
    this.#pieces.delete(start);
    this.#pieces.set(start, piece);
    const [oldest] = this.#pieces.keys();
    if (this.#pieces.size > MOST_PIECES && oldest !== undefined) this.#pieces.delete(oldest);
  }

  #apply(piece: Piece, atMs: number): void {
    const { kept } = piece;
    if (kept === null || atMs < Date.parse(kept.from)) {
      this.#clear();
      return this.#say(kept === null ? { state: "none" } : { state: "gone", keptFrom: kept.from });
    }
    const { tracks } = this.#parts;
    const before = this.#applied;
    const on = before !== null && before.atMs <= atMs;
    // Going back, older positions are the right ones.
    if (!on) tracks.clear();
    const since = on && before.piece === piece ? before.atMs : Number.NEGATIVE_INFINITY;
    for (const frame of piece.frames) {
      if (frame.atMs <= since || frame.atMs > atMs) continue;
      const { buffer, byteOffset, byteLength } = frame.bytes;
      if (typeof readPicture(new DataView(buffer, byteOffset, byteLength), tracks) === "number") tracks.end();
    }
    this.#applied = { piece, atMs };
    this.#say({ state: "shown" });
  }

  #clear(): void {
    this.#applied = null;
    if (this.#parts.tracks.size > 0) this.#parts.tracks.clear();
  }

  #say(status: TrailStatus): void {
    const same =
      status.state === this.#status.state &&
      (status.state !== "gone" || (this.#status.state === "gone" && this.#status.keptFrom === status.keptFrom));
    if (same) return;
    this.#status = status;
    this.#parts.onStatus();
  }
}

function pieceOf({ kept, frames }: TrailAnswer): Pick<Piece, "kept" | "frames"> {
  return {
    kept,
    frames: frames.flatMap(({ at, frame }) => {
      const bytes = fromBase64(frame);
      return bytes === undefined ? [] : [{ atMs: Date.parse(at), bytes }];
    }),
  };
}
