import type { Point } from "../../words/scene.ts";
import { type CameraView, projectionOf } from "./camera-view.ts";
import { fitPoints, horizonOf, type Pair } from "./ground-fit.ts";
import { project } from "./homography.ts";
import type { Rectangle } from "../tracks/region.ts";

/** The ground a camera looks at, from a scene's calibration: where things of a known height appear, and what stands where. */
export interface GroundPlane {
  /**
   * Focal length, height and tilt; null where the points do not tell (a camera that looks straight down, points that are not
   * exact): then upright things are as tall in the picture as they are wide, which holds for tilts up to some 40 degrees.
   */
  readonly view: CameraView | null;
  /** Undefined on and above the horizon. */
  toGround(pixel: Point): Point | undefined;
  /** A point of the ground, or `metresAbove` it; undefined behind the camera. */
  toPicture(ground: Point, metresAbove?: number): Point | undefined;
  /** Around somebody who stands there; undefined behind the camera. */
  personBoxAt(ground: Point, heightMetres?: number): Rectangle | undefined;
  /** Pixels that somebody who stands there, and is hidden by nothing, covers; undefined behind the camera. */
  personAreaAt(ground: Point): number | undefined;
  /** Where it meets the left and right edge of the picture; undefined where it stands upright or is nowhere. */
  readonly horizon: { readonly left: Point; readonly right: Point } | undefined;
}

export type GroundPlaneFit =
  | { readonly outcome: "plane"; readonly plane: GroundPlane }
  | { readonly outcome: "none"; readonly because: "too-few-points" | "on-a-line" | "no-camera-sees-this" };

const PERSON_HEIGHT_METRES = 1.7;
const PERSON_RADIUS_METRES = 0.24;
/**
 * Square metres of a clothed adult seen from the side, all around on average, and from above. A third of the body's surface
 * (1.9 m2, DuBois and DuBois 1916) and its ellipse of 0.46 m by 0.28 m with arms.
 */
const SIDE_SQUARE_METRES = 0.58;
const TOP_SQUARE_METRES = 0.13;

/** @param picture the size of the picture the points' pixels are of */
export function groundPlaneOf(points: readonly Pair[], picture: CameraView["picture"]): GroundPlaneFit {
  const fitted = fitPoints(points, picture);
  if (fitted.outcome !== "fit") return { outcome: "none", because: fitted.outcome };
  const { view, toGround, toPicture, ground: groundAt } = fitted.fit;
  const flat = (ground: Point): Point | undefined => {
    const pixel = project(toPicture, ground);
    return groundAt(pixel) === undefined ? undefined : pixel;
  };
  /** Pixels a metre across the picture, at the ground. */
  const scaleAt = (ground: Point): number | undefined => {
    const [here, right, ahead] = [flat(ground), flat(moved(ground, 0.1, 0)), flat(moved(ground, 0, 0.1))];
    if (here === undefined || right === undefined || ahead === undefined) return undefined;
    // The longest that a decimetre of ground gets: the one that lies across the picture.
    const [a, b, c, d] = [right.x - here.x, right.y - here.y, ahead.x - here.x, ahead.y - here.y];
    const half = (a * a + b * b + c * c + d * d) / 2;
    return 10 * Math.sqrt(half + Math.hypot((a * a + b * b - c * c - d * d) / 2, a * c + b * d));
  };
  const above: (ground: Point, metres: number) => Point | undefined =
    view === null
      ? (ground, metres) => {
          const [foot, scale] = [flat(ground), scaleAt(ground)];
          return foot === undefined || scale === undefined ? undefined : { x: foot.x, y: foot.y - metres * scale };
        }
      : corrected(flat, projectionOf(view));
  const toPictureAt = (ground: Point, metresAbove = 0): Point | undefined =>
    metresAbove === 0 ? flat(ground) : above(ground, metresAbove);

  const personBoxAt = (ground: Point, heightMetres = PERSON_HEIGHT_METRES): Rectangle | undefined => {
    const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    for (const z of [0, heightMetres]) {
      for (let quarter = 0; quarter < 8; quarter++) {
        const angle = (quarter * Math.PI) / 4;
        // Feet and head are closer to the middle than shoulders and elbows, which are at mid height.
        const around = moved(ground, PERSON_RADIUS_METRES * Math.cos(angle), PERSON_RADIUS_METRES * Math.sin(angle));
        const at = toPictureAt(around, z);
        if (at === undefined) return undefined;
        box.left = Math.min(box.left, at.x);
        box.right = Math.max(box.right, at.x);
        box.top = Math.min(box.top, at.y);
        box.bottom = Math.max(box.bottom, at.y);
      }
    }
    return box;
  };

  const plane: GroundPlane = {
    view,
    toGround: groundAt,
    toPicture: toPictureAt,
    personBoxAt,
    personAreaAt(ground) {
      const [foot, head, scale] = [toPictureAt(ground), toPictureAt(ground, PERSON_HEIGHT_METRES), scaleAt(ground)];
      if (foot === undefined || head === undefined || scale === undefined) return undefined;
      // A square metre that stands upright, and one that lies on the ground, as they are foreshortened here.
      const upright = (Math.hypot(head.x - foot.x, head.y - foot.y) / PERSON_HEIGHT_METRES) * scale;
      const ahead = [flat(moved(ground, 0.1, 0)), flat(moved(ground, 0, 0.1))];
      const [right, up] = ahead;
      if (right === undefined || up === undefined) return undefined;
      const lying = 100 * Math.abs((right.x - foot.x) * (up.y - foot.y) - (right.y - foot.y) * (up.x - foot.x));
      return SIDE_SQUARE_METRES * upright + TOP_SQUARE_METRES * lying;
    },
    horizon: horizonOf(toGround, picture.width),
  };
  return { outcome: "plane", plane };
}

const moved = ({ x, y }: Point, dx: number, dy: number): Point => ({ x: x + dx, y: y + dy });

/** What is above the ground by the camera's view, what is on it by the homography: the two agree where the points were exact. */
function corrected(
  flat: (ground: Point) => Point | undefined,
  projected: (ground: Point, metresAbove: number) => Point | undefined,
): (ground: Point, metresAbove: number) => Point | undefined {
  return (ground, metresAbove) => {
    const [foot, base, top] = [flat(ground), projected(ground, 0), projected(ground, metresAbove)];
    if (foot === undefined || base === undefined || top === undefined) return undefined;
    return { x: foot.x + top.x - base.x, y: foot.y + top.y - base.y };
  };
}
