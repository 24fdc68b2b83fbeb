import { type TrackPoint, tileColumn, tileKey, tileRow } from "@cordon/kernel";
import type { Audiences } from "./audiences.ts";
import type { TakePosition, TrackOwner } from "./port.ts";

const FIRST_CAPACITY = 1024;
const NONE = -1;

/**
 * The latest position of every track, in columns, so that a position in costs a few writes and no allocation (hot path: 12,600 a second).
 * A slot is a track's place in the columns; `changedAt[slot]` is the tick in which it last changed. The slots of a tile of the earth
 * are chained, so that whoever looks at a part of the picture touches that part alone.
 */
export class TrackTable {
  tracks = new Uint32Array(FIRST_CAPACITY);
  lon = new Float64Array(FIRST_CAPACITY);
  lat = new Float64Array(FIRST_CAPACITY);
  heading = new Float32Array(FIRST_CAPACITY);
  speed = new Float32Array(FIRST_CAPACITY);
  /** Milliseconds since 1970; NaN before its first position and after its last owner. */
  atMs = new Float64Array(FIRST_CAPACITY);
  changedAt = new Uint32Array(FIRST_CAPACITY);
  /** Where it was when the last tick ended; NaN when it was nowhere. Of use in the tick it changed in alone. */
  wasLon = new Float64Array(FIRST_CAPACITY);
  wasLat = new Float64Array(FIRST_CAPACITY);
  /** Who may see it, as {@link Audiences} numbers them. */
  audience = new Uint16Array(FIRST_CAPACITY);
  /** The key of its tile, -1 before its first position. */
  tile = new Int32Array(FIRST_CAPACITY);
  /** The next slot in its tile, -1 at the end. */
  next = new Int32Array(FIRST_CAPACITY);
  #previous = new Int32Array(FIRST_CAPACITY);
  /** The first slot of every tile that has one. */
  readonly heads = new Map<number, number>();
  /** Slots in use: 0 to `size` - 1, some of them given back. */
  size = 0;
  readonly #audiences: Audiences;
  readonly #slots = new Map<number, number>();
  readonly #free: number[] = [];
  /** Given back in this tick: not used again before its end, as the tick's changes still name them. */
  readonly #given: number[] = [];

  constructor(audiences: Audiences) {
    this.#audiences = audiences;
  }

  slotOf(track: number): number | undefined {
    return this.#slots.get(track);
  }

  isPlaced(slot: number): boolean {
    return (this.tile[slot] ?? NONE) !== NONE;
  }

  /** @returns its slot */
  own(track: number, owner: TrackOwner): number {
    const known = this.#slots.get(track);
    const slot = known ?? this.#free.pop() ?? this.size;
    if (slot === this.size) {
      if (this.size === this.tracks.length) this.#grow();
      this.size++;
    }
    if (known === undefined) {
      this.#slots.set(track, slot);
      this.tracks[slot] = track;
      this.atMs[slot] = Number.NaN;
      this.changedAt[slot] = 0;
      this.tile[slot] = NONE;
    }
    this.audience[slot] = this.#audiences.of(owner);
    return slot;
  }

  disown(track: number): void {
    const slot = this.#slots.get(track);
    if (slot === undefined) return;
    this.#slots.delete(track);
    this.#unlink(slot);
    this.atMs[slot] = Number.NaN;
    this.#given.push(slot);
  }

