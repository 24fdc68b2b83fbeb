/**
 * The functions of the slow ground (`../../analysis/picture/slow-ground.ts`): a plane each, in offsets into the memory of the other kernels.
 * Planes of numbers are u16 or f32, those of yes and no hold 1 and 0 unless it is said; `count` and `stride` are multiples of 16.
 * All arithmetic is single precision, operation by operation, so that both makes give the same bytes.
 */
export interface SlowKernels {
  /** Adds the four pixels of `frame` that are one of the slow ground's to each u32 of `sum`. */
  gather(frame: number, frameStride: number, sum: number, width: number, height: number, stride: number): void;

  /** `sum` times `share` as bytes, rounded. */
  levels(sum: number, share: number, target: number, count: number): void;

  /**
   * What `sum` shows as the ground's light would show it, in 1/64 level (u16), and `sum` emptied. `cells` (f32, `across` x `down`, one each
   * `side` pixels) is the light now against the ground's, 0 where it is the same; `row` has `stride` f32.
   */
  close(
    sum: number,
    times: number,
    cells: number,
    across: number,
    down: number,
    side: number,
    row: number,
    window: number,
    width: number,
    height: number,
    stride: number,
  ): void;

  /** The middle one of five planes (u16), pixel by pixel. */
  middle(
    first: number,
    second: number,
    third: number,
    fourth: number,
    fifth: number,
    median: number,
    count: number,
  ): void;

  /**
   * What differs from the ground (`raw`; `sure` where it surely does), and for how long (`age`) it has been the same as `before`. `former` is
   * what lay there before something was taken, -1: nothing. What was ground for no more than two windows and has been something else
   * for as many is learned at once.
   * @param unrest levels by which the picture as a whole differs
   * @param lag age of what is seen for the first time; `unit`: by how much a window ages
   */
  compare(
    median: number,
    ground: number,
    former: number,
    spread: number,
    before: number,
    raw: number,
    sure: number,
    age: number,
    seen: number,
    count: number,
    unrest: number,
    lag: number,
    unit: number,
  ): void;

  /** 255 where at least five of the 3 x 3 neighbourhood are 1; the border is left empty. Returns how many. */
  company(raw: number, mask: number, width: number, height: number, stride: number): number;

  /**
   * The ground follows by `share` of a difference, and its usual difference by `noise`, where nothing is `raw` nor `foreign`. `before`
   * becomes what is seen, `now` and `mean` that and the ground as bytes.
   */
  follow(
    median: number,
    ground: number,
    spread: number,
    raw: number,
    foreign: number,
    before: number,
    now: number,
    mean: number,
    count: number,
    share: number,
    noise: number,
  ): void;

  /**
   * How `now` compares with `ground`, as histograms (128 u16) of the logarithm of their ratio, a cell of 16 x 16 pixels each, of every
   * other pixel. `logarithms` (256 f32) has one for each level.
   */
  lightBins(
    now: number,
    ground: number,
    logarithms: number,
    histograms: number,
    width: number,
    height: number,
    stride: number,
    across: number,
    perBin: number,
  ): void;

  /** Where the median of the histograms around cell (`x`, `y`) lies, in bins; -1 when they hold next to nothing. `sums` has 128 u16. */
  lightAround(histograms: number, across: number, down: number, x: number, y: number, sums: number): number;

  /**
   * How `now` compares with `ground`: the median logarithm of their ratio in each block of `side` x `side` pixels (`ratios`,
   * f32), and how much it is believed (`weights`, f32): `foreignWeight` where more than a third is `foreign`, else 1. `sorted` has room for
   * a block's f32.
   */
  lightBlocks(
    now: number,
    ground: number,
    logarithms: number,
    foreign: number,
    sorted: number,
    ratios: number,
    weights: number,
    width: number,
    height: number,
    stride: number,
    side: number,
    foreignWeight: number,
  ): void;

  /**
   * Bends `light` (f32, a block each, as it is known so far) to `ratios`, as a sheet of this stiffness that each block pulls with the
   * same force however far it lies off (less only where it is `close`): it follows what is smooth and spans what is narrow.
   */
  bendLight(
    ratios: number,
    weights: number,
    light: number,
    across: number,
    down: number,
    stiffness: number,
    close: number,
    rounds: number,
  ): void;

  /** 255 in `mask` where there is a label, or two on a diagonal of `quick` (255 for yes), of twice the size, are set. */
  beside(
    quick: number,
    quickStride: number,
    labels: number,
    mask: number,
    width: number,
    height: number,
    stride: number,
  ): void;
}
