import type { Planes } from "../picture/background.ts";
import type { FlowField } from "./flow.ts";
import { boxArea, commonArea, grown, type Rectangle, type Region, unionOf } from "../tracks/region.ts";
import type { Point } from "../scene.ts";
import type { LaneHere } from "./lane.ts";

/** Pixels that go against a heading, as a region. Velocities in pixels a second. */
export interface Opposed extends Region {
  readonly velocity: Point;
  /** The part of the velocity that is against the heading. */
  readonly against: number;
  /** Its part of all that is in front of the ground where it was looked for, 0 to 1. */
  readonly share: number;
  readonly doubtful: boolean;
  /** Number of the track it is part of. */
  readonly source: number | undefined;
}

/** Where to look: a region of the foreground, and the track it is. */
export interface Source {
  readonly box: Rectangle;
  readonly id: number | undefined;
  /** It went with the heading as a whole, or nothing is known of where it came from. */
  readonly doubtful: boolean;
}

/** One sample for so many pixels, across and down. */
const STEP = 2;
/** Samples this far apart still belong together: neighbours. */
const JOIN = 1;
/** Slower than this between two pictures is the noise of the flow, in pixels. */
const LEAST_SHIFT = 0.5;
const LEAST_SAMPLES = 8;
/** Of the samples in front of the ground in its own box: what is less is scattered errors. */
const LEAST_SHARE = 0.35;

/** A part as small as this of what moves may be a hand or a wheel. */
const SMALL_SHARE = 0.3;
/** Parts of one region as near as this part of the larger one's size are of one thing. */
const JOINING_GAP = 0.25;
/** And this much of their common box is in front of the ground. */
const JOINING_FILL = 0.6;

const GROUND = 0;
const FRONT = 1;
const AGAINST = 2;
const TAKEN = 3;

/**
 * Tells, in what moves, the parts that go against a heading from those that go with it or across: two vehicles that pass each other
 * are one region of the foreground, and two of these. Keeps its memory from box to box.
 */
export class OpposedFinder {
  #sides = new Uint8Array(0);
  #queue = new Int32Array(0);

