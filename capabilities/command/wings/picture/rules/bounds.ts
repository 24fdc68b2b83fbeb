import { type Area, destination, type Place, type Position } from "@cordon/kernel";

/** As far from a place of the operation as a unit of it can be: a helicopter that fetches somebody from the next region. */
export const REACH_METRES = 200_000;
/** An operation has a few regions; of one that has more, some are looked at as one. */
const MOST_AREAS = 16;

/**
 * Where units of an operation with these places can be: a box around each, those that meet made one. Null for anywhere, while no place is
 * drawn. Places on both sides of the 180th meridian make two boxes.
 */
export function boundsOf(places: Iterable<Pick<Place, "shape">>, reachMetres = REACH_METRES): readonly Area[] | null {
  const apart: Area[] = [];
  for (const { shape } of places) for (const area of around(shape, reachMetres)) join(apart, area);
  while (apart.length > MOST_AREAS) {
    const last = apart.pop();
    const one = apart.pop();
    if (last !== undefined && one !== undefined) join(apart, both(one, last));
  }
  return apart.length === 0 ? null : apart;
}

/** Puts a box among boxes of which no two meet. */
function join(apart: Area[], area: Area): void {
  let whole = area;
  for (let at = apart.findIndex((each) => meet(each, whole)); at !== -1; ) {
    const [met] = apart.splice(at, 1);
    if (met !== undefined) whole = both(met, whole);
    at = apart.findIndex((each) => meet(each, whole));
  }
  apart.push(whole);
}

const both = (one: Area, other: Area): Area => [
  Math.min(one[0], other[0]),
  Math.min(one[1], other[1]),
  Math.max(one[2], other[2]),
  Math.max(one[3], other[3]),
];

const meet = (one: Area, other: Area) =>
  one[0] <= other[2] && other[0] <= one[2] && one[1] <= other[3] && other[1] <= one[3];

function around(shape: Place["shape"], metres: number): readonly Area[] {
  const corners: readonly Position[] = shape.type === "Point" ? [shape.coordinates] : (shape.coordinates[0] ?? []);
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [lon, lat] of corners) {
    west = Math.min(west, lon);
    south = Math.min(south, lat);
    east = Math.max(east, lon);
    north = Math.max(north, lat);
  }
  if (west > east) return [];
  const up = degreesNorth(metres);
  const [low, high] = [Math.max(-90, south - up), Math.min(90, north + up)];
  // So near to a pole, all longitudes are within reach.
  if (low === -90 || high === 90) return [[-180, low, 180, high]];
  const aside = degreesEast(metres, Math.max(Math.abs(low), Math.abs(high)));
  const [left, right] = [west - aside, east + aside];
  if (right - left >= 360) return [[-180, low, 180, high]];
  if (left < -180) {
    return [
      [-180, low, right, high],
      [left + 360, low, 180, high],
    ];
  }
  if (right > 180) {
    return [
      [left, low, 180, high],
      [-180, low, right - 360, high],
    ];
  }
  return [[left, low, right, high]];
}

const degreesNorth = (metres: number) => destination([0, 0], 0, metres)[1];

/** How far east or west one comes at a latitude; where that is furthest, towards the pole. */
const degreesEast = (metres: number, latitude: number) => degreesNorth(metres) / Math.cos((latitude * Math.PI) / 180);
