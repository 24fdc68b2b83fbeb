import { wing } from "@cordon/ground";

/** How an incident is worked: checklists, clocks, escalation, parts of incidents, and the report afterwards. */
export const procedures = wing({
  entries: [],
  operations: [],
  migrations: [],
  tables: [],
  projections: [],
  workers: [],
});
