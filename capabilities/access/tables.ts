import type { Migration, OwnedTable, Projection } from "@cordon/ground";
import { deviceMigration, deviceProjections, type DeviceTables } from "./tables/device.ts";
import { keyMigration, keyProjections, type KeyTables } from "./tables/key.ts";
import { occupancyMigration, occupancyProjections, type OccupancyTables } from "./tables/occupancy.ts";
import { passMigration, passProjections, type PassTables } from "./tables/pass.ts";
import { perimeterMigration, perimeterProjections, type PerimeterTables } from "./tables/perimeter.ts";
import { ruleMigration, ruleProjections, type RuleTables } from "./tables/rules.ts";
import { scanMigration, scanProjections, type ScanTables, skewMigration } from "./tables/scan.ts";

/** What this room remembers. Every row follows from entries, but for the tables that say `own`. */
export interface AccessTables
  extends PerimeterTables,
    RuleTables,
    PassTables,
    KeyTables,
    ScanTables,
    OccupancyTables,
    DeviceTables {}

const table = (name: keyof AccessTables, ...key: readonly string[]): OwnedTable => ({
  name,
  key,
  derivedFrom: "journal",
});

export const tables: readonly OwnedTable[] = [
  table("access_place", "id"),
  table("access_zone", "place"),
  table("access_gate", "place"),
  table("access_draft", "one"),
  table("access_rules_part", "number", "part"),
  table("access_key_set", "number"),
  table("access_pass", "number"),
  table("access_scan", "id"),
  table("access_presence", "pass", "zone"),
  table("access_double", "second"),
  table("access_occupancy", "zone"),
  table("access_queue", "gate", "lane"),
  table("access_device", "device"),
  table("access_posting", "device", "gate"),
];

export const migrations: readonly Migration[] = [
  perimeterMigration,
  ruleMigration,
  keyMigration,
  passMigration,
  scanMigration,
  occupancyMigration,
  deviceMigration,
  skewMigration,
];

export const projections: readonly Projection[] = [
  ...perimeterProjections,
  ...ruleProjections,
  ...keyProjections,
  ...passProjections,
  ...scanProjections,
  ...occupancyProjections,
  ...deviceProjections,
];
