import type { KernelMaker } from "../../kernels/kernels.ts";
import type { GroundPlane } from "../calibration/ground-plane.ts";
import type { Size } from "../plane-size.ts";
import type { Point, Scene, SceneEvent } from "../scene.ts";
import type { EventRule } from "../event.ts";
import { GroundEntryRule } from "../zones/ground-entry.ts";
import { PeopleAndVehicles } from "../zones/people-and-vehicles.ts";
import { TripwireRule } from "../zones/tripwire.ts";
import { ZoneEntryRule } from "../zones/zone-entry.ts";
import { GroundTripwireRule } from "../zones/ground-tripwire.ts";
import { GroundWatch } from "./ground-watch.ts";
import { watchedGround } from "./watched-ground.ts";

/** Where people are followed on the ground, and the rules that ask for it: those whose zone or line was given on the ground. */
export interface GroundOfScene {
  readonly watch: GroundWatch;
  ruleFor(event: SceneEvent): EventRule | undefined;
}

/**
 * Undefined where nothing is asked of the ground, or no camera sees it so.
 * @param planeOf worked out when it is asked for
 */
export function groundOfScene(
  scene: Scene,
  { width, height, stride }: Size,
  planeOf: () => GroundPlane | undefined,
  make: KernelMaker,
): GroundOfScene | undefined {
  const shapes = scene.events.flatMap((event) => shapeOf(scene, event) ?? []);
  if (shapes.length === 0) return undefined;
  const plane = planeOf();
  if (plane === undefined) return undefined;
  const ground = watchedGround(
    plane,
    shapes.map(({ corners }) => corners),
    { width, height },
  );
  if (ground === undefined) return undefined;
  return {
    watch: new GroundWatch(ground, make, stride),
    ruleFor(event) {
      const shape = shapeOf(scene, event);
      if (shape === undefined || event.kind !== "zone-entry") return undefined;
      const { name, corners } = shape;
      const inPicture = corners.flatMap((corner) => plane.toPicture(corner) ?? []);
      if (inPicture.length !== corners.length) return undefined;
      if (event.line === undefined) {
        const people = new GroundEntryRule(name, corners, event.dwellSeconds);
        const zone = { name, corners: inPicture, isGround: true };
        return new PeopleAndVehicles(people, new ZoneEntryRule(zone, event.dwellSeconds), plane);
      }
      const [[from, to], [left, right]] = [corners, inPicture];
      if (from === undefined || to === undefined || left === undefined || right === undefined) return undefined;
      const direction = event.direction ?? "either";
      const people = new GroundTripwireRule({ name, from, to, direction, handedness: handednessAt(plane, from, to) });
      return new PeopleAndVehicles(people, new TripwireRule({ name, from: left, to: right, direction }), plane);
    },
  };
}

function shapeOf(
  scene: Scene,
  event: SceneEvent,
): { readonly name: string; readonly corners: readonly Point[] } | undefined {
  if (event.kind !== "zone-entry") return undefined;
  const { zone, line } = event;
  const corners =
    line === undefined
      ? scene.zones.find(({ name }) => name === zone)?.ground
      : scene.lines?.find(({ name }) => name === line)?.ground;
  const name = line ?? zone;
  return corners === undefined || name === undefined ? undefined : { name, corners };
}

/** Whether left is left: in the picture, rows count downwards. */
function handednessAt({ toPicture }: GroundPlane, from: Point, to: Point): 1 | -1 {
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const at = toPicture(middle);
  const [right, ahead] = [toPicture({ x: middle.x + 0.1, y: middle.y }), toPicture({ x: middle.x, y: middle.y + 0.1 })];
  if (at === undefined || right === undefined || ahead === undefined) return 1;
  return (right.x - at.x) * (ahead.y - at.y) - (right.y - at.y) * (ahead.x - at.x) < 0 ? 1 : -1;
}
