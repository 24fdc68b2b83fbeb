import { bearingDegrees, destination, distanceMetres, Polygon, type Position } from "@cordon/kernel";
import type { Point } from "../words/scene.ts";

/** Where a camera stands on the map and where it looks, degrees true. */
export interface Stand {
  readonly position: Position;
  readonly headingDegrees: number;
}

const RADIANS = Math.PI / 180;

/** A point of the ground before a camera - x to the right, y ahead, metres - on the map. */
export function onMap({ position, headingDegrees }: Stand, { x, y }: Point): Position {
  return destination(position, headingDegrees + Math.atan2(x, y) / RADIANS, Math.hypot(x, y));
}

/** A position on the map as a point of the ground before a camera. */
export function beforeCamera({ position, headingDegrees }: Stand, at: Position): Point {
  const metres = distanceMetres(position, at);
  const angle = (bearingDegrees(position, at) - headingDegrees) * RADIANS;
  return { x: metres * Math.sin(angle), y: metres * Math.cos(angle) };
}

/** Corners on the ground as a polygon of the map; null where they are none: two corners, edges that cross. */
export function polygonOnMap(stand: Stand, corners: readonly Point[]): Polygon | null {
  const ring = corners.map((corner) => onMap(stand, corner));
  const read = Polygon.safeParse({ type: "Polygon", coordinates: [[...ring, ...ring.slice(0, 1)]] });
  return read.success ? read.data : null;
}
