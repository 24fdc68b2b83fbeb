import type { EntryKind } from "@cordon/kernel";
import type { AnyMedium } from "./medium.ts";
import type { AnyOperation } from "./operation.ts";
import type { Projection } from "./projection.ts";
import type { Migration } from "./store/migration.ts";
import type { Worker } from "./worker.ts";

/** A table and the columns that identify a row of it: `journal rebuild` compares by them. */
export interface OwnedTable {
  readonly name: string;
  readonly key: readonly string[];
  /** `journal`: every row follows from entries. `own`: not derived (sessions, keys), left alone by a rebuild. */
  readonly derivedFrom: "journal" | "own";
}

/**
 * A wing of the house as the composition root sees it. Adding one is a folder and a line in `apps/server`.
 * `Operations` stays a tuple, so that a client can be typed from it.
 */
export interface Capability<Operations extends readonly AnyOperation[] = readonly AnyOperation[]> {
  readonly name: string;
  readonly entries: readonly EntryKind[];
  readonly operations: Operations;
  readonly migrations: readonly Migration[];
  readonly tables: readonly OwnedTable[];
  readonly projections: readonly Projection[];
  readonly workers: readonly Worker[];
  /** What there is to look at that is no JSON: live pictures, sealed originals. */
  readonly media?: readonly AnyMedium[];
}

export function capability<const Operations extends readonly AnyOperation[]>(
  definition: Capability<Operations>,
): Capability<Operations> {
  return definition;
}

/** A part of a capability that has the same rooms as the whole: what it can say, be asked and remember. The capability's front door puts its wings together. */
export type Wing<Operations extends readonly AnyOperation[] = readonly AnyOperation[]> = Omit<
  Capability<Operations>,
  "name" | "media"
>;

export function wing<const Operations extends readonly AnyOperation[]>(definition: Wing<Operations>): Wing<Operations> {
  return definition;
}
