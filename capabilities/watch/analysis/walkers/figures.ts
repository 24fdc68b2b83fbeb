import { middleX, type Rectangle } from "../tracks/region.ts";
import type { Point } from "../scene.ts";
import type { Spot, WatchedGround } from "./watched-ground.ts";

/** Somebody, by where they stand. */
export interface Figure {
  readonly ground: Point;
  /** The feet, reduced pixels within the window. */
  readonly foot: Point;
  readonly box: Rectangle;
  /** What speaks for them on average over what they would cover, at most 1. */
  readonly certainty: number;
  /** Right below the feet of another: a shadow or a mirror image looks so, too. */
  readonly isBelow: boolean;
}

const LEAST_CERTAINTY = 0.12;
/** Around where somebody is expected this share of it is enough. */
const EXPECTED_METRES = 0.5;
const EXPECTED_SHARE = 0.25;
/** The light of a cloud, a lamp or a screen fades out; whoever stands before the ground has outlines. */
const LEAST_SHARPNESS = 0.42;
/** Right below somebody: across, in multiples of the width, and down from their feet, in multiples of the height. */
const BELOW = { across: 0.8, from: -0.75, until: 0.6 };
/** Four corners of three parts. */
const CORNERS = 12;
const MOST_FIGURES = 24;
/** Spots about as likely as the best one, and this near in multiples of its height, tell where between the spots they stand. */
const LIKELY_SHARE = 0.88;
const LIKELY_REACH = 0.3;

/**
 * Finds who explains the evidence: the spot for which most speaks is somebody's; what they cover is explained, and the next is looked for in
 * the rest. Bodies on a known ground as in F. Fleuret et al., Multicamera people tracking with a probabilistic occupancy map (PAMI 2008).
 */
export class FigureFinder {
  readonly #ground: WatchedGround;
  readonly #width: number;
  readonly #height: number;
  /** Sums over everything above and to the left. */
  readonly #sums: Float64Array;
  /** Where in the sums the corners of each spot's parts are. */
  readonly #corners: Int32Array;
  /** The box of each spot. */
  readonly #reaches: Float32Array;
  readonly #least: Float64Array;
  /** What speaks for somebody at each spot. */
  readonly #says: Float64Array;

