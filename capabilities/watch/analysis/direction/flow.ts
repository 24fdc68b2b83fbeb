import type { FlowKernelMaker, FlowKernels } from "../../kernels/flow/flow-kernels.ts";
import { type FlowLayout, type FlowLevel, layOutFlow } from "./flow-layout.ts";
import type { Rectangle } from "../tracks/region.ts";
import { NO_SHIFT, type Shift } from "../picture/tremble.ts";

/** A plane of bytes, one a pixel. */
export interface Plane {
  readonly pixels: Uint8Array;
  readonly stride: number;
}

/** Where each pixel of one picture is in another. Views into the kernels' memory: valid until the next measurement. */
export interface FlowField {
  readonly width: number;
  readonly height: number;
  /** In values. */
  readonly stride: number;
  /** Picture pixels a pixel of this field, in each direction. */
  readonly factor: 1 | 2;
  /** In 1/64 pixel of this field. */
  readonly u: Int16Array;
  readonly v: Int16Array;
}

const STEPS = 5;
/** What a box is grown by, in pixels of the finest level: who moved out of it is found by the patches around it. */
const AROUND = 8;

/**
 * Dense optical flow between one picture and the next, by inverse search on patches from coarse to fine. Nothing is measured but what
 * is asked for, and nothing is allocated once it is made. Pure given the pictures.
 */
export class Flow {
  readonly #layout: FlowLayout;
  readonly #kernels: FlowKernels;
  readonly #u8: Uint8Array;
  readonly #size: { readonly width: number; readonly height: number };
  #isMasked = false;
  /** The flow of what was asked for; anything elsewhere is of earlier pictures. */
  readonly field: FlowField;
  /** The flow of the whole picture at its own size, after `whole`. */
  readonly wholeField: FlowField;

  constructor(make: FlowKernelMaker, size: { readonly width: number; readonly height: number }) {
    this.#size = size;
    this.#layout = layOutFlow(size.width, size.height);
    this.#kernels = make(this.#layout.bytes);
    this.#u8 = new Uint8Array(this.#kernels.buffer);
    const [finest] = this.#layout.levels;
    const view = (at: number, count: number): Int16Array => new Int16Array(this.#kernels.buffer, at, count);
    this.field = {
      width: finest.width,
      height: finest.height,
      stride: finest.denseStride,
      factor: this.#layout.factor,
      u: view(finest.denseU, finest.denseStride * finest.height),
      v: view(finest.denseV, finest.denseStride * finest.height),
    };
    const { wholeU, wholeV, wholeStride } = this.#layout;
    this.wholeField = {
      ...size,
      stride: wholeStride,
      factor: 1,
      u: view(wholeU, wholeStride * size.height),
      v: view(wholeV, wholeStride * size.height),
    };
  }

  /**
   * Takes two pictures: flow will be of the pixels of `from`, and say where they are in `to`. To know of the pixels of now where they
   * were before, give now first. `follows`: `to` is what was `from` the last time, and need not be read again. `mask`: of what is not set
   * in it, in pixels of `from`, nobody wants the flow.
   */
  take(from: Plane, to: Plane, follows: boolean, mask?: Plane): void {
    for (const level of this.#layout.levels) {
      const last = level.from;
      level.from = level.to;
      level.to = last;
    }
    if (!follows) this.#build(to, "to");
    this.#build(from, "from");
    this.#isMasked = mask !== undefined;
    if (mask !== undefined) this.#cover(mask);
  }

  #cover({ pixels, stride }: Plane): void {
    const { levels, factor, mask, cells, sourceStride } = this.#layout;
    const [{ columns, rows }] = levels;
    const { width, height } = this.#size;
    this.#copy(pixels, stride, mask, sourceStride);
    this.#kernels.cover(mask, sourceStride, factor === 2 ? 8 : 4, width, height, cells, columns, rows);
  }

