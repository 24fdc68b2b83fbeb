import { encodeBundle, parseTilePath, type Tile, tileWidth, TILE_WIDTH } from "@cordon/kernel";
import type pg from "pg";

/**
 * One resource of the journal as a tiled log (c2sp.org/tlog-tiles): `checkpoint`, `tile/<L>/<N>[.p/<W>]` or
 * `tile/entries/<N>[.p/<W>]`. Null when there is none: a path that names nothing, a tile the tree has not reached, or a partial
 * tile wider than it has. Partial tiles of earlier sizes stay available.
 */
export async function readTile(pool: pg.Pool, path: string): Promise<Uint8Array | null> {
  if (path === "checkpoint") {
    const head = await pool.query<{ checkpoint: string }>("select checkpoint from journal_head");
    const note = head.rows[0]?.checkpoint;
    return note === undefined ? null : new TextEncoder().encode(note);
  }
  const tile = parseTilePath(path);
  if (tile === undefined) return null;
  const head = await pool.query<{ size: number }>("select size from journal_head");
  const level = tile.holds === "entries" ? 0 : tile.level;
  if (tileWidth(level, tile.index, head.rows[0]?.size ?? 0) < tile.width) return null;
  return tile.holds === "entries" ? readBundle(pool, tile) : readHashes(pool, tile);
}

async function readHashes(pool: pg.Pool, tile: Extract<Tile, { holds: "hashes" }>): Promise<Uint8Array | null> {
  const first = tile.index * TILE_WIDTH;
  const query =
    tile.level === 0
      ? {
          text: "select leaf_hash as hash from journal_entry where seq >= $1 and seq < $2 order by seq",
          values: [first, first + tile.width],
        }
      : {
          text: "select hash from journal_node where level = $3 and position >= $1 and position < $2 order by position",
          values: [first, first + tile.width, tile.level],
        };
  const found = await pool.query<{ hash: Buffer }>(query);
  return found.rows.length === tile.width ? Buffer.concat(found.rows.map((row) => row.hash)) : null;
}

async function readBundle(pool: pg.Pool, tile: Extract<Tile, { holds: "entries" }>): Promise<Uint8Array | null> {
  const first = tile.index * TILE_WIDTH;
  const found = await pool.query<{ body: string }>(
    "select body from journal_entry where seq >= $1 and seq < $2 order by seq",
    [first, first + tile.width],
  );
  if (found.rows.length !== tile.width) return null;
  return encodeBundle(found.rows.map((row) => new TextEncoder().encode(row.body)));
}
