/** Shades that shadows of the sun have, hundredths of the light: a lighter one is no peak but the flank of what is no shadow at all. */
const DARKEST = 25;
const LIGHTEST = 80;
/** Half the width of the peak, and how far from it lie the shades that it must stand out of. */
const CORE = 2;
const BESIDE = 9;
/** Of what differs from the ground, so much at least. */
const LEAST_SHARE = 0.07;
/** Times as many as of either shade beside it: to be believed, and to be believed further, since in a crowd shadows fall on other people. */
const PROMINENCE = 1.7;
const STILL_PROMINENT = 1.15;
const DRIFT = 4;
/** Seen in so many counts, one after the other: clothes of one shade walk away. */
const COUNTS = 8;

/**
 * The shade of the sun's shadows, once it is sure that there are any: it stays the same whoever comes, so that what was learned while few were
 * there holds when hundreds walk in each other's shadows, and no peak could be found among their clothes.
 */
export class SunShade {
  #peak: number | undefined;
  #before = Number.NEGATIVE_INFINITY;
  #counts = 0;

  /** @param shades by hundredths of the light, how many pixels; @returns the shade in hundredths, if the sun is known to shine */
  step(shades: Float32Array): number | undefined {
    const [best, times] = mostProminent(shades);
    if (this.#peak !== undefined && Math.abs(best - this.#peak) <= DRIFT)
      return (this.#peak = times > STILL_PROMINENT ? best : undefined);
    const isAgain = Math.abs(best - this.#before) <= DRIFT;
    this.#counts = times > PROMINENCE ? (isAgain ? this.#counts + 1 : 1) : 0;
    this.#before = best;
    return (this.#peak = this.#counts >= COUNTS ? best : undefined);
  }
}

function mostProminent(shades: Float32Array): readonly [shade: number, times: number] {
  const all = shades.reduce((sum, many) => sum + many, 0);
  let [best, most] = [-1, 0];
  for (let shade = DARKEST; shade <= LIGHTEST; shade++) {
    const inside = meanAt(shades, shade);
    if ((2 * CORE + 1) * inside < LEAST_SHARE * all) continue;
    const times = inside / Math.max(1, meanAt(shades, shade - BESIDE), meanAt(shades, shade + BESIDE));
    if (times > most) [best, most] = [shade, times];
  }
  return [best, most];
}

function meanAt(shades: Float32Array, shade: number): number {
  let sum = 0;
  for (let at = shade - CORE; at <= shade + CORE; at++) sum += shades[at] ?? 0;
  return sum / (2 * CORE + 1);
}
