import type { TrackPoint } from "./live.ts";

/**
 * What a viewer is sent of the live plane, packed: 12 bytes a position where a device sends 20, and the same for all who see the same, so
 * that a server packs each position once a tick and copies it to every viewer.
 *
 * The earth is cut into square tiles of {@link TILE_DEGREES}; a position is written within its tile. Little endian:
 *
 *     20 bytes  header: u8 version (2), u8 flags (1: this is everything, forget all others), u16 zero, u32 gone,
 *               f64 milliseconds since 1970 when it was packed, u32 tiles
 *      4 bytes  a track that is gone from the viewer's sight: u32 track
 *      8 bytes  a tile: u16 column from the antimeridian eastwards, u16 row from the south pole, u32 positions, which follow:
 *     12 bytes  a position: u32 track, u16 x and u16 y in 1/65536 of the tile (at most 3.8 cm), u8 heading in 1.5 degrees, u8 speed, u16 age
 *
 * Speed is quadratic: v²/100 m/s, fine at walking pace and up to 645 m/s. Age is in 2 ms up to 65 s, then in seconds up to nine hours,
 * and stays there. 255 is an unknown heading or speed. What is gone stands before the positions: a track that is in both is there.
 */
export const PICTURE_FRAME = {
  version: 2,
  header: 20,
  gone: 4,
  tile: 8,
  stride: 12,
  everything: 1,
  maxGone: 1 << 20,
  maxPositions: 1 << 20,
} as const;

const COLUMNS = 16_384;
const ROWS = 8192;
/** 2.4 km from south to north. */
export const TILE_DEGREES = 360 / COLUMNS;
const STEPS = 65_536;
const UNKNOWN = 255;
const HEADING_STEP = 1.5;
const FASTEST = 254;
const FINE_AGE_MS = 2;
const COARSE_AGE = 0x8000;
const FINE_AGES_MS = COARSE_AGE * FINE_AGE_MS;
const OLDEST_SECONDS = 0x7fff;

export const tileColumn = (lon: number): number =>
  Math.min(COLUMNS - 1, Math.max(0, Math.floor((lon + 180) / TILE_DEGREES)));
export const tileRow = (lat: number): number => Math.min(ROWS - 1, Math.max(0, Math.floor((lat + 90) / TILE_DEGREES)));
/** One number for a tile, in an order that keeps those of a column together. */
export const tileKey = (column: number, row: number): number => column * ROWS + row;
export const columnOf = (key: number): number => Math.floor(key / ROWS);
export const rowOf = (key: number): number => key % ROWS;
export const tileWest = (column: number): number => column * TILE_DEGREES - 180;
export const tileSouth = (row: number): number => row * TILE_DEGREES - 90;

const within = (degrees: number): number =>
  Math.min(STEPS - 1, Math.max(0, Math.floor((degrees / TILE_DEGREES) * STEPS)));

/**
 * Packs one position at byte `at`; NaN is unknown. Plain numbers, so that the hub packs from its columns with no object in between.
 * @returns the byte after it
 */
export function putPosition(
  view: DataView,
  at: number,
  track: number,
  lon: number,
  lat: number,
  heading: number,
  speed: number,
  ageMs: number,
): number {
  view.setUint32(at, track, true);
  view.setUint16(at + 4, within(lon - tileWest(tileColumn(lon))), true);
  view.setUint16(at + 6, within(lat - tileSouth(tileRow(lat))), true);
  view.setUint8(
    at + 8,
    Number.isNaN(heading) ? UNKNOWN : Math.round((((heading % 360) + 360) % 360) / HEADING_STEP) % (360 / HEADING_STEP),
  );
  view.setUint8(
    at + 9,
    Number.isNaN(speed) ? UNKNOWN : Math.min(FASTEST, Math.round(Math.sqrt(Math.max(0, speed) * 100))),
  );
  view.setUint16(at + 10, packedAge(ageMs), true);
  return at + PICTURE_FRAME.stride;
}

function packedAge(ageMs: number): number {
  const fine = Math.max(0, Math.round(ageMs / FINE_AGE_MS));
  if (fine < COARSE_AGE) return fine;
  return COARSE_AGE + Math.min(OLDEST_SECONDS, Math.round((ageMs - FINE_AGES_MS) / 1000));
}

export function putHeader(
  view: DataView,
  everything: boolean,
  tiles: number,
  gone: number,
  packedAtMs: number,
): number {
  view.setUint8(0, PICTURE_FRAME.version);
  view.setUint8(1, everything ? PICTURE_FRAME.everything : 0);
  view.setUint16(2, 0, true);
  view.setUint32(4, gone, true);
  view.setFloat64(8, packedAtMs, true);
  view.setUint32(16, tiles, true);
  return PICTURE_FRAME.header;
}

/** @returns the byte after it */
export function putTile(view: DataView, at: number, key: number, positions: number): number {
  view.setUint16(at, columnOf(key), true);
  view.setUint16(at + 2, rowOf(key), true);
  view.setUint32(at + 4, positions, true);
  return at + PICTURE_FRAME.tile;
}

