import { CORNERS } from "../../kernels/evidence/evidence-kernels.ts";
import type { Kernels } from "../../kernels/kernels.ts";
import { middleX, type Rectangle } from "../tracks/region.ts";
import type { Point } from "../scene.ts";
import type { EvidenceOffsets } from "./evidence-layout.ts";
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
  readonly #kernels: Kernels;
  readonly #at: EvidenceOffsets;
  readonly #width: number;
  readonly #height: number;
  readonly #evidence: Float32Array;
  readonly #ratio: Float32Array;
  /** What has to speak for somebody at each spot: at least, and around where nobody is expected. */
  readonly #least: Float64Array;
  readonly #usual: Float64Array;
  /** Where on the ground each spot is, metres: x, y. */
  readonly #places: Float64Array;
  /** What speaks for somebody at each spot. */
  readonly #says: Float64Array;

  constructor(ground: WatchedGround, kernels: Kernels, at: EvidenceOffsets) {
    [this.#ground, this.#kernels, this.#at] = [ground, kernels, at];
    this.#width = ground.window.right - ground.window.left;
    this.#height = ground.window.bottom - ground.window.top;
    const row = this.#width + 1;
    const { spots } = ground;
    const { buffer } = kernels;
    this.#evidence = new Float32Array(buffer, at.evidence, this.#width * this.#height);
    this.#ratio = new Float32Array(buffer, at.ratio, this.#width * this.#height);
    this.#says = new Float64Array(buffer, at.says, spots.length);
    this.#least = new Float64Array(buffer, at.least, spots.length);
    this.#usual = Float64Array.from(spots, ({ area }) => LEAST_CERTAINTY * area);
    this.#places = Float64Array.from(spots.flatMap(({ ground: { x, y } }) => [x, y]));
    new Int32Array(buffer, at.corners, CORNERS * spots.length).set(
      spots.flatMap(({ parts }) =>
        parts.flatMap(({ left, top, right, bottom }) => [
          bottom * row + right,
          bottom * row + left,
          top * row + right,
          top * row + left,
        ]),
      ),
    );
    new Float32Array(buffer, at.reaches, 4 * spots.length).set(
      spots.flatMap(({ box }) => [box.left, box.top, box.right, box.bottom]),
    );
  }

  /**
   * Uses the evidence up.
   * @param expected where somebody known should be, metres: less has to speak for them there
   */
  find(expected: readonly Point[]): Figure[] {
    this.#expect(expected);
    const found: Figure[] = [];
    const { spots } = this.#ground;
    const { addUp, bestSpot } = this.#kernels.evidence;
    const { evidence, sums, corners, reaches, says, least } = this.#at;
    let explained: Rectangle = { left: 0, top: 0, right: this.#width, bottom: this.#height };
    for (let looks = 0; looks < MOST_FIGURES; looks++) {
      const { left, top, right, bottom } = explained;
      addUp(evidence, sums, this.#width, this.#height, top);
      const best = bestSpot(sums, corners, reaches, says, least, spots.length, left, top, right, bottom);
      const spot = spots[best];
      if (spot === undefined) break;
      if (this.#sharpnessOf(spot) > LEAST_SHARPNESS) found.push(this.#figureAt(spot, this.#says[best] ?? 0));
      explained = this.#explain(spot);
    }
    return found.map((figure) => ({ ...figure, isBelow: found.some((other) => isRightBelow(figure.box, other.box)) }));
  }

  /** How much what is seen there changes from one point to the next, against how much it differs from the ground at all. */
  #sharpnessOf({ box }: Spot): number {
    const ratio = this.#ratio;
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

  #expect(expected: readonly Point[]): void {
    const least = this.#least;
    const places = this.#places;
    least.set(this.#usual);
    for (const { x, y } of expected) {
      for (let spot = 0; spot < least.length; spot++) {
        const dx = x - (places[2 * spot] ?? 0);
        const dy = y - (places[2 * spot + 1] ?? 0);
        if (dx * dx + dy * dy < EXPECTED_METRES * EXPECTED_METRES)
          least[spot] = EXPECTED_SHARE * (this.#usual[spot] ?? 0);
      }
    }
  }

  /** Between the likely spots around the best one. */
  #figureAt(best: Spot, most: number): Figure {
    const reach = LIKELY_REACH * (best.box.bottom - best.box.top);
    let [weights, x, y, footX, footY] = [0, 0, 0, 0, 0];
    const { spots } = this.#ground;
    for (let index = 0; index < spots.length; index++) {
      const weight = (this.#says[index] ?? 0) - LIKELY_SHARE * most;
      const spot = spots[index];
      if (weight <= 0 || spot === undefined) continue;
      const { ground, foot } = spot;
      if (Math.hypot(foot.x - best.foot.x, foot.y - best.foot.y) > reach) continue;
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
  #explain({ box }: Spot): Rectangle {
    const evidence = this.#evidence;
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
}

/** Whether a box stands on its head right below another. */
export function isRightBelow(box: Rectangle, other: Rectangle): boolean {
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  const down = (box.top - other.bottom) / height;
  return Math.abs(middleX(box) - middleX(other)) < BELOW.across * width && down > BELOW.from && down < BELOW.until;
}
