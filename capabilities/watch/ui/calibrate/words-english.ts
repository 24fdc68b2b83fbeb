import type { CalibrationFailure, CalibrationWarning } from "../../words/calibration.ts";
import type { Method, ShapeKind } from "./draft.ts";
import type { Measure, StepName } from "./steps.ts";

const step: Record<StepName, string> = {
  still: "Still image",
  ground: "Ground",
  check: "Check",
  zones: "Zones",
  events: "Events",
};
const hint: Record<StepName, string> = {
  still:
    "This is what the camera sees now. Is it sharp, and does it show all the ground that is to be watched? Then go on.",
  ground: "Tell Cordon how large things are: click what you know the measure of.",
  check:
    "Look at the figures: would a person standing there be as tall? Does the dotted line lie where the ground ends far away?",
  zones: "Draw where to look: areas, lines that are crossed, and what nobody may see.",
  events: "Say what to look for, and where. Then save.",
};
const method: Record<Method, string> = { points: "Known points", people: "People who walk", none: "Without a ground" };
const measure: Record<Measure, string> = { rectangle: "A rectangle", metres: "Metres", map: "On the map" };
const measureHint: Record<Measure, string> = {
  rectangle:
    "Find something rectangular on the ground – a crossing, a parking space, paving. Say its size and click its corners: near left, near right, far right, far left.",
  metres:
    "Click at least four points on the ground, near and far, and say where they are: metres to the right and ahead of any corner you measure from.",
  map: "Click a point in the still, then the same point on the map; four or more, near and far.",
};
const shape: Record<ShapeKind, string> = { zone: "Zone", line: "Line", mask: "Mask" };
const shapeHint: Record<ShapeKind, string> = {
  zone: "Click the corners of the area on the ground; a double click or Enter ends.",
  line: "Click where the line begins and where it ends. Left and right are those of somebody who walks along it.",
  mask: "Click around what nobody may see – a window, a doorway. It is blacked out before anything is analysed or kept.",
};
const warning: Record<CalibrationWarning, string> = {
  "nearly-on-a-line": "The points lie nearly on one line. Add one well to the side of it.",
  "extrapolated-far": "Your points cover only part of the ground; far from them distances are guesses. Add one there.",
  "large-error":
    "Picture and measures disagree by more than clicking explains. Look for the point that is furthest off.",
  "above-horizon": "Something lies above the horizon, where there is no ground. Move or remove it.",
  "one-depth": "All people are about equally far away. Add some nearer and farther.",
  "people-left-out": "Some people were left out: too tall, too short or bent.",
  "methods-disagree": "Points and people do not see the same ground. Trust the one you measured.",
  "unusual-camera": "No street camera hangs like this. Is a corner clicked in the wrong order?",
  "field-of-view-unknown":
    "Distances hang on the registered field of view: people’s heights alone do not tell it. Is it right?",
  "camera-elsewhere": "These points put the camera elsewhere than the map does. Is its position or heading right?",
};
const failure: Record<CalibrationFailure, string> = {
  "too-few-points": "Four points are needed.",
  "too-few-people": "Three people are needed, near and far.",
  "on-a-line": "The points lie on one line: they do not span a ground.",
  "one-depth": "All people are equally far away: their sizes say nothing of the ground.",
  "no-camera-sees-this": "No camera sees points lie like this. Were the corners clicked in order?",
};

export const en = {
  title: (camera: string) => `Calibrate: ${camera}`,
  steps: "Steps",
  step,
  hint,
  next: "Next",
  back: "Back",
  save: "Save",
  saved: "Saved. The camera's analysis begins anew with it.",
  undo: "Undo",
  redo: "Redo",
  kept: "Not saved. What you drew is here again when you come back, until the page is loaded anew.",
  discard: "Back to what stands",
  unsaved: "Not saved yet",
  canvas:
    "Still image. Arrows move the crosshair, Shift by single pixels, Enter puts a point, Backspace takes the last away",
  still: {
    another: "Take another",
    none: "There is no picture to calibrate on",
    noneHint: "The camera must run: under a mandate in force, and not lost. Then take another still.",
    size: (width: string, height: string) => `${width} × ${height} pixels`,
    stays: "Moving people are pixelated. The still stays in this page and is not kept.",
  },
  method,
  methodLabel: "How the ground is found",
  noGround: "Zones and events work in pixels then. There is no density, no distance in metres and nothing on the map.",
  measure,
  measureLabel: "What you know",
  measureHint,
  width: "Width, metres",
  length: "Length, metres",
  corners: ["near left", "near right", "far right", "far left"],
  nextCorner: (corner: string) => `Next: the corner ${corner}`,
  table: {
    number: "No.",
    x: "x, px",
    y: "y, px",
    right: "right, m",
    ahead: "ahead, m",
    position: "latitude, longitude",
    off: "off by",
  },
  remove: "Remove",
  removePoint: (number: string) => `Remove point ${number}`,
  pointNumber: (number: string) => `Point ${number}`,
  onMapNext: (number: string) => `Now click point ${number} on the map`,
  notOnMapYet: "not on the map yet",
  people: {
    hint: "Click the feet of somebody who walks upright, then the top of the head; at least three, near and far. Or take those the analysis saw.",
    use: (count: string) => `Take ${count} seen walking`,
    none: "Nobody was seen walking upright in the last quarter of an hour.",
    count: (count: string) => `${count} people`,
    height: "Their mean height, metres",
    head: "Now the top of the head",
    clear: "Remove all",
  },
  moreNeeded: (count: string) => `${count} more to go`,
  working: "Reckoning…",
  good: "Nothing speaks against it.",
  exact: "Any four points fit: a fifth would tell how far off they are",
  error: (typical: string, largest: string) => `Off by ${typical} typically, ${largest} at most`,
  view: (height: string, tilt: string) => `The camera hangs ${height} high and looks down by ${tilt}°.`,
  noView: "A plane fits, but no ordinary camera: check the corners' order.",
  horizon: "horizon",
  figures: "The figures are 1.7 m tall; the grid is drawn every",
  agreement: (horizon: string, scale: string) =>
    `Points and people differ by ${horizon} px of horizon and ${scale} of distance.`,
  failure,
  warning,
  shape,
  shapeHint,
  newName: { zone: "zone", line: "line", mask: "mask" } satisfies Record<ShapeKind, string>,
  drawTool: "What to draw",
  name: "Name",
  drawn: "Drawn",
  nothingDrawn: "Nothing is drawn. Events can look at the whole picture.",
  finish: "Finish the shape (Enter)",
  aboveHorizon: "reaches above the horizon: it is not shown on the map",
  cornersOf: (count: string) => `${count} corners`,
  edit: "Corners",
  events: {
    add: "Look for",
    where: "Where",
    everywhere: "Whole picture",
    none: "Nothing is looked for yet. Choose an event.",
    more: "What it sees and what fools it",
    needsGround: "needs a ground: go back to step 2",
    dwell: { "abandoned-object": "Lies still for, seconds", "zone-entry": "Inside for, seconds (0: at once)" },
    ownerMetres: "Its owner is gone beyond, metres",
    direction: "Which way",
    directions: { either: "Either way", "to-left": "To the left of the line", "to-right": "To the right of the line" },
    people: "From so many people on",
    capacity: "There may be at most",
    tolerance: "Give or take, degrees",
    heading: "Draw the way of traffic",
    headingHint: "Click where traffic comes from, then where it goes.",
    headingMissing: "The way of traffic is not drawn yet",
  },
  mandate: "Events outside of the camera's mandate stop it until a mandate covers them.",
};

export type CalibrationWords = typeof en;
