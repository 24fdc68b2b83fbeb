/** Numbers below this have a place in a plain array, of four bytes each; larger ones, which nobody has given yet, are looked up. */
const PLAIN = 1 << 20;
const FIRST_CAPACITY = 1024;

/** Where each track lies: a map of numbers to slots that asks for one line of memory and allocates only when it grows. */
export class SlotTable {
  /** One more than the slot; 0 for none. */
  #plain = new Uint32Array(FIRST_CAPACITY);
  readonly #others = new Map<number, number>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** @returns -1 for a track that has none */
  of(track: number): number {
    if (track < this.#plain.length) return (this.#plain[track] ?? 0) - 1;
    return track < PLAIN ? -1 : (this.#others.get(track) ?? -1);
  }

  put(track: number, slot: number): void {
    if (this.of(track) < 0) this.#size++;
    if (track >= PLAIN) {
      this.#others.set(track, slot);
      return;
    }
    if (track >= this.#plain.length) this.#grow(track);
    this.#plain[track] = slot + 1;
  }

  delete(track: number): void {
    if (this.of(track) < 0) return;
    this.#size--;
    if (track < PLAIN) this.#plain[track] = 0;
    else this.#others.delete(track);
  }

  clear(): void {
    this.#plain.fill(0);
    this.#others.clear();
    this.#size = 0;
  }

  #grow(track: number): void {
    const wider = new Uint32Array(2 ** Math.ceil(Math.log2(track + 1)));
    wider.set(this.#plain);
    this.#plain = wider;
  }
}
