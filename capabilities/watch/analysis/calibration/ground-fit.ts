import type { Point } from "../../words/scene.ts";
import { type CameraView, footingOf, viewFrom } from "./camera-view.ts";
import { type Homography, homographyFrom, invertHomography, project } from "./homography.ts";

/** A pixel and the point of the ground that is seen there, metres. */
export interface Pair {
  readonly pixel: Point;
  readonly ground: Point;
}

/** A plane seen by a camera, by whichever method it was found. */
export interface GroundFit {
  readonly toGround: Homography;
  readonly toPicture: Homography;
  readonly view: CameraView | null;
  /** The ground at a pixel; undefined on and above the horizon. */
  readonly ground: (pixel: Point) => Point | undefined;
}

export type PointsFit =
  | { readonly outcome: "fit"; readonly fit: GroundFit }
  | { readonly outcome: "too-few-points" | "on-a-line" | "no-camera-sees-this" };

/** The plane through known points, as the analysis itself will take it from the scene. */
export function fitPoints(pairs: readonly Pair[], picture: CameraView["picture"]): PointsFit {
  if (pairs.length < 4) return { outcome: "too-few-points" };
  if (thinness(pairs.map(({ pixel }) => pixel)) < 0.01 || thinness(pairs.map(({ ground }) => ground)) < 0.01)
    return { outcome: "on-a-line" };
  const toGround = homographyFrom(pairs);
  const toPicture = toGround && invertHomography(toGround);
  if (toGround === undefined || toPicture === undefined) return { outcome: "on-a-line" };
  const [first] = pairs;
  const sides = pairs.map(({ pixel }) => Math.sign(beforeHorizon(toGround, pixel)));
  const side = Math.sign(sides.reduce((sum, each) => sum + each, 0)) || (sides[0] ?? 1);
  const seen = pairs.find((_, i) => sides[i] === side) ?? first;
  // From above, what is to the right in the picture is to the right on the ground and what is higher is farther.
  if (seen === undefined || isMirrored(toGround, seen.pixel)) return { outcome: "no-camera-sees-this" };
  return {
    outcome: "fit",
    fit: {
      toGround,
      toPicture,
      view: viewFrom(toGround, picture, seen.ground) ?? null,
      ground: (pixel) => (beforeHorizon(toGround, pixel) * side > 0 ? project(toGround, pixel) : undefined),
    },
  };
}

/** The plane below a camera that is known. */
export function fitOf(view: CameraView, pairs: readonly Pair[]): GroundFit | undefined {
  const toGround = homographyFrom(pairs);
  const toPicture = toGround && invertHomography(toGround);
  return toGround && toPicture && { toGround, toPicture, view, ground: footingOf(view) };
}

/** Where the horizon meets the left and right edge of the picture; undefined where it stands upright. */
export function horizonOf([, , , , , , g, h, i]: Homography, width: number): { left: Point; right: Point } | undefined {
  const left = -i / h;
  const right = -(i + g * width) / h;
  // A camera that looks straight down has its horizon nowhere.
  if (!(Math.abs(left) < 1e6 && Math.abs(right) < 1e6)) return undefined;
  return { left: { x: 0, y: left }, right: { x: width, y: right } };
}

/** The third homogeneous coordinate: its sign tells the sides of the horizon apart. */
const beforeHorizon = (h: Homography, { x, y }: Point): number => h[6] * x + h[7] * y + h[8];

function isMirrored(toGround: Homography, at: Point): boolean {
  const here = project(toGround, at);
  const right = project(toGround, { x: at.x + 0.5, y: at.y });
  const down = project(toGround, { x: at.x, y: at.y + 0.5 });
  return (right.x - here.x) * (down.y - here.y) - (right.y - here.y) * (down.x - here.x) > 0;
}

/** Spread of points across their main direction by the spread along it: 0 on one line, 1 for a square. */
export function thinness(points: readonly Point[]): number {
  const mean = (pick: (point: Point) => number): number => points.reduce((sum, p) => sum + pick(p), 0) / points.length;
  const [x, y] = [mean((p) => p.x), mean((p) => p.y)];
  const xx = mean((p) => (p.x - x) ** 2);
  const yy = mean((p) => (p.y - y) ** 2);
  const xy = mean((p) => (p.x - x) * (p.y - y));
  const half = Math.hypot((xx - yy) / 2, xy);
  const largest = (xx + yy) / 2 + half;
  return largest === 0 ? 0 : Math.sqrt(Math.max(0, (xx + yy) / 2 - half) / largest);
}
