import type { Point } from "../../words/scene.ts";
import { type Homography, invertHomography } from "./homography.ts";

/**
 * How a camera looks at a level ground: a pinhole with square pixels and its principal point in the middle of the picture.
 * Ground: metres, x to the right and y ahead, z up from it. Picture: pixels from its top left corner, y down.
 */
export interface CameraView {
  readonly picture: { readonly width: number; readonly height: number };
  readonly focalPixels: number;
  /** Of the lens above the ground. */
  readonly heightMetres: number;
  /** Of the optical axis below level, radians. */
  readonly tilt: number;
  /** Clockwise as the horizon lies in the picture, radians. */
  readonly roll: number;
  /** Of the optical axis, clockwise from y, radians. */
  readonly heading: number;
  /** The point of the ground below the lens. */
  readonly stands: Point;
}

/** Three axes of the camera in the ground's coordinates: right and down in the picture, and into it. */
type Axes = readonly [Vector, Vector, Vector];
type Vector = readonly [number, number, number];

/** Nearer to the lens than this nothing is seen, metres along the optical axis. */
const NEAREST_METRES = 1e-3;

function axesOf({ tilt, roll, heading }: CameraView): Axes {
  const right: Vector = [Math.cos(heading), -Math.sin(heading), 0];
  const forward: Vector = [Math.sin(heading) * Math.cos(tilt), Math.cos(heading) * Math.cos(tilt), -Math.sin(tilt)];
  const up: Vector = [Math.sin(heading) * Math.sin(tilt), Math.cos(heading) * Math.sin(tilt), Math.cos(tilt)];
  const [cos, sin] = [Math.cos(roll), Math.sin(roll)];
  return [mixed(right, cos, up, sin), mixed(right, sin, up, -cos), forward];
}

const mixed = (a: Vector, s: number, b: Vector, t: number): Vector => [
  s * a[0] + t * b[0],
  s * a[1] + t * b[1],
  s * a[2] + t * b[2],
];
const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** Where a point at a height above the ground appears; undefined behind the lens. */
export type Projection = (ground: Point, metresAbove: number) => Point | undefined;

export function projectionOf(view: CameraView): Projection {
  const [across, down, into] = axesOf(view);
  const { picture, focalPixels, heightMetres, stands } = view;
  return ({ x, y }, z) => {
    const from: Vector = [x - stands.x, y - stands.y, z - heightMetres];
    const depth = dot(from, into);
    if (!(depth > NEAREST_METRES)) return undefined;
    return {
      x: picture.width / 2 + (focalPixels * dot(from, across)) / depth,
      y: picture.height / 2 + (focalPixels * dot(from, down)) / depth,
    };
  };
}

/** The point of the ground seen at a pixel; undefined on and above the horizon. */
export type Footing = (pixel: Point) => Point | undefined;

export function footingOf(view: CameraView): Footing {
  const [across, down, into] = axesOf(view);
  const { picture, focalPixels, heightMetres, stands } = view;
  return ({ x, y }) => {
    const ray = mixed(mixed(across, x - picture.width / 2, down, y - picture.height / 2), 1, into, focalPixels);
    if (!(ray[2] < 0)) return undefined;
    const times = -heightMetres / ray[2];
    return { x: stands.x + times * ray[0], y: stands.y + times * ray[1] };
  };
}

/**
 * The view that a homography from picture to ground comes from: the focal length is what makes the two axes of the ground
 * orthogonal and equally long (R. Hartley, A. Zisserman, Multiple View Geometry, 2nd ed., 8.8, with a single plane).
 * Undefined where no such camera above the ground sees it so: mirrored points, or axes that no focal length squares.
 * @param inSight a point of the ground that lies before the lens: of the two scales that fit, one has it behind
 */
export function viewFrom(toGround: Homography, picture: CameraView["picture"], inSight: Point): CameraView | undefined {
  const toPicture = invertHomography(toGround);
  if (toPicture === undefined) return undefined;
  const [first, second, third] = centredColumns(toPicture, picture);
  const focalPixels = focalOf(first, second, picture);
  if (focalPixels === undefined) return undefined;
  const unprojected = (column: Vector): Vector => [column[0] / focalPixels, column[1] / focalPixels, column[2]];
  const [a, b, c] = [unprojected(first), unprojected(second), unprojected(third)];
  const length = Math.sqrt(norm(a) * norm(b));
  const sign = a[2] * inSight.x + b[2] * inSight.y + c[2] < 0 ? -1 : 1;
  const scaled = (v: Vector): Vector => [(sign * v[0]) / length, (sign * v[1]) / length, (sign * v[2]) / length];
  const [x, y, t] = [scaled(a), scaled(b), scaled(c)];
  const z: Vector = [x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]];
  // The lens in the ground's coordinates.
  const stands = { x: -dot(x, t), y: -dot(y, t) };
  const heightMetres = -dot(z, t);
  if (!(heightMetres > 0) || !Number.isFinite(stands.x + stands.y + heightMetres)) return undefined;
  return {
    picture,
    focalPixels,
    heightMetres,
    tilt: Math.asin(Math.max(-1, Math.min(1, -z[2]))),
    roll: Math.atan2(z[0], -z[1]),
    heading: Math.atan2(x[2], y[2]),
    stands,
  };
}

const norm = (v: Vector): number => Math.hypot(...v);

/** Columns of a homography from ground to picture, its origin moved to the middle of the picture. */
function centredColumns(h: Homography, { width, height }: CameraView["picture"]): Axes {
  const column = (u: number, v: number, w: number): Vector => [u - (width / 2) * w, v - (height / 2) * w, w];
  return [column(h[0], h[3], h[6]), column(h[1], h[4], h[7]), column(h[2], h[5], h[8])];
}

function focalOf(first: Vector, second: Vector, { width }: CameraView["picture"]): number | undefined {
  const orthogonal = { with: first[2] * second[2], without: first[0] * second[0] + first[1] * second[1] };
  const equal = {
    with: first[2] ** 2 - second[2] ** 2,
    without: first[0] ** 2 + first[1] ** 2 - second[0] ** 2 - second[1] ** 2,
  };
  const weight = orthogonal.with ** 2 + equal.with ** 2;
  const squared = -(orthogonal.with * orthogonal.without + equal.with * equal.without) / weight;
  const focal = Math.sqrt(squared);
  // A tenth of the width is a fish eye, a hundred times it a telescope or, mostly, nonsense.
  return focal > 0.1 * width && focal < 100 * width ? focal : undefined;
}
