import { type EventKind, EVENT_KINDS, type Point, type Scene, type SceneEvent, SceneSchema } from "../words/scene.ts";
import { type Homography, homographyFrom, invertHomography, project } from "./calibration/homography.ts";
import { fitPoints } from "./calibration/ground-fit.ts";
import type { Rectangle } from "./tracks/region.ts";

export { EVENT_KINDS, type EventKind, type Point, type Scene, type SceneEvent, SceneSchema };

/** Whether points make a ground does not depend on how large the picture is. */
const ANY_PICTURE = { width: 640, height: 360 };

export type SceneReading =
  | { readonly outcome: "scene"; readonly scene: Scene }
  | { readonly outcome: "invalid"; readonly message: string };

/** Reads a scene; the message names each thing that is wrong and where. */
export function readScene(value: unknown): SceneReading {
  const read = SceneSchema.safeParse(value);
  if (read.success) {
    const { calibration, events } = read.data;
    const counts = events.some(({ kind }) => kind === "density");
    // People are counted on a ground that some camera above it can see so: not on a mirrored one.
    if (counts && calibration !== undefined && fitPoints(calibration.points, ANY_PICTURE).outcome !== "fit")
      return {
        outcome: "invalid",
        message: "calibration.points: no camera sees the ground so: density cannot count on it",
      };
    if (calibration === undefined || homographyFrom(calibration.points) !== undefined)
      return { outcome: "scene", scene: read.data };
    return { outcome: "invalid", message: "calibration.points: the four points must not lie on one line" };
  }
  const message = read.error.issues.map((issue) => `${issue.path.join(".") || "scene"}: ${issue.message}`).join("; ");
  return { outcome: "invalid", message };
}

/** A zone in pixels of the video; undefined corners mean the whole picture. */
export interface PictureZone {
  readonly name: string | undefined;
  readonly corners: readonly Point[] | undefined;
  /** Its corners were given on the ground, so that what stands in it is told by the feet alone. */
  readonly isGround?: boolean;
}

/** The zone an event looks at, in pixels, wherever its corners were given. */
export function zoneOf(scene: Scene, name: string | undefined): PictureZone {
  if (name === undefined) return { name: undefined, corners: undefined };
  const zone = scene.zones.find((each) => each.name === name);
  if (zone?.polygon !== undefined) return { name, corners: zone.polygon };
  const toGround = scene.calibration && homographyFrom(scene.calibration.points);
  const toPicture: Homography | undefined = toGround && invertHomography(toGround);
  if (zone?.ground === undefined || toPicture === undefined) return { name, corners: [] };
  return { name, corners: zone.ground.map((corner) => project(toPicture, corner)), isGround: true };
}

/** The two ends of a line, in pixels, wherever they were given. */
export function lineOf(scene: Scene, name: string): readonly [Point, Point] | undefined {
  const line = scene.lines?.find((each) => each.name === name);
  if (line?.points !== undefined) return line.points;
  const toGround = scene.calibration && homographyFrom(scene.calibration.points);
  const toPicture: Homography | undefined = toGround && invertHomography(toGround);
  if (line?.ground === undefined || toPicture === undefined) return undefined;
  const [from, to] = line.ground;
  return [project(toPicture, from), project(toPicture, to)];
}

/** Even-odd rule. */
export function contains(corners: readonly Point[], point: Point): boolean {
  let inside = false;
  let from = corners[corners.length - 1];
  for (const to of corners) {
    if (from !== undefined && to.y > point.y !== from.y > point.y) {
      if (point.x < ((from.x - to.x) * (point.y - to.y)) / (from.y - to.y) + to.x) inside = !inside;
    }
    from = to;
  }
  return inside;
}

/** Share of a box inside a polygon, by a grid of sample points, 0 to 1. */
export function shareInside(corners: readonly Point[], box: Rectangle): number {
  const side = 8;
  let inside = 0;
  for (let j = 0; j < side; j++) {
    for (let i = 0; i < side; i++) {
      const x = box.left + ((i + 0.5) * (box.right - box.left)) / side;
      const y = box.top + ((j + 0.5) * (box.bottom - box.top)) / side;
      if (contains(corners, { x, y })) inside++;
    }
  }
  return inside / (side * side);
}
