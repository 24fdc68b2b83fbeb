/**
 * Answers that are the same for everybody for a few seconds: each is made once a slot of time however many ask, and whoever asks while it
 * is being made waits for the same one. Of many different answers only the first `most` of a slot are kept; the others are made each time.
 */
export class Kept<Answer> {
  readonly #slotMs: number;
  readonly #most: number;
  readonly #answers = new Map<string, Promise<Answer>>();
  #slot = Number.NaN;

  constructor(limits: { readonly slotMs: number; readonly most: number }) {
    this.#slotMs = limits.slotMs;
    this.#most = limits.most;
  }

  /** @param nowMs since 1970, UTC */
  of(name: string, nowMs: number, make: () => Promise<Answer>): Promise<Answer> {
    const slot = Math.floor(nowMs / this.#slotMs);
    // Also when the clock was set back.
    if (slot !== this.#slot) this.#answers.clear();
    this.#slot = slot;
    const known = this.#answers.get(name);
    if (known !== undefined) return known;
    const made = make();
    if (this.#answers.size >= this.#most) return made;
    this.#answers.set(name, made);
    // What failed is tried again by the next who asks.
    made.catch(() => {
      if (this.#answers.get(name) === made) this.#answers.delete(name);
    });
    return made;
  }

  get size(): number {
    return this.#answers.size;
  }
}
