import type { Migration, OwnedTable } from "@cordon/ground";
import type { Instant } from "@cordon/kernel";
import { sql } from "kysely";

export interface TrailTables {
  /** Positions, never in the journal: a block each ten seconds, erased after a day. */
  track_trail: {
    at: Instant;
    /** Everything that was known; else what changed since the block before. */
    whole: boolean;
    bytes: number;
    packed: Buffer;
  };
}

export const trailTables: readonly OwnedTable[] = [{ name: "track_trail", key: ["at"], derivedFrom: "own" }];

export const trailMigration: Migration = {
  capability: "command",
  name: "0041-trail",
  async up(db) {
    await sql`create table track_trail (
      at timestamptz primary key,
      whole boolean not null,
      bytes int not null,
      packed bytea not null
    )`.execute(db);
    // They are compressed already.
    await sql`alter table track_trail alter column packed set storage external`.execute(db);
    await sql`create index track_trail_whole on track_trail (at desc) where whole`.execute(db);
  },
};
