import { type Migration, projecting } from "@cordon/ground";
import {
  type ContingentId,
  PlaceDrawn,
  type PlaceId,
  PlaceRemoved,
  type UnitId,
  UnitRegistered,
  UnitWithdrawn,
} from "@cordon/kernel";
import { type Kysely, sql } from "kysely";
import { plain } from "../rules/address.ts";
import type { LocationTables } from "./rows.ts";

/**
 * The extensions are looked for where they are, whatever the search path: tables of the past stand in a schema of their own. Both are
 * PostgreSQL's own and trusted: whoever owns the database may have them.
 */
export const locationNameMigration: Migration = {
  capability: "command",
  name: "0081-location-names",
  async up(db) {
    await sql`create extension if not exists pg_trgm with schema public`.execute(db);
    await sql`create extension if not exists unaccent with schema public`.execute(db);
    await sql`create table location_name (
      what text not null,
      id text not null,
      contingent text,
      name text not null,
      primary key (what, id)
    )`.execute(db);
    await sql`create index location_name_like on location_name using gin (name public.gin_trgm_ops) with (fastupdate = off)`.execute(
      db,
    );
    await sql`insert into location_name
      select 'place', id, null, ${plainSql(sql`name_fr || ' ' || name_en || ' ' || reference`)} from place
      union all select 'unit', id, contingent, ${plainSql(sql`call_sign`)} from unit where withdrawn_at is null`.execute(
      db,
    );
  },
};

/** What `plain` does, for rows that were there before. */
const plainSql = (text: ReturnType<typeof sql>) =>
  sql`btrim(regexp_replace(lower(public.unaccent(${text})), '[^[:alnum:]]+', ' ', 'g'))`;

const project = projecting<LocationTables>();

export const locationNameProjections = [
  project(PlaceDrawn, (tx, { data }) =>
    named(tx, "place", data.id, null, `${data.name.fr} ${data.name.en} ${data.reference}`),
  ),
  project(PlaceRemoved, (tx, { data }) => forgotten(tx, "place", data.place)),
  project(UnitRegistered, (tx, { data }) => named(tx, "unit", data.id, data.contingent, data.callSign)),
  project(UnitWithdrawn, (tx, { data }) => forgotten(tx, "unit", data.unit)),
];

function named(
  tx: Kysely<LocationTables>,
  what: "place" | "unit",
  id: PlaceId | UnitId,
  contingent: ContingentId | null,
  text: string,
) {
  const name = plain(text);
  return tx
    .insertInto("location_name")
    .values({ what, id, contingent, name })
    .onConflict((conflict) => conflict.columns(["what", "id"]).doUpdateSet({ contingent, name }))
    .execute();
}

function forgotten(tx: Kysely<LocationTables>, what: "place" | "unit", id: PlaceId | UnitId) {
  return tx.deleteFrom("location_name").where("what", "=", what).where("id", "=", id).execute();
}
