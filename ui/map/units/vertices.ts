import { RECORD, type TrackStore } from "../TrackStore.ts";
import { GLIDE_SECONDS, mercatorX, mercatorY, VERTEX } from "./layout.ts";

const FIRST_CAPACITY = 1024;
/** A buffer is sent anew in pieces of so many units, and only those in which something changed. */
const PIECE = 1024;
/** Mercator units, 40 km at the equator: so near to the origin a float holds millimetres, and still centimetres ten times as far. */
const REACH = 0.001;
/** Mercator units, some 2 km: what jumps as far is not glided to. */
const JUMP = 0.00005;

/** What the vertices are sent to: a part of WebGL, of which the buffer of an array is bound. */
export interface VertexBuffer {
  readonly ARRAY_BUFFER: number;
  readonly DYNAMIC_DRAW: number;
  bufferData(target: number, data: Float32Array<ArrayBuffer>, usage: number): void;
  bufferSubData(target: number, byte: number, data: Float32Array<ArrayBuffer>, from: number, count: number): void;
}

/** The units of the track store as the graphics processor reads them, slot by slot; written from what arrived, in place. */
export class UnitVertices {
  #tracks: TrackStore;
  /** The cell of a track's unit in the atlas; NO_CELL for one that is not known. */
  readonly #cellOf: (track: number) => number;
  #floats = new Float32Array(FIRST_CAPACITY * VERTEX.floats);
  #bytes = new Uint8Array(this.#floats.buffer);
  /** Whose each slot was when it was written. */
  #ids = new Uint32Array(FIRST_CAPACITY);
  #dirty = new Uint8Array(1);
  #size = 0;
  #seen = 0;
  #origin: readonly [number, number] | null = null;
  #originX = 0;
  #originY = 0;
  #beganMs = Number.NaN;
  #movedAt = Number.NEGATIVE_INFINITY;

  constructor(tracks: TrackStore, cellOf: (track: number) => number) {
    this.#tracks = tracks;
    this.#cellOf = cellOf;
  }

  static describe(gl: WebGL2RenderingContext): void {
    for (const [location, offset] of [
      [0, VERTEX.fromX],
      [1, VERTEX.toX],
      [2, VERTEX.start],
    ] as const) {
      gl.enableVertexAttribArray(location);
      gl.vertexAttribPointer(location, 2, gl.FLOAT, false, VERTEX.bytes, offset * 4);
    }
    gl.enableVertexAttribArray(3);
    gl.vertexAttribIPointer(3, 4, gl.UNSIGNED_BYTE, VERTEX.bytes, VERTEX.cell);
  }

  /** Longitude and latitude from which the buffer reckons. */
  get origin(): readonly [number, number] {
    return this.#origin ?? [0, 0];
  }

