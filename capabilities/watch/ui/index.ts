/** The watch room's screens: the wall of cameras, one camera, its calibration, how good its events are, and the detectors. */
export { CalibrationPage, type CalibrationPageProps } from "./calibrate/CalibrationPage.tsx";
export { CameraPage, type CameraPageProps } from "./camera/CameraPage.tsx";
export { CamerasPanel, type CamerasPanelProps } from "./CamerasPanel.tsx";
export { useAnswer } from "./doors.ts";
export { CamerasUnder } from "./register/CamerasUnder.tsx";
export { EventHere, type EventHereProps } from "./events/EventHere.tsx";
export { ModelsPage, type ModelsPageProps } from "./models/ModelsPage.tsx";
export { Originals, type OriginalsProps } from "./originals/Originals.tsx";
export { ScoresPage, type ScoresPageProps } from "./score/ScoresPage.tsx";
export type { WaitingSignal } from "./wall/standing.ts";
export { EVENT_KINDS, type EventKind } from "../words/scene.ts";
export { WATCH_SAYINGS } from "./refusals.ts";
