import { wing } from "@cordon/ground";

/** The catalogue of what units can do, the legal powers of contingents, equipment, and who suits a task. */
export const forces = wing({
  entries: [],
  operations: [],
  migrations: [],
  tables: [],
  projections: [],
  workers: [],
});
