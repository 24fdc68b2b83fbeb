import { type Homography, homographyFrom, invertHomography, project } from "../calibration/homography.ts";
import type { Point, Scene, SceneEvent } from "../scene.ts";

export type LaneEvent = Extract<SceneEvent, { readonly kind: "wrong-direction" }>;

/** A lane at one point of the picture. */
export interface LaneHere {
  /** The way traffic goes: a vector of length one in the picture. */
  readonly heading: Point;
  /**
   * What a movement in the picture is along the lane and across it: its products with these two. On the ground where that is known, since
   * perspective makes of a right angle any other; else in the picture.
   */
  readonly along: Point;
  readonly across: Point;
  /** How many metres of the ground one pixel along the heading is, where that is known. */
  readonly metresAPixel: number | undefined;
}

export type LaneAt = (point: Point) => LaneHere;

/** A metre's step is short enough to follow the bend of perspective. */
const STEP_METRES = 1;
const NOWHERE: Point = { x: 0, y: 0 };

/** A lane, wherever its heading was given. One on the ground points elsewhere at each place of the picture. */
export function laneOf(scene: Scene, { heading, groundHeading }: LaneEvent): LaneAt {
  const toGround = scene.calibration && homographyFrom(scene.calibration.points);
  if (heading !== undefined) {
    const everywhere = unit(heading.from, heading.to) ?? NOWHERE;
    return (point) => here(point, everywhere, toGround);
  }
  const toPicture = toGround && invertHomography(toGround);
  const along = groundHeading && unit(groundHeading.from, groundHeading.to);
  if (toGround === undefined || toPicture === undefined || along === undefined)
    return (point) => here(point, NOWHERE, undefined);
  return (point) => {
    const from = project(toGround, point);
    const ahead = project(toPicture, { x: from.x + STEP_METRES * along.x, y: from.y + STEP_METRES * along.y });
    return here(point, unit(point, ahead) ?? NOWHERE, toGround);
  };
}

/** The same lane in a picture that is `factor` times smaller. */
export function inSmaller(laneAt: LaneAt, factor: number): LaneAt {
  return ({ x, y }) => {
    const { heading, along, across, metresAPixel } = laneAt({ x: x * factor, y: y * factor });
    return { heading, along, across, metresAPixel: metresAPixel && metresAPixel * factor };
  };
}

function here(point: Point, heading: Point, toGround: Homography | undefined): LaneHere {
  const flat = { heading, along: heading, across: { x: -heading.y, y: heading.x }, metresAPixel: undefined };
  if (toGround === undefined) return flat;
  // A pixel is short enough: what is of interest is larger, and nearer than the horizon.
  const [at, right, down] = [point, { x: point.x + 1, y: point.y }, { x: point.x, y: point.y + 1 }].map((each) =>
    project(toGround, each),
  );
  if (at === undefined || right === undefined || down === undefined) return flat;
  const onGround = ({ x, y }: Point): Point => ({
    x: (right.x - at.x) * x + (down.x - at.x) * y,
    y: (right.y - at.y) * x + (down.y - at.y) * y,
  });
  const ahead = onGround(heading);
  const metresAPixel = Math.hypot(ahead.x, ahead.y);
  if (!(metresAPixel > 0) || !Number.isFinite(metresAPixel)) return flat;
  const way = { x: ahead.x / metresAPixel, y: ahead.y / metresAPixel };
  const [x, y] = [onGround({ x: 1, y: 0 }), onGround({ x: 0, y: 1 })];
  return {
    heading,
    along: { x: way.x * x.x + way.y * x.y, y: way.x * y.x + way.y * y.y },
    across: { x: way.x * x.y - way.y * x.x, y: way.x * y.y - way.y * y.x },
    metresAPixel,
  };
}

function unit(from: Point, to: Point): Point | undefined {
  const [x, y] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(x, y);
  return length > 0 && Number.isFinite(length) ? { x: x / length, y: y / length } : undefined;
}
