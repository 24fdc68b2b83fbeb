import { wing } from "@cordon/ground";

/** What is drawn on the shared map and who shares where they are: overlays, fences, sharing of positions. */
export const picture = wing({
  entries: [],
  operations: [],
  migrations: [],
  tables: [],
  projections: [],
  workers: [],
});