  constructor(ground: WatchedGround) {
    this.#ground = ground;
    this.#width = ground.window.right - ground.window.left;
    this.#height = ground.window.bottom - ground.window.top;
    const row = this.#width + 1;
    this.#sums = new Float64Array(row * (this.#height + 1));
    const { spots } = ground;
    this.#says = new Float64Array(spots.length);
    this.#least = Float64Array.from(spots, ({ area }) => LEAST_CERTAINTY * area);
    this.#corners = Int32Array.from(
      spots.flatMap(({ parts }) =>
        parts.flatMap(({ left, top, right, bottom }) => [
          bottom * row + right,
          bottom * row + left,
          top * row + right,
          top * row + left,
        ]),
      ),
    );
    this.#reaches = Float32Array.from(spots.flatMap(({ box }) => [box.left, box.top, box.right, box.bottom]));
  }

  /**
   * @param evidence is used up
   * @param ratio of the picture to the ground
   * @param expected where somebody known should be, metres: less has to speak for them there
   */
  find(evidence: Float32Array, ratio: Float32Array, expected: readonly Point[]): Figure[] {
    const least = this.#leastAround(expected);
    const found: Figure[] = [];
    const { spots } = this.#ground;
    const says = this.#says;
    let explained: Rectangle = { left: 0, top: 0, right: this.#width, bottom: this.#height };
    for (let looks = 0; looks < MOST_FIGURES; looks++) {
      this.#addUp(evidence, explained.top);
      let [best, most] = [-1, 0];
      for (let index = 0; index < spots.length; index++) {
        const reach = this.#reaches;
        const isTouched =
          (reach[4 * index] ?? 0) < explained.right &&
          (reach[4 * index + 1] ?? 0) < explained.bottom &&
          (reach[4 * index + 2] ?? 0) > explained.left &&
          (reach[4 * index + 3] ?? 0) > explained.top;
        if (isTouched) says[index] = this.#sumOf(CORNERS * index, CORNERS * (index + 1));
        const sum = says[index] ?? 0;
        if (sum > most && sum > (least[index] ?? 0)) [best, most] = [index, sum];
      }
      const spot = spots[best];
      if (spot === undefined) break;
      if (this.#sharpnessOf(spot, ratio) > LEAST_SHARPNESS) found.push(this.#figureAt(spot, most, says));
      explained = this.#explain(spot, evidence);
    }
    return found.map((figure) => ({ ...figure, isBelow: found.some((other) => isRightBelow(figure.box, other.box)) }));
  }

  /** How much what is seen there changes from one point to the next, against how much it differs from the ground at all. */
  #sharpnessOf({ box }: Spot, ratio: Float32Array): number {
    let [slopes, differences] = [0, 0];
    const row = this.#width;
    for (let y = Math.max(1, Math.floor(box.top)); y < Math.min(this.#height - 1, box.bottom); y++) {
      for (let x = Math.max(1, Math.floor(box.left)); x < Math.min(row - 1, box.right); x++) {
        const at = y * row + x;
        slopes += Math.abs((ratio[at + 1] ?? 0) - (ratio[at - 1] ?? 0)) / 2;
        slopes += Math.abs((ratio[at + row] ?? 0) - (ratio[at - row] ?? 0)) / 2;
        differences += Math.abs((ratio[at] ?? 0) - 1);
      }
    }
    return slopes / Math.max(1e-6, differences);
  }

  #leastAround(expected: readonly Point[]): Float64Array {
    if (expected.length === 0) return this.#least;
    const least = this.#least.slice();
    for (const [index, { ground }] of this.#ground.spots.entries())
      if (expected.some(({ x, y }) => Math.hypot(x - ground.x, y - ground.y) < EXPECTED_METRES))
        least[index] = EXPECTED_SHARE * (least[index] ?? 0);
    return least;
  }

  #sumOf(from: number, until: number): number {
    let sum = 0;
    for (let at = from; at < until; at += 4)
      sum +=
        (this.#sums[this.#corners[at] ?? 0] ?? 0) -
        (this.#sums[this.#corners[at + 1] ?? 0] ?? 0) -
        (this.#sums[this.#corners[at + 2] ?? 0] ?? 0) +
        (this.#sums[this.#corners[at + 3] ?? 0] ?? 0);
    return sum;
  }

  /** Between the likely spots around the best one. */
  #figureAt(best: Spot, most: number, says: Float64Array): Figure {
    const reach = LIKELY_REACH * (best.box.bottom - best.box.top);
    let [weights, x, y, footX, footY] = [0, 0, 0, 0, 0];
    for (const [index, { ground, foot }] of this.#ground.spots.entries()) {
      const weight = (says[index] ?? 0) - LIKELY_SHARE * most;
      if (weight <= 0 || Math.hypot(foot.x - best.foot.x, foot.y - best.foot.y) > reach) continue;
      weights += weight;
      x += weight * ground.x;
      y += weight * ground.y;
      footX += weight * foot.x;
      footY += weight * foot.y;
    }
    const foot = { x: footX / weights, y: footY / weights };
    const [dx, dy] = [foot.x - best.foot.x, foot.y - best.foot.y];
    const { left, top, right, bottom } = best.box;
    return {
      ground: { x: x / weights, y: y / weights },
      foot,
      box: { left: left + dx, top: top + dy, right: right + dx, bottom: bottom + dy },
      certainty: most / best.area,
      isBelow: false,
    };
  }

  /** What somebody covers speaks for nobody else; where that is. */
  #explain({ box }: Spot, evidence: Float32Array): Rectangle {
    const wider = 0.15 * (box.right - box.left);
    const left = Math.max(0, Math.floor(box.left - wider));
    const right = Math.min(this.#width, Math.ceil(box.right + wider));
    const top = Math.max(0, Math.floor(box.top - wider));
    const bottom = Math.min(this.#height, Math.ceil(box.bottom + wider));
    for (let y = top; y < bottom; y++)
      for (let at = y * this.#width + left; at < y * this.#width + right; at++)
        evidence[at] = Math.min(0, evidence[at] ?? 0);
    return { left, top, right, bottom };
  }

  #addUp(evidence: Float32Array, fromRow: number): void {
    const row = this.#width + 1;
    for (let y = fromRow; y < this.#height; y++) {
      let sum = 0;
      for (let x = 0; x < this.#width; x++) {
        sum += evidence[y * this.#width + x] ?? 0;
        this.#sums[(y + 1) * row + x + 1] = (this.#sums[y * row + x + 1] ?? 0) + sum;
      }
    }
  }
}

/** Whether a box stands on its head right below another. */
export function isRightBelow(box: Rectangle, other: Rectangle): boolean {
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  const down = (box.top - other.bottom) / height;
  return Math.abs(middleX(box) - middleX(other)) < BELOW.across * width && down > BELOW.from && down < BELOW.until;
}
