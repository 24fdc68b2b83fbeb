import type { Migration, OwnedTable, Projection } from "@cordon/ground";
import { catalogueMigration, catalogueProjections } from "./tables/catalogue.ts";
import { kitMigration, kitProjections } from "./tables/kit.ts";
import { powersMigration, powersProjections } from "./tables/powers.ts";
import { toldMigration, toldProjections } from "./tables/told.ts";
import type { ForcesTables } from "./tables/rows.ts";

export type { ForcesTables } from "./tables/rows.ts";

const key = (name: keyof ForcesTables, ...columns: readonly string[]): OwnedTable => ({
  name,
  key: columns,
  derivedFrom: "journal",
});

export const tables: readonly OwnedTable[] = [
  key("unit_kind", "code"),
  key("contingent_powers", "contingent"),
  key("unit_kit", "unit"),
  key("signal_told", "signal"),
];

export const migrations: readonly Migration[] = [catalogueMigration, powersMigration, kitMigration, toldMigration];

export const projections: readonly Projection[] = [
  ...catalogueProjections,
  ...powersProjections,
  ...kitProjections,
  ...toldProjections,
];
