import type { StandardUnitKind } from "@cordon/kernel";
import { __iconNode as bomb } from "@tabler/icons-react/dist/esm/icons/IconBomb.mjs";
import { __iconNode as circleDot } from "@tabler/icons-react/dist/esm/icons/IconCircleDot.mjs";
import { __iconNode as dog } from "@tabler/icons-react/dist/esm/icons/IconDog.mjs";
import { __iconNode as drone } from "@tabler/icons-react/dist/esm/icons/IconDrone.mjs";
import { __iconNode as flame } from "@tabler/icons-react/dist/esm/icons/IconFlame.mjs";
import { __iconNode as helicopter } from "@tabler/icons-react/dist/esm/icons/IconHelicopter.mjs";
import { __iconNode as horse } from "@tabler/icons-react/dist/esm/icons/IconHorse.mjs";
import { __iconNode as medicalCross } from "@tabler/icons-react/dist/esm/icons/IconMedicalCross.mjs";
import { __iconNode as plane } from "@tabler/icons-react/dist/esm/icons/IconPlane.mjs";
import { __iconNode as jet } from "@tabler/icons-react/dist/esm/icons/IconPlaneTilt.mjs";
import { __iconNode as robot } from "@tabler/icons-react/dist/esm/icons/IconRobot.mjs";
import { __iconNode as shield } from "@tabler/icons-react/dist/esm/icons/IconShield.mjs";
import { __iconNode as speedboat } from "@tabler/icons-react/dist/esm/icons/IconSpeedboat.mjs";
import { __iconNode as target } from "@tabler/icons-react/dist/esm/icons/IconTarget.mjs";
import { __iconNode as usersGroup } from "@tabler/icons-react/dist/esm/icons/IconUsersGroup.mjs";
import { OUTLINE, SHAPE, type Shape } from "../cards/tone.ts";
import { AFFILIATIONS, REGIMES, type Regime, type Tokens, TONES, type Tone } from "../theme/tokens.ts";
import { drawFrame, drawHead, drawPin } from "./frames.ts";

type Outline = typeof shield;

/** `other`: a kind that this operation added has a name, and no icon of its own. */
const UNIT: Readonly<Record<StandardUnitKind | "other", Outline>> = {
  patrol: shield,
  "public-order": usersGroup,
  "dog-team": dog,
  "bomb-disposal": bomb,
  "special-intervention": target,
  medics: medicalCross,
  fire: flame,
  river: speedboat,
  mounted: horse,
  drone,
  robot,
  helicopter,
  "surveillance-aircraft": plane,
  "fighter-on-alert": jet,
  other: circleDot,
};

/** Drawn twice as large as shown, for screens of two pixels a point. */
export const ICON_PIXEL_RATIO = 2;

export interface DrawnIcon {
  readonly name: string;
  readonly image: ImageData;
}

/** Every image the map's style names, in the colours of one theme. */
export function drawIcons(tokens: Tokens): DrawnIcon[] {
  const icons: DrawnIcon[] = [];
  const add = (name: string, side: number, draw: (canvas: OffscreenCanvasRenderingContext2D) => void) =>
    icons.push({ name, image: drawn(side, draw) });

  for (const regime of REGIMES) {
    add(`zone-${regime}`, 16, (canvas) => pattern(canvas, regime, tokens.map.zones[regime]));
    add(`edge-${regime}`, 8, (canvas) => edge(canvas, regime, tokens.map.zones[regime]));
  }
  for (const tone of TONES) {
    add(`signal-${tone}`, 24, (canvas) => mark(canvas, tone, tokens, false));
    add(`signal-${tone}-selected`, 34, (canvas) => mark(canvas, tone, tokens, true));
    add(`incident-${tone}`, 28, (canvas) => incident(canvas, tone, tokens));
  }
  add("signal-octagon", 28, (canvas) => mark(canvas, "urgent", tokens, false, "octagon"));
  add("signal-octagon-selected", 34, (canvas) => mark(canvas, "urgent", tokens, true, "octagon"));
  add("camera", 20, (canvas) => camera(canvas, tokens, true));
  add("camera-off", 20, (canvas) => camera(canvas, tokens, false));
  add("gate", 16, (canvas) => gate(canvas, tokens, true));
  add("gate-closed", 16, (canvas) => gate(canvas, tokens, false));
  for (const tone of ["calm", "attention"] as const) add(`void-${tone}`, 28, (canvas) => ring(canvas, tone, tokens));
  for (const each of AFFILIATIONS) {
    add(`frame-${each}`, 24, (canvas) => drawFrame(canvas, each, tokens));
    add(`arrow-${each}`, 24, (canvas) => drawHead(canvas, tokens.map.affiliations[each], tokens));
  }
  add("arrow-none", 24, (canvas) => drawHead(canvas, tokens.accent, tokens));
  add("pin", 24, (canvas) => drawPin(canvas, tokens));
  add("post", 12, (canvas) => post(canvas, tokens));
  return icons;
}

