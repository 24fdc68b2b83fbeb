// Where the planes of the slow ground lie in the memory of its kernels, after those it shares with the quick one.

import type { Size } from "../plane-size.ts";
import { layOut, type PlaneOffsets } from "../layout.ts";

/** Side of a cell, in pixels of the slow ground; a cell's light is told from it and those around it. */
export const LIGHT_CELL = 16;
export const LIGHT_BINS = 128;
/** Side of a block, where the light changes over the picture: about as wide as the edge of a cloud is drawn in steps. */
export const LIGHT_BLOCK = 4;

export interface SlowOffsets extends PlaneOffsets {
  /** A plane of the analysed picture, in its own size. */
  readonly quick: number;
  /** u32, of the open window. */
  readonly sum: number;
  /** u16 each, 1/64 level. */
  readonly windows: readonly [number, number, number, number, number];
  readonly median: number;
  /** f32, levels: what lies there usually, what did before something was taken (-1: nothing), what was seen a window ago. */
  readonly ground: number;
  readonly before: number;
  /** f32: usual difference from the ground. */
  readonly noise: number;
  readonly last: number;
  readonly raw: number;
  readonly sure: number;
  readonly seen: number;
  /** f32, one a cell; f32, one a pixel of a row; f32, one a level; u16, `LIGHT_BINS` a cell, and as many for their sum. */
  readonly cells: number;
  readonly row: number;
  readonly logarithms: number;
  readonly histograms: number;
  readonly around: number;
  /** f32, one a pixel of a block; f32, one a block each. */
  readonly sorted: number;
  readonly ratios: number;
  readonly weights: number;
  readonly blocks: number;
}

/** @param quick the analysed picture's planes */
export function layOutSlow(
  { width, height, stride }: Size,
  quick: { readonly height: number; readonly stride: number },
): { readonly at: SlowOffsets; readonly bytes: number } {
  const shared = layOut(stride, height, 1);
  const count = stride * height;
  const cells = Math.ceil(width / LIGHT_CELL) * Math.ceil(height / LIGHT_CELL);
  const blocks = Math.ceil(width / LIGHT_BLOCK) * Math.ceil(height / LIGHT_BLOCK);
  const guard = Math.ceil((Math.max(stride, quick.stride) + 16) / 16) * 16;
  let next = shared.bytes;
  const place = (bytes: number): number => {
    const start = next + guard;
    next = start + Math.ceil(bytes / 16) * 16;
    return start;
  };
  const at: SlowOffsets = {
    ...shared.at,
    quick: place(quick.stride * quick.height),
    sum: place(4 * count),
    windows: [place(2 * count), place(2 * count), place(2 * count), place(2 * count), place(2 * count)],
    median: place(2 * count),
    ground: place(4 * count),
    before: place(4 * count),
    noise: place(4 * count),
    last: place(4 * count),
    raw: place(count),
    sure: place(count),
    seen: place(count),
    cells: place(4 * cells),
    row: place(4 * stride),
    logarithms: place(4 * 256),
    histograms: place(2 * LIGHT_BINS * cells),
    around: place(2 * LIGHT_BINS),
    sorted: place(4 * LIGHT_BLOCK * LIGHT_BLOCK),
    ratios: place(4 * blocks),
    weights: place(4 * blocks),
    blocks: place(4 * blocks),
  };
  return { at, bytes: next + guard };
}
