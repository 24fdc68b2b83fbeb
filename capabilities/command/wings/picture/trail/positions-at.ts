import { type Schema, tablesOf } from "@cordon/ground";
import {
  type Instant,
  millisecondsOf,
  packPicture,
  type TrackPoint,
  tileColumn,
  tileKey,
  tileRow,
} from "@cordon/kernel";
import type { Kysely } from "kysely";
import { type Columns, Latest, unpack } from "./block.ts";
import type { TrailTables } from "./tables.ts";

/**
 * Where units were last known to be at a moment, as the trail kept it (to ten seconds and ten metres); nobody before the trail begins.
 * What is narrowed by need to know or by area is narrowed by whoever asks: here are tracks alone.
 */
export async function positionsAt(read: Kysely<Schema>, at: Instant): Promise<readonly TrackPoint[]> {
  const db = tablesOf<TrailTables>(read);
  const whole = await db
    .selectFrom("track_trail")
    .select("at")
    .where("whole", "=", true)
    .where("at", "<=", at)
    .orderBy("at", "desc")
    .limit(1)
    .executeTakeFirst();
  if (whole === undefined) return [];
  const latest = new Latest();
  for (const { at: moment, block } of await blocks(read, { from: whole.at, until: at }))
    latest.add(block, millisecondsOf(moment));
  return latest.points();
}

interface Period {
  readonly from: Instant;
  readonly until: Instant;
}

async function blocks(
  read: Kysely<Schema>,
  { from, until }: Period,
): Promise<{ readonly at: Instant; readonly whole: boolean; readonly block: Columns }[]> {
  const rows = await tablesOf<TrailTables>(read)
    .selectFrom("track_trail")
    .select(["at", "whole", "packed"])
    .where("at", ">=", from)
    .where("at", "<=", until)
    .orderBy("at")
    .execute();
  return Promise.all(rows.map(async ({ at, whole, packed }) => ({ at, whole, block: await unpack(packed) })));
}

/** The picture at a moment of the trail: all of it, or what changed since the one before. */
export interface TrailFrame {
  readonly at: Instant;
  /** As viewers are sent the picture of now (`kernel/picture-frame.ts`). */
  readonly frame: Uint8Array;
}

/**
 * The picture from one instant to another: all of it as it was at the first, then what changed, ten seconds by ten seconds.
 * @param may whose tracks; a track that is left out is in no frame
 */
export async function trailFrames(
  read: Kysely<Schema>,
  { from, until }: Period,
  may: (track: number) => boolean,
): Promise<readonly TrailFrame[]> {
  const first = (await positionsAt(read, from)).filter(({ track }) => may(track));
  const frames = [{ at: from, frame: packed(first, millisecondsOf(from), { everything: true }) }];
  for (const { at, whole, block } of await blocks(read, { from, until })) {
    if (at === from) continue;
    const changes = new Latest();
    changes.add(block, millisecondsOf(at));
    const points = changes.points().filter(({ track }) => may(track));
    const gone = changes.gone().filter(may);
    frames.push({ at, frame: packed(points, millisecondsOf(at), { everything: whole, gone }) });
  }
  return frames;
}

function packed(
  points: readonly TrackPoint[],
  packedAtMs: number,
  { everything, gone = [] }: { readonly everything: boolean; readonly gone?: readonly number[] },
): Uint8Array {
  const tiles = new Map(points.map((point) => [point, tileKey(tileColumn(point.lon), tileRow(point.lat))]));
  // Positions of one tile beside one another share its header.
  const byTile = points.toSorted((one, other) => (tiles.get(one) ?? 0) - (tiles.get(other) ?? 0));
  return packPicture(byTile, { packedAtMs, everything, gone });
}

/** From when to when there is a trail; null while there is none. */
export async function trailExtent(read: Kysely<Schema>): Promise<Period | null> {
  const row = await tablesOf<TrailTables>(read)
    .selectFrom("track_trail")
    .select((each) => [each.fn.min("at").as("from"), each.fn.max("at").as("until")])
    .executeTakeFirst();
  return row?.from && row.until ? { from: row.from, until: row.until } : null;
}
