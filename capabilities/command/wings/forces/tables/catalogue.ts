import { type Migration, projecting } from "@cordon/ground";
import { STANDARD_UNIT_KINDS, type UnitKind, type UnitKindDefinition } from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import { catalogueOf, type StandingKind } from "../rules/catalogue.ts";
import { type KindState, UnitKindChanged, UnitKindRegistered, UnitKindRemoved, UnitKindRetired } from "../words.ts";
import type { ForcesTables } from "./rows.ts";

export const catalogueMigration: Migration = {
  capability: "command",
  name: "0010-unit-kinds",
  async up(db) {
    await sql`create table unit_kind (
      code text primary key,
      state text not null,
      name_fr text not null,
      name_en text not null,
      domain text not null,
      can jsonb not null,
      needs jsonb not null,
      cruise_metres_per_second double precision not null,
      max_working_hours double precision,
      symbol text not null
    )`.execute(db);
    // Asked whenever a kind is retired or listed: how many units are of it.
    await sql`create index unit_of_kind on unit (kind) where withdrawn_at is null`.execute(db);
    await sql`create index unit_of_contingent on unit (contingent, call_sign)`.execute(db);
  },
};

const project = projecting<ForcesTables>();

export const catalogueProjections = [
  project(UnitKindRegistered, (tx, { data }) => said(tx, data, "standing")),
  project(UnitKindChanged, (tx, { data }) => changed(tx, data)),
  project(UnitKindRetired, (tx, { data }) => moved(tx, data.code, "retired")),
  project(UnitKindRemoved, (tx, { data }) => moved(tx, data.code, "removed")),
];

async function said(tx: Kysely<ForcesTables>, kind: UnitKindDefinition, state: KindState): Promise<void> {
  const row = {
    state,
    name_fr: kind.name.fr,
    name_en: kind.name.en,
    domain: kind.domain,
    can: JSON.stringify(kind.can),
    needs: JSON.stringify(kind.needs),
    cruise_metres_per_second: kind.cruiseMetresPerSecond,
    max_working_hours: kind.maxWorkingHours,
    symbol: kind.symbol,
  };
  await tx
    .insertInto("unit_kind")
    .values({ code: kind.code, ...row })
    .onConflict((conflict) => conflict.column("code").doUpdateSet(row))
    .execute();
}

/** A change leaves a kind as it stands: what is retired and changed is retired. */
async function changed(tx: Kysely<ForcesTables>, kind: UnitKindDefinition): Promise<void> {
  const standing = await tx.selectFrom("unit_kind").select("state").where("code", "=", kind.code).executeTakeFirst();
  await said(tx, kind, standing?.state ?? "standing");
}

/** The first that is said of a standard kind may be that it is retired. */
async function moved(tx: Kysely<ForcesTables>, code: UnitKind, state: KindState): Promise<void> {
  const standard = STANDARD_UNIT_KINDS.find((kind) => kind.code === code);
  const known = await tx.updateTable("unit_kind").set({ state }).where("code", "=", code).executeTakeFirst();
  if (known.numUpdatedRows === 0n && standard !== undefined) await said(tx, standard, state);
}

export async function catalogue(read: Kysely<ForcesTables>): Promise<ReadonlyMap<UnitKind, StandingKind>> {
  const rows = await read.selectFrom("unit_kind").selectAll().execute();
  return catalogueOf(
    rows.map((row) => ({
      code: row.code,
      state: row.state,
      name: { fr: row.name_fr, en: row.name_en },
      domain: row.domain,
      can: row.can,
      needs: row.needs,
      cruiseMetresPerSecond: row.cruise_metres_per_second,
      maxWorkingHours: row.max_working_hours,
      symbol: row.symbol,
    })),
  );
}
