import { type Migration, type OwnedTable, projecting } from "@cordon/ground";
import type { Actor, IncidentId } from "@cordon/kernel";
import { type JSONColumnType, sql } from "kysely";
import { MomentMarked, MomentUnmarked } from "./words.ts";

export interface MomentTables {
  moment_mark: {
    /** The number of the entry that marked it. */
    seq: number;
    size: number;
    note: string;
    incident: IncidentId | null;
    by: JSONColumnType<Actor>;
  };
}

export const momentMigration: Migration = {
  capability: "command",
  name: "0060-moments",
  async up(db) {
    await sql`create table moment_mark (seq bigint primary key, size bigint not null, note text not null, incident text, by jsonb not null)`.execute(
      db,
    );
  },
};

export const tables: readonly OwnedTable[] = [{ name: "moment_mark", key: ["seq"], derivedFrom: "journal" }];

const project = projecting<MomentTables>();

export const momentProjections = [
  project(MomentMarked, (tx, { seq, by, data: { size, note, incident } }) =>
    tx
      .insertInto("moment_mark")
      .values({ seq, size, note, incident, by: JSON.stringify(by) })
      .execute(),
  ),
  project(MomentUnmarked, (tx, { data }) => tx.deleteFrom("moment_mark").where("seq", "=", data.mark).execute()),
];
