import type { Migration, OwnedTable, Projection } from "@cordon/ground";
import { alertMigration, alertProjections } from "./tables/alert.ts";
import { peopleMigration, requirementMigration, requirementProjections } from "./tables/requirement.ts";
import { restMigration, restProjections, restToldMigration } from "./tables/rest.ts";
import { shiftMigration, shiftProjections } from "./tables/shift.ts";

export type { RosterTables } from "./tables/rows.ts";

const key = (name: string, ...columns: readonly string[]): OwnedTable => ({
  name,
  key: columns,
  derivedFrom: "journal",
});

export const tables: readonly OwnedTable[] = [
  key("post_requirement", "place", "nth"),
  key("shift", "id"),
  key("shift_press", "command_id"),
  key("rest_rule", "kind", "contingent"),
  key("roster_alert", "about"),
];

export const migrations: readonly Migration[] = [
  shiftMigration,
  requirementMigration,
  restMigration,
  alertMigration,
  peopleMigration,
  restToldMigration,
];

export const projections: readonly Projection[] = [
  ...shiftProjections,
  ...requirementProjections,
  ...restProjections,
  ...alertProjections,
];
