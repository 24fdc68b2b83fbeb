import type { Overlay } from "../../words/overlay.ts";

/** What can be drawn on a picture, each switched by its key. */
export const LAYERS = ["zones", "tracks", "flow", "density"] as const;
export type Layer = (typeof LAYERS)[number];

/** A place in the picture, in shares of its width and height. */
export type Share = readonly [number, number];

export interface PictureShapes {
  readonly zones: readonly { readonly name: string; readonly corners: readonly Share[] }[];
  readonly lines: readonly { readonly name: string; readonly ends: readonly [Share, Share] }[];
  readonly masks: readonly { readonly name: string; readonly corners: readonly Share[] }[];
}

export const NO_SHAPES: PictureShapes = { zones: [], lines: [], masks: [] };

export interface Drawing {
  readonly shapes: PictureShapes;
  /** Null: nothing fresh enough to be drawn. */
  readonly overlay: Overlay | null;
  readonly layers: ReadonlySet<Layer>;
  /** Of the canvas, in its own pixels, and how many of them make one of the page's. */
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  readonly number: (value: number) => string;
}

type Context = Pick<
  CanvasRenderingContext2D,
  | "clearRect"
  | "beginPath"
  | "moveTo"
  | "lineTo"
  | "closePath"
  | "fill"
  | "stroke"
  | "strokeRect"
  | "fillText"
  | "strokeText"
  | "fillStyle"
  | "strokeStyle"
  | "lineWidth"
  | "setLineDash"
  | "font"
  | "textAlign"
  | "textBaseline"
  | "lineJoin"
>;

// Drawn on whatever a camera shows, by night and by day: light with a dark edge, as the sights of instruments are. Not the theme's colours.
const LIGHT = "#e8ebee";
const DARK = "#0b0d0fcc";
/** The three signal colours. */
const CALM = "86 180 233";
const ATTENTION = "230 159 0";
const URGENT = "232 112 58";
/** Persons per square metre: from here people no longer choose their own pace, and from here they are pressed (Fruin; Still, 2014). */
const DENSE = 2;
const CROWDED = 4;

export function drawOverlay(context: Context, drawing: Drawing): void {
  const { overlay, layers, shapes, width, height } = drawing;
  context.clearRect(0, 0, width, height);
  context.lineJoin = "round";
  if (overlay !== null && layers.has("density")) drawDensity(context, drawing, overlay);
  if (layers.has("zones")) {
    for (const mask of shapes.masks) drawMask(context, drawing, mask.corners);
    for (const zone of shapes.zones) drawArea(context, drawing, zone.name, zone.corners);
    for (const line of shapes.lines) drawTripwire(context, drawing, line.name, line.ends);
  }
  if (overlay !== null && layers.has("flow")) drawFlow(context, drawing, overlay);
  if (overlay !== null && layers.has("tracks")) drawTracks(context, drawing, overlay);
}

function path(context: Context, { width, height }: Drawing, corners: readonly Share[], close: boolean): void {
  context.beginPath();
  for (const [at, [x, y]] of corners.entries()) {
    if (at === 0) context.moveTo(x * width, y * height);
    else context.lineTo(x * width, y * height);
  }
  if (close) context.closePath();
}

function edged(context: Context, { ratio }: Drawing, line: number, dash: readonly number[] = []): void {
  context.setLineDash([]);
  context.strokeStyle = DARK;
  context.lineWidth = (line + 2) * ratio;
  context.stroke();
  context.setLineDash(dash.map((length) => length * ratio));
  context.strokeStyle = LIGHT;
  context.lineWidth = line * ratio;
  context.stroke();
  context.setLineDash([]);
}

function label(
  context: Context,
  { ratio }: Drawing,
  text: string,
  x: number,
  y: number,
  align: CanvasTextAlign = "left",
): void {
  context.font = `500 ${12 * ratio}px "Inter Variable", sans-serif`;
  context.textAlign = align;
  context.textBaseline = "middle";
  context.strokeStyle = DARK;
  context.lineWidth = 4 * ratio;
  context.strokeText(text, x, y);
  context.fillStyle = LIGHT;
  context.fillText(text, x, y);
}

