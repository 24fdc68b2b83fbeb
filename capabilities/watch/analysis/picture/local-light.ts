import type { Kernels } from "../../kernels/kernels.ts";
import type { Size } from "../plane-size.ts";
import { LIGHT_BINS, LIGHT_BLOCK, LIGHT_CELL, type SlowOffsets } from "./slow-layout.ts";

/** Steps of the ratio of now and before, on a logarithmic scale: from a quarter to four times. */
const PER_BIN = LIGHT_BINS / (2 * Math.log(4));
/** What a black pixel still has. */
const DARK = 4;
/** Where the light differs by less than this over the picture (logarithm of the ratio, between the tenths) medians over cells say enough. */
const UNEVEN = 0.08;
const OUTER_SHARE = 0.1;
/**
 * How light may bend: its second difference over a block is at most the inverse. The edge of a cloud is followed; a thing or somebody,
 * who end at once, bend it by a tenth or so.
 */
const STIFFNESS = 10;
/** Ratios this near to the light are noise about it. */
const CLOSE = 0.02;
/** What is already known to be foreign says little of the light. */
const FOREIGN_WEIGHT = 0.3;
/** From cells to blocks it is not far. */
const ROUNDS = 20;

/** Ratios of the light now and the ground's (f32 at `cells`), one each `side` pixels. */
export interface LightCells {
  readonly cells: number;
  readonly across: number;
  readonly down: number;
  readonly side: number;
}

/**
 * How light that changed in one part of the picture (a cloud, a lamp) changed it: the ratio of now and before, smooth over the picture.
 * Medians over cells larger than things and people, so that what lies there does not count as light. Where they show clouds to pass, whose
 * edges are narrower than such a cell, a sheet through them is bent to the ratios of small blocks: light multiplies by a smooth factor,
 * and a thing has an outline (the bounded pull of each block is Huber's, Robust Estimation of a Location Parameter, 1964).
 */
export class LocalLight {
  readonly #kernels: Kernels;
  readonly #at: SlowOffsets;
  readonly #size: Size;
  readonly #coarse: LightCells;
  readonly #fine: LightCells;
  /** Logarithms, a cell each, and the same in order of size. */
  readonly #logarithms: Float32Array;
  readonly #sorted: Float32Array;
  readonly #cells: Float32Array;
  readonly #blocks: Float32Array;
  #now: LightCells;

  constructor(kernels: Kernels, at: SlowOffsets, size: Size) {
    [this.#kernels, this.#at, this.#size] = [kernels, at, size];
    this.#coarse = this.#now = cellsOf(at.cells, LIGHT_CELL, size);
    this.#fine = cellsOf(at.blocks, LIGHT_BLOCK, size);
    const { across, down } = this.#coarse;
    this.#cells = new Float32Array(kernels.buffer, at.cells, across * down);
    this.#logarithms = new Float32Array(across * down);
    this.#sorted = new Float32Array(across * down);
    this.#blocks = new Float32Array(kernels.buffer, at.blocks, this.#fine.across * this.#fine.down);
    const logarithms = new Float32Array(kernels.buffer, at.logarithms, 256);
    for (let level = 0; level < 256; level++) logarithms[level] = Math.log(level + DARK);
  }

  /** As it was measured last. */
  get now(): LightCells {
    return this.#now;
  }

  /** Whether the light differs over the picture: clouds pass. */
  get isUneven(): boolean {
    return this.#now === this.#fine;
  }

  /** Compares what is shown (`frame`) with the ground (`mean`), both in levels. */
  measure(): void {
    const { frame, mean, logarithms, histograms, around } = this.#at;
    const { width, height, stride } = this.#size;
    const { slow } = this.#kernels;
    const { across, down } = this.#coarse;
    slow.lightBins(frame, mean, logarithms, histograms, width, height, stride, across, PER_BIN);
    for (let y = 0; y < down; y++) {
      for (let x = 0; x < across; x++) {
        const bin = slow.lightAround(histograms, across, down, x, y, around);
        this.#logarithms[y * across + x] = bin < 0 ? 0 : (bin - LIGHT_BINS / 2) / PER_BIN;
      }
    }
    if (this.#differs()) this.#bend();
    else {
      for (let at = 0; at < this.#cells.length; at++) this.#cells[at] = Math.exp(this.#logarithms[at] ?? 0);
      this.#now = this.#coarse;
    }
  }

  #differs(): boolean {
    this.#sorted.set(this.#logarithms);
    this.#sorted.sort();
    const last = this.#sorted.length - 1;
    const [low, high] = [Math.floor(OUTER_SHARE * last), Math.floor((1 - OUTER_SHARE) * last)];
    return (this.#sorted[high] ?? 0) - (this.#sorted[low] ?? 0) > UNEVEN;
  }

  #bend(): void {
    const { frame, mean, logarithms, joined, sorted, ratios, weights, blocks } = this.#at;
    const { width, height, stride } = this.#size;
    const { slow } = this.#kernels;
    const { across, down, side } = this.#fine;
    for (let y = 0; y < down; y++)
      for (let x = 0; x < across; x++) this.#blocks[y * across + x] = this.#between((x + 0.5) * side, (y + 0.5) * side);
    slow.lightBlocks(
      ...([frame, mean, logarithms, joined, sorted, ratios, weights] as const),
      ...([width, height, stride, side, FOREIGN_WEIGHT] as const),
    );
    slow.bendLight(ratios, weights, blocks, across, down, STIFFNESS, CLOSE, ROUNDS);
    for (let at = 0; at < this.#blocks.length; at++) this.#blocks[at] = Math.exp(this.#blocks[at] ?? 0);
    this.#now = this.#fine;
  }

  /** The logarithm of the light at a place, between the middles of cells. */
  #between(x: number, y: number): number {
    const { across, down, side } = this.#coarse;
    const along = Math.max(0, Math.min(across - 1, x / side - 0.5));
    const below = Math.max(0, Math.min(down - 1, y / side - 0.5));
    const [left, top] = [Math.floor(along), Math.floor(below)];
    const [right, bottom] = [Math.min(across - 1, left + 1), Math.min(down - 1, top + 1)];
    const row = (at: number): number => {
      const here = this.#logarithms[at * across + left] ?? 0;
      return here + (along - left) * ((this.#logarithms[at * across + right] ?? 0) - here);
    };
    return row(top) + (below - top) * (row(bottom) - row(top));
  }
}

const cellsOf = (cells: number, side: number, { width, height }: Size): LightCells => ({
  ...{ cells, side, across: Math.ceil(width / side), down: Math.ceil(height / side) },
});
