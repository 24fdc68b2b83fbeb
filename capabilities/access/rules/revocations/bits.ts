/* A string of bits, the highest of a byte first. */

export class BitWriter {
  #bytes = new Uint8Array(256);
  #bits = 0;

  /** @param count at most 31 */
  write(value: number, count: number): void {
    for (let bit = count - 1; bit >= 0; bit--) this.#push((value >>> bit) & 1);
  }

  /** That many ones, and a zero. */
  unary(count: number): void {
    for (let index = 0; index < count; index++) this.#push(1);
    this.#push(0);
  }

  #push(bit: number): void {
    const index = this.#bits >> 3;
    if (index === this.#bytes.length) {
      const wider = new Uint8Array(2 * this.#bytes.length);
      wider.set(this.#bytes);
      this.#bytes = wider;
    }
    this.#bytes[index] = (this.#bytes[index] ?? 0) | (bit << (7 - (this.#bits & 7)));
    this.#bits++;
  }

  /** Filled up with zeros. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, (this.#bits + 7) >> 3);
  }
}

/** Reading past the end gives zeros and sets `failed`: whoever loops looks at it. */
export class BitReader {
  readonly #bytes: Uint8Array;
  readonly #until: number;
  #at: number;
  failed = false;

  constructor(bytes: Uint8Array, from: number, until: number) {
    this.#bytes = bytes;
    this.#at = 8 * from;
    this.#until = 8 * until;
  }

  get left(): number {
    return this.#until - this.#at;
  }

  read(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index++) value = value * 2 + this.#bit();
    return value;
  }

  unary(): number {
    let count = 0;
    while (this.#bit() === 1) count++;
    return count;
  }

  /** Whether only the zeros that fill the last byte are left. */
  finished(): boolean {
    const left = this.left;
    return left < 8 && this.read(left) === 0 && !this.failed;
  }

  #bit(): number {
    if (this.#at >= this.#until) {
      this.failed = true;
      return 0;
    }
    const bit = ((this.#bytes[this.#at >> 3] ?? 0) >> (7 - (this.#at & 7))) & 1;
    this.#at++;
    return bit;
  }
}