function drawArea(context: Context, drawing: Drawing, name: string, corners: readonly Share[]): void {
  path(context, drawing, corners, true);
  edged(context, drawing, 1.5);
  const [x, y] = middleOf(corners);
  label(context, drawing, name, x * drawing.width, y * drawing.height, "center");
}

function drawMask(context: Context, drawing: Drawing, corners: readonly Share[]): void {
  path(context, drawing, corners, true);
  context.fillStyle = "#0b0d0f99";
  context.fill();
  edged(context, drawing, 1, [3, 3]);
}

function drawTripwire(context: Context, drawing: Drawing, name: string, ends: readonly [Share, Share]): void {
  path(context, drawing, ends, false);
  edged(context, drawing, 2, [8, 4]);
  const [x, y] = middleOf(ends);
  label(context, drawing, name, x * drawing.width, y * drawing.height - 10 * drawing.ratio, "center");
}

function drawTracks(context: Context, drawing: Drawing, overlay: Overlay): void {
  const { width, height, ratio } = drawing;
  for (const { box } of overlay.tracks) {
    const [x, y, wide, high] = box;
    context.strokeStyle = DARK;
    context.lineWidth = 3 * ratio;
    context.strokeRect(x * width, y * height, wide * width, high * height);
    context.strokeStyle = LIGHT;
    context.lineWidth = 1 * ratio;
    context.strokeRect(x * width, y * height, wide * width, high * height);
  }
}

/** How long an arrow is: where that cell will be in this many seconds. */
const AHEAD_SECONDS = 0.5;

function drawFlow(context: Context, drawing: Drawing, overlay: Overlay): void {
  const { width, height, ratio } = drawing;
  for (const { x, y, dx, dy } of overlay.flow) {
    const from: Share = [x, y];
    const to: Share = [x + dx * AHEAD_SECONDS, y + dy * AHEAD_SECONDS];
    const angle = Math.atan2((to[1] - y) * height, (to[0] - x) * width);
    path(context, drawing, [from, to], false);
    for (const side of [-2.6, 2.6]) {
      context.moveTo(to[0] * width, to[1] * height);
      context.lineTo(
        to[0] * width + Math.cos(angle + side) * 5 * ratio,
        to[1] * height + Math.sin(angle + side) * 5 * ratio,
      );
    }
    edged(context, drawing, 1.5);
  }
}

function drawDensity(context: Context, drawing: Drawing, overlay: Overlay): void {
  for (const { corners, personsPerSquareMetre: density } of overlay.density) {
    path(context, drawing, corners, true);
    context.fillStyle = heatOf(density);
    context.fill();
    // Where few walk the tint is as faint as a cloud's shadow: its rim is what tells the two apart.
    context.setLineDash([]);
    context.strokeStyle = heatOf(Math.max(density, DENSE / 2));
    context.lineWidth = drawing.ratio;
    context.stroke();
    if (density < DENSE) continue;
    const [x, y] = middleOf(corners);
    label(context, drawing, drawing.number(density), x * drawing.width, y * drawing.height, "center");
  }
}

/** How opaque the emptiest cell is that is drawn, and how much more the fullest. */
const FAINTEST = 0.16;
const MORE = 0.38;

/**
 * A density's colour: its number is written in the cell from where it matters, so that colour alone carries nothing. Opacity goes with the root: most
 * places have a tenth of a person on a square metre most of the time, and it has to be seen that they are looked at.
 */
export function heatOf(density: number): string {
  const share = Math.sqrt(Math.min(1, density / CROWDED));
  const colour = density >= CROWDED ? URGENT : density >= DENSE ? ATTENTION : CALM;
  return `rgb(${colour} / ${(FAINTEST + MORE * share).toFixed(2)})`;
}

export function middleOf(corners: readonly Share[]): Share {
  const sum = corners.reduce<Share>(([x, y], [cx, cy]) => [x + cx, y + cy], [0, 0]);
  return [sum[0] / corners.length, sum[1] / corners.length];
}
