import type { Position } from "./position.ts";

/** A closed line: four positions or more, the last the same as the first (RFC 7946, section 3.1.6). */
export type Ring = readonly Position[];

export type Segment = readonly [Position, Position];

/**
 * Closer than this counts as touching: 1e-9 degrees, a tenth of a millimetre. Without it, whether a shared border
 * counts would hang on the last bit of a multiplication.
 */
export const TOUCHING_DEGREES = 1e-9;

export function segmentsOf(ring: Ring): Segment[] {
  const segments: Segment[] = [];
  for (let at = 1; at < ring.length; at++) {
    const from = ring[at - 1];
    const to = ring[at];
    if (from !== undefined && to !== undefined) segments.push([from, to]);
  }
  return segments;
}

/** Twice the area in square degrees; positive when the ring runs counter-clockwise. */
export function signedDoubleArea(ring: Ring): number {
  const [origin] = ring;
  if (origin === undefined) return 0;
  let sum = 0;
  for (const [from, to] of segmentsOf(ring)) sum += cross(origin, from, to);
  return sum;
}

export type Side = "inside" | "border" | "outside";

/** Where a position lies. Edges are straight lines in longitude and latitude, as RFC 7946 section 3.1.1 has them. */
export function sideOfRing(position: Position, ring: Ring): Side {
  let inside = false;
  const [x, y] = position;
  for (const segment of segmentsOf(ring)) {
    if (isOnSegment(position, segment)) return "border";
    const [[x1, y1], [x2, y2]] = segment;
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  }
  return inside ? "inside" : "outside";
}

/** Whether a closed line crosses or touches itself anywhere but at its corners. */
export function crossesItself(ring: Ring): boolean {
  const segments = segmentsOf(ring);
  return segments.some((first, at) =>
    segments.slice(at + 1).some((second, offset) => {
      const follows = offset === 0;
      const closes = at === 0 && offset === segments.length - 2;
      if (follows) return foldsBack(first, second);
      if (closes) return foldsBack(second, first);
      return touches(first, second);
    }),
  );
}

/** Whether two segments have a point in common, ends included. */
export function touches(a: Segment, b: Segment): boolean {
  if (isApart(a, b)) return false;
  if (crossesProperly(a, b)) return true;
  return isOnSegment(b[0], a) || isOnSegment(b[1], a) || isOnSegment(a[0], b) || isOnSegment(a[1], b);
}

/** The places on `a`, as fractions of its length, where `b` meets it: where `a` could pass from one side of `b` to the other. */
export function meetings(a: Segment, b: Segment): number[] {
  if (isApart(a, b)) return [];
  const [from, to] = a;
  const ends = b.filter((end) => isOnSegment(end, a)).map((end) => fractionAlong(end, a));
  const ofFrom = cross(b[0], b[1], from);
  const ofTo = cross(b[0], b[1], to);
  if (ofFrom === ofTo || !crossesProperly(a, b)) return ends;
  return [...ends, ofFrom / (ofFrom - ofTo)];
}

function crossesProperly(a: Segment, b: Segment): boolean {
  return (
    cross(a[0], a[1], b[0]) > 0 !== cross(a[0], a[1], b[1]) > 0 &&
    cross(b[0], b[1], a[0]) > 0 !== cross(b[0], b[1], a[1]) > 0
  );
}

/** Whether `second`, which starts where `first` ends, runs back over it. */
function foldsBack(first: Segment, second: Segment): boolean {
  return isOnSegment(second[1], first) || isOnSegment(first[0], second);
}

function isOnSegment(position: Position, segment: Segment): boolean {
  const [[x1, y1]] = segment;
  const along = fractionAlong(position, segment);
  const nearestX = x1 + along * (segment[1][0] - x1);
  const nearestY = y1 + along * (segment[1][1] - y1);
  return Math.hypot(position[0] - nearestX, position[1] - nearestY) <= TOUCHING_DEGREES;
}

function fractionAlong(position: Position, [[x1, y1], [x2, y2]]: Segment): number {
  const squared = (x2 - x1) ** 2 + (y2 - y1) ** 2;
  if (squared === 0) return 0;
  const along = ((position[0] - x1) * (x2 - x1) + (position[1] - y1) * (y2 - y1)) / squared;
  return Math.min(1, Math.max(0, along));
}

function isApart([a, b]: Segment, [c, d]: Segment): boolean {
  return (
    Math.max(a[0], b[0]) + TOUCHING_DEGREES < Math.min(c[0], d[0]) ||
    Math.max(c[0], d[0]) + TOUCHING_DEGREES < Math.min(a[0], b[0]) ||
    Math.max(a[1], b[1]) + TOUCHING_DEGREES < Math.min(c[1], d[1]) ||
    Math.max(c[1], d[1]) + TOUCHING_DEGREES < Math.min(a[1], b[1])
  );
}

function cross(origin: Position, a: Position, b: Position): number {
  return (a[0] - origin[0]) * (b[1] - origin[1]) - (a[1] - origin[1]) * (b[0] - origin[0]);
}
