/** How an incident is worked: its checklist, its parts, and what waits for a supervisor. */
export { NeedsPage, useNeeds } from "./NeedsPage.tsx";
export { ProceduresPage } from "./ProceduresPage.tsx";
export { PROCEDURE_SAYINGS } from "./refusals.ts";
