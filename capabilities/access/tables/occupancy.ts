import { type Migration, projecting } from "@cordon/ground";
import type { Instant, PlaceId } from "@cordon/kernel";
import { sql } from "kysely";
import { type LaneCode, OccupancySet, QueueReported, type ZoneCode } from "../words.ts";

export interface OccupancyTables {
  /** What somebody counted last. Who is inside now is that, and those who came and went since. */
  access_occupancy: { zone: ZoneCode; inside: number; counted_at: Instant; because: string };
  /** The last report of each lane. */
  access_queue: { gate: PlaceId; lane: LaneCode; waiting: number; at: Instant };
}

export const occupancyMigration: Migration = {
  capability: "access",
  name: "0005-occupancy",
  async up(db) {
    await sql`create table access_occupancy (zone text primary key, inside int not null, counted_at timestamptz not null, because text not null)`.execute(
      db,
    );
    await sql`create table access_queue (gate text not null, lane text not null, waiting int not null, at timestamptz not null, primary key (gate, lane))`.execute(
      db,
    );
  },
};

const project = projecting<OccupancyTables>();

export const occupancyProjections = [
  project(OccupancySet, (tx, { data, at }) => {
    const row = { inside: data.inside, counted_at: at, because: data.because };
    return tx
      .insertInto("access_occupancy")
      .values({ zone: data.zone, ...row })
      .onConflict((conflict) => conflict.column("zone").doUpdateSet(row))
      .execute();
  }),
  // A report that arrives late does not replace a later one.
  project(QueueReported, (tx, { data }) =>
    tx
      .insertInto("access_queue")
      .values(data)
      .onConflict((conflict) =>
        conflict
          .columns(["gate", "lane"])
          .doUpdateSet({ waiting: data.waiting, at: data.at })
          .where("access_queue.at", "<=", data.at),
      )
      .execute(),
  ),
];
