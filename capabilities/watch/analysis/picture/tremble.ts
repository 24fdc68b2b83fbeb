/** How far the picture has moved against the background, in whole analysed pixels. */
export interface Shift {
  readonly x: number;
  readonly y: number;
}

export const NO_SHIFT: Shift = { x: 0, y: 0 };

/** Larger movements are another view, not a tremble. */
const FARTHEST = 24;
const COARSE_STEP = 2;
const CELL = 24;
const REST_STEPS = 8;
/** Sharp places that it takes, the points of each, and the share of the places that must have moved. */
const LEAST_CELLS = 16;
const POINTS = 4;
const AGREEING_SHARE = 0.65;
/** A difference counts at most this much, so that what moves through the picture decides nothing. */
const MOST_LEVELS = 40;
/** Mean level of difference at the sharpest points of a camera that stands still. */
const STEADY_LEVELS = 7;

/**
 * Finds the small movements of a camera on a pole, or in a hand, by comparing the sharpest points of the background with the
 * picture. Costs next to nothing while the camera is steady.
 */
export class TrembleMeter {
  readonly #width: number;
  readonly #height: number;
  readonly #stride: number;
  #points: Int32Array = new Int32Array(0);
  #last: Shift = NO_SHIFT;
  #steps = 0;
  /** The difference with which the last wide search was made in vain. */
  #vainCost = Number.POSITIVE_INFINITY;
  #vainSteps = 0;

  constructor(width: number, height: number, stride: number) {
    this.#width = width;
    this.#height = height;
    this.#stride = stride;
  }

  /** Compares `frame` with the background `mean`. */
  measure(frame: Uint8Array, mean: Uint8Array): Shift {
    if (this.#steps++ % 16 === 0) this.#points = this.#sharpest(mean);
    // A picture without sharp points gives nothing to hold on to, and a few of them may all be somebody's who stood there.
    if (this.#points.length < LEAST_CELLS * POINTS) return (this.#last = NO_SHIFT);
    const atRest = this.#cost(frame, mean, 0, 0, Number.POSITIVE_INFINITY);
    if (atRest < STEADY_LEVELS) return (this.#last = NO_SHIFT);
    let best = { ...NO_SHIFT, cost: atRest };
    const consider = (x: number, y: number): void => {
      const cost = this.#cost(frame, mean, x, y, best.cost);
      if (cost < best.cost) best = { x, y, cost };
    };
    const { x: nearX, y: nearY } = this.#last;
    for (let y = nearY - 2; y <= nearY + 2; y++) for (let x = nearX - 2; x <= nearX + 2; x++) consider(x, y);
    if (best.cost > 0.5 * atRest && this.#mayFind(atRest)) {
      for (let y = -FARTHEST; y <= FARTHEST; y += COARSE_STEP)
        for (let x = -FARTHEST; x <= FARTHEST; x += COARSE_STEP) consider(x, y);
      const { x: coarseX, y: coarseY } = best;
      for (let y = coarseY - 2; y <= coarseY + 2; y++) for (let x = coarseX - 2; x <= coarseX + 2; x++) consider(x, y);
    }
    // Moving must explain a good part of the difference: people in front of sharp points are no tremble.
    const found = best.cost < 0.75 * atRest && this.#agree(frame, mean, best);
    this.#last = found ? { x: best.x, y: best.y } : NO_SHIFT;
    if (found) this.#vainCost = Number.POSITIVE_INFINITY;
    else if (this.#vainCost === Number.POSITIVE_INFINITY) this.#vainCost = atRest;
    return this.#last;
  }

  /** A camera moves all of its picture: the background is found again in most places, not in one where somebody came or went. */
  #agree(frame: Uint8Array, mean: Uint8Array, { x, y }: Shift): boolean {
    const points = this.#points;
    const by = y * this.#stride + x;
    let better = 0;
    for (let cell = 0; cell < points.length; cell += POINTS) {
      let gain = 0;
      for (let i = cell; i < cell + POINTS; i++) {
        const at = points[i] ?? 0;
        gain += Math.abs((frame[at] ?? 0) - (mean[at] ?? 0)) - Math.abs((frame[at + by] ?? 0) - (mean[at] ?? 0));
      }
      if (gain > 0) better++;
    }
    return better * POINTS > AGREEING_SHARE * points.length;
  }

  /** A wide search that found nothing is not made again for a while, unless the picture got clearly worse. */
  #mayFind(atRest: number): boolean {
    if (this.#vainCost === Number.POSITIVE_INFINITY) return true;
    if (atRest < 1.4 * this.#vainCost && ++this.#vainSteps < REST_STEPS) return false;
    this.#vainSteps = 0;
    this.#vainCost = Number.POSITIVE_INFINITY;
    return true;
  }

  /** Mean difference in levels; infinite as soon as it cannot come below `toBeat`, which ends most of a search early. */
  #cost(frame: Uint8Array, mean: Uint8Array, x: number, y: number, toBeat: number): number {
    const points = this.#points;
    const by = y * this.#stride + x;
    const most = toBeat * points.length;
    let sum = 0;
    for (let i = 0; i < points.length; i++) {
      const at = points[i] ?? 0;
      const difference = Math.abs((frame[at + by] ?? 0) - (mean[at] ?? 0));
      sum += difference < MOST_LEVELS ? difference : MOST_LEVELS;
      if (sum >= most) return Number.POSITIVE_INFINITY;
    }
    return sum / points.length;
  }

  /** The sharpest point of each cell of a grid, and beside it its neighbours across the edge. */
  #sharpest(mean: Uint8Array): Int32Array {
    const found: number[] = [];
    const stride = this.#stride;
    for (let top = FARTHEST + 2; top + CELL <= this.#height - FARTHEST - 2; top += CELL) {
      for (let left = FARTHEST + 2; left + CELL <= this.#width - FARTHEST - 2; left += CELL) {
        let steepest = 24;
        let point = -1;
        for (let y = top; y < top + CELL; y += 2) {
          for (let x = left; x < left + CELL; x += 2) {
            const at = y * stride + x;
            const slope =
              Math.abs((mean[at + 1] ?? 0) - (mean[at - 1] ?? 0)) +
              Math.abs((mean[at + stride] ?? 0) - (mean[at - stride] ?? 0));
            if (slope > steepest) {
              steepest = slope;
              point = at;
            }
          }
        }
        if (point >= 0) found.push(point - stride - 1, point, point + 1, point + stride);
      }
    }
    return Int32Array.from(found);
  }
}

/** Moves a picture back into the place of the background; what is beyond the picture's edge is taken from the background. */
export function moveBack(
  frame: Uint8Array,
  mean: Uint8Array,
  stride: number,
  width: number,
  height: number,
  shift: Shift,
): void {
  const copy = frame.slice();
  for (let y = 0; y < height; y++) {
    const from = y + shift.y;
    for (let x = 0; x < width; x++) {
      const fromX = x + shift.x;
      const at = y * stride + x;
      const inside = from >= 0 && from < height && fromX >= 0 && fromX < width;
      frame[at] = (inside ? copy[from * stride + fromX] : mean[at]) ?? 0;
    }
  }
}
