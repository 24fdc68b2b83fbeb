import type { CountedGround } from "./counted-ground.ts";
import { BLOCK } from "./crowd-planes.ts";
import { personHeight } from "./person-shape.ts";

const STEPS = 8;
/** What a mask shows of somebody is a little taller than they are. */
const TALLER = 1.1;
/** A block of which much more is seen than was expected is corrected by no more than this in one step. */
const MOST_TIMES = 20;

interface Part {
  readonly cell: number;
  /** Of the block's pixels. */
  readonly share: number;
}

/**
 * Where in the picture a crowd stands. Somebody is seen in all blocks from foot to head, so at the edges of a crowd, and of a zone, part of what one sees lies
 * where nobody stands: the further the flatter the view. The picture is sharpened column by column by what is known of it, that each is as tall as a
 * person there (Richardson 1972, Lucy 1974); the number of people stays what it is.
 */
export class CrowdField {
  /** By block, how many people what one sees there is worth; to be filled before `stand`. */
  readonly seen: Float32Array;
  readonly #columns: number;
  readonly #rows: number;
  /** Height of somebody whose middle is there, in blocks. */
  readonly #tall: Float32Array;
  readonly #parts: readonly (readonly Part[])[];
  readonly #stand: Float32Array;
  readonly #rises: Float64Array;
  readonly #sums: Float64Array;

  constructor({ size, personArea, cellOf }: CountedGround) {
    const { width, height, stride } = size;
    this.#columns = Math.ceil(width / BLOCK);
    this.#rows = Math.ceil(height / BLOCK);
    const count = this.#columns * this.#rows;
    this.seen = new Float32Array(count);
    this.#stand = new Float32Array(this.#rows);
    this.#rises = new Float64Array(this.#rows + 1);
    this.#sums = new Float64Array(this.#rows + 1);
    this.#tall = new Float32Array(count);
    this.#parts = Array.from({ length: count }, (_, block) => {
      const [left, top] = [(block % this.#columns) * BLOCK, Math.floor(block / this.#columns) * BLOCK];
      const [right, bottom] = [Math.min(width, left + BLOCK), Math.min(height, top + BLOCK)];
      const middle = ((top + bottom) >> 1) * stride + ((left + right) >> 1);
      this.#tall[block] = Math.max(1, (TALLER * personHeight(personArea[middle] ?? 0)) / BLOCK);
      const pixels = new Map<number, number>();
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) {
          const cell = cellOf[y * stride + x] ?? -1;
          if (cell >= 0) pixels.set(cell, (pixels.get(cell) ?? 0) + 1);
        }
      }
      return Array.from(pixels, ([cell, many]) => ({ cell, share: many / ((right - left) * (bottom - top)) }));
    });
  }

  /** Adds those who stand in each cell of the ground to `inCell`. @returns how many these are */
  addTo(inCell: Float32Array): number {
    const stand = this.#stand;
    let people = 0;
    for (let column = 0; column < this.#columns; column++) {
      if (!this.#sharpen(column, stand)) continue;
      for (let row = 0; row < this.#rows; row++) {
        const many = stand[row] ?? 0;
        if (many === 0) continue;
        for (const { cell, share } of this.#parts[row * this.#columns + column] ?? []) {
          inCell[cell] = (inCell[cell] ?? 0) + many * share;
          people += many * share;
        }
      }
    }
    return people;
  }

  /** @returns whether anybody is seen in the column */
  #sharpen(column: number, stand: Float32Array): boolean {
    const [rows, columns] = [this.#rows, this.#columns];
    let isEmpty = true;
    for (let row = 0; row < rows; row++) {
      const many = this.seen[row * columns + column] ?? 0;
      stand[row] = many;
      if (many > 0) isEmpty = false;
    }
    if (isEmpty) return false;
    // Differences of what is expected from row to row, and sums of seen by expected up to each row.
    const [rises, sums] = [this.#rises, this.#sums];
    for (let step = 0; step < STEPS; step++) {
      rises.fill(0);
      for (let row = 0; row < rows; row++) {
        const many = stand[row] ?? 0;
        if (many === 0) continue;
        const tall = this.#tall[row * columns + column] ?? 1;
        rise(rises, row + 0.5 - tall / 2, many / tall);
        rise(rises, row + 0.5 + tall / 2, -many / tall);
      }
      let expected = 0;
      for (let row = 0; row < rows; row++) {
        expected += rises[row] ?? 0;
        const times = expected > 1e-6 ? (this.seen[row * columns + column] ?? 0) / expected : 0;
        sums[row + 1] = (sums[row] ?? 0) + Math.min(MOST_TIMES, times);
      }
      for (let row = 0; row < rows; row++) {
        const many = stand[row] ?? 0;
        if (many === 0) continue;
        const tall = this.#tall[row * columns + column] ?? 1;
        const [from, until] = [Math.max(0, row + 0.5 - tall / 2), Math.min(rows, row + 0.5 + tall / 2)];
        stand[row] = (many * (sumAt(sums, until) - sumAt(sums, from))) / (until - from);
      }
    }
    return true;
  }
}

/** From a height on, which may lie within a row, there is so much more. */
function rise(rises: Float64Array, from: number, amount: number): void {
  const row = Math.floor(Math.max(0, from));
  if (row >= rises.length - 1) return;
  const within = Math.max(0, from) - row;
  rises[row] = (rises[row] ?? 0) + amount * (1 - within);
  rises[row + 1] = (rises[row + 1] ?? 0) + amount * within;
}

function sumAt(sums: Float64Array, height: number): number {
  const row = Math.min(sums.length - 2, Math.floor(height));
  const [low, high] = [sums[row] ?? 0, sums[row + 1] ?? 0];
  return low + (height - row) * (high - low);
}
