export { Coverage, type Gap } from "./coverage.ts";
export { type Fix, fixesOf } from "./fix.ts";
export type { StandingShift } from "./plan.ts";
