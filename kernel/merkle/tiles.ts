import type { NodeAt } from "./frontier.ts";
import { HASH_BYTES, type TreeHasher } from "./hasher.ts";

/** Hashes in a full tile, and entries in a full bundle. */
export const TILE_WIDTH = 256;
/** Tree levels a tile spans. */
export const TILE_HEIGHT = 8;
/** Longest entry a bundle can carry: its length is written in 16 bits. */
export const MAX_ENTRY_BYTES = 0xffff;

/** One resource of a tiled log (c2sp.org/tlog-tiles). `width` is 256 for a full tile, 1 to 255 for a partial one. */
export type Tile =
  | { readonly holds: "hashes"; readonly level: number; readonly index: number; readonly width: number }
  | { readonly holds: "entries"; readonly index: number; readonly width: number };

/** `tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]`. */
export function tilePath(tile: Tile): string {
  const groups: string[] = [];
  let rest = tile.index;
  do {
    const group = String(rest % 1000).padStart(3, "0");
    groups.unshift(groups.length === 0 ? group : `x${group}`);
    rest = Math.floor(rest / 1000);
  } while (rest > 0);
  const partial = tile.width === TILE_WIDTH ? "" : `.p/${tile.width}`;
  return `tile/${tile.holds === "entries" ? "entries" : tile.level}/${groups.join("/")}${partial}`;
}

const TILE_PATH = /^tile\/(entries|0|[1-9][0-9]?)\/((?:x[0-9]{3}\/)*)([0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/;

/** The tile a path names; undefined for any path that {@link tilePath} would not write. */
export function parseTilePath(path: string): Tile | undefined {
  const match = TILE_PATH.exec(path);
  if (match === null) return undefined;
  const [, kind, high, low, partial] = match;
  const index = Number((high ?? "").replaceAll(/[x/]/g, "") + (low ?? ""));
  const width = partial === undefined ? TILE_WIDTH : Number(partial);
  const level = kind === "entries" ? 0 : Number(kind);
  if (!Number.isSafeInteger(index) || level > 63) return undefined;
  const tile: Tile = kind === "entries" ? { holds: "entries", index, width } : { holds: "hashes", level, index, width };
  // One spelling each: no needless leading groups of zeros, no `.p/256`.
  return tilePath(tile) === path ? tile : undefined;
}

/** How many hashes the tile has in a tree of `size` leaves: 0 when it does not exist yet, at most 256. */
export function tileWidth(level: number, index: number, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH));
}

/** Every tile of hashes in a tree of `size` leaves, partial ones included, level by level. */
export function tilesOf(size: number): Tile[] {
  const tiles: Tile[] = [];
  for (let level = 0; Math.floor(size / TILE_WIDTH ** level) > 0; level++) {
    for (let index = 0; ; index++) {
      const width = tileWidth(level, index, size);
      if (width === 0) break;
      tiles.push({ holds: "hashes", level, index, width });
      if (width < TILE_WIDTH) break;
    }
  }
  return tiles;
}

/** Where a complete subtree is found: the tile, and the hashes in it (`from` included, `to` excluded) that it covers. */
export function tileOfNode(node: NodeAt): {
  readonly level: number;
  readonly index: number;
  readonly from: number;
  readonly to: number;
} {
  const level = Math.floor(node.height / TILE_HEIGHT);
  const span = 2 ** (node.height % TILE_HEIGHT);
  const first = node.index * span;
  const index = Math.floor(first / TILE_WIDTH);
  const from = first - index * TILE_WIDTH;
  return { level, index, from, to: from + span };
}

/** Hash of a complete subtree from the bytes of its tile; undefined when the tile is too short to hold it. */
export function nodeFromTile(hasher: TreeHasher, node: NodeAt, tile: Uint8Array): Uint8Array | undefined {
  const { from, to } = tileOfNode(node);
  if (to * HASH_BYTES > tile.length) return undefined;
  const fold = (low: number, high: number): Uint8Array => {
    if (high - low === 1) return tile.subarray(low * HASH_BYTES, high * HASH_BYTES);
    const middle = (low + high) / 2;
    return hasher.node(fold(low, middle), fold(middle, high));
  };
  return fold(from, to);
}

/** An entry bundle: each body after its length in 16 bits, big-endian. Throws RangeError on a body that is too long. */
export function encodeBundle(bodies: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(bodies.reduce((sum, body) => sum + 2 + body.length, 0));
  const view = new DataView(bytes.buffer);
  let offset = 0;
  for (const body of bodies) {
    if (body.length > MAX_ENTRY_BYTES)
      throw new RangeError(`an entry of ${body.length} bytes does not fit in a bundle`);
    view.setUint16(offset, body.length);
    bytes.set(body, offset + 2);
    offset += 2 + body.length;
  }
  return bytes;
}

/** The bodies in a bundle; undefined when it is cut short. */
export function decodeBundle(bytes: Uint8Array): Uint8Array[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const bodies: Uint8Array[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    if (offset + 2 > bytes.length) return undefined;
    const end = offset + 2 + view.getUint16(offset);
    if (end > bytes.length) return undefined;
    bodies.push(bytes.subarray(offset + 2, end));
    offset = end;
  }
  return bodies;
}
