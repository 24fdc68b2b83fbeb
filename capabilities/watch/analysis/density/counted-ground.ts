import type { GroundPlane } from "../calibration/ground-plane.ts";
import { contains, type Point } from "../scene.ts";
import type { Size } from "./mask-cleaning.ts";

/** A square of the ground in which people are counted. */
export interface GroundCell {
  /** Its corners in the picture, pixels. */
  readonly corners: readonly Point[];
  /** What of it lies in the zone and in the picture. */
  readonly squareMetres: number;
}

/** The ground of a zone as the picture shows it, prepared once. */
export interface CountedGround {
  readonly size: Size;
  /** Pixels that somebody covers whose middle is seen at the pixel; 0 where nobody can be counted. */
  readonly personArea: Float32Array;
  /** The cell of somebody whose middle is seen at the pixel; -1 outside the zone. */
  readonly cellOf: Int16Array;
  readonly cells: readonly GroundCell[];
}

/** Half way up somebody: where the middle of what one sees of them is. */
const MIDDLE_METRES = 0.85;
/** Smaller people are noise: about eight pixels tall. */
const LEAST_PERSON_PIXELS = 12;
/** Farther away nobody is counted, whatever the picture shows. */
const FARTHEST_METRES = 120;
const MOST_CELLS = 400;
const SIDES_METRES = [2, 3, 4, 5, 8, 10, 15, 20, 30];

/**
 * @param corners of the zone, pixels; undefined for all of the ground that is seen
 * @param plane of the same pixels
 */
export function countedGround(
  plane: GroundPlane | undefined,
  corners: readonly Point[] | undefined,
  size: Size,
): CountedGround {
  const { width, height, stride } = size;
  const personArea = new Float32Array(stride * height);
  const cellOf = new Int16Array(stride * height).fill(-1);
  if (plane === undefined) return { size, personArea, cellOf, cells: [] };
  const standing: { at: number; ground: Point }[] = [];
  const nearest = plane.toGround({ x: width / 2, y: height - 1 });
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const ground = standsAt(plane, { x: x + 0.5, y: y + 0.5 });
      if (ground === undefined) continue;
      if (nearest !== undefined && Math.hypot(ground.x - nearest.x, ground.y - nearest.y) > FARTHEST_METRES) continue;
      const area = plane.personAreaAt(ground) ?? 0;
      if (area < LEAST_PERSON_PIXELS) continue;
      const at = y * stride + x;
      personArea[at] = area;
      const foot = plane.toPicture(ground);
      if (foot !== undefined && (corners === undefined || contains(corners, foot))) standing.push({ at, ground });
    }
  }
  const cells = laidOut(plane, standing, cellOf);
  return { size, personArea, cellOf, cells };
}

/** The ground below somebody whose middle is seen at a pixel: a few steps of a fixed-point iteration. */
function standsAt(plane: GroundPlane, pixel: Point): Point | undefined {
  let foot = pixel;
  let ground: Point | undefined;
  for (let step = 0; step < 4; step++) {
    ground = plane.toGround(foot);
    const middle = ground && plane.toPicture(ground, MIDDLE_METRES);
    if (middle === undefined) return undefined;
    foot = { x: foot.x + pixel.x - middle.x, y: foot.y + pixel.y - middle.y };
  }
  return ground;
}

/** Squares of the smallest side with which there are not too many. */
function laidOut(
  plane: GroundPlane,
  standing: readonly { readonly at: number; readonly ground: Point }[],
  cellOf: Int16Array,
): GroundCell[] {
  for (const side of SIDES_METRES) {
    const numbers = new Map<string, number>();
    for (const { ground } of standing) {
      const key = `${Math.floor(ground.x / side)} ${Math.floor(ground.y / side)}`;
      if (!numbers.has(key)) numbers.set(key, numbers.size);
      if (numbers.size > MOST_CELLS && side !== SIDES_METRES.at(-1)) break;
    }
    if (numbers.size > MOST_CELLS && side !== SIDES_METRES.at(-1)) continue;
    const seen = Array.from(numbers, () => new Set<number>());
    for (const { at, ground } of standing) {
      const [column, row] = [Math.floor(ground.x / side), Math.floor(ground.y / side)];
      const cell = numbers.get(`${column} ${row}`) ?? -1;
      cellOf[at] = cell;
      // Sixteen parts of a cell: how much of it is in the zone and in the picture.
      seen[cell]?.add(4 * Math.floor(4 * (ground.x / side - column)) + Math.floor(4 * (ground.y / side - row)));
    }
    return Array.from(numbers.keys(), (key, index): GroundCell => {
      const [column = 0, row = 0] = key.split(" ").map(Number);
      const corners = [
        [column, row],
        [column + 1, row],
        [column + 1, row + 1],
        [column, row + 1],
      ].flatMap(([x = 0, y = 0]) => plane.toPicture({ x: x * side, y: y * side }) ?? []);
      return { corners, squareMetres: (side * side * (seen[index]?.size ?? 0)) / 16 };
    });
  }
  return [];
}
