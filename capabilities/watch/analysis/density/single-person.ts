/** Pieces as large as one person are kept, this many. */
const KEPT = 400;
/** What somebody by themselves measured on the scenes the constants were taken from; it weighs as much as so many of this camera. */
const USUAL = 0.95;
const USUAL_WEIGHT = 40;
/** A camera differs by no more than this: beyond it something else was taken for people. */
const [SMALLEST, LARGEST] = [0.6, 1.5];

/**
 * How large somebody is in this camera's picture, against what its perspective says: it depends on light, noise, rain and what is left of shadows. Learned
 * from whoever walks alone: the median of pieces of one person's shape. Sizes of pieces only, nothing of who they were.
 */
export class SinglePerson {
  readonly #sizes = new Float32Array(KEPT);
  #count = 0;
  #scale = 1;

  /** What is measured divided by what was expected. */
  get scale(): number {
    return this.#scale;
  }

  learn(size: number): void {
    this.#sizes[this.#count++ % KEPT] = size;
    if (this.#count % 10 !== 0) return;
    const kept = this.#sizes.slice(0, Math.min(KEPT, this.#count)).sort();
    const median = kept[kept.length >> 1] ?? USUAL;
    const scale = (kept.length * median + USUAL_WEIGHT * USUAL) / ((kept.length + USUAL_WEIGHT) * USUAL);
    this.#scale = Math.min(LARGEST, Math.max(SMALLEST, scale));
  }
}
