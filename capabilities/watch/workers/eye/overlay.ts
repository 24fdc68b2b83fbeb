import type { CameraId } from "@cordon/kernel";
import type { Analyser } from "../../analysis/analyser.ts";
import type { Overlay } from "../../words/overlay.ts";

/** What an analysis sees in its last picture, with the time that the live picture has it at. */
export function overlayOf(analyser: Analyser, camera: CameraId, seconds: number): Overlay {
  return { ...analyser.overlay(), camera, seconds };
}
