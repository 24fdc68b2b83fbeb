import type { TrackPoint } from "@cordon/kernel";
import type { TakePosition, TrackOwner } from "./port.ts";

const FIRST_CAPACITY = 1024;

/**
 * The latest position of every track, in columns, so that a position in costs a few writes and no allocation (hot path: 12,600 a second).
 * A slot is a track's place in the columns; `changedAt[slot]` is the tick in which it last changed.
 */
export class TrackTable {
  tracks = new Uint32Array(FIRST_CAPACITY);
  lon = new Float64Array(FIRST_CAPACITY);
  lat = new Float64Array(FIRST_CAPACITY);
  heading = new Float32Array(FIRST_CAPACITY);
  speed = new Float32Array(FIRST_CAPACITY);
  atMs = new Float64Array(FIRST_CAPACITY);
  changedAt = new Uint32Array(FIRST_CAPACITY);
  owners: (TrackOwner | null)[] = [];
  /** Slots in use: 0 to `size` - 1, some of them given back (owner null). */
  size = 0;
  readonly #slots = new Map<number, number>();
  readonly #free: number[] = [];

  slotOf(track: number): number | undefined {
    return this.#slots.get(track);
  }

  own(track: number, owner: TrackOwner): void {
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
    }
    this.owners[slot] = owner;
  }

  disown(track: number): void {
    const slot = this.#slots.get(track);
    if (slot === undefined) return;
    this.#slots.delete(track);
    this.owners[slot] = null;
    this.atMs[slot] = Number.NaN;
    this.#free.push(slot);
  }

  /** Whether it is the latest: an older position than the one known is dropped, whatever order the network chose. */
  put(slot: number, tick: number, lon: number, lat: number, heading: number, speed: number, atMs: number): boolean {
    const known = this.atMs[slot] ?? Number.NaN;
    if (known > atMs) return false;
    this.lon[slot] = lon;
    this.lat[slot] = lat;
    this.heading[slot] = heading;
    this.speed[slot] = speed;
    this.atMs[slot] = atMs;
    this.changedAt[slot] = tick;
    return true;
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

  #grow(): void {
    const capacity = this.tracks.length * 2;
    const grown = <Column extends Uint32Array | Float64Array | Float32Array>(column: Column, wider: Column): Column => {
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
  }
}
