import { type OwnedTable, wing } from "@cordon/ground";
import type { Positions } from "../forces/index/positions.ts";
import { findLocation } from "./operations/find-location.ts";
import { importAddresses } from "./operations/import-addresses.ts";
import { removeAddresses } from "./operations/remove-addresses.ts";
import { reportCall } from "./operations/report-call.ts";
import { showCaller } from "./operations/show-caller.ts";
import { addressMigration } from "./tables/address.ts";
import { callMigration, callProjections } from "./tables/call.ts";
import { locationNameMigration, locationNameProjections } from "./tables/location-name.ts";
import type { CallTables, LocationTables } from "./tables/rows.ts";
import { AddressesImported, AddressesRemoved, CallersForgotten, CallTaken } from "./words.ts";
import { forgetCallers } from "./workers/forget-callers.ts";

const key = (
  name: keyof (CallTables & LocationTables),
  derivedFrom: OwnedTable["derivedFrom"],
  ...columns: readonly string[]
): OwnedTable => ({ name, key: columns, derivedFrom });

/** Callers are kept for as long as what was written, unless the house says otherwise. */
const KEEP_DAYS = 30;

/** What comes by radio and telephone, and where it is. */
export const calls = (outside: { readonly positions: Positions; readonly keepMessagesDays?: number }) =>
  wing({
    entries: [CallTaken, CallersForgotten, AddressesImported, AddressesRemoved],
    operations: [reportCall, showCaller, findLocation(outside.positions), importAddresses, removeAddresses],
    migrations: [callMigration, locationNameMigration, addressMigration],
    tables: [
      key("signal_call", "journal", "signal"),
      key("caller_forgotten", "journal", "id"),
      key("location_name", "journal", "what", "id"),
      key("street", "own", "id"),
      key("street_address", "own", "street", "number", "suffix"),
    ],
    projections: [...callProjections, ...locationNameProjections],
    workers: [forgetCallers(outside.keepMessagesDays ?? KEEP_DAYS)],
  });
