/** Later than this, pictures are not given to the analysis, and those no other picture needs are not decoded. */
export const LATE_SECONDS = 0.5;
/** Later than this, nothing is decoded until the next key frame. */
const SKIP_SECONDS = 1.5;
const RELAXED_SECONDS = 0.1;
/** In time for so long before everything is decoded again. */
const CALM_SECONDS = 5;
/** Some cameras send a key frame a minute, or none: then a damaged beginning is better than none. */
const LONGEST_SKIP_SECONDS = 10;
/** A stream in which each picture stands alone, as MJPEG. */
const KEYS_ONLY = 4;

/** What to do with the next packet of a live stream: who falls behind drops, and never tries to make up for it. */
export class Hurry {
  /** Decode only what other pictures need, and without the filter for looks. */
  hurried = false;
  #skippingSince: number | undefined;
  #calmSince: number | undefined;
  #keysInARow = 0;

  /**
   * True when this packet is to be decoded.
   * @param due the analysis waits for a picture
   */
  takes(isKey: boolean, due: boolean, lagSeconds: number, now: number): boolean {
    this.#keysInARow = isKey ? this.#keysInARow + 1 : 0;
    this.#calm(lagSeconds, now);
    if (this.#skippingSince !== undefined) {
      if (!isKey && now - this.#skippingSince < LONGEST_SKIP_SECONDS) return false;
      this.#skippingSince = undefined;
      return true;
    }
    if (lagSeconds <= SKIP_SECONDS) return true;
    if (isKey) return due || this.#keysInARow < KEYS_ONLY;
    this.#skippingSince = now;
    return false;
  }

  #calm(lagSeconds: number, now: number): void {
    if (lagSeconds > LATE_SECONDS) this.hurried = true;
    if (lagSeconds > RELAXED_SECONDS) this.#calmSince = undefined;
    else this.#calmSince ??= now;
    if (this.#calmSince !== undefined && now - this.#calmSince > CALM_SECONDS) this.hurried = false;
  }
}
