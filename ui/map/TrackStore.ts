import type { PictureReader } from "@cordon/kernel";
import { SlotTable } from "./slots.ts";

/** A position as it was last reported. `headingDegrees` is true north; NaN when unknown, as is `speed` in m/s. */
export interface Track {
  readonly track: number;
  readonly lon: number;
  readonly lat: number;
  readonly headingDegrees: number;
  readonly speed: number;
  readonly atMs: number;
}

/**
 * How a track lies in the store's records: doubles, and as many as a line of the processor's cache holds, so that what arrives touches one line
 * of memory. `named` is the frame of everything in which it was last named.
 */
export const RECORD = { numbers: 8, track: 0, lon: 1, lat: 2, heading: 3, speed: 4, atMs: 5, named: 6 } as const;

const FIRST_CAPACITY = 256;
/** So many writes are remembered, one by one; a power of two. Readers look some times a second and are seldom further behind. */
const REMEMBERED = 1 << 15;

/**
 * The last position of every track in sight, outside of the UI framework: the stream writes, the map reads once a frame, nothing
 * renders. Writing allocates nothing but when the store grows. Slots are dense: the last one moves into that of a track that is gone.
 */
export class TrackStore implements PictureReader {
  readonly #slots = new SlotTable();
  #records = new Float64Array(FIRST_CAPACITY * RECORD.numbers);
  /** The slot of each write, by its version. */
  readonly #written = new Uint32Array(REMEMBERED);
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

  /** Slot after slot of {@link RECORD}, to be read and not written; another array after the store has grown. */
  get records(): Float64Array {
    return this.#records;
  }

  /** Whether the slot of each write after that version can still be told. */
  remembers(version: number): boolean {
    return this.#version - version <= REMEMBERED;
  }

  /** The slot that a write went to, which may be no track's by now. Only of what is remembered. */
  slotWritten(version: number): number {
    return this.#written[version % REMEMBERED] ?? 0;
  }

  /** Hot path: once for every position received. An older position than the one held is ignored. */
  set(track: number, lon: number, lat: number, headingDegrees: number, speed: number, atMs: number): void {
    let slot = this.#slots.of(track);
    if (slot < 0) {
      slot = this.#slots.size;
      if ((slot + 1) * RECORD.numbers > this.#records.length) this.#grow();
      this.#slots.put(track, slot);
      this.#records[slot * RECORD.numbers + RECORD.track] = track;
    } else if (atMs < (this.#records[slot * RECORD.numbers + RECORD.atMs] ?? 0)) {
      this.#records[slot * RECORD.numbers + RECORD.named] = this.#everything;
      return;
    }
    const records = this.#records;
    const at = slot * RECORD.numbers;
    records[at + RECORD.lon] = lon;
    records[at + RECORD.lat] = lat;
    records[at + RECORD.heading] = headingDegrees;
    records[at + RECORD.speed] = speed;
    records[at + RECORD.atMs] = atMs;
    records[at + RECORD.named] = this.#everything;
    this.#wrote(slot);
  }

  begin(everything: boolean): void {
    this.#sweeping = everything;
    if (everything) this.#everything++;
  }

  gone(track: number): void {
    const slot = this.#slots.of(track);
    if (slot < 0) return;
    const last = this.#slots.size - 1;
    this.#slots.delete(track);
    if (slot !== last) {
      const from = last * RECORD.numbers;
      this.#records.copyWithin(slot * RECORD.numbers, from, from + RECORD.numbers);
      this.#slots.put(this.#read(slot, RECORD.track), slot);
    }
    this.#wrote(slot);
  }

  position(track: number, lon: number, lat: number, headingDegrees: number, speed: number, atMs: number): void {
    this.set(track, lon, lat, headingDegrees, speed, atMs);
  }

  /** A frame is read: after one of everything, what it did not name is gone. Tells the readers. */
  end(): void {
    if (this.#sweeping) {
      this.#sweeping = false;
      for (let slot = this.#slots.size - 1; slot >= 0; slot--)
        if (this.#read(slot, RECORD.named) !== this.#everything) this.gone(this.#read(slot, RECORD.track));
    }
    this.announce();
  }

  get(track: number): Track | undefined {
    const slot = this.#slots.of(track);
    if (slot < 0) return undefined;
    return {
      track,
      lon: this.#read(slot, RECORD.lon),
      lat: this.#read(slot, RECORD.lat),
      headingDegrees: this.#read(slot, RECORD.heading),
      speed: this.#read(slot, RECORD.speed),
      atMs: this.#read(slot, RECORD.atMs),
    };
  }

  /** Where a track lies in the records now; -1 for one that is not in sight. */
  slotOf(track: number): number {
    return this.#slots.of(track);
  }

  forEach(visit: (track: number, lon: number, lat: number, headingDegrees: number, atMs: number) => void): void {
    for (let slot = 0; slot < this.#slots.size; slot++)
      visit(
        this.#read(slot, RECORD.track),
        this.#read(slot, RECORD.lon),
        this.#read(slot, RECORD.lat),
        this.#read(slot, RECORD.heading),
        this.#read(slot, RECORD.atMs),
      );
  }

  /** Forgets everything: the clock of an exercise was set to another moment. */
  clear(): void {
    this.#slots.clear();
    this.#wrote(0);
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

  #read(slot: number, field: number): number {
    return this.#records[slot * RECORD.numbers + field] ?? Number.NaN;
  }

  #wrote(slot: number): void {
    this.#written[++this.#version % REMEMBERED] = slot;
  }

  #grow(): void {
    const wider = new Float64Array(this.#records.length * 2);
    wider.set(this.#records);
    this.#records = wider;
  }
}