  /**
   * @param source in analysed pixels
   * @param field flow of the pixels of now to where they were; right inside its box
   * @param heading unit vector
   * @param coneCosine cosine of how far from the opposite of the heading still counts
   */
  find(
    source: Source,
    planes: Planes,
    field: FlowField,
    { heading, along, across }: LaneHere,
    coneCosine: number,
    elapsedSeconds: number,
  ): Opposed[] {
    const { box } = source;
    const left = Math.max(0, Math.floor(box.left / STEP) * STEP);
    const top = Math.max(0, Math.floor(box.top / STEP) * STEP);
    const columns = Math.max(0, Math.ceil((Math.min(box.right, planes.width) - left) / STEP));
    const rows = Math.max(0, Math.ceil((Math.min(box.bottom, planes.height) - top) / STEP));
    if (this.#sides.length < columns * rows) {
      this.#sides = new Uint8Array(columns * rows);
      this.#queue = new Int32Array(columns * rows);
    }
    const sides = this.#sides;
    const toPixels = field.factor / 64;
    for (let row = 0; row < rows; row++) {
      const y = top + row * STEP;
      const fieldRow = Math.min(field.height - 1, Math.floor(y / field.factor)) * field.stride;
      for (let column = 0; column < columns; column++) {
        const x = left + column * STEP;
        let side = GROUND;
        if (planes.mask[y * planes.stride + x] !== 0) {
          const at = fieldRow + Math.min(field.width - 1, Math.floor(x / field.factor));
          // The field says where a pixel was: it moved the other way.
          const u = -(field.u[at] ?? 0) * toPixels;
          const v = -(field.v[at] ?? 0) * toPixels;
          const against = -(u * along.x + v * along.y);
          const aside = u * across.x + v * across.y;
          const isAgainst = against > 0 && against >= coneCosine * Math.sqrt(against * against + aside * aside);
          side = isAgainst && u * u + v * v >= LEAST_SHIFT * LEAST_SHIFT ? AGAINST : FRONT;
        }
        sides[row * columns + column] = side;
      }
    }
    const groups: Group[] = [];
    for (let start = 0; start < columns * rows; start++) {
      if (sides[start] !== AGAINST) continue;
      const group = this.#grow(start, columns, rows, left, top, field);
      if (group.count >= LEAST_SAMPLES) groups.push(group);
    }
    const front = this.#frontIn(box, columns, rows, left, top);
    const fill = (bounds: Rectangle): number =>
      (this.#frontIn(bounds, columns, rows, left, top) * STEP * STEP) / boxArea(bounds);
    return joined(groups, fill).flatMap(({ box: bounds, count, x, y }, index): Opposed[] => {
      if (count < LEAST_SHARE * this.#frontIn(bounds, columns, rows, left, top)) return [];
      const perSecond = 1 / count / Math.max(0.02, elapsedSeconds);
      const velocity = { x: x * perSecond, y: y * perSecond };
      const against = -(velocity.x * heading.x + velocity.y * heading.y);
      const share = count / Math.max(1, front);
      const doubtful = source.doubtful || share < SMALL_SHARE;
      return [
        {
          ...bounds,
          label: index + 1,
          area: count * STEP * STEP,
          velocity,
          against,
          share,
          doubtful,
          source: source.id,
        },
      ];
    });
  }

  /** All samples connected with `start`; they are marked as taken. */
  #grow(start: number, columns: number, rows: number, left: number, top: number, field: FlowField): Group {
    const sides = this.#sides;
    const queue = this.#queue;
    let [head, tail, x, y] = [0, 0, 0, 0];
    let [least, most, upper, lower] = [columns, 0, rows, 0];
    queue[tail++] = start;
    sides[start] = TAKEN;
    while (head < tail) {
      const at = queue[head++] ?? 0;
      const column = at % columns;
      const row = (at - column) / columns;
      const from = indexAt(left + column * STEP, top + row * STEP, field);
      x -= field.u[from] ?? 0;
      y -= field.v[from] ?? 0;
      least = Math.min(least, column);
      most = Math.max(most, column);
      upper = Math.min(upper, row);
      lower = Math.max(lower, row);
      const lastRow = Math.min(rows - 1, row + JOIN);
      const lastColumn = Math.min(columns - 1, column + JOIN);
      for (let j = Math.max(0, row - JOIN); j <= lastRow; j++) {
        for (let i = Math.max(0, column - JOIN); i <= lastColumn; i++) {
          const next = j * columns + i;
          if (sides[next] !== AGAINST) continue;
          sides[next] = TAKEN;
          queue[tail++] = next;
        }
      }
    }
    const box = {
      left: left + least * STEP,
      top: top + upper * STEP,
      right: left + (most + 1) * STEP,
      bottom: top + (lower + 1) * STEP,
    };
    const toPixels = field.factor / 64;
    return { count: tail, box, x: x * toPixels, y: y * toPixels };
  }

  /** Samples in front of the ground in a box, in pixels. */
  #frontIn(box: Rectangle, columns: number, rows: number, left: number, top: number): number {
    const lastRow = Math.min(rows, Math.ceil((box.bottom - top) / STEP));
    const lastColumn = Math.min(columns, Math.ceil((box.right - left) / STEP));
    let count = 0;
    for (let row = Math.max(0, Math.floor((box.top - top) / STEP)); row < lastRow; row++) {
      for (let column = Math.max(0, Math.floor((box.left - left) / STEP)); column < lastColumn; column++) {
        if (this.#sides[row * columns + column] !== GROUND) count++;
      }
    }
    return count;
  }
}

/** The value of a field at a pixel. It says where the pixel was before: it moved the other way. */
function indexAt(x: number, y: number, field: FlowField): number {
  const column = Math.min(field.width - 1, Math.floor(x / field.factor));
  const row = Math.min(field.height - 1, Math.floor(y / field.factor));
  return row * field.stride + column;
}

/**
 * A windscreen or a plain flank parts a vehicle: parts near each other are one thing when what lies between them is in front of the
 * ground as well. Two vehicles side by side have ground between them.
 */
function joined(groups: readonly Group[], fill: (box: Rectangle) => number): Group[] {
  const whole: Group[] = [];
  for (const group of groups) {
    let one = group;
    for (let index = whole.length - 1; index >= 0; index--) {
      const other = whole[index];
      if (other === undefined || !isNear(one.box, other.box) || fill(unionOf(one.box, other.box)) < JOINING_FILL)
        continue;
      whole.splice(index, 1);
      one = {
        count: one.count + other.count,
        box: unionOf(one.box, other.box),
        x: one.x + other.x,
        y: one.y + other.y,
      };
      index = whole.length;
    }
    whole.push(one);
  }
  return whole;
}

function isNear(one: Rectangle, other: Rectangle): boolean {
  const gap = JOINING_GAP * Math.sqrt(Math.max(boxArea(one), boxArea(other)));
  return commonArea(grown(one, gap), other) > 0;
}

/** Samples that belong together, their box, and the sums of their shifts; in pixels. */
interface Group {
  readonly count: number;
  readonly box: Rectangle;
  readonly x: number;
  readonly y: number;
}
