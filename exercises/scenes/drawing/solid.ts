/** Upright boxes that may stand at any angle: cars, street furniture. */
import { type Canvas, type Colour, dimmed, face, limb } from "./canvas.ts";
import type { Box } from "./figure.ts";
import { depthOf, type Pinhole, pictureX, pictureY, project } from "./pinhole.ts";

/** Metres of the stage; the length lies along the heading (radians, 0 along +x). */
export type Solid = {
  readonly x: number;
  readonly y: number;
  readonly headingRadians: number;
  readonly lengthMetres: number;
  readonly widthMetres: number;
  readonly fromMetres: number;
  readonly untilMetres: number;
  readonly colour: Colour;
};

/** Top, front, left, back, right: four corners each (1: bottom, 2: top), and how much daylight they get. */
const faces: readonly (readonly [corners: readonly number[], light: number])[] = [
  [[4, 5, 6, 7], 1.1],
  [[0, 1, 5, 4], 0.9],
  [[1, 2, 6, 5], 0.78],
  [[2, 3, 7, 6], 0.7],
  [[3, 0, 4, 7], 0.84],
];

/** Draws the faces one can see. The box is around all of it; null when part of it is beside or behind the camera. */
export function drawSolid(on: Canvas, camera: Pinhole, solid: Solid, light: number): Box | null {
  const [cos, sin] = [Math.cos(solid.headingRadians), Math.sin(solid.headingRadians)];
  const [l, w] = [solid.lengthMetres / 2, solid.widthMetres / 2];
  const corners: (readonly [number, number])[] = [];
  for (const z of [solid.fromMetres, solid.untilMetres]) {
    for (const [f, s] of [
      [l, w],
      [l, -w],
      [-l, -w],
      [-l, w],
    ] as const) {
      const [x, y] = [solid.x + f * cos - s * sin, solid.y + f * sin + s * cos];
      if (depthOf(camera, y, z) < 0.8) return null;
      const at = project(camera, x, y, z);
      if (!at) return null;
      corners.push(at);
    }
  }
  for (const [indices, lit] of faces) {
    const ring = indices.flatMap((index) => corners[index] ?? []);
    // Clockwise in the picture: one sees it from outside.
    if (turn(ring) > 0) face(on, ring, dimmed(solid.colour, light * lit));
  }
  const us = corners.map(([u]) => u);
  const vs = corners.map(([, v]) => v);
  const [x, y] = [Math.min(...us), Math.min(...vs)];
  return { x, y, width: Math.max(...us) - x, height: Math.max(...vs) - y };
}

/** Twice the signed area: positive when clockwise in the picture, whose y points down. */
function turn(ring: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    sum += (ring[i] ?? 0) * (ring[j + 1] ?? 0) - (ring[j] ?? 0) * (ring[i + 1] ?? 0);
  }
  return sum;
}

export type CarBody = {
  readonly lengthMetres: number;
  readonly widthMetres: number;
  readonly heightMetres: number;
  readonly colour: Colour;
};

const glass: Colour = { y: 62, u: 132, v: 124 };
const tyre: Colour = { y: 26, u: 128, v: 128 };

/** A car or a van: a body, a cabin, four wheels. */
export function drawCar(
  on: Canvas,
  camera: Pinhole,
  at: { readonly x: number; readonly y: number; readonly headingRadians: number },
  car: CarBody,
  light: number,
): Box | null {
  const { lengthMetres: length, widthMetres: width, heightMetres: height, colour } = car;
  const [cos, sin] = [Math.cos(at.headingRadians), Math.sin(at.headingRadians)];
  const wheels = (side: 1 | -1): void => {
    for (const end of [0.31, -0.31]) {
      const [f, s] = [end * length, side * (width / 2 - 0.08)];
      const [x, y] = [at.x + f * cos - s * sin, at.y + f * sin + s * cos];
      const depth = depthOf(camera, y, 0.32);
      if (depth < 0.8) continue;
      const [u, v, r] = [pictureX(camera, x, depth), pictureY(camera, y, 0.32, depth), (0.32 * camera.focalPx) / depth];
      limb(on, u, v, r, u + 0.01, v, r, dimmed(tyre, light), 0);
    }
  };
  // The wheels of the side that is turned away are drawn before the body, those of the near side after it.
  const left = -sin * at.x + cos * at.y > 0 ? -1 : 1;
  wheels(left === 1 ? -1 : 1);
  const waist = 0.55 * height;
  const body = drawSolid(
    on,
    camera,
    { ...at, lengthMetres: length, widthMetres: width, fromMetres: 0.22, untilMetres: waist, colour },
    light,
  );
  const back = -0.06 * length;
  const cabin = {
    headingRadians: at.headingRadians,
    x: at.x + back * cos,
    y: at.y + back * sin,
    widthMetres: 0.88 * width,
  };
  drawSolid(
    on,
    camera,
    { ...cabin, lengthMetres: 0.54 * length, fromMetres: waist, untilMetres: 0.9 * height, colour: glass },
    light,
  );
  const roof = drawSolid(
    on,
    camera,
    { ...cabin, lengthMetres: 0.5 * length, fromMetres: 0.9 * height, untilMetres: height, colour },
    light,
  );
  wheels(left);
  if (!body || !roof) return null;
  const [x, y] = [Math.min(body.x, roof.x), Math.min(body.y, roof.y)];
  const right = Math.max(body.x + body.width, roof.x + roof.width);
  return { x, y, width: right - x, height: body.y + body.height - y };
}
