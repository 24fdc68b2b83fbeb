import type { SignalKind } from "@cordon/kernel";
import type { Tone } from "../theme/tokens.ts";

/** The shape that stands beside a tone, so that colour never carries it alone. */
export type Shape = "octagon" | "triangle" | "diamond" | "circle" | "ring";
export const SHAPE: Readonly<Record<Tone, Shape>> = {
  urgent: "triangle",
  attention: "diamond",
  notice: "circle",
  calm: "ring",
};

/** Outlines in a 16 x 16 box, for SVG on the page and for Path2D on the map. */
export const OUTLINE: Readonly<Record<Shape, string>> = {
  octagon: "M5 1H11L15 5V11L11 15H5L1 11V5ZM7 3.6V9H9V3.6ZM7 10.6V12.6H9V10.6Z",
  triangle: "M8 1.8 15 14.2H1Z",
  diamond: "M8 1 15 8 8 15 1 8Z",
  circle: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2Z",
  ring: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM8 4a4 4 0 1 1 0 8A4 4 0 0 1 8 4Z",
};

/** How much a signal asks for a human: harm is possible now; someone should look; someone should know. */
const TONE: Readonly<Record<SignalKind, Tone>> = {
  sos: "urgent",
  "abandoned-object": "urgent",
  weapon: "urgent",
  fire: "urgent",
  "fallen-person": "urgent",
  "zone-entry": "attention",
  "wrong-direction": "attention",
  "crowd-movement": "attention",
  density: "attention",
  gate: "attention",
  capacity: "attention",
  coverage: "attention",
  "fence-entered": "attention",
  "fence-left": "attention",
  "camera-lost": "notice",
  "camera-blind": "notice",
  report: "notice",
  system: "notice",
};

export function toneOfSignal(kind: SignalKind): Tone {
  return TONE[kind];
}

/** A call for help has a shape of its own; every other kind that of its tone. */
export function shapeOfSignal(kind: SignalKind): Shape {
  return kind === "sos" ? "octagon" : SHAPE[TONE[kind]];
}

/** An incident's priority, 1 to act at once, 4 when there is time. */
export function toneOfPriority(priority: 1 | 2 | 3 | 4): Tone {
  return priority === 1 ? "urgent" : priority === 2 ? "attention" : priority === 3 ? "notice" : "calm";
}
