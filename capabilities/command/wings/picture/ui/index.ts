/** The shared picture in the console: fences, what is drawn for others, and who has paused. */
export { DrawingsPage } from "./DrawingsPage.tsx";
export { useDrawnOutlines } from "./outlines.ts";
export { RefusedPositions } from "./RefusedPositions.tsx";
export { PICTURE_SAYINGS } from "./refusals.ts";
