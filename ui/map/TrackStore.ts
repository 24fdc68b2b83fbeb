import type { PictureReader } from "@cordon/kernel";

/** A position as it was last reported. `headingDegrees` is true north; NaN when unknown, as is `speed` in m/s. */
export interface Track {
  readonly track: number;
  readonly lon: number;
  readonly lat: number;
  readonly headingDegrees: number;
  readonly speed: number;
  readonly atMs: number;
}

const FIRST_CAPACITY = 256;

/** The store's own columns, slot by slot, to be read and not written; they are others after it has grown. */
export interface TrackColumns {
  readonly ids: Uint32Array;
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly heading: Float32Array;
  readonly atMs: Float64Array;
  /** The store's version when the slot was last written, also when another track moved into it. */
  readonly changedAt: Float64Array;
}

/**
 * The last position of every track in sight, outside of the UI framework: the stream writes, the map reads once a frame, nothing
 * renders. Writing allocates nothing but when the store grows. Slots are dense: the last one moves into that of a track that is gone.
 */
export class TrackStore implements PictureReader {
  readonly #slots = new Map<number, number>();
  #ids = new Uint32Array(FIRST_CAPACITY);
  #lon = new Float64Array(FIRST_CAPACITY);
  #lat = new Float64Array(FIRST_CAPACITY);
  #heading = new Float32Array(FIRST_CAPACITY);
  #speed = new Float32Array(FIRST_CAPACITY);
  #atMs = new Float64Array(FIRST_CAPACITY);
  #changedAt = new Float64Array(FIRST_CAPACITY);
  /** The frame of everything in which a track was last named. */
  #namedIn = new Uint32Array(FIRST_CAPACITY);
  #everything = 0;
  #sweeping = false;
  #version = 0;
  readonly #listeners = new Set<() => void>();

  /** Counts the writes: whoever reads remembers it to know whether anything is new. */
  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#slots.size;
  }

  /** Hot path: once for every position received. An older position than the one held is ignored. */
  set(track: number, lon: number, lat: number, headingDegrees: number, speed: number, atMs: number): void {
    let slot = this.#slots.get(track);
    if (slot === undefined) {
      slot = this.#slots.size;
      if (slot === this.#ids.length) this.#grow();
      this.#slots.set(track, slot);
      this.#ids[slot] = track;
    } else if (atMs < (this.#atMs[slot] ?? 0)) {
      this.#namedIn[slot] = this.#everything;
      return;
    }
    this.#namedIn[slot] = this.#everything;
    this.#lon[slot] = lon;
    this.#lat[slot] = lat;
    this.#heading[slot] = headingDegrees;
    this.#speed[slot] = speed;
    this.#atMs[slot] = atMs;
    this.#changedAt[slot] = ++this.#version;
  }

  begin(everything: boolean): void {
    this.#sweeping = everything;
    if (everything) this.#everything++;
  }

  gone(track: number): void {
    const slot = this.#slots.get(track);
    if (slot === undefined) return;
    const last = this.#slots.size - 1;
    this.#slots.delete(track);
    this.#version++;
    if (slot === last) return;
    const moved = this.#ids[last] ?? 0;
    this.#slots.set(moved, slot);
    this.#ids[slot] = moved;
    this.#lon[slot] = this.#lon[last] ?? 0;
    this.#lat[slot] = this.#lat[last] ?? 0;
    this.#heading[slot] = this.#heading[last] ?? Number.NaN;
    this.#speed[slot] = this.#speed[last] ?? Number.NaN;
    this.#atMs[slot] = this.#atMs[last] ?? 0;
    this.#namedIn[slot] = this.#namedIn[last] ?? 0;
    this.#changedAt[slot] = this.#version;
  }

  position(track: number, lon: number, lat: number, headingDegrees: number, speed: number, atMs: number): void {
    this.set(track, lon, lat, headingDegrees, speed, atMs);
  }

  /** A frame is read: after one of everything, what it did not name is gone. Tells the readers. */
  end(): void {
    if (this.#sweeping) {
      this.#sweeping = false;
      for (let slot = this.#slots.size - 1; slot >= 0; slot--)
        if (this.#namedIn[slot] !== this.#everything) this.gone(this.#ids[slot] ?? 0);
    }
    this.announce();
  }

  get columns(): TrackColumns {
    return {
      ids: this.#ids,
      lon: this.#lon,
      lat: this.#lat,
      heading: this.#heading,
      atMs: this.#atMs,
      changedAt: this.#changedAt,
    };
  }

  get(track: number): Track | undefined {
    const slot = this.#slots.get(track);
    return slot === undefined ? undefined : this.#at(slot);
  }

  /** Where a track lies in the columns now. */
  slotOf(track: number): number | undefined {
    return this.#slots.get(track);
  }

  forEach(visit: (track: number, lon: number, lat: number, headingDegrees: number, atMs: number) => void): void {
    for (let slot = 0; slot < this.#slots.size; slot++) {
      visit(
        this.#ids[slot] ?? 0,
        this.#lon[slot] ?? 0,
        this.#lat[slot] ?? 0,
        this.#heading[slot] ?? Number.NaN,
        this.#atMs[slot] ?? 0,
      );
    }
  }

  /** Forgets everything: the clock of an exercise was set to another moment. */
  clear(): void {
    this.#slots.clear();
    this.#version++;
    this.announce();
  }

  /** Tells the readers once after a batch of writes. */
  announce(): void {
    for (const listener of this.#listeners) listener();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #at(slot: number): Track {
    return {
      track: this.#ids[slot] ?? 0,
      lon: this.#lon[slot] ?? 0,
      lat: this.#lat[slot] ?? 0,
      headingDegrees: this.#heading[slot] ?? Number.NaN,
      speed: this.#speed[slot] ?? Number.NaN,
      atMs: this.#atMs[slot] ?? 0,
    };
  }

  #grow(): void {
    const capacity = this.#ids.length * 2;
    const wider = <Values extends Uint32Array | Float64Array | Float32Array>(values: Values, to: Values): Values => {
      to.set(values);
      return to;
    };
    this.#ids = wider(this.#ids, new Uint32Array(capacity));
    this.#lon = wider(this.#lon, new Float64Array(capacity));
    this.#lat = wider(this.#lat, new Float64Array(capacity));
    this.#heading = wider(this.#heading, new Float32Array(capacity));
    this.#speed = wider(this.#speed, new Float32Array(capacity));
    this.#atMs = wider(this.#atMs, new Float64Array(capacity));
    this.#changedAt = wider(this.#changedAt, new Float64Array(capacity));
    this.#namedIn = wider(this.#namedIn, new Uint32Array(capacity));
  }
}
