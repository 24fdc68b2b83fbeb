import { wing } from "@cordon/ground";

/** What people write to a unit, a post, an area or a contingent. */
export const messages = wing({
  entries: [],
  operations: [],
  migrations: [],
  tables: [],
  projections: [],
  workers: [],
});
