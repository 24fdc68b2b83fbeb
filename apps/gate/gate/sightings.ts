/** A code held before the camera is seen many times a second and is one scan; gone this long, it is another. */
export const SAME_WITHIN_MS = 3_000;

/** Which codes were in view just now. */
export class Sightings {
  readonly #seenMs = new Map<string, number>();

  /** Whether it is new. Seeing it counts either way: what stays in view stays one scan. @param nowMs any clock that only goes forward */
  isNew(text: string, nowMs: number): boolean {
    for (const [other, seenMs] of this.#seenMs) if (nowMs - seenMs >= SAME_WITHIN_MS) this.#seenMs.delete(other);
    const known = this.#seenMs.has(text);
    this.#seenMs.set(text, nowMs);
    return !known;
  }

  /** It was not looked at after all. */
  forget(text: string): void {
    this.#seenMs.delete(text);
  }
}
