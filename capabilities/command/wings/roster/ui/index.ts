export { RosterPage } from "./RosterPage.tsx";
export { useVoidsOnMap } from "./useVoidsOnMap.ts";
export { ROSTER_SAYINGS } from "./refusals.ts";