function drawn(side: number, draw: (canvas: OffscreenCanvasRenderingContext2D) => void): ImageData {
  const canvas = new OffscreenCanvas(side * ICON_PIXEL_RATIO, side * ICON_PIXEL_RATIO).getContext("2d");
  if (canvas === null) throw new Error("this browser draws no canvas");
  canvas.scale(ICON_PIXEL_RATIO, ICON_PIXEL_RATIO);
  draw(canvas);
  return canvas.getImageData(0, 0, side * ICON_PIXEL_RATIO, side * ICON_PIXEL_RATIO);
}

/** Each regime has a hatching of its own, so that the zones are told apart without their colour. All of them tile. */
const HATCHING: Readonly<Record<Regime, string>> = {
  grey: "M-4 4 4-4M0 16 16 0M12 20 20 12",
  red: "M0 4H16M0 12H16",
  blue: "M4 0V16M12 0V16",
  black: "M-4 12 4 20M0 0 16 16M12-4 20 4",
  forbidden: "M0 0 16 16M16 0 0 16",
  other: "M4 4H5M12 12H13",
};

function pattern(canvas: OffscreenCanvasRenderingContext2D, regime: Regime, colour: string): void {
  canvas.strokeStyle = colour;
  canvas.globalAlpha = 0.42;
  canvas.lineWidth = regime === "forbidden" ? 1.2 : 0.8;
  canvas.stroke(new Path2D(HATCHING[regime]));
  canvas.globalAlpha = 0.07;
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 16, 16);
}

/** Along a border, from left to right: ticks for blue, dots for red, slanted strokes for grey; all of them tile. */
const EDGE: Readonly<Record<Regime, string>> = {
  grey: "M-2 10 10-2",
  red: "M2.5 3.5H4.5M2.5 4.5H4.5",
  blue: "M4 0V8",
  black: "M0 4H8",
  forbidden: "M0 0 8 8M8 0 0 8",
  other: "M3 4H5",
};

function edge(canvas: OffscreenCanvasRenderingContext2D, regime: Regime, colour: string): void {
  canvas.strokeStyle = colour;
  canvas.globalAlpha = 0.75;
  canvas.lineWidth = 1;
  canvas.stroke(new Path2D(EDGE[regime]));
}

/** A ring that is broken, as the post's cover is: it is told from every filled mark without its colour. */
function ring(canvas: OffscreenCanvasRenderingContext2D, tone: "calm" | "attention", tokens: Tokens): void {
  const side = 28;
  canvas.beginPath();
  canvas.arc(side / 2, side / 2, side / 2 - 3, 0, 2 * Math.PI);
  canvas.setLineDash([5, 4]);
  canvas.strokeStyle = tokens.map.labelHalo;
  canvas.lineWidth = 4.5;
  canvas.stroke();
  canvas.strokeStyle = tokens.tones[tone].text;
  canvas.lineWidth = tone === "attention" ? 2.5 : 1.5;
  canvas.stroke();
}

