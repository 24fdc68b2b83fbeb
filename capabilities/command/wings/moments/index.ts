import { wing } from "@cordon/ground";

/** The operation as it was known at any moment. */
export const moments = wing({
  entries: [],
  operations: [],
  migrations: [],
  tables: [],
  projections: [],
  workers: [],
});
