import { promisify } from "node:util";
import { constants, zstdCompress, zstdDecompress } from "node:zlib";

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** Nobody is at the south pole: a latitude of this says that the track was given up. */
const GONE = -0x8000_0000;
const UNKNOWN = 0xffff;

/** Positions of one moment, in columns: 63,000 of them are one allocation a column and no objects. */
export interface Columns {
  readonly count: number;
  readonly tracks: Uint32Array;
  /** 1e-6 degrees: 11 cm. */
  readonly lon: Int32Array;
  /** The same; `GONE` for a track that was given up. */
  readonly lat: Int32Array;
  /** Degrees true. */
  readonly heading: Uint16Array;
  /** Decimetres a second. */
  readonly speed: Uint16Array;
  /** Milliseconds before the block's moment. */
  readonly age: Uint32Array;
}

export function columns(capacity: number): Columns & { count: number } {
  return {
    count: 0,
    tracks: new Uint32Array(capacity),
    lon: new Int32Array(capacity),
    lat: new Int32Array(capacity),
    heading: new Uint16Array(capacity),
    speed: new Uint16Array(capacity),
    age: new Uint32Array(capacity),
  };
}

export function put(
  into: Columns & { count: number },
  track: number,
  lon: number,
  lat: number,
  heading: number,
  speed: number,
  ageMs: number,
): void {
  const at = into.count++;
  into.tracks[at] = track;
  into.lon[at] = Math.round(lon * 1e6);
  into.lat[at] = Math.round(lat * 1e6);
  into.heading[at] = Number.isNaN(heading) ? UNKNOWN : Math.round(heading) % 360;
  into.speed[at] = Number.isNaN(speed) ? UNKNOWN : Math.min(UNKNOWN - 1, Math.round(speed * 10));
  into.age[at] = Math.min(0xffff_ffff, Math.max(0, ageMs));
}

/** From here on the track has no position: its unit paused, went off duty or was withdrawn. */
export function putGone(into: Columns & { count: number }, track: number): void {
  put(into, track, 0, 0, Number.NaN, Number.NaN, 0);
  into.lat[into.count - 1] = GONE;
}

const bytesOf = (column: Uint32Array | Int32Array | Uint16Array, count: number) =>
  Buffer.from(column.buffer, column.byteOffset, count * column.BYTES_PER_ELEMENT);

/** Count (u32, little endian), then column after column, each byte plane by itself, which is what makes them small; Zstandard (RFC 8878). */
export async function pack(from: Columns): Promise<Buffer> {
  const { count, tracks, lon, lat, heading, speed, age } = from;
  const plain = Buffer.alloc(4 + count * 20);
  plain.writeUInt32LE(count, 0);
  let at = 4;
  for (const column of [tracks, lon, lat, heading, speed, age]) {
    const size = column.BYTES_PER_ELEMENT;
    const bytes = bytesOf(column, count);
    for (let plane = 0; plane < size; plane++)
      for (let index = 0; index < count; index++) plain[at++] = bytes[index * size + plane] ?? 0;
  }
  return compress(plain, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
}

/** @throws Error when the bytes are no block */
export async function unpack(packed: Uint8Array): Promise<Columns> {
  const plain = await decompress(packed);
  const count = plain.readUInt32LE(0);
  if (plain.length !== 4 + count * 20) throw new Error(`a block of ${count} positions has ${plain.length} bytes`);
  const into = columns(count);
  let at = 4;
  for (const column of [into.tracks, into.lon, into.lat, into.heading, into.speed, into.age]) {
    const size = column.BYTES_PER_ELEMENT;
    const bytes = bytesOf(column, count);
    for (let plane = 0; plane < size; plane++)
      for (let index = 0; index < count; index++) bytes[index * size + plane] = plain[at++] ?? 0;
  }
  into.count = count;
  return into;
}

/** Latest wins: puts a block on what was known before it. */
export class Latest {
  readonly #slots = new Map<number, number>();
  readonly #tracks: number[] = [];
  readonly #lon: number[] = [];
  readonly #lat: number[] = [];
  readonly #heading: number[] = [];
  readonly #speed: number[] = [];
  readonly #atMs: number[] = [];

  add(block: Columns, momentMs: number): void {
    for (let index = 0; index < block.count; index++) {
      const track = block.tracks[index] ?? 0;
      let slot = this.#slots.get(track);
      if (slot === undefined) {
        slot = this.#tracks.push(track) - 1;
        this.#slots.set(track, slot);
      }
      this.#lon[slot] = block.lon[index] ?? 0;
      this.#lat[slot] = block.lat[index] ?? 0;
      this.#heading[slot] = block.heading[index] ?? UNKNOWN;
      this.#speed[slot] = block.speed[index] ?? UNKNOWN;
      this.#atMs[slot] = momentMs - (block.age[index] ?? 0);
    }
  }

  /** Tracks that were given up. */
  gone(): readonly number[] {
    return this.#tracks.filter((_, slot) => this.#lat[slot] === GONE);
  }

  points() {
    return this.#tracks.flatMap((track, slot) => {
      const lat = this.#lat[slot] ?? GONE;
      if (lat === GONE) return [];
      const heading = this.#heading[slot] ?? UNKNOWN;
      const speed = this.#speed[slot] ?? UNKNOWN;
      return [
        {
          track,
          lon: (this.#lon[slot] ?? 0) / 1e6,
          lat: lat / 1e6,
          heading: heading === UNKNOWN ? null : heading,
          speed: speed === UNKNOWN ? null : speed / 10,
          atMs: this.#atMs[slot] ?? 0,
        },
      ];
    });
  }
}
