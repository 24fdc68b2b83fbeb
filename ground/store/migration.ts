import type { Kysely } from "kysely";
import type { Schema } from "./schema.ts";

/** One step of a capability's tables. Steps run in order of capability, then of name; one that has run never changes. */
export interface Migration {
  readonly capability: string;
  /** Sorts: `0001-cameras`. */
  readonly name: string;
  up(db: Kysely<Schema>): Promise<void>;
}
