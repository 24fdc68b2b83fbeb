/** What stands in a street: part of the background, but people pass in front of it and behind it. */
import { type Canvas, dimmed, limb, rgb } from "../drawing/canvas.ts";
import { depthOf, type Pinhole, pictureX, pictureY } from "../drawing/pinhole.ts";
import { drawSolid } from "../drawing/solid.ts";

export type Furniture = {
  readonly kind: "bench" | "bin" | "bollard" | "planter" | "post" | "kiosk";
  readonly x: number;
  readonly y: number;
  /** Where its front looks; 0 when not given. */
  readonly headingDegrees?: number;
};

type Shape = { readonly length: number; readonly width: number; readonly from: number; readonly until: number };

const shapes: Readonly<Record<Furniture["kind"], readonly Shape[]>> = {
  bench: [
    { length: 0.45, width: 1.7, from: 0.36, until: 0.45 },
    { length: 0.3, width: 1.4, from: 0, until: 0.36 },
  ],
  bin: [{ length: 0.5, width: 0.5, from: 0, until: 1 }],
  bollard: [{ length: 0.2, width: 0.2, from: 0, until: 0.9 }],
  planter: [
    { length: 1.1, width: 1.1, from: 0, until: 0.55 },
    { length: 0.9, width: 0.9, from: 0.55, until: 1.1 },
  ],
  post: [],
  kiosk: [{ length: 2.2, width: 3, from: 0, until: 2.6 }],
};

const colours: Readonly<Record<Furniture["kind"], readonly [number, number, number]>> = {
  bench: [112, 82, 56],
  bin: [58, 72, 62],
  bollard: [52, 52, 54],
  planter: [88, 96, 74],
  post: [70, 76, 74],
  kiosk: [78, 100, 92],
};

/** @param at on the stage, heading in radians of the stage */
export function drawFurniture(
  on: Canvas,
  camera: Pinhole,
  kind: Furniture["kind"],
  at: { readonly x: number; readonly y: number; readonly headingRadians: number },
  light: number,
): void {
  const colour = rgb(...colours[kind]);
  if (kind === "post") {
    const [foot, head] = [depthOf(camera, at.y, 0), depthOf(camera, at.y, 4.2)];
    if (foot < 1 || head < 1) return;
    const radius = (0.06 * camera.focalPx) / foot;
    const [u0, v0] = [pictureX(camera, at.x, foot), pictureY(camera, at.y, 0, foot)];
    limb(
      on,
      u0,
      v0,
      radius,
      pictureX(camera, at.x, head),
      pictureY(camera, at.y, 4.2, head),
      radius,
      dimmed(colour, light),
    );
    return;
  }
  for (const { length, width, from, until } of shapes[kind]) {
    const solid = { ...at, lengthMetres: length, widthMetres: width, fromMetres: from, untilMetres: until, colour };
    drawSolid(on, camera, solid, light);
  }
}
