import { type Homography, homographyFrom, invertHomography } from "../../rules/homography.ts";
import type { PictureSize } from "../../words/calibration.ts";
import type { Point } from "../../words/scene.ts";

/** A line of the ground as it lies in the picture. */
export type GridLine = readonly Point[];

export interface Grid {
  readonly stepMetres: number;
  readonly lines: readonly GridLine[];
}

const STEPS = [0.5, 1, 2, 5, 10, 20, 50] as const;
/** More cells than that from side to side, and the grid is a grey. */
const MOST_CELLS = 16;
const PIECES = 24;

/**
 * A grid of whole metres over the ground that is known, as far as the picture shows it: straight where the ground is flat and the camera
 * does not bend it.
 */
export function gridOf(
  points: readonly { readonly pixel: Point; readonly ground: Point }[],
  size: PictureSize,
): Grid | null {
  const toGround = homographyFrom(points);
  const toPicture = toGround === undefined ? undefined : invertHomography(toGround);
  if (toPicture === undefined) return null;
  const xs = points.map(({ ground }) => ground.x);
  const ys = points.map(({ ground }) => ground.y);
  const wide = Math.max(...xs) - Math.min(...xs);
  const long = Math.max(...ys) - Math.min(...ys);
  const stepMetres = STEPS.find((step) => Math.max(wide, long) / step <= MOST_CELLS) ?? 100;
  const from = { x: floorTo(Math.min(...xs), stepMetres), y: floorTo(Math.min(...ys), stepMetres) };
  const to = { x: -floorTo(-Math.max(...xs), stepMetres), y: -floorTo(-Math.max(...ys), stepMetres) };
  // The side of the horizon that the known points lie on is the ground; beyond it there is none.
  const side = Math.sign(depth(toPicture, points[0]?.ground ?? from));
  const line = (a: Point, b: Point): GridLine =>
    Array.from({ length: PIECES + 1 }, (_, at) => ({
      x: a.x + ((b.x - a.x) * at) / PIECES,
      y: a.y + ((b.y - a.y) * at) / PIECES,
    }))
      .filter((point) => depth(toPicture, point) * side > 0)
      .map((point) => projectedBy(toPicture, point))
      .filter((pixel) => isNear(pixel, size));
  const across = count(from.y, to.y, stepMetres).map((y) => line({ x: from.x, y }, { x: to.x, y }));
  const along = count(from.x, to.x, stepMetres).map((x) => line({ x, y: from.y }, { x, y: to.y }));
  return { stepMetres, lines: [...across, ...along].filter(({ length }) => length > 1) };
}

const floorTo = (value: number, step: number) => Math.floor(value / step) * step;
const count = (from: number, to: number, step: number) =>
  Array.from({ length: Math.round((to - from) / step) + 1 }, (_, at) => from + at * step);
const depth = (h: Homography, { x, y }: Point) => h[6] * x + h[7] * y + h[8];

function projectedBy(h: Homography, { x, y }: Point): Point {
  const w = depth(h, { x, y });
  return { x: (h[0] * x + h[1] * y + h[2]) / w, y: (h[3] * x + h[4] * y + h[5]) / w };
}

/** A picture's width around the picture: what lies farther is drawn by nobody. */
function isNear({ x, y }: Point, { width, height }: PictureSize): boolean {
  return x > -width && x < 2 * width && y > -height && y < 2 * height;
}
