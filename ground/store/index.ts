/** Cordon's PostgreSQL: started for you on a data folder, or your own. */
export { type ConnectOptions, kyselyOn } from "./connection.ts";
export type { EmbeddedConfig } from "./embedded.ts";
export { checksumOf, migrate, statementsOf } from "./migrate.ts";
export type { Migration } from "./migration.ts";
export {
  errorCodeOf,
  isStoreProblem,
  type MigrationProblem,
  refusalOf,
  type StoreProblem,
  storeFull,
  storeUnavailable,
} from "./problem.ts";
export { type Schema, schemaOf, tablesOf } from "./schema.ts";
export type { ScratchDatabase } from "./scratch.ts";
export { openStore, type Store, type StoreConfig } from "./store.ts";
