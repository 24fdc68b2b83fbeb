export { RosterPage } from "./RosterPage.tsx";
export { useVoidsOnMap } from "./useVoidsOnMap.ts";
