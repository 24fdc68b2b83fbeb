import { type Migration, projecting } from "@cordon/ground";
import { type Place, PlaceDrawn, PlaceRemoved } from "@cordon/kernel";
import { type Selectable, sql } from "kysely";
import type { PlaceFeature } from "../words.ts";
import type { PlaceTables } from "./rows.ts";

export const placeMigration: Migration = {
  capability: "command",
  name: "0005-places",
  async up(db) {
    await sql`create table place (
      id text primary key,
      reference text not null unique,
      kind text not null,
      name_fr text not null,
      name_en text not null,
      shape jsonb not null,
      regime text
    )`.execute(db);
  },
};

const project = projecting<PlaceTables>();

export const placeProjections = [
  // Drawing a place again under its reference replaces what it was.
  project(PlaceDrawn, (tx, { data }) => {
    const row = {
      reference: data.reference,
      kind: data.kind,
      name_fr: data.name.fr,
      name_en: data.name.en,
      shape: JSON.stringify(data.shape),
      regime: data.regime,
    };
    return tx
      .insertInto("place")
      .values({ id: data.id, ...row })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
      .execute();
  }),
  project(PlaceRemoved, (tx, { data }) => tx.deleteFrom("place").where("id", "=", data.place).execute()),
];

export function placeOf(row: Selectable<PlaceTables["place"]>): Place {
  const { id, reference, kind, shape, regime } = row;
  return { id, reference, kind, name: { fr: row.name_fr, en: row.name_en }, shape, regime };
}

export function featureOf(place: Place): PlaceFeature {
  const { id, reference, kind, name, shape, regime } = place;
  return { type: "Feature", id, geometry: shape, properties: { reference, kind, name, regime } };
}
