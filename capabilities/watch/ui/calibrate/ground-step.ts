import type { MapTool, Shown } from "@cordon/ui";
import type { CalibrationOutput } from "../../words/calibration.ts";
import type { CameraView } from "../../words.ts";
import type { Draft } from "./draft.ts";
import type { Undoable } from "./history.ts";
import type { Still } from "../picture/useStill.ts";

/** Hands a tool to the map and takes it back. */
export type OnTool = (tool: MapTool | null) => void;

/** What every way of finding the ground works with. */
export interface GroundStepProps {
  readonly camera: CameraView;
  readonly still: Still;
  readonly draft: Undoable<Draft>;
  readonly calibration: Shown<CalibrationOutput> | null;
  readonly onTool: OnTool;
}
