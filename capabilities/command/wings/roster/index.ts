import { wing } from "@cordon/ground";

/** Posts, shifts, rest and relief; who is due, on and missing; and where nobody will be. */
export const roster = wing({
  entries: [],
  operations: [],
  migrations: [],
  tables: [],
  projections: [],
  workers: [],
});
