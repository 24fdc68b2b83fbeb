import {
  DevicePosted,
  GateDefined,
  GateDropped,
  KeysPublished,
  OccupancySet,
  PassesIssued,
  PassesReinstated,
  PassesRevoked,
  RulesPublished,
  ScansForgotten,
  scanTraffic,
  ZoneDefined,
  ZoneDropped,
} from "@cordon/access";
import { deviceTraffic, type NodeTraffic } from "@cordon/ground";
import { MandateEnded, MandateGranted, PlaceDrawn, PlaceRemoved } from "@cordon/kernel";

/**
 * What goes between the centre and its nodes. Down: all that a gate judges by, and nothing of people, incidents or tasks. Up: what gates did.
 */
export const nodeTraffic: NodeTraffic = {
  down: [
    ...deviceTraffic.down,
    ...scanTraffic.down,
    ...[
      MandateGranted,
      MandateEnded,
      PlaceDrawn,
      PlaceRemoved,
      ZoneDefined,
      ZoneDropped,
      GateDefined,
      GateDropped,
      RulesPublished,
      KeysPublished,
      PassesIssued,
      PassesRevoked,
      PassesReinstated,
      OccupancySet,
      ScansForgotten,
      DevicePosted,
    ].map((kind) => ({ kind })),
  ],
  up: [...deviceTraffic.up, ...scanTraffic.up],
};
