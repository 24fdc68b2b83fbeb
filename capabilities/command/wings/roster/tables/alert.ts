import { type Migration, projecting } from "@cordon/ground";
import { sql } from "kysely";
import { RosterAlerted, RosterEased } from "../words.ts";
import type { RosterTables } from "./rows.ts";

export const alertMigration: Migration = {
  capability: "command",
  name: "0023-roster-alerts",
  async up(db) {
    await sql`create table roster_alert (
      about text primary key,
      signal text not null,
      shift text,
      place text not null,
      capability text not null,
      from_at timestamptz not null,
      until_at timestamptz not null
    )`.execute(db);
  },
};

const project = projecting<RosterTables>();

export const alertProjections = [
  project(RosterAlerted, (tx, { data }) =>
    tx
      .insertInto("roster_alert")
      .values({
        ...{ about: data.about, signal: data.signal, shift: data.shift, place: data.place },
        capability: data.capability,
        from_at: data.from,
        until_at: data.until,
      })
      .execute(),
  ),
  project(RosterEased, (tx, { data }) => tx.deleteFrom("roster_alert").where("about", "=", data.about).execute()),
];
