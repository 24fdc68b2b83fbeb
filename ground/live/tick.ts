import { columnOf, PICTURE_FRAME, putPosition, rowOf } from "@cordon/kernel";
import type { TrackTable } from "./track-table.ts";

const FIRST_CAPACITY = 4096;

/**
 * What changed in one tick, packed once for all viewers: the positions lie tile by tile, each as it travels, so that a viewer's frame is
 * copied together. Its columns are used again in the next tick.
 */
export class Tick {
  /** The slots that changed, as they came; and after {@link pack} tile by tile, beside `bytes`. */
  #changed = new Uint32Array(FIRST_CAPACITY);
  slots = new Uint32Array(FIRST_CAPACITY);
  bytes = new Uint8Array(FIRST_CAPACITY * PICTURE_FRAME.stride);
  #view = new DataView(this.bytes.buffer);
  count = 0;
  /** Of each tile its key, column and row, where its positions begin, and their one audience; -1 when they have several. */
  tiles = 0;
  keys = new Int32Array(64);
  columns = new Int32Array(64);
  rows = new Int32Array(64);
  starts = new Uint32Array(65);
  audiences = new Int32Array(64);
  #ends = new Uint32Array(64);
  readonly #places = new Map<number, number>();
  /** Slots that came from another tile: whoever looked there must hear that they have left. */
  crossed = new Uint32Array(64);
  crossings = 0;
  /** Tracks that ended, or changed hands, in this tick. */
  readonly ended: Ended[] = [];

  /** @param slot that changed for the first time in this tick */
  add(slot: number): void {
    if (this.count === this.#changed.length) {
      const wider = new Uint32Array(this.count * 2);
      wider.set(this.#changed);
      this.#changed = wider;
    }
    this.#changed[this.count++] = slot;
  }

  clear(): void {
    this.count = 0;
    this.tiles = 0;
    this.crossings = 0;
    this.ended.length = 0;
  }

  /** Packs what changed, by tile: a counting sort, then one pass that writes. */
  pack(table: TrackTable, nowMs: number): void {
    this.#places.clear();
    this.tiles = 0;
    this.crossings = 0;
    let kept = 0;
    for (let i = 0; i < this.count; i++) {
      const slot = this.#changed[i] ?? 0;
      const key = table.tile[slot] ?? -1;
      // Ended since: it is among those that ended.
      if (key === -1) continue;
      this.#changed[kept++] = slot;
      const place = this.#places.get(key) ?? this.#open(key, table.audience[slot] ?? 0);
      this.#ends[place] = (this.#ends[place] ?? 0) + 1;
      if (this.audiences[place] !== table.audience[slot]) this.audiences[place] = -1;
    }
    this.count = kept;
    this.#makeRoom();
    for (let place = 0, at = 0; place < this.tiles; place++) {
      this.starts[place] = at;
      at += this.#ends[place] ?? 0;
      this.#ends[place] = this.starts[place] ?? 0;
      this.starts[place + 1] = at;
    }
    for (let i = 0; i < kept; i++) {
      const slot = this.#changed[i] ?? 0;
      const place = this.#places.get(table.tile[slot] ?? 0) ?? 0;
      const index = this.#ends[place] ?? 0;
      this.#ends[place] = index + 1;
      this.slots[index] = slot;
      putPosition(
        this.#view,
        index * PICTURE_FRAME.stride,
        table.tracks[slot] ?? 0,
        table.lon[slot] ?? 0,
        table.lat[slot] ?? 0,
        table.heading[slot] ?? Number.NaN,
        table.speed[slot] ?? Number.NaN,
        nowMs - (table.atMs[slot] ?? nowMs),
      );
      if (table.cameFromElsewhere(slot)) this.#cross(slot);
    }
  }

  #open(key: number, audience: number): number {
    const place = this.tiles++;
    if (place === this.keys.length) this.#moreTiles();
    this.#places.set(key, place);
    this.keys[place] = key;
    this.columns[place] = columnOf(key);
    this.rows[place] = rowOf(key);
    this.audiences[place] = audience;
    this.#ends[place] = 0;
    return place;
  }

  #cross(slot: number): void {
    if (this.crossings === this.crossed.length)
      this.crossed = widened(this.crossed, new Uint32Array(this.crossings * 2));
    this.crossed[this.crossings++] = slot;
  }

  #makeRoom(): void {
    if (this.count <= this.slots.length) return;
    this.slots = new Uint32Array(this.#changed.length);
    this.bytes = new Uint8Array(this.#changed.length * PICTURE_FRAME.stride);
    this.#view = new DataView(this.bytes.buffer);
  }

  #moreTiles(): void {
    const capacity = this.keys.length * 2;
    this.keys = widened(this.keys, new Int32Array(capacity));
    this.columns = widened(this.columns, new Int32Array(capacity));
    this.rows = widened(this.rows, new Int32Array(capacity));
    this.starts = widened(this.starts, new Uint32Array(capacity + 1));
    this.audiences = widened(this.audiences, new Int32Array(capacity));
    this.#ends = widened(this.#ends, new Uint32Array(capacity));
  }
}

/** A track that nobody, or somebody else, has from this tick on: gone for who saw it there and does not see it any more. */
export interface Ended {
  readonly track: number;
  readonly lon: number;
  readonly lat: number;
  readonly audience: number;
  /** Who may see it now; null for nobody. */
  readonly audienceNow: number | null;
}

function widened<Column extends { set(from: Column): void }>(column: Column, wider: Column): Column {
  wider.set(column);
  return wider;
}
