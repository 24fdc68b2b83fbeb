/** Shades from 0 to 1 of what the ground shows, in hundredths. */
const BINS = 101;
const LIGHTEST = 92;
const DARKEST = 25;
/** Half the width of the peak that shadows make. */
const REACH = 3;
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
  #peak: number | undefined;
  readonly #cores: Uint8Array;

  /** @param count pixels of the plane */
  constructor(count: number) {
    this.#cores = new Uint8Array(count);
  }

  /** The share of the light that is left in the shadows, if there are any. */
  get peak(): number | undefined {
    return this.#peak === undefined ? undefined : this.#peak / 100;
  }

  /** Clears what is a shadow from a mask. */
  remove(frame: Uint8Array, ground: Float32Array, mask: Uint8Array, stride: number): void {
    const now = new Float32Array(BINS);
    const shades = this.#cores;
    for (let at = 0; at < mask.length; at++) {
      if (mask[at] === 0) {
        shades[at] = 0;
        continue;
      }
      // Far brighter than the ground is as good as a little brighter: a byte holds it.
      const bin = Math.min(255, shadeOf(frame[at] ?? 0, ground[at] ?? 0));
      shades[at] = bin;
      if (bin < BINS) now[bin] = (now[bin] ?? 0) + 1;
    }
    for (let bin = 0; bin < BINS; bin++) this.#shades[bin] = KEEP * (this.#shades[bin] ?? 0) + (now[bin] ?? 0);
    this.#peak = this.#findPeak();
    if (this.#peak === undefined) return;
    const peak = this.#peak;
    const kinds = Uint8Array.from({ length: 256 }, (_none, shade) =>
      Math.abs(shade - peak) <= REACH ? 2 : shade > peak && shade < EDGE ? 1 : 0,
    );
    for (let at = 0; at < mask.length; at++) if (shades[at] !== 0) shades[at] = kinds[shades[at] ?? 0] ?? 0;
    for (let at = stride + 1; at < mask.length - stride - 1; at++) {
      if (shades[at] === 2) mask[at] = 0;
      else if (shades[at] === 1) {
        let cores = 0;
        for (let row = at - stride; row <= at + stride; row += stride)
          cores += ((shades[row - 1] ?? 0) & 2) + ((shades[row] ?? 0) & 2) + ((shades[row + 1] ?? 0) & 2);
        if (cores >= 4) mask[at] = 0;
      }
    }
    this.#giveBack(mask, stride);
  }

  /** Clothes that happen to have the shadows' shade: between what is no shadow above and below, they are part of somebody. */
  #giveBack(mask: Uint8Array, stride: number): void {
    const shades = this.#cores;
    // What there was last above, column by column; row by row, as the picture lies in memory.
    const above = new Int32Array(stride).fill(-1);
    for (let row = 0; row < mask.length; row += stride) {
      for (let x = 0; x < stride; x++) {
        const at = row + x;
        if (mask[at] !== 0) {
          const last = above[x] ?? -1;
          if (last >= 0 && at - last <= (GAP + 1) * stride)
            for (let between = last + stride; between < at; between += stride) mask[between] = 255;
          above[x] = at;
        } else if (shades[at] === 0) above[x] = -1;
      }
    }
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

const shadeOf = (value: number, ground: number): number => Math.round((100 * value) / Math.max(1, ground));
