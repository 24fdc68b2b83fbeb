import type { Migration, OwnedTable, Projection } from "@cordon/ground";
import {
  incidentMigration,
  incidentPartsMigration,
  incidentProjections,
  unknownIncidentsMigration,
} from "./tables/incident.ts";
import { logExhibitsMigration, logMigration, logStepMigration, logProjections } from "./tables/log.ts";
import { placeMigration, placeProjections } from "./tables/place.ts";
import type { CommandTables } from "./tables/rows.ts";
import {
  endedSignalsMigration,
  erasedExhibitsMigration,
  signalMigration,
  signalProjections,
  unknownSignalsMigration,
} from "./tables/signal.ts";
import { takenTasksMigration, taskMigration, taskProjections } from "./tables/task.ts";
import { unitMigration, unitProjections } from "./tables/unit.ts";

export type { CommandTables } from "./tables/rows.ts";

const key = (name: keyof CommandTables, ...columns: readonly string[]): OwnedTable => ({
  name,
  key: columns,
  derivedFrom: "journal",
});

export const tables: readonly OwnedTable[] = [
  key("signal", "id"),
  key("incident", "id"),
  key("incident_log", "seq"),
  key("task", "id"),
  key("command_seen", "command_id"),
  key("contingent", "id"),
  key("unit", "id"),
  key("place", "id"),
];

export const migrations: readonly Migration[] = [
  signalMigration,
  incidentMigration,
  taskMigration,
  unitMigration,
  placeMigration,
  logMigration,
  erasedExhibitsMigration,
  endedSignalsMigration,
  logExhibitsMigration,
  incidentPartsMigration,
  logStepMigration,
  unknownSignalsMigration,
  unknownIncidentsMigration,
  takenTasksMigration,
];

export const projections: readonly Projection[] = [
  ...signalProjections,
  ...incidentProjections,
  ...taskProjections,
  ...unitProjections,
  ...placeProjections,
  ...logProjections,
];
