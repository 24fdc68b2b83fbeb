/**
 * The functions that find people on the ground (`../../analysis/walkers`), in offsets into the memory of the other kernels. Planes of numbers
 * are f32 of `width * height` points, one row after the other, with room for three more; single precision, operation by operation, so that
 * both makes give the same bytes.
 */
export interface EvidenceKernels {
  /** The means of `reduction` x `reduction` pixels (bytes, from `frame` on), in levels. */
  shrink(frame: number, frameStride: number, reduction: number, now: number, width: number, height: number): void;

  /**
   * The normal equations of a movement of the whole of `now` onto `ground`, of every `step`-th point: sums (f64) of the slopes' products xx, xy,
   * yy and of the slopes by the difference, xd and yd. Points are compared `offset` points further, and parts of a point (`shareX`,
   * `shareY`) beside; those that differ by more than `most` levels do not count.
   */
  slopes(
    ground: number,
    now: number,
    width: number,
    height: number,
    step: number,
    margin: number,
    offset: number,
    shareX: number,
    shareY: number,
    most: number,
    sums: number,
  ): void;

  /**
   * The light now against the ground's, point by point: medians of blocks of 8 x 8 points (every other one counts), their medians over
   * 5 x 5 blocks, and straight between their middles. `blocks` and `smooth` have `across * down` f32, `row` one more than `across`;
   * `values` has `lightWork(across)` bytes, and `blocks` may be read twelve beyond its end.
   */
  localLight(
    now: number,
    ground: number,
    blocks: number,
    smooth: number,
    row: number,
    values: number,
    light: number,
    width: number,
    height: number,
    across: number,
    down: number,
  ): void;

  /**
   * What each point says (`evidence`, from -0.35 against to 1 for somebody), the `ratio` of the picture to the ground in this light, and the
   * ground (`mean`) and its usual difference (`noise`) as they are known then; nothing is learned where `held` is not 0.
   * @param share how much of a difference the ground follows, and `foreignShare` of one that is more than usual
   */
  weigh(
    now: number,
    mean: number,
    noise: number,
    light: number,
    held: number,
    evidence: number,
    ratio: number,
    count: number,
    share: number,
    foreignShare: number,
    noiseShare: number,
  ): void;

  /**
   * What speaks for somebody farther than three points from every outline is light, and is not to. `outline` and `across` are planes of bytes
   * of their own `stride`, a multiple of 16 and at least three more than the width, with three readable bytes before the first.
   */
  dropSoft(
    ratio: number,
    evidence: number,
    outline: number,
    across: number,
    width: number,
    height: number,
    stride: number,
  ): void;

  /** Sums (f64) over everything above and to the left, from a row on; one row and one column more than the evidence, the first ones 0. */
  addUp(evidence: number, sums: number, width: number, height: number, fromRow: number): void;

  /**
   * The spot for which most speaks, of those for which more than its `least` (f64) does; -1 when there is none. A spot has three parts with four
   * `corners` (i32, places in `sums`) each. Only spots whose `reaches` (f32: left, top, right, bottom) touch the box are added up anew.
   */
  bestSpot(
    sums: number,
    corners: number,
    reaches: number,
    says: number,
    least: number,
    spots: number,
    left: number,
    top: number,
    right: number,
    bottom: number,
  ): number;
}

/** Bytes that `localLight` works in: twenty-five vectors, and five rows of a block each. */
export const lightWork = (across: number): number => 400 + 5 * 4 * Math.ceil(across / 4) * 4;
/** Four corners of three parts. */
export const CORNERS = 12;
