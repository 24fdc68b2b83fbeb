import type { GroundPlane } from "../calibration/ground-plane.ts";
import { contains, type Point } from "../scene.ts";
import type { Size } from "../plane-size.ts";

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
  /** How many could stand at most in the ground that somebody hides whose middle is seen at the pixel: the flatter the view the more. */
  readonly mostHidden: Float32Array;
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
/** More bodies than that have no room on a square metre. */
const MOST_ON_SQUARE_METRE = 10;
const MOST_CELLS = 400;
/** The ground is worked out at every so manieth pixel of a row, and lies straight between them. */
const SPAN = 8;
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
  const mostHidden = new Float32Array(stride * height);
  const cellOf = new Int16Array(stride * height).fill(-1);
  if (plane === undefined) return { size, personArea, mostHidden, cellOf, cells: [] };
  const standing = new Standing(stride * height);
  const nearest = plane.toGround({ x: width / 2, y: height - 1 });
  const isFar = ({ x, y }: Point): boolean =>
    nearest !== undefined && Math.hypot(x - nearest.x, y - nearest.y) > FARTHEST_METRES;
  const seenAt = (x: number, y: number): Seen | undefined => {
    const ground = standsAt(plane, { x: x + 0.5, y: y + 0.5 });
    if (ground === undefined) return undefined;
    const area = plane.personAreaAt(ground) ?? 0;
    const most = Math.max(1, (MOST_ON_SQUARE_METRE * area) / squareMetreAt(plane, ground));
    return { ground, area, most, foot: plane.toPicture(ground) };
  };
  for (let y = 0; y < height; y++) {
    let next = seenAt(0, y);
    for (let left = 0; left < width; left += SPAN) {
      const right = Math.min(width - 1, left + SPAN);
      const here = next;
      next = seenAt(right, y);
      for (let x = left; x < Math.min(width, left + SPAN); x++) {
        const seen = between(here, next, (x - left) / Math.max(1, right - left)) ?? seenAt(x, y);
        if (seen === undefined || isFar(seen.ground) || seen.area < LEAST_PERSON_PIXELS) continue;
        const at = y * stride + x;
        personArea[at] = seen.area;
        mostHidden[at] = seen.most;
        const { foot, ground } = seen;
        if (foot !== undefined && (corners === undefined || contains(corners, foot))) standing.add(at, ground);
      }
    }
  }
  const cells = laidOut(plane, standing, cellOf);
  return { size, personArea, mostHidden, cellOf, cells };
}

/** What is at a pixel: the ground below whoever's middle is seen there, how many pixels they cover, how many they may hide, where their feet are. */
interface Seen {
  readonly ground: Point;
  readonly area: number;
  readonly most: number;
  readonly foot: Point | undefined;
}

/** Between two pixels of a row, where both are known: along a few pixels the ground lies as straight as the row does. */
function between(one: Seen | undefined, other: Seen | undefined, share: number): Seen | undefined {
  if (one?.foot === undefined || other?.foot === undefined) return undefined;
  const mix = (a: number, b: number): number => a + share * (b - a);
  return {
    ground: { x: mix(one.ground.x, other.ground.x), y: mix(one.ground.y, other.ground.y) },
    area: mix(one.area, other.area),
    most: mix(one.most, other.most),
    foot: { x: mix(one.foot.x, other.foot.x), y: mix(one.foot.y, other.foot.y) },
  };
}

/** Pixels at which somebody is counted, and the ground below them; numbers and no objects, for there are a quarter of a million. */
class Standing {
  readonly #at: Int32Array;
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  count = 0;

  constructor(most: number) {
    this.#at = new Int32Array(most);
    this.#x = new Float64Array(most);
    this.#y = new Float64Array(most);
  }

  add(at: number, { x, y }: Point): void {
    this.#at[this.count] = at;
    this.#x[this.count] = x;
    this.#y[this.count] = y;
    this.count++;
  }

  at(index: number): number {
    return this.#at[index] ?? 0;
  }

  x(index: number): number {
    return this.#x[index] ?? 0;
  }

  y(index: number): number {
    return this.#y[index] ?? 0;
  }
}

/** Pixels of a square metre of the ground. */
function squareMetreAt(plane: GroundPlane, { x, y }: Point): number {
  const [here, right, ahead] = [
    { x, y },
    { x: x + 0.1, y },
    { x, y: y + 0.1 },
  ].map((at) => plane.toPicture(at));
  if (here === undefined || right === undefined || ahead === undefined) return 1;
  return 100 * Math.abs((right.x - here.x) * (ahead.y - here.y) - (right.y - here.y) * (ahead.x - here.x));
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

/** A square's column and row as one number. */
const COLUMN = 2 ** 26;
const keyOf = (column: number, row: number): number => column * COLUMN + row + COLUMN / 2;

/** Squares of the smallest side with which there are not too many. */
function laidOut(plane: GroundPlane, standing: Standing, cellOf: Int16Array): GroundCell[] {
  for (const side of SIDES_METRES) {
    const numbers = new Map<number, number>();
    for (let index = 0; index < standing.count; index++) {
      const key = keyOf(Math.floor(standing.x(index) / side), Math.floor(standing.y(index) / side));
      if (!numbers.has(key)) numbers.set(key, numbers.size);
      if (numbers.size > MOST_CELLS && side !== SIDES_METRES.at(-1)) break;
    }
    if (numbers.size > MOST_CELLS && side !== SIDES_METRES.at(-1)) continue;
    // Sixteen parts of a cell, a bit each: how much of it is in the zone and in the picture.
    const seen = new Uint16Array(numbers.size);
    for (let index = 0; index < standing.count; index++) {
      const [x, y] = [standing.x(index) / side, standing.y(index) / side];
      const [column, row] = [Math.floor(x), Math.floor(y)];
      const cell = numbers.get(keyOf(column, row)) ?? -1;
      cellOf[standing.at(index)] = cell;
      if (cell < 0) continue;
      seen[cell] = (seen[cell] ?? 0) | (1 << (4 * Math.floor(4 * (x - column)) + Math.floor(4 * (y - row))));
    }
    return Array.from(numbers.keys(), (key, index): GroundCell => {
      const column = Math.floor(key / COLUMN);
      const row = key - column * COLUMN - COLUMN / 2;
      const corners = [
        [column, row],
        [column + 1, row],
        [column + 1, row + 1],
        [column, row + 1],
      ].flatMap(([x = 0, y = 0]) => plane.toPicture({ x: x * side, y: y * side }) ?? []);
      return { corners, squareMetres: (side * side * bitsIn(seen[index] ?? 0)) / 16 };
    });
  }
  return [];
}

function bitsIn(value: number): number {
  let [bits, left] = [0, value];
  for (; left !== 0; left &= left - 1) bits++;
  return bits;
}