  secondsAt(nowMs: number): number {
    return (nowMs - this.#beganMs) / 1000;
  }

  glidesAt(nowMs: number): boolean {
    return this.secondsAt(nowMs) - this.#movedAt < GLIDE_SECONDS;
  }

  /** How many units were written at the last look. */
  get size(): number {
    return this.#size;
  }

  slotOf(track: number): number {
    return this.#tracks.slotOf(track);
  }

  /** Keeps the origin near to what is looked at, as a float holds seven figures. */
  follow(lon: number, lat: number): void {
    const x = mercatorX(lon);
    const y = mercatorY(lat);
    if (this.#origin !== null && Math.abs(x - this.#originX) < REACH && Math.abs(y - this.#originY) < REACH) return;
    this.#origin = [lon, lat];
    this.#originX = x;
    this.#originY = y;
    this.rewrite();
  }

  /** Other units at another time, e.g. where they were an hour ago: nobody glides there from where they are now. */
  setTracks(tracks: TrackStore): void {
    this.#tracks = tracks;
    this.#beganMs = Number.NaN;
    this.#movedAt = Number.NEGATIVE_INFINITY;
    this.rewrite();
  }

  /** Everything is written again at the next look: units are others, or have other pictures. */
  rewrite(): void {
    this.#seen = 0;
    this.#size = 0;
  }

  /** Hot path: writes the slots that changed since the last look. */
  sync(nowMs: number): void {
    const { size, version } = this.#tracks;
    if (Number.isNaN(this.#beganMs)) this.#beganMs = nowMs;
    if (version === this.#seen && size === this.#size) return;
    if (size > this.#ids.length) this.#grow(size);
    const now = this.secondsAt(nowMs);
    const records = this.#tracks.records;
    if (this.#size > 0 && this.#tracks.remembers(this.#seen))
      for (let write = this.#seen + 1; write <= version; write++) {
        const slot = this.#tracks.slotWritten(write);
        if (slot < size) this.#take(records, slot, now);
      }
    else for (let slot = 0; slot < size; slot++) this.#take(records, slot, now);
    this.#seen = version;
    this.#size = size;
  }

  /** Sends what changed. @param capacity of the buffer that is bound, in units @returns its capacity now */
  upload(gl: VertexBuffer, capacity: number): number {
    if (capacity !== this.#ids.length) {
      gl.bufferData(gl.ARRAY_BUFFER, this.#floats, gl.DYNAMIC_DRAW);
      this.#dirty.fill(0);
      return this.#ids.length;
    }
    const pieces = Math.ceil(this.#size / PIECE);
    for (let piece = 0; piece < pieces; piece++) {
      if (this.#dirty[piece] === 0) continue;
      let end = piece;
      // Neighbours go together: a call costs more than some bytes.
      for (; end < pieces && this.#dirty[end] === 1; end++) this.#dirty[end] = 0;
      const from = piece * PIECE;
      const to = Math.min(end * PIECE, this.#size);
      gl.bufferSubData(
        gl.ARRAY_BUFFER,
        from * VERTEX.bytes,
        this.#floats,
        from * VERTEX.floats,
        (to - from) * VERTEX.floats,
      );
      piece = end;
    }
    return capacity;
  }

  #take(records: Float64Array, slot: number, now: number): void {
    const from = slot * RECORD.numbers;
    const track = records[from + RECORD.track] ?? 0;
    const byte = slot * VERTEX.bytes;
    const same = slot < this.#size && this.#ids[slot] === track;
    this.#write(
      slot,
      same,
      mercatorX(records[from + RECORD.lon] ?? 0) - this.#originX,
      mercatorY(records[from + RECORD.lat] ?? 0) - this.#originY,
      now,
    );
    if (!same) {
      // Whose unit a track is, and of what kind, changes with a rewrite alone.
      this.#ids[slot] = track;
      this.#bytes[byte + VERTEX.cell] = this.#cellOf(track);
    }
    this.#floats[slot * VERTEX.floats + VERTEX.at] = ((records[from + RECORD.atMs] ?? 0) - this.#beganMs) / 1000;
    const degrees = records[from + RECORD.heading] ?? Number.NaN;
    this.#bytes[byte + VERTEX.heading] = Number.isNaN(degrees) ? 255 : Math.round(degrees / 1.5) % 240;
    this.#dirty[Math.floor(slot / PIECE)] = 1;
  }

  #write(slot: number, same: boolean, x: number, y: number, now: number): void {
    const floats = this.#floats;
    const at = slot * VERTEX.floats;
    let fromX = x;
    let fromY = y;
    if (same) {
      const t = Math.min(1, Math.max(0, (now - (floats[at + VERTEX.start] ?? 0)) / GLIDE_SECONDS));
      const drawnX = (floats[at + VERTEX.fromX] ?? 0) * (1 - t) + (floats[at + VERTEX.toX] ?? 0) * t;
      const drawnY = (floats[at + VERTEX.fromY] ?? 0) * (1 - t) + (floats[at + VERTEX.toY] ?? 0) * t;
      if (Math.abs(drawnX - x) < JUMP && Math.abs(drawnY - y) < JUMP) {
        fromX = drawnX;
        fromY = drawnY;
        this.#movedAt = now;
      }
    }
    floats[at + VERTEX.fromX] = fromX;
    floats[at + VERTEX.fromY] = fromY;
    floats[at + VERTEX.toX] = x;
    floats[at + VERTEX.toY] = y;
    floats[at + VERTEX.start] = now;
  }

  #grow(size: number): void {
    const capacity = 2 ** Math.ceil(Math.log2(size));
    const floats = new Float32Array(capacity * VERTEX.floats);
    floats.set(this.#floats);
    this.#floats = floats;
    this.#bytes = new Uint8Array(floats.buffer);
    const ids = new Uint32Array(capacity);
    ids.set(this.#ids);
    this.#ids = ids;
    this.#dirty = new Uint8Array(Math.ceil(capacity / PIECE));
  }
}
