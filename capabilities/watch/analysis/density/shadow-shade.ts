import type { CrowdPlanes } from "./crowd-planes.ts";
import { SunShade } from "./sun-shade.ts";

/** Shades from 0 to 1 of what the ground shows, in hundredths. */
const BINS = 101;
const LIGHTEST = 92;
const DARKEST = 25;
/** Half the width of the peak that shadows make, and of one that is known to be the sun's: coding smears it. */
const REACH = 3;
const SUN_REACH = 5;
/** Its middle, and the width beside it that it must stand out of so many times. */
const CORE = 2;
const PROMINENCE = 1.7;
/** Less is enough to go on believing in a peak near the one before: in a crowd shadows fall on other people. */
const STILL_PROMINENT = 1.2;
const DRIFT = 4;
const LEAST_SHARE = 0.07;
/** Rows of clothes that may have the shadows' shade. */
const GAP = 12;
/** From the core of a shadow to its soft edge. */
const EDGE = 97;
const KEEP = 0.9;

/**
 * Tells cast shadows from people: the sun is one, so all its shadows take the same share of the light, while clothes are of all shades.
 * The share is learned as a peak among the shades of what is foreground; where there is none nothing is taken for a shadow.
 */
export class ShadowShade {
  readonly #shades = new Float32Array(BINS);
  readonly #sun = new SunShade();
  #peak: number | undefined;
  readonly #planes: CrowdPlanes;
  /** How many pixels have each shade now. */
  readonly #now: Int32Array;

  constructor(planes: CrowdPlanes) {
    this.#planes = planes;
    this.#now = new Int32Array(planes.kernels.buffer, planes.at.bins, BINS);
  }

  /** The share of the light that is left in the shadows, if there are any. */
  get peak(): number | undefined {
    return this.#peak === undefined ? undefined : this.#peak / 100;
  }

  /**
   * Clears what is a shadow from what differs from the ground. Clothes that happen to have the shadows' shade stay: between what is no shadow
   * above and below, they are part of somebody.
   */
  remove(): void {
    const { at, count, size, kernels } = this.#planes;
    kernels.shade(at.frame, at.ground, at.raw, at.shades, at.bins, count);
    for (let bin = 0; bin < BINS; bin++) this.#shades[bin] = KEEP * (this.#shades[bin] ?? 0) + (this.#now[bin] ?? 0);
    const sun = this.#sun.step(this.#shades);
    this.#peak = sun ?? this.#findPeak();
    if (this.#peak === undefined) return;
    const reach = sun === undefined ? REACH : SUN_REACH;
    kernels.unshadow(at.shades, at.raw, at.above, size.stride, count, this.#peak, reach, EDGE, GAP);
  }

  #findPeak(): number | undefined {
    const sum = (from: number, until: number): number => {
      let total = 0;
      for (let bin = Math.max(0, from); bin <= Math.min(BINS - 1, until); bin++) total += this.#shades[bin] ?? 0;
      return total;
    };
    const all = sum(0, BINS - 1);
    let [best, most] = [-1, 0];
    for (let bin = DARKEST; bin <= LIGHTEST; bin++) {
      const inside = sum(bin - CORE, bin + CORE);
      if (inside > most) [best, most] = [bin, inside];
    }
    const width = 2 * CORE + 1;
    const beside = sum(best - 6 - width, best - 7) + sum(best + 7, best + 6 + width);
    const isSame = this.#peak !== undefined && Math.abs(best - this.#peak) <= DRIFT;
    const times = isSame ? STILL_PROMINENT : PROMINENCE;
    return most > LEAST_SHARE * all && most > times * (beside / 2) ? best : undefined;
  }
}
