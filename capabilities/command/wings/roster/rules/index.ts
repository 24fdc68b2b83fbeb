export { Coverage } from "./coverage.ts";
export type { Gap } from "./series.ts";
export { type Fix, fixesOf } from "./fix.ts";
export type { StandingShift } from "./plan.ts";
