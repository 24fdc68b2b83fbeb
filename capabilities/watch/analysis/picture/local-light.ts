import type { Size } from "../density/mask-cleaning.ts";

/** Side of a cell, in pixels of the slow ground; a cell's light is told from it and those around it. */
const CELL = 16;
/** Steps of the ratio of now and before, on a logarithmic scale: from a quarter to four times. */
const BINS = 128;
const PER_BIN = BINS / (2 * Math.log(4));
const LEAST_SAMPLES = 60;

/**
 * How light that changed in one part of the picture (a cloud, a lamp) changed it: for each pixel the ratio of now and before, smooth over
 * the picture. Medians over an area larger than things and people, so that what lies there does not count as light.
 */
export class LocalLight {
  readonly #width: number;
  readonly #height: number;
  readonly #stride: number;
  readonly #across: number;
  readonly #down: number;
  readonly #histograms: Uint16Array;
  readonly #ratios: Float32Array;

  constructor({ width, height, stride }: Size) {
    [this.#width, this.#height, this.#stride] = [width, height, stride];
    this.#across = Math.ceil(width / CELL);
    this.#down = Math.ceil(height / CELL);
    this.#histograms = new Uint16Array(this.#across * this.#down * BINS);
    this.#ratios = new Float32Array(this.#across * this.#down);
  }

  /** Compares what is shown with the ground, both in levels. */
  measure(now: Uint8Array, ground: Uint8Array): void {
    const histograms = this.#histograms;
    histograms.fill(0);
    for (let y = 0; y < this.#height; y++) {
      const row = Math.floor(y / CELL) * this.#across;
      for (let x = y & 1; x < this.#width; x += 2) {
        const at = y * this.#stride + x;
        const ratio = Math.log(((now[at] ?? 0) + 4) / ((ground[at] ?? 0) + 4));
        const bin = Math.floor(ratio * PER_BIN + BINS / 2);
        if (bin < 0 || bin >= BINS) continue;
        const to = (row + Math.floor(x / CELL)) * BINS + bin;
        histograms[to] = (histograms[to] ?? 0) + 1;
      }
    }
    for (let cellY = 0; cellY < this.#down; cellY++)
      for (let cellX = 0; cellX < this.#across; cellX++)
        this.#ratios[cellY * this.#across + cellX] = this.#medianAround(cellX, cellY);
  }

  #medianAround(cellX: number, cellY: number): number {
    const sum = new Uint32Array(BINS);
    let total = 0;
    for (let y = Math.max(0, cellY - 1); y <= Math.min(this.#down - 1, cellY + 1); y++) {
      for (let x = Math.max(0, cellX - 1); x <= Math.min(this.#across - 1, cellX + 1); x++) {
        const from = (y * this.#across + x) * BINS;
        for (let bin = 0; bin < BINS; bin++) {
          const here = this.#histograms[from + bin] ?? 0;
          sum[bin] = (sum[bin] ?? 0) + here;
          total += here;
        }
      }
    }
    if (total < LEAST_SAMPLES) return 1;
    let before = 0;
    for (let bin = 0; bin < BINS; bin++) {
      const here = sum[bin] ?? 0;
      if (before + here >= total / 2) {
        const middle = bin + (total / 2 - before) / Math.max(1, here);
        return Math.exp((middle - BINS / 2) / PER_BIN);
      }
      before += here;
    }
    return 1;
  }

  /** Ratios for each pixel of a row, between the middles of cells. */
  rowInto(y: number, ratios: Float32Array): void {
    const place = Math.max(0, Math.min(this.#down - 1.001, y / CELL - 0.5));
    const above = Math.floor(place);
    const below = Math.min(this.#down - 1, above + 1);
    const v = place - above;
    const cell = (x: number): number =>
      (1 - v) * (this.#ratios[above * this.#across + x] ?? 1) + v * (this.#ratios[below * this.#across + x] ?? 1);
    for (let x = 0; x < this.#width; x++) {
      const along = Math.max(0, Math.min(this.#across - 1.001, x / CELL - 0.5));
      const left = Math.floor(along);
      const u = along - left;
      ratios[x] = (1 - u) * cell(left) + u * cell(Math.min(this.#across - 1, left + 1));
    }
  }
}
