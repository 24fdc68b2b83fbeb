/**
 * The per-pixel functions of counting a crowd. They work on offsets into one buffer, as `Kernels` do, so that one caller drives the
 * WebAssembly version (`../assembly/crowd.ts`, SIMD) and the plain one (`plain-crowd.ts`); both give the same bytes, as all arithmetic with
 * fractions is f64, rounded where it is stored.
 *
 * A plane is `count` = `stride * height` pixels, `stride` a multiple of 16, with `stride + 16` readable bytes before and after it. Masks hold
 * 255 for yes and 0 for no. A block is 8 x 8 pixels; they are counted row by row, from the top left.
 */
export interface CrowdKernels {
  readonly name: "wasm-simd" | "plain";
  readonly buffer: ArrayBuffer;

  /**
   * What a pixel shows most often: the mean of the shortest interval that holds `held` of its `many` samples (u8, `count` of each; they are
   * sorted in place), into `ground` (f32), and the width of that interval into `width` (u8).
   */
  commonest(samples: number, many: number, held: number, ground: number, width: number, count: number): void;

  /** 255 where `frame` (u8) is farther from `ground` (f32) than `base` + `times` x what its `noise` (f32) is above 1. `base` at least 1. */
  subtract(frame: number, ground: number, noise: number, raw: number, count: number, base: number, times: number): void;

  /**
   * What `frame` shows of the light of `ground` where `mask` is set, in hundredths up to 255, 0 elsewhere; and how many pixels have each
   * shade, into `bins` (256 x i32).
   */
  shade(frame: number, ground: number, mask: number, shades: number, bins: number, count: number): void;

  /**
   * Clears shadows from `mask`: shades within `reach` of `peak`, and between them and `edge` those that at least two such touch. What is then
   * empty for no more than `gap` rows between what is not, is set again where it has a shade. `shades` becomes 2 for the
   * core of a shadow, 1 for its soft edge and 0; `above` has `stride` bytes.
   */
  unshadow(
    shades: number,
    mask: number,
    above: number,
    stride: number,
    count: number,
    peak: number,
    reach: number,
    edge: number,
    gap: number,
  ): void;

  /** Keeps what has company: 255 where at least four of the 3 x 3 neighbourhood are set. The border is left empty. */
  clean(raw: number, mask: number, width: number, height: number, stride: number): void;

  /**
   * The ground follows where nothing `differs`, by the share `rate` of what it is off, its noise by half of that, and `since` (f32, seconds) runs back
   * at twice the speed. Where `raw` is set, which is only where something differs, `foreign` (u8) is the face it shows and `since` for how long.
   */
  follow(
    frame: number,
    ground: number,
    noise: number,
    foreign: number,
    since: number,
    raw: number,
    differs: number,
    count: number,
    rate: number,
    elapsed: number,
  ): void;

  /**
   * By block of a plane of `stride` x `height`, those at its edge left out: how many of its pixels are set in `raw` and have been so for more than
   * `seconds`, and how many have been so for more than `long`, set or not; u8 each.
   */
  stand(
    since: number,
    raw: number,
    still: number,
    old: number,
    stride: number,
    height: number,
    seconds: number,
    long: number,
  ): void;

  /**
   * Connected pieces (8 neighbours) of `mask`, whose border is empty, numbered from 1 in the order of their first pixel. `labels` (i32) receives a label
   * where the mask is set, and means nothing elsewhere; `numbers` (i32, by label, room for a quarter of the pixels and two) receives the number of the
   * piece that has it. Returns how many pieces there are.
   */
  label(mask: number, labels: number, numbers: number, width: number, height: number, stride: number): number;

  /** How many pixels of `mask` are above and left of each, into `sums` (u32, `stride` + 4 a row, one row more than the plane, the first 0). */
  sum(mask: number, sums: number, height: number, stride: number): void;

  /**
   * Adds up what each piece has: `area` and `plain` (f32) of its pixels that have an area, block by block from the top left. 48 bytes a piece from
   * `pieces` + 48: f64 area, plain, people (plain x its block's `times`, f64); i32 pixels, left, top, right, bottom (inclusive), 0. What a piece has
   * of people in a block is one of `parts` (16 bytes: f64 people, i32 block, i32 piece; by block, then piece). Returns how many parts there are.
   */
  gather(
    mask: number,
    labels: number,
    numbers: number,
    area: number,
    plain: number,
    times: number,
    pieces: number,
    count: number,
    parts: number,
    width: number,
    height: number,
    stride: number,
  ): number;
}

/** Makes crowd kernels with a memory of at least `bytes`. */
export type CrowdKernelMaker = (bytes: number) => CrowdKernels;
