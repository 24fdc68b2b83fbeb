import type { Reduce } from "../reduce.ts";

/**
 * The functions of dense optical flow: inverse search on patches (Kroeger et al., Fast Optical Flow using Dense Inverse Search,
 * 2016), in whole numbers. They work on offsets into one buffer, as `Kernels` do, so that one caller drives the WebAssembly version
 * (`../assembly/flow.ts`, SIMD) and the plain one (`plain-flow.ts`); both give the same bytes.
 *
 * A level is a plane of bytes with a margin of 16 pixels on every side; its offset is that of pixel (0, 0), its stride a multiple of
 * 16 and at least the width and 32. Patches are 8 x 8 pixels, 4 apart; patch (c, r) begins at pixel (4c - 4, 4r - 4), so that every
 * pixel lies in four. There are ceil(width / 4) + 1 columns of them. Flow is in 1/64 pixel of its level, i16: how far
 * from its own place a pixel of the `one` picture is in the `other`.
 */
export interface FlowKernels {
  readonly name: "wasm-simd" | "plain";
  readonly buffer: ArrayBuffer;

  readonly reduce: Reduce;

  /** Repeats the edge of a level over its margin. */
  border(plane: number, width: number, height: number, stride: number): void;

  /**
   * Sets each of `cells` (bytes, `columns + 1` across and `rows + 1` down) in whose `side` x `side` pixels of `mask` anything is set. Cell (c, r)
   * begins at pixel (side * (c - 1), side * (r - 1)), so that patch (c, r) lies over it and the three to its right and below. `side` is 4
   * or 8.
   */
  cover(
    mask: number,
    maskStride: number,
    side: 4 | 8,
    width: number,
    height: number,
    cells: number,
    columns: number,
    rows: number,
  ): void;

  /**
   * Finds where the patches of columns `left` to `right` and rows `top` to `bottom` (exclusive) went. Each begins at the best of: no
   * movement, the coarser level's flow (`coarseU` 0: there is none), its left and its upper neighbour, a guess
   * (0, 0: none); then at most `steps` steps of
   * Gauss-Newton on the difference without its mean, so that a change of light is no movement. `template` has 384 bytes. `cells` as `cover`
   * left them: patches over none that is set do not move; 0: all are searched for.
   */
  search(
    one: number,
    other: number,
    width: number,
    height: number,
    stride: number,
    patchU: number,
    patchV: number,
    columns: number,
    left: number,
    top: number,
    right: number,
    bottom: number,
    coarseU: number,
    coarseV: number,
    coarseWidth: number,
    coarseHeight: number,
    coarseStride: number,
    guessU: number,
    guessV: number,
    template: number,
    steps: number,
    cells: number,
  ): void;

  /**
   * Flow of each pixel: the mean of the patches over it, each weighed by how well it explains that pixel. Covers what four of the
   * given patches cover. `denseStride` in values, a multiple of 4; `sums` has 8 x 3 x 4 x 4 x (columns + 2) bytes.
   */
  densify(
    one: number,
    other: number,
    width: number,
    height: number,
    stride: number,
    patchU: number,
    patchV: number,
    columns: number,
    left: number,
    top: number,
    right: number,
    bottom: number,
    denseU: number,
    denseV: number,
    denseStride: number,
    sums: number,
  ): void;

  /** Flow of twice the size, bilinear; `halfStride` at least `halfWidth` and 8, a multiple of 8, `stride` at least twice (halfStride - 8). */
  enlarge(
    half: number,
    halfStride: number,
    halfWidth: number,
    halfHeight: number,
    target: number,
    stride: number,
    height: number,
  ): void;
}

/** Makes flow kernels with a memory of at least `bytes`. */
export type FlowKernelMaker = (bytes: number) => FlowKernels;
