import { type Migration, projecting } from "@cordon/ground";
import type { IncidentId } from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import type { CommandTables } from "../../../tables.ts";
import { SignalTold, type Telling } from "../words.ts";
import type { ForcesTables } from "./rows.ts";

export const toldMigration: Migration = {
  capability: "command",
  name: "0013-signal-told",
  async up(db) {
    await sql`create table signal_told (signal text primary key, contingent text not null)`.execute(db);
  },
};

const project = projecting<ForcesTables>();

export const toldProjections = [
  project(SignalTold, (tx, { data }) =>
    tx
      .insertInto("signal_told")
      .values(data)
      .onConflict((conflict) => conflict.column("signal").doNothing())
      .execute(),
  ),
];

/**
 * What contingents told of an incident, and of those merged into it, that may not be passed on to everybody. Who it may be passed on to is
 * what their powers say now, not what they said when it was told.
 */
export async function tellingsOf(
  read: Kysely<CommandTables & ForcesTables>,
  incident: IncidentId | null,
): Promise<readonly Telling[]> {
  if (incident === null) return [];
  const rows = await read
    .selectFrom("signal_told as told")
    .innerJoin("signal", "signal.id", "told.signal")
    .innerJoin("contingent_powers as powers", "powers.contingent", "told.contingent")
    .innerJoin("contingent", "contingent.id", "told.contingent")
    .innerJoin("incident", "incident.id", "signal.incident")
    .where((of) => of.or([of("incident.id", "=", incident), of("incident.merged_into", "=", incident)]))
    .where("powers.releasable_to", "is not", null)
    .select(["told.contingent", "contingent.nation", "powers.releasable_to"])
    .distinctOn("told.contingent")
    .orderBy("told.contingent")
    .execute();
  return rows.map(({ contingent, nation, releasable_to }) => ({
    contingent,
    nation,
    releasableTo: releasable_to ?? [],
  }));
}
