import { type Schema, tablesOf } from "@cordon/ground";
import { type Instant, millisecondsOf, type TrackPoint } from "@cordon/kernel";
import type { Kysely } from "kysely";
import { Latest, unpack } from "./block.ts";
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
  const rows = await db
    .selectFrom("track_trail")
    .select(["at", "packed"])
    .where("at", ">=", whole.at)
    .where("at", "<=", at)
    .orderBy("at")
    .execute();
  const blocks = await Promise.all(rows.map((row) => unpack(row.packed)));
  const latest = new Latest();
  rows.forEach((row, index) => {
    const block = blocks[index];
    if (block !== undefined) latest.add(block, millisecondsOf(row.at));
  });
  return latest.points();
}

/** From when to when there is a trail; null while there is none. */
export async function trailExtent(
  read: Kysely<Schema>,
): Promise<{ readonly from: Instant; readonly until: Instant } | null> {
  const row = await tablesOf<TrailTables>(read)
    .selectFrom("track_trail")
    .select((each) => [each.fn.min("at").as("from"), each.fn.max("at").as("until")])
    .executeTakeFirst();
  return row?.from && row.until ? { from: row.from, until: row.until } : null;
}