function mark(
  canvas: OffscreenCanvasRenderingContext2D,
  tone: Tone,
  tokens: Tokens,
  selected: boolean,
  shape: Shape = SHAPE[tone],
): void {
  const side = selected ? 34 : shape === "octagon" ? 28 : 24;
  const outline = new Path2D(OUTLINE[shape]);
  if (selected) {
    canvas.strokeStyle = tokens.text;
    canvas.lineWidth = 1.5;
    canvas.beginPath();
    canvas.arc(side / 2, side / 2, side / 2 - 2, 0, Math.PI * 2);
    canvas.stroke();
  }
  canvas.translate(side / 2 - 8, side / 2 - 8);
  canvas.lineJoin = "round";
  canvas.lineWidth = 3;
  canvas.strokeStyle = tokens.map.labelHalo;
  canvas.stroke(outline);
  canvas.fillStyle = tokens.tones[tone].fill;
  canvas.fill(outline, "evenodd");
}

function incident(canvas: OffscreenCanvasRenderingContext2D, tone: Tone, tokens: Tokens): void {
  canvas.lineWidth = 2;
  canvas.strokeStyle = tokens.tones[tone].fill;
  canvas.fillStyle = tokens.panel;
  canvas.beginPath();
  canvas.roundRect(3, 3, 22, 22, 5);
  canvas.fill();
  canvas.stroke();
}

/** A unit in a circle, in the middle of a square of 64 pixels; one of a kind without a picture of its own is a dot. */
/** Whether a kind has an outline of its own. */
export const hasOutline = (kind: string): boolean => Object.hasOwn(UNIT, kind);

export function drawPlainUnit(
  canvas: OffscreenCanvasRenderingContext2D,
  kind: string,
  tokens: Tokens,
  stale: boolean,
): void {
  const outline = Object.entries(UNIT).find(([known]) => known === kind)?.[1] ?? UNIT.other;
  canvas.scale(64 / 24, 64 / 24);
  canvas.beginPath();
  canvas.arc(12, 12, 10.5, 0, Math.PI * 2);
  canvas.globalAlpha = stale ? 0.7 : 1;
  canvas.fillStyle = tokens.panel;
  canvas.fill();
  canvas.lineWidth = 1.2;
  canvas.strokeStyle = stale ? tokens.dimmed : tokens.map.unit;
  if (stale) canvas.setLineDash([2, 2.4]);
  canvas.stroke();
  canvas.setLineDash([]);
  canvas.translate(5, 5);
  canvas.scale(14 / 24, 14 / 24);
  stroke(canvas, outline, stale ? tokens.dimmed : tokens.map.unit, 2);
}

function camera(canvas: OffscreenCanvasRenderingContext2D, tokens: Tokens, running: boolean): void {
  // A wedge that points up, to be turned to the camera's heading.
  const wedge = new Path2D("M10 3 14 12H6ZM7.2 13.5h5.6v3h-5.6z");
  canvas.lineJoin = "round";
  canvas.lineWidth = 3;
  canvas.strokeStyle = tokens.map.labelHalo;
  canvas.stroke(wedge);
  canvas.lineWidth = 1.2;
  canvas.strokeStyle = tokens.map.camera;
  canvas.stroke(wedge);
  if (!running) return;
  canvas.fillStyle = tokens.map.camera;
  canvas.fill(wedge);
}

function gate(canvas: OffscreenCanvasRenderingContext2D, tokens: Tokens, open: boolean): void {
  canvas.fillStyle = tokens.panel;
  canvas.strokeStyle = tokens.map.gate;
  canvas.lineWidth = 1.4;
  canvas.beginPath();
  canvas.rect(2.5, 2.5, 11, 11);
  canvas.fill();
  canvas.stroke();
  canvas.stroke(new Path2D(open ? "M8 2.5V13.5" : "M2.5 2.5 13.5 13.5M13.5 2.5 2.5 13.5"));
}

function post(canvas: OffscreenCanvasRenderingContext2D, tokens: Tokens): void {
  canvas.fillStyle = tokens.map.gate;
  canvas.fill(new Path2D("M6 2 10 6 6 10 2 6Z"));
}

function stroke(canvas: OffscreenCanvasRenderingContext2D, outline: Outline, colour: string, width: number): void {
  canvas.strokeStyle = colour;
  canvas.lineWidth = width;
  canvas.lineCap = "round";
  canvas.lineJoin = "round";
  for (const [element, { d }] of outline) {
    if (element === "path" && d !== undefined) canvas.stroke(new Path2D(d));
  }
}
