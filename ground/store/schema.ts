import type { Kysely } from "kysely";

/**
 * The tables nobody has named yet. The store itself knows none: each capability names its own with `tablesOf<ItsTables>()`,
 * so that no room can read another's tables without saying so in its types.
 */
export type Schema = Record<never, never>;

/**
 * The same connection, with the tables of one capability in its types. Kysely's types exist at compile time alone, so this is the
 * one place where they are asserted; that the tables really are there is what migrations and the start-up check see to.
 */
export function tablesOf<Tables>(db: Kysely<Schema>): Kysely<Tables> {
  return db as unknown as Kysely<Tables>;
}

/** The way back: for handing a transaction to the vault, which has tables of its own. */
export function schemaOf<Tables>(db: Kysely<Tables>): Kysely<Schema> {
  return db as unknown as Kysely<Schema>;
}
