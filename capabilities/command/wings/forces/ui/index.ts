export { ForcesPage } from "./ForcesPage.tsx";
export { useKindName } from "./useKindName.ts";
export { FORCES_SAYINGS } from "./refusals.ts";
