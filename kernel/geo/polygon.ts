import type { Position } from "./position.ts";
import { meetings, type Ring, type Segment, segmentsOf, sideOfRing, touches } from "./ring.ts";
import type { Polygon } from "./shape.ts";

/** [west, south, east, north] in degrees (RFC 7946, section 5). */
export type BoundingBox = readonly [west: number, south: number, east: number, north: number];

/** The smallest box around some positions; undefined around none. */
export function boundingBox(positions: Iterable<Position>): BoundingBox | undefined {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [longitude, latitude] of positions) {
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  return west === Infinity ? undefined : [west, south, east, north];
}

/** Whether two boxes have a point in common. */
export function boxesMeet(a: BoundingBox, b: BoundingBox): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

/** Whether a position is in the area; its border, and that of a hole, belong to it. */
export function pointInPolygon(position: Position, polygon: Polygon): boolean {
  const [outer, ...holes] = polygon.coordinates;
  if (outer === undefined || sideOfRing(position, outer) === "outside") return false;
  return holes.every((hole) => sideOfRing(position, hole) !== "inside");
}

/** Whether every point of `inner` is in `outer`; shared borders are allowed. */
export function polygonContainsPolygon(outer: Polygon, inner: Polygon): boolean {
  const borders = outer.coordinates.flatMap(segmentsOf);
  const isIn = (segment: Segment) => piecesOf(segment, borders).every((position) => pointInPolygon(position, outer));
  if (!inner.coordinates.flatMap(segmentsOf).every(isIn)) return false;
  // The border of `inner` lies in `outer`, so a hole of `outer` is now wholly within `inner` or wholly out of it.
  return outer.coordinates.slice(1).every((hole) => {
    const position = positionInside(hole);
    return position === undefined || !isStrictlyIn(position, inner);
  });
}

/** Whether two areas have a point in common; touching counts. */
export function polygonsIntersect(a: Polygon, b: Polygon): boolean {
  const boxA = boundingBox(a.coordinates[0] ?? []);
  const boxB = boundingBox(b.coordinates[0] ?? []);
  if (boxA === undefined || boxB === undefined || !boxesMeet(boxA, boxB)) return false;
  const [cornerOfA, cornerOfB] = [a.coordinates[0]?.[0], b.coordinates[0]?.[0]];
  if (cornerOfA !== undefined && pointInPolygon(cornerOfA, b)) return true;
  if (cornerOfB !== undefined && pointInPolygon(cornerOfB, a)) return true;
  const bordersOfB = b.coordinates.flatMap(segmentsOf);
  return a.coordinates.flatMap(segmentsOf).some((one) => bordersOfB.some((other) => touches(one, other)));
}

/** A position inside the area and not on its border: where a label can stand. Undefined only for an area thinner than a double can tell. */
export function positionWithin(polygon: Polygon): Position | undefined {
  return scan(polygon.coordinates, (position) => isStrictlyIn(position, polygon));
}

function positionInside(ring: Ring): Position | undefined {
  return scan([ring], (position) => sideOfRing(position, ring) === "inside");
}

function isStrictlyIn(position: Position, polygon: Polygon): boolean {
  const [outer, ...holes] = polygon.coordinates;
  return (
    outer !== undefined &&
    sideOfRing(position, outer) === "inside" &&
    holes.every((hole) => sideOfRing(position, hole) === "outside")
  );
}

/** Between two neighbouring corners' latitudes a parallel meets only whole edges; the middle of its widest part inside is taken. */
function scan(rings: readonly Ring[], accept: (position: Position) => boolean): Position | undefined {
  const latitudes = [...new Set(rings.flat().map(([, latitude]) => latitude))].sort((a, b) => a - b);
  const segments = rings.flatMap(segmentsOf);
  let best: { readonly position: Position; readonly width: number } | undefined;
  for (let at = 1; at < latitudes.length; at++) {
    const latitude = ((latitudes[at - 1] ?? 0) + (latitudes[at] ?? 0)) / 2;
    const longitudes = segments
      .filter(([[, from], [, to]]) => from > latitude !== to > latitude)
      .map(([[x1, y1], [x2, y2]]) => x1 + ((latitude - y1) / (y2 - y1)) * (x2 - x1))
      .sort((a, b) => a - b);
    for (let pair = 1; pair < longitudes.length; pair++) {
      const [west, east] = [longitudes[pair - 1] ?? 0, longitudes[pair] ?? 0];
      const position: Position = [(west + east) / 2, latitude];
      if (east - west > (best?.width ?? 0) && accept(position)) best = { position, width: east - west };
    }
  }
  return best?.position;
}

/** Both ends of a segment and the middle of each piece that the borders cut it into: if all are in an area, so is the segment. */
function piecesOf(segment: Segment, borders: readonly Segment[]): Position[] {
  const cuts = [0, 1, ...borders.flatMap((border) => meetings(segment, border))].sort((a, b) => a - b);
  const fractions = [0, 1];
  for (let at = 1; at < cuts.length; at++) fractions.push(((cuts[at - 1] ?? 0) + (cuts[at] ?? 1)) / 2);
  const [from, to] = segment;
  return fractions.map((along): Position => [from[0] + along * (to[0] - from[0]), from[1] + along * (to[1] - from[1])]);
}
