import type { Kernels } from "../../kernels/kernels.ts";
import type { Size } from "../plane-size.ts";
import { LIGHT_BINS, LIGHT_CELL, type SlowOffsets } from "./slow-layout.ts";

/** Steps of the ratio of now and before, on a logarithmic scale: from a quarter to four times. */
const PER_BIN = LIGHT_BINS / (2 * Math.log(4));
/** What a black pixel still has. */
const DARK = 4;

/**
 * How light that changed in one part of the picture (a cloud, a lamp) changed it: the ratio of now and before, a cell each, smooth over
 * the picture. Medians over an area larger than things and people, so that what lies there does not count as light.
 */
export class LocalLight {
  readonly #kernels: Kernels;
  readonly #at: SlowOffsets;
  readonly #size: Size;
  readonly #cells: Float32Array;
  readonly across: number;
  readonly down: number;

  constructor(kernels: Kernels, at: SlowOffsets, size: Size) {
    [this.#kernels, this.#at, this.#size] = [kernels, at, size];
    this.across = Math.ceil(size.width / LIGHT_CELL);
    this.down = Math.ceil(size.height / LIGHT_CELL);
    this.#cells = new Float32Array(kernels.buffer, at.cells, this.across * this.down);
    const logarithms = new Float32Array(kernels.buffer, at.logarithms, 256);
    for (let level = 0; level < 256; level++) logarithms[level] = Math.log(level + DARK);
  }

  /** Compares what is shown (`frame`) with the ground (`mean`), both in levels; the ratios are in `cells`. */
  measure(): void {
    const { frame, mean, logarithms, histograms, around } = this.#at;
    const { width, height, stride } = this.#size;
    const { slow } = this.#kernels;
    slow.lightBins(frame, mean, logarithms, histograms, width, height, stride, this.across, PER_BIN);
    for (let y = 0; y < this.down; y++) {
      for (let x = 0; x < this.across; x++) {
        const bin = slow.lightAround(histograms, this.across, this.down, x, y, around);
        this.#cells[y * this.across + x] = bin < 0 ? 1 : Math.exp((bin - LIGHT_BINS / 2) / PER_BIN);
      }
    }
  }
}
