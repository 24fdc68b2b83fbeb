import { homographyFrom, invertHomography, project } from "../calibration/homography.ts";
import type { Point, Scene, SceneEvent } from "../scene.ts";

export type LaneEvent = Extract<SceneEvent, { readonly kind: "wrong-direction" }>;

/** The way traffic goes at a point of the video's picture: a vector of length one in it. */
export type HeadingAt = (point: Point) => Point;

/** A metre's step is short enough to follow the bend of perspective. */
const STEP_METRES = 1;

/** The heading of a lane, wherever it was given. A lane on the ground points elsewhere at each place of the picture. */
export function headingOf(scene: Scene, { heading, groundHeading }: LaneEvent): HeadingAt {
  const nowhere = { x: 0, y: 0 };
  if (heading !== undefined) {
    const everywhere = unit(heading.from, heading.to) ?? nowhere;
    return () => everywhere;
  }
  const toGround = scene.calibration && homographyFrom(scene.calibration.points);
  const toPicture = toGround && invertHomography(toGround);
  const along = groundHeading && unit(groundHeading.from, groundHeading.to);
  if (toGround === undefined || toPicture === undefined || along === undefined) return () => nowhere;
  return (point) => {
    const here = project(toGround, point);
    const ahead = project(toPicture, { x: here.x + STEP_METRES * along.x, y: here.y + STEP_METRES * along.y });
    return unit(point, ahead) ?? nowhere;
  };
}

function unit(from: Point, to: Point): Point | undefined {
  const [x, y] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(x, y);
  return length > 0 && Number.isFinite(length) ? { x: x / length, y: y / length } : undefined;
}
