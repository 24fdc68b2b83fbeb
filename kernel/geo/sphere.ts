import type { Position } from "./position.ts";
import { type Ring, segmentsOf } from "./ring.ts";
import type { Polygon } from "./shape.ts";

/** Mean radius R1 of WGS84. Distances on this sphere are within 0.6 % of those on the ellipsoid. */
export const EARTH_RADIUS_METRES = 6_371_008.8;

const RADIANS = Math.PI / 180;

/** Great-circle distance (haversine). */
export function distanceMetres(from: Position, to: Position): number {
  const northing = (to[1] - from[1]) * RADIANS;
  const easting = (to[0] - from[0]) * RADIANS;
  const half =
    Math.sin(northing / 2) ** 2 + Math.cos(from[1] * RADIANS) * Math.cos(to[1] * RADIANS) * Math.sin(easting / 2) ** 2;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** Initial heading of the great circle, in degrees true: 0 north, 90 east, below 360. */
export function bearingDegrees(from: Position, to: Position): number {
  const easting = (to[0] - from[0]) * RADIANS;
  const south = from[1] * RADIANS;
  const north = to[1] * RADIANS;
  const y = Math.sin(easting) * Math.cos(north);
  const x = Math.cos(south) * Math.sin(north) - Math.sin(south) * Math.cos(north) * Math.cos(easting);
  const degrees = (Math.atan2(y, x) / RADIANS + 360) % 360;
  return degrees === 360 ? 0 : degrees;
}

/** Where one arrives after a distance on a heading in degrees true. */
export function destination(from: Position, headingDegrees: number, metres: number): Position {
  const angle = metres / EARTH_RADIUS_METRES;
  const heading = headingDegrees * RADIANS;
  const latitude = from[1] * RADIANS;
  const sine = Math.sin(latitude) * Math.cos(angle) + Math.cos(latitude) * Math.sin(angle) * Math.cos(heading);
  const arrived = Math.asin(Math.max(-1, Math.min(1, sine)));
  const easting = Math.atan2(
    Math.sin(heading) * Math.sin(angle) * Math.cos(latitude),
    Math.cos(angle) - Math.sin(latitude) * Math.sin(arrived),
  );
  const longitude = from[0] + easting / RADIANS;
  return [((((longitude + 180) % 360) + 360) % 360) - 180, arrived / RADIANS];
}

/** Area without the holes. Exact for edges along parallels and meridians, within a millionth for edges of a kilometre. */
export function areaSquareMetres(polygon: Polygon): number {
  const [outer = [], ...holes] = polygon.coordinates;
  return holes.reduce((area, hole) => area - ringArea(hole), ringArea(outer));
}

function ringArea(ring: Ring): number {
  let sum = 0;
  for (const [from, to] of segmentsOf(ring)) {
    sum += (to[0] - from[0]) * RADIANS * (Math.sin(from[1] * RADIANS) + Math.sin(to[1] * RADIANS));
  }
  return (Math.abs(sum) * EARTH_RADIUS_METRES ** 2) / 2;
}
