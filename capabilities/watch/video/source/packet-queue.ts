import { Packet } from "node-av/lib";

/** More than this are not kept waiting: between two analysed pictures of a camera of 60 a second there are eleven. */
const MOST_WAITING = 16;

/** Packets that wait for the one with which they are decoded. Holds references, not copies; its own objects, used again and again. */
export class PacketQueue implements Disposable {
  readonly #places: Packet[] = [];
  #first = 0;
  #waiting = 0;
  #isReleased = false;

  /** Keeps what `packet` refers to, which may be let go of then. */
  add(packet: Packet): void {
    const at = this.#first + this.#waiting++;
    let place = this.#places[at];
    if (place === undefined) {
      place = new Packet();
      place.alloc();
      this.#places.push(place);
    }
    place.ref(packet);
    if (this.#waiting === MOST_WAITING) this.release();
  }

  /** All that wait are to be decoded, in their order. */
  release(): void {
    this.#isReleased = true;
  }

  /** The next to decode, valid until the next call; undefined while there is none. */
  next(): Packet | undefined {
    if (!this.#isReleased) return undefined;
    if (this.#first > 0) this.#places[this.#first - 1]?.unref();
    if (this.#waiting > 0) {
      this.#waiting--;
      return this.#places[this.#first++];
    }
    this.#first = 0;
    this.#isReleased = false;
    return undefined;
  }

  [Symbol.dispose](): void {
    for (const place of this.#places.splice(0)) place.free();
    this.#first = this.#waiting = 0;
  }
}