  /**
   * Measures the flow of what is in `box` (picture pixels).
   * @param guess how far it may have gone, in picture pixels: what moves by more than its size is found by that alone
   */
  measure(box: Rectangle, guess: Shift = NO_SHIFT): void {
    const { levels, factor } = this.#layout;
    for (let index = levels.length - 1; index >= 0; index--) {
      const level = levels[index];
      if (level === undefined) continue;
      const scale = 4 * factor * 2 ** index;
      const around = AROUND / 4;
      const left = Math.max(0, Math.floor(box.left / scale) - around);
      const top = Math.max(0, Math.floor(box.top / scale) - around);
      const right = Math.min(level.columns, Math.ceil(box.right / scale) + around + 1);
      const bottom = Math.min(level.rows, Math.ceil(box.bottom / scale) + around + 1);
      if (right - left > 1 && bottom - top > 1) {
        const toLevel = 64 / (factor * 2 ** index);
        const [u, v] = [guess.x * toLevel, guess.y * toLevel];
        this.#measure(level, levels[index + 1], left, top, right, bottom, Math.round(u), Math.round(v));
      }
    }
  }

  /** Measures the flow of the whole picture, at its own size. */
  whole(): void {
    const { width, height } = this.#size;
    this.measure({ left: 0, top: 0, right: width, bottom: height });
    const { factor, levels, wholeU, wholeV, wholeStride } = this.#layout;
    if (factor === 1) return;
    const [finest] = levels;
    const { denseU, denseV, denseStride } = finest;
    this.#kernels.enlarge(denseU, denseStride, finest.width, finest.height, wholeU, wholeStride, height);
    this.#kernels.enlarge(denseV, denseStride, finest.width, finest.height, wholeV, wholeStride, height);
  }

  #measure(
    level: FlowLevel,
    coarse: FlowLevel | undefined,
    left: number,
    top: number,
    right: number,
    bottom: number,
    guessU: number,
    guessV: number,
  ): void {
    const { template, sums } = this.#layout;
    const { from, to, width, height, stride, patchU, patchV, columns } = level;
    this.#kernels.search(
      from,
      to,
      width,
      height,
      stride,
      patchU,
      patchV,
      columns,
      left,
      top,
      right,
      bottom,
      coarse?.denseU ?? 0,
      coarse?.denseV ?? 0,
      coarse?.width ?? 0,
      coarse?.height ?? 0,
      coarse?.denseStride ?? 0,
      guessU,
      guessV,
      template,
      STEPS,
      // Where the finest level begins is told by the coarser ones everywhere.
      this.#isMasked && level === this.#layout.levels[0] ? this.#layout.cells : 0,
    );
    this.#kernels.densify(
      from,
      to,
      width,
      height,
      stride,
      patchU,
      patchV,
      columns,
      left,
      top,
      right,
      bottom,
      level.denseU,
      level.denseV,
      level.denseStride,
      sums,
    );
  }

  #copy(pixels: Uint8Array, stride: number, target: number, targetStride: number): void {
    const { width, height } = this.#size;
    const to = this.#u8;
    if (stride === targetStride) {
      to.set(pixels, target);
      return;
    }
    // One by one: a view of each row would be an allocation.
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) to[target + y * targetStride + x] = pixels[y * stride + x] ?? 0;
  }

  /** Makes the levels of one picture. */
  #build({ pixels, stride }: Plane, which: "from" | "to"): void {
    const { levels, factor } = this.#layout;
    const [finest] = levels;
    const [target, targetStride] =
      factor === 2 ? [this.#layout.source, this.#layout.sourceStride] : [finest[which], finest.stride];
    this.#copy(pixels, stride, target, targetStride);
    let source = target;
    let sourceStride = targetStride;
    for (const level of levels) {
      if (level !== finest || factor === 2)
        this.#kernels.reduce(source, sourceStride, 2, level[which], level.width, level.height, level.stride);
      this.#kernels.border(level[which], level.width, level.height, level.stride);
      source = level[which];
      sourceStride = level.stride;
    }
  }
}
