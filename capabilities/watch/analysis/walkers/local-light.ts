const BLOCK = 8;
/** Blocks to either side whose light is the same but for a slope. */
const REACH = 2;
const FARTHEST = { least: 0.4, most: 2.5 };

/**
 * The light on the ground now against the light that is remembered, place by place: a cloud's shadow is larger than anybody and has no outline.
 * The median over a neighbourhood several people wide is not moved by who stands in it.
 */
export class LocalLight {
  readonly #width: number;
  readonly #height: number;
  readonly #across: number;
  readonly #down: number;
  readonly #blocks: Float32Array;
  readonly #smooth: Float32Array;
  readonly #light: Float32Array;
  readonly #row: Float32Array;
  readonly #values = new Float32Array(Math.max((BLOCK / 2) ** 2, (2 * REACH + 1) ** 2));

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
    this.#across = Math.max(1, Math.ceil(width / BLOCK));
    this.#down = Math.max(1, Math.ceil(height / BLOCK));
    this.#blocks = new Float32Array(this.#across * this.#down);
    this.#smooth = new Float32Array(this.#blocks.length);
    this.#light = new Float32Array(width * height);
    this.#row = new Float32Array(this.#across + 1);
  }

  /** What the ground has to be multiplied with; valid until the next call. */
  of(now: Float32Array, ground: Float32Array): Float32Array {
    const values = this.#values;
    let count = 0;
    for (let row = 0; row < this.#down; row++) {
      for (let column = 0; column < this.#across; column++) {
        count = 0;
        for (let y = row * BLOCK; y < Math.min(this.#height, (row + 1) * BLOCK); y += 2)
          for (let x = column * BLOCK; x < Math.min(this.#width, (column + 1) * BLOCK); x += 2) {
            const at = y * this.#width + x;
            values[count++] = (now[at] ?? 0) / Math.max(1, ground[at] ?? 0);
          }
        this.#blocks[row * this.#across + column] = medianOf(values, count);
      }
    }
    for (let row = 0; row < this.#down; row++) {
      for (let column = 0; column < this.#across; column++) {
        count = 0;
        for (let y = Math.max(0, row - REACH); y <= Math.min(this.#down - 1, row + REACH); y++)
          for (let x = Math.max(0, column - REACH); x <= Math.min(this.#across - 1, column + REACH); x++)
            values[count++] = this.#blocks[y * this.#across + x] ?? 1;
        const median = medianOf(values, count);
        this.#smooth[row * this.#across + column] = Math.max(FARTHEST.least, Math.min(FARTHEST.most, median));
      }
    }
    this.#spread();
    return this.#light;
  }

  /** Straight between the middles of the blocks: down into a row of blocks first, and across along it. */
  #spread(): void {
    const row = this.#row;
    for (let y = 0; y < this.#height; y++) {
      const down = Math.max(0, Math.min(this.#down - 1, (y + 0.5) / BLOCK - 0.5));
      const upper = Math.floor(down) * this.#across;
      const lower = Math.min(this.#down - 1, Math.floor(down) + 1) * this.#across;
      const share = down - Math.floor(down);
      for (let column = 0; column < this.#across; column++) {
        const above = this.#smooth[upper + column] ?? 1;
        row[column] = above + share * ((this.#smooth[lower + column] ?? 1) - above);
      }
      row[this.#across] = row[this.#across - 1] ?? 1;
      for (let x = 0; x < this.#width; x++) {
        const across = Math.max(0, Math.min(this.#across - 1, (x + 0.5) / BLOCK - 0.5));
        const left = Math.floor(across);
        const here = row[left] ?? 1;
        this.#light[y * this.#width + x] = here + (across - left) * ((row[left + 1] ?? 1) - here);
      }
    }
  }
}

/** The middle one of the first `count`, which are put in order. */
function medianOf(values: Float32Array, count: number): number {
  for (let next = 1; next < count; next++) {
    const value = values[next] ?? 0;
    let at = next;
    for (; at > 0 && (values[at - 1] ?? 0) > value; at--) values[at] = values[at - 1] ?? 0;
    values[at] = value;
  }
  return values[count >> 1] ?? 1;
}
