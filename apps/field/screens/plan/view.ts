import { distanceMetres, EARTH_RADIUS_METRES, type Position } from "@cordon/kernel";

/** Metres east and south of where the plan is laid out from: flat, which a town is. */
export type Flat = readonly [east: number, south: number];

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What is looked at: the middle, and how many metres a pixel is. */
export interface View {
  readonly centre: Flat;
  readonly metresPerPixel: number;
}

const CLOSEST = 0.1;
const FARTHEST = 100;
const RADIAN = Math.PI / 180;

/** @param origin near to all that is shown */
export function flatFrom(origin: Position): (position: Position) => Flat {
  const east = EARTH_RADIUS_METRES * RADIAN * Math.cos(origin[1] * RADIAN);
  const south = -EARTH_RADIUS_METRES * RADIAN;
  return ([lon, lat]) => [(lon - origin[0]) * east, (lat - origin[1]) * south];
}

export function onScreen({ centre, metresPerPixel }: View, { width, height }: Size, [east, south]: Flat): Flat {
  return [width / 2 + (east - centre[0]) / metresPerPixel, height / 2 + (south - centre[1]) / metresPerPixel];
}

/** Dragged by so many pixels: what was under the finger stays there. */
export function dragged({ centre, metresPerPixel }: View, right: number, down: number): View {
  return { centre: [centre[0] - right * metresPerPixel, centre[1] - down * metresPerPixel], metresPerPixel };
}

/** @param factor above 1 is closer */
export function closer({ centre, metresPerPixel }: View, factor: number): View {
  return { centre, metresPerPixel: Math.min(FARTHEST, Math.max(CLOSEST, metresPerPixel / factor)) };
}

/** All of these, with room around them; null for none. One alone is looked at from near. */
export function around(flats: readonly Flat[], { width, height }: Size): View | null {
  if (flats.length === 0) return null;
  const [east, south] = [flats.map(([one]) => one), flats.map(([, one]) => one)];
  const [west, right, top, bottom] = [Math.min(...east), Math.max(...east), Math.min(...south), Math.max(...south)];
  const room = 0.8;
  const needed = Math.max((right - west) / (width * room), (bottom - top) / (height * room), 0.5);
  return { centre: [(west + right) / 2, (top + bottom) / 2], metresPerPixel: Math.min(FARTHEST, needed) };
}

/** A length that is said with one digit, as a bar of at most `most` pixels. */
export function scaleOf({ metresPerPixel }: View, most: number): { readonly metres: number; readonly pixels: number } {
  const room = metresPerPixel * most;
  const ten = 10 ** Math.floor(Math.log10(room));
  const metres = [5, 2, 1].map((one) => one * ten).find((one) => one <= room) ?? ten;
  return { metres, pixels: metres / metresPerPixel };
}

/** Which of the eight winds lies that way, 0 for north, clockwise. */
export const windOf = (degrees: number): number => Math.round((((degrees % 360) + 360) % 360) / 45) % 8;

/** Of several positions, the one that is nearest to where somebody is; of a line or an area that is far better than its first. */
export function nearest(from: Position, positions: readonly Position[]): Position | undefined {
  let best: Position | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const position of positions) {
    const metres = distanceMetres(from, position);
    if (metres >= least) continue;
    least = metres;
    best = position;
  }
  return best;
}