  /** The tick is over: what was given back in it can be used again. */
  endTick(): void {
    for (let slot = this.#given.pop(); slot !== undefined; slot = this.#given.pop()) this.#free.push(slot);
  }

  /** Whether it is the latest: an older position than the one known is dropped, whatever order the network chose. */
  put(slot: number, tick: number, lon: number, lat: number, heading: number, speed: number, atMs: number): boolean {
    const known = this.atMs[slot] ?? Number.NaN;
    if (known > atMs) return false;
    this.touch(slot, tick);
    this.lon[slot] = lon;
    this.lat[slot] = lat;
    this.heading[slot] = heading;
    this.speed[slot] = speed;
    this.atMs[slot] = atMs;
    const tile = tileKey(tileColumn(lon), tileRow(lat));
    if (tile !== this.tile[slot]) this.#move(slot, tile);
    return true;
  }

  /** Notes that a slot changes in this tick, and where it was before; once or often. */
  touch(slot: number, tick: number): void {
    if (this.changedAt[slot] === tick) return;
    this.changedAt[slot] = tick;
    const placed = this.isPlaced(slot);
    this.wasLon[slot] = placed ? (this.lon[slot] ?? Number.NaN) : Number.NaN;
    this.wasLat[slot] = placed ? (this.lat[slot] ?? Number.NaN) : Number.NaN;
  }

  /** Whether it was in another tile when the last tick ended. */
  cameFromElsewhere(slot: number): boolean {
    const lon = this.wasLon[slot] ?? Number.NaN;
    return !Number.isNaN(lon) && tileKey(tileColumn(lon), tileRow(this.wasLat[slot] ?? 0)) !== this.tile[slot];
  }

  moved(since: number, take: (track: number, lon: number, lat: number, atMs: number) => void): void {
    const { changedAt, atMs, tracks, lon, lat } = this;
    for (let slot = 0; slot < this.size; slot++) {
      const at = atMs[slot] ?? Number.NaN;
      if ((changedAt[slot] ?? 0) < since || Number.isNaN(at)) continue;
      take(tracks[slot] ?? 0, lon[slot] ?? 0, lat[slot] ?? 0, at);
    }
  }

  point(track: number): TrackPoint | null {
    const slot = this.#slots.get(track);
    const atMs = slot === undefined ? undefined : this.atMs[slot];
    if (slot === undefined || atMs === undefined || Number.isNaN(atMs)) return null;
    const known = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);
    return {
      track,
      lon: this.lon[slot] ?? 0,
      lat: this.lat[slot] ?? 0,
      heading: known(this.heading[slot]),
      speed: known(this.speed[slot]),
      atMs,
    };
  }

  each(take: TakePosition): void {
    const { tracks, lon, lat, heading, speed, atMs, size } = this;
    for (let slot = 0; slot < size; slot++) {
      const at = atMs[slot] ?? Number.NaN;
      if (Number.isNaN(at)) continue;
      take(
        tracks[slot] ?? 0,
        lon[slot] ?? 0,
        lat[slot] ?? 0,
        heading[slot] ?? Number.NaN,
        speed[slot] ?? Number.NaN,
        at,
      );
    }
  }

  get count(): number {
    return this.#slots.size;
  }

  #move(slot: number, tile: number): void {
    this.#unlink(slot);
    const head = this.heads.get(tile) ?? NONE;
    this.tile[slot] = tile;
    this.next[slot] = head;
    this.#previous[slot] = NONE;
    if (head !== NONE) this.#previous[head] = slot;
    this.heads.set(tile, slot);
  }

  #unlink(slot: number): void {
    const tile = this.tile[slot] ?? NONE;
    if (tile === NONE) return;
    const next = this.next[slot] ?? NONE;
    const previous = this.#previous[slot] ?? NONE;
    if (next !== NONE) this.#previous[next] = previous;
    if (previous !== NONE) this.next[previous] = next;
    else if (next !== NONE) this.heads.set(tile, next);
    else this.heads.delete(tile);
    this.tile[slot] = NONE;
  }

  #grow(): void {
    const capacity = this.tracks.length * 2;
    const grown = <Column extends { set(from: Column): void }>(column: Column, wider: Column): Column => {
      wider.set(column);
      return wider;
    };
    this.tracks = grown(this.tracks, new Uint32Array(capacity));
    this.lon = grown(this.lon, new Float64Array(capacity));
    this.lat = grown(this.lat, new Float64Array(capacity));
    this.heading = grown(this.heading, new Float32Array(capacity));
    this.speed = grown(this.speed, new Float32Array(capacity));
    this.atMs = grown(this.atMs, new Float64Array(capacity));
    this.changedAt = grown(this.changedAt, new Uint32Array(capacity));
    this.wasLon = grown(this.wasLon, new Float64Array(capacity));
    this.wasLat = grown(this.wasLat, new Float64Array(capacity));
    this.audience = grown(this.audience, new Uint16Array(capacity));
    this.tile = grown(this.tile, new Int32Array(capacity));
    this.next = grown(this.next, new Int32Array(capacity));
    this.#previous = grown(this.#previous, new Int32Array(capacity));
  }
}
