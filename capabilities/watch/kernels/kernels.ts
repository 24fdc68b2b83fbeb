import type { CrowdKernelMaker } from "./crowd/crowd-kernels.ts";
import type { EvidenceKernels } from "./evidence/evidence-kernels.ts";
import type { FlowKernelMaker } from "./flow/flow-kernels.ts";
import type { Reduce } from "./reduce.ts";
import type { Measure, Unlabelled } from "./region-sums.ts";
import type { SlowKernels } from "./slow/slow-kernels.ts";

/**
 * The per-pixel functions of watch. They work on offsets into one buffer, so that the same caller drives the WebAssembly
 * version (`assembly/background.ts`, SIMD) and the plain TypeScript one (`plain.ts`); both give the same bytes.
 *
 * A plane is `stride * height` bytes, `stride` a multiple of 16, with `stride + 16` readable bytes before and after it.
 * Masks hold 255 for yes and 0 for no.
 */
export interface Kernels {
  readonly name: "wasm-simd" | "plain";
  /** The memory all offsets point into; read it again after `grow`. */
  readonly buffer: ArrayBuffer;

  /** Those of optical flow, of the same make; with a memory of their own, because most cameras never need them. */
  readonly makeFlow: FlowKernelMaker;

  /** Those of counting a crowd, likewise. */
  readonly makeCrowd: CrowdKernelMaker;

  readonly reduce: Reduce;

  /**
   * One step of the background model.
   * - `meanFine` (i16, 1/128 level) and `mean` (u8): what the pixel usually shows; follows `rate` / 32768 of a difference a step.
   * - `spread` (u8, 1/8 level): the median of its usual difference (sigma-delta estimate); the threshold is base + 6 x spread.
   * - `flicker` (u8): grows when a pixel changes sides often (leaves, water, screens) and raises its threshold.
   * - `candidate`, `age` (u8): the foreign value it shows now, and for how long it did, in steps of `ageStep` (saturates at 255).
   * - `former`, `hasFormer`: what it usually showed before somebody took something away; seeing it again is not foreground.
   * - `hold`: pixels that must never be absorbed, and where nothing is learned. All others are, once `age` is 255.
   * - `mask`: out, the foreground.
   */
  subtract(
    frame: number,
    meanFine: number,
    mean: number,
    meanNext: number,
    spread: number,
    flicker: number,
    candidate: number,
    age: number,
    former: number,
    hasFormer: number,
    hold: number,
    mask: number,
    stride: number,
    count: number,
    rate: number,
    ageStep: number,
    base: number,
  ): void;

  /** 255 where at least five of the 3 x 3 neighbourhood are set. */
  majority(source: number, target: number, stride: number, count: number): void;

  /** Keeps of `source` what has been still for `least` age units (`want` 1), or what nobody holds (`want` 0). */
  select(source: number, age: number, hold: number, target: number, count: number, least: number, want: 0 | 1): void;

  /** Spreads every set pixel to its 3 x 3 neighbourhood. */
  dilate(source: number, target: number, stride: number, count: number): void;

  /** The background follows a change of light: v becomes gain * v / 16384 + offset / 128. */
  relight(
    meanFine: number,
    mean: number,
    candidate: number,
    former: number,
    count: number,
    gain: number,
    offset: number,
  ): void;

  /**
   * Connected regions (8 neighbours) of `joined`, numbered 1..n in the order of their first pixel and written to `labels`
   * (u16). Measures count only pixels of `counted`. Eight i32 a region from `regions + 32`: area, left, top, right, bottom
   * (inclusive), sum of x, sum of y, 0. Returns n, or 0 when there are more than `most` (that is noise, not regions).
   */
  label(
    joined: number,
    counted: number,
    labels: number,
    parents: number,
    regions: number,
    width: number,
    height: number,
    stride: number,
    most: number,
  ): number;

  /**
   * Adds up, over a box, what the foreground pixels with this label look like, into `out`: see `SUMS`. `now` and `before` are the strongest
   * slopes along its outline in `frame` and `mean`; `moved` counts what differs by more than `least` from `previous`, and where the
   * camera trembles from all of its 3 x 3 neighbourhood. The box keeps two pixels away from the edge of the picture.
   */
  readonly measure: Measure;

  /** Counts the pixels of a box that are set in `mask` and have no label. */
  readonly unlabelled: Unlabelled;

  /** Those of the slow ground, on the same memory. */
  readonly slow: SlowKernels;

  /** Those that find people on the ground, on the same memory. */
  readonly evidence: EvidenceKernels;
}

/** Makes kernels with a memory of at least `bytes`. */
export type KernelMaker = (bytes: number) => Kernels;
