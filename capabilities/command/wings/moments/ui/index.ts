/** The time machine's screens: the line of time, the sign that this is the past, what changed, and the review afterwards. */
export { ChangesPanel } from "./ChangesPanel.tsx";
export { MomentLine } from "./MomentLine.tsx";
export { PastSign } from "./PastSign.tsx";
export { ReviewPage } from "./ReviewPage.tsx";
export { TimeMachineProvider, useTimeMachine } from "./TimeMachine.tsx";
export { useChangesOnMap } from "./useChangesOnMap.ts";
export { usePastTracks } from "./usePastTracks.ts";
export { useMomentWords } from "./words.ts";
export { MOMENT_SAYINGS } from "./refusals.ts";