/** Packs a list of positions, a tile for every run within one: for a source that has them as objects. */
export function packPicture(
  points: readonly TrackPoint[],
  { packedAtMs, everything = false, gone = [] }: PictureFrameOptions,
): Uint8Array<ArrayBuffer> {
  const { header, gone: one, tile, stride } = PICTURE_FRAME;
  const keyOf = ({ lon, lat }: TrackPoint) => tileKey(tileColumn(lon), tileRow(lat));
  const runs: { readonly key: number; readonly points: TrackPoint[] }[] = [];
  for (const point of points) {
    const last = runs.at(-1);
    if (last !== undefined && last.key === keyOf(point)) last.points.push(point);
    else runs.push({ key: keyOf(point), points: [point] });
  }
  const bytes = new Uint8Array(header + gone.length * one + runs.length * tile + points.length * stride);
  const view = new DataView(bytes.buffer);
  let at = putHeader(view, everything, runs.length, gone.length, packedAtMs);
  for (const track of gone) {
    view.setUint32(at, track, true);
    at += one;
  }
  for (const run of runs) {
    at = putTile(view, at, run.key, run.points.length);
    for (const { track, lon, lat, heading, speed, atMs } of run.points)
      at = putPosition(view, at, track, lon, lat, heading ?? Number.NaN, speed ?? Number.NaN, packedAtMs - atMs);
  }
  return bytes;
}

export interface PictureFrameOptions {
  readonly packedAtMs: number;
  readonly everything?: boolean;
  readonly gone?: readonly number[];
}

export type PictureFrameFault = "too-short" | "unknown-version" | "wrong-length" | "off-the-earth";

/** What reads a frame: numbers, not objects, as this runs for every position a viewer sees. */
export interface PictureReader {
  /** @param everything whether all tracks that this frame does not name are gone */
  begin(everything: boolean, packedAtMs: number): void;
  gone(track: number): void;
  /** Unknown heading (degrees true) and speed (m/s) are NaN. */
  position(track: number, lon: number, lat: number, heading: number, speed: number, atMs: number): void;
}

/** Reads a frame, or says what is wrong with it and hands nothing on. @returns how many positions there were */
export function readPicture(view: DataView, reader: PictureReader): number | PictureFrameFault {
  const positions = countPositions(view);
  if (typeof positions === "string") return positions;
  const tiles = view.getUint32(16, true);
  const gone = view.getUint32(4, true);
  const packedAtMs = view.getFloat64(8, true);
  reader.begin((view.getUint8(1) & PICTURE_FRAME.everything) !== 0, packedAtMs);
  let at: number = PICTURE_FRAME.header;
  for (let index = 0; index < gone; index++, at += PICTURE_FRAME.gone) reader.gone(view.getUint32(at, true));
  for (let tile = 0; tile < tiles; tile++) {
    const west = tileWest(view.getUint16(at, true));
    const south = tileSouth(view.getUint16(at + 2, true));
    const end = at + PICTURE_FRAME.tile + view.getUint32(at + 4, true) * PICTURE_FRAME.stride;
    for (at += PICTURE_FRAME.tile; at < end; at += PICTURE_FRAME.stride) {
      const heading = view.getUint8(at + 8);
      const speed = view.getUint8(at + 9);
      const age = view.getUint16(at + 10, true);
      reader.position(
        view.getUint32(at, true),
        west + ((view.getUint16(at + 4, true) + 0.5) / STEPS) * TILE_DEGREES,
        south + ((view.getUint16(at + 6, true) + 0.5) / STEPS) * TILE_DEGREES,
        heading === UNKNOWN ? Number.NaN : heading * HEADING_STEP,
        speed === UNKNOWN ? Number.NaN : (speed * speed) / 100,
        packedAtMs - (age < COARSE_AGE ? age * FINE_AGE_MS : FINE_AGES_MS + (age - COARSE_AGE) * 1000),
      );
    }
  }
  return positions;
}

/** How many positions a frame holds, from its tiles' headers alone; or what is wrong with it. */
export function countPositions(view: DataView): number | PictureFrameFault {
  if (view.byteLength < PICTURE_FRAME.header) return "too-short";
  if (view.getUint8(0) !== PICTURE_FRAME.version) return "unknown-version";
  const tiles = view.getUint32(16, true);
  const gone = view.getUint32(4, true);
  if (gone > PICTURE_FRAME.maxGone) return "wrong-length";
  let positions = 0;
  let at = PICTURE_FRAME.header + gone * PICTURE_FRAME.gone;
  for (let tile = 0; tile < tiles; tile++) {
    if (at + PICTURE_FRAME.tile > view.byteLength) return "wrong-length";
    if (view.getUint16(at, true) >= COLUMNS || view.getUint16(at + 2, true) >= ROWS) return "off-the-earth";
    positions += view.getUint32(at + 4, true);
    if (positions > PICTURE_FRAME.maxPositions) return "wrong-length";
    at += PICTURE_FRAME.tile + view.getUint32(at + 4, true) * PICTURE_FRAME.stride;
  }
  return at === view.byteLength ? positions : "wrong-length";
}
