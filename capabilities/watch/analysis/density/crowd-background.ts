import { BLOCK, type CrowdPlanes } from "./crowd-planes.ts";
import { groundShakes } from "./ground-shakes.ts";
import { ShadowShade } from "./shadow-shade.ts";

/** Samples of the picture, one every `SAMPLE_SECONDS`, from which the empty ground is first made out. */
const SAMPLES = 20;
const SAMPLE_SECONDS = 1;
/** The ground is what a pixel shows most often: the shortest interval that holds this share of its samples. */
const COMMON_SHARE = 0.4;
/** How soon the ground follows the light where nobody is. */
const FOLLOW_SECONDS = 12;
/** Grey levels a pixel must differ by when it is perfectly quiet, and in multiples of its usual difference. */
const BASE_THRESHOLD = 7;
const NOISE_TIMES = 3.2;
/** What shows one same foreign face for so long and has no outline is the ground that somebody had hidden. */
const UNCOVERED_SECONDS = 8;
/** What has an outline is somebody who waits, until it has stood for so long: then it is a thing. */
const FURNITURE_SECONDS = 45 * 60;
/** So many of a block's pixels stand still, or nobody looks at it. */
const LEAST_STILL = 6;
/** Pixels of a rim that tell, and how faint the outline must be there against the one that is remembered. */
const LEAST_RIM = 8;
const TRACE_SHARE = 0.6;
/** The same for all of a piece, which may be the trace of somebody and another who stands beside it. */
const TRACE_SHARE_OF_ALL = 0.9;

/**
 * The ground without people, for counting: unlike the analysis' own background it does not take in whoever stands still, and does not
 * become blind where many pass. Costs about a millisecond a step and is asked once or twice a second.
 */
export class CrowdBackground {
  readonly #planes: CrowdPlanes;
  readonly #samples: Uint8Array[] = [];
  #sampledSeconds = Number.NEGATIVE_INFINITY;
  #lastSeconds = 0;
  readonly #shade: ShadowShade;
  /** By block: pixels that have shown the same for long, and for so long that they are a thing. */
  readonly #still: Uint8Array;
  readonly #old: Uint8Array;
  readonly #ratios = new Int32Array(401);

  constructor(planes: CrowdPlanes) {
    const { at, kernels, size } = planes;
    const blocks = (size.stride / BLOCK) * Math.ceil(size.height / BLOCK);
    this.#planes = planes;
    planes.noise.fill(1.5);
    this.#shade = new ShadowShade(planes);
    this.#still = new Uint8Array(kernels.buffer, at.still, blocks);
    this.#old = new Uint8Array(kernels.buffer, at.old, blocks);
  }

  /** Everything begins anew: the picture became another one. */
  forget(): void {
    this.#samples.length = 0;
    this.#sampledSeconds = Number.NEGATIVE_INFINITY;
  }

  /** The whole `frame` (stride x height) of a moment; 255 where somebody stands or walks, undefined until the ground is known. */
  step(frame: Uint8Array, seconds: number, trembles: boolean): Uint8Array | undefined {
    const elapsed = Math.min(5, seconds - this.#lastSeconds);
    this.#lastSeconds = seconds;
    if (this.#samples.length < SAMPLES) {
      if (seconds - this.#sampledSeconds < SAMPLE_SECONDS - 0.05) return undefined;
      this.#sampledSeconds = seconds;
      this.#samples.push(frame.slice());
      if (this.#samples.length < SAMPLES) return undefined;
      this.#begin();
    }
    const { ground, raw, differs, mask, size } = this.#planes;
    this.#planes.frame.set(frame);
    const gain = this.#lightGain();
    if (gain !== 1) for (let i = 0; i < ground.length; i++) ground[i] = (ground[i] ?? 0) * gain;
    this.#subtract(trembles && groundShakes(frame, ground, mask, size.stride));
    differs.set(raw);
    this.#shade.remove();
    this.#planes.clean();
    this.#follow(elapsed);
    this.#uncover();
    return mask;
  }

  #begin(): void {
    const { at, count, noise, since, mask, spare, kernels } = this.#planes;
    const held = Math.ceil(COMMON_SHARE * SAMPLES);
    const widths = new Uint8Array(kernels.buffer, at.shades, count);
    // Strip by strip: all samples at once are more than there is room for.
    const most = Math.floor(spare.length / SAMPLES / 16) * 16;
    for (let from = 0; from < count; from += most) {
      const length = Math.min(most, count - from);
      for (const [k, sample] of this.#samples.entries()) spare.set(sample.subarray(from, from + length), k * length);
      kernels.commonest(at.labels, SAMPLES, held, at.ground + 4 * from, at.shades + from, length);
    }
    // Half of the values of a normal distribution lie within 0.67 of its deviation; the narrowest 40 % within about 0.52.
    for (let i = 0; i < count; i++) noise[i] = Math.min(4, Math.max(0.6, (widths[i] ?? 0) / 1.6));
    since.fill(0);
    mask.fill(0);
    this.#samples.fill(new Uint8Array(0));
  }

  /** How the light on the whole changed since the last step: the median over pixels where nobody was. */
  #lightGain(): number {
    const { frame, ground, mask } = this.#planes;
    const bins = this.#ratios.fill(0);
    let total = 0;
    for (let at = 3; at < frame.length; at += 37) {
      const was = ground[at] ?? 0;
      if (mask[at] !== 0 || was < 24) continue;
      const ratio = (frame[at] ?? 0) / was;
      const bin = Math.min(400, Math.round(ratio * 200));
      bins[bin] = (bins[bin] ?? 0) + 1;
      total++;
    }
    if (total < 200) return 1;
    let before = 0;
    for (let bin = 0; bin < bins.length; bin++) {
      const here = bins[bin] ?? 0;
      if (before + here >= total / 2) {
        const ratio = (bin - 0.5 + (total / 2 - before) / Math.max(1, here)) / 200;
        return Math.abs(ratio - 1) < 0.008 ? 1 : ratio;
      }
      before += here;
    }
    return 1;
  }

  #subtract(shakes: boolean): void {
    const { at, count, kernels } = this.#planes;
    kernels.subtract(at.frame, at.ground, at.noise, at.raw, count, BASE_THRESHOLD, NOISE_TIMES);
    if (shakes) this.#steady();
  }

  /** Where the camera shakes, what looks like the ground a pixel beside it is no foreground. */
  #steady(): void {
    const { size, frame, ground, noise, raw } = this.#planes;
    const { stride, height } = size;
    for (let y = 1; y + 1 < height; y++) {
      for (let at = y * stride + 1; at + 1 < (y + 1) * stride; at++) {
        if (raw[at] === 0) continue;
        let [low, high] = [ground[at] ?? 0, ground[at] ?? 0];
        for (let row = at - stride; row <= at + stride; row += stride) {
          for (let beside = row - 1; beside <= row + 1; beside++) {
            const shown = ground[beside] ?? 0;
            if (shown < low) low = shown;
            if (shown > high) high = shown;
          }
        }
        const value = frame[at] ?? 0;
        const outside = value > high ? value - high : low - value;
        if (outside <= BASE_THRESHOLD + NOISE_TIMES * Math.max(0, (noise[at] ?? 0) - 1)) raw[at] = 0;
      }
    }
  }

  /** A shadow, or clothes of its shade, is not what the ground looks like: where something differs the ground stays. */
  #follow(elapsed: number): void {
    const { at, count, kernels } = this.#planes;
    const rate = Math.min(0.5, elapsed / FOLLOW_SECONDS);
    const { frame, ground, noise, foreign, since, raw, differs } = at;
    kernels.follow(frame, ground, noise, foreign, since, raw, differs, count, rate, elapsed);
  }

  /**
   * Somebody who stood there while the ground was learned has gone: along the rim of what is foreground the picture has no outline, and what is
   * remembered has one. Judged block by block, and eaten up from its rim; but only where the whole piece has no outline, or a crowd that stands
   * would be eaten up from where clothes look like the ground.
   */
  #uncover(): void {
    const { at, size, kernels, raw, since, ground, foreign } = this.#planes;
    const { stride, height } = size;
    let traces: Uint8Array | undefined;
    kernels.stand(at.since, at.raw, at.still, at.old, stride, height, UNCOVERED_SECONDS, FURNITURE_SECONDS);
    for (let top = BLOCK; top + 2 * BLOCK < height; top += BLOCK) {
      for (let left = BLOCK; left + 2 * BLOCK < stride; left += BLOCK) {
        const block = ((top / BLOCK) * stride + left) / BLOCK;
        const still = this.#still[block] ?? 0;
        if (still < LEAST_STILL) continue;
        const isOld = (this.#old[block] ?? 0) >= still / 2;
        if (!isOld && !this.#isTrace(left, top)) continue;
        if (!isOld) traces ??= this.#tracePieces();
        for (let y = top; y < top + BLOCK; y++) {
          for (let x = left; x < left + BLOCK; x++) {
            const pixel = y * stride + x;
            if (raw[pixel] === 0 || (since[pixel] ?? 0) <= UNCOVERED_SECONDS) continue;
            if (!isOld && traces?.[this.#planes.pieceAt(pixel)] === 0) continue;
            ground[pixel] = foreign[pixel] ?? 0;
            since[pixel] = 0;
          }
        }
      }
    }
  }

  /** By piece, 1 for those that have less of an outline in the picture than in what is remembered. */
  #tracePieces(): Uint8Array {
    const { size, frame, ground, mask, pieces } = this.#planes;
    const { stride } = size;
    const [now, before] = [new Float64Array(pieces + 1), new Float64Array(pieces + 1)];
    for (let at = stride + 1; at < mask.length - stride - 1; at++) {
      if (mask[at] === 0 || !this.#isRim(at)) continue;
      const piece = this.#planes.pieceAt(at);
      now[piece] = (now[piece] ?? 0) + steepest(frame, at, stride);
      before[piece] = (before[piece] ?? 0) + steepest(ground, at, stride);
    }
    // What the mask's cleaning left out belongs to no piece.
    return Uint8Array.from(now, (sum, piece) =>
      piece === 0 || sum < TRACE_SHARE_OF_ALL * (before[piece] ?? 0) ? 1 : 0,
    );
  }

  #isRim(at: number): boolean {
    const { mask, size } = this.#planes;
    const { stride } = size;
    return mask[at - 1] === 0 || mask[at + 1] === 0 || mask[at - stride] === 0 || mask[at + stride] === 0;
  }

  #isTrace(left: number, top: number): boolean {
    const { size, frame, ground, mask } = this.#planes;
    const { stride } = size;
    let [rim, now, before] = [0, 0, 0];
    for (let y = top - BLOCK / 2; y < top + BLOCK + BLOCK / 2; y++) {
      for (let x = left - BLOCK / 2; x < left + BLOCK + BLOCK / 2; x++) {
        const at = y * stride + x;
        if (mask[at] === 0 || !this.#isRim(at)) continue;
        rim++;
        now += steepest(frame, at, stride);
        before += steepest(ground, at, stride);
      }
    }
    return rim >= LEAST_RIM && now < TRACE_SHARE * before;
  }
}

/** The strongest slope within a pixel: the rim of a mask is never exact. */
function steepest(plane: Uint8Array | Float32Array, at: number, stride: number): number {
  return Math.max(
    slope(plane, at, stride),
    slope(plane, at - 1, stride),
    slope(plane, at + 1, stride),
    slope(plane, at - stride, stride),
    slope(plane, at + stride, stride),
  );
}

function slope(plane: Uint8Array | Float32Array, at: number, stride: number): number {
  return (
    Math.abs((plane[at + 1] ?? 0) - (plane[at - 1] ?? 0)) +
    Math.abs((plane[at + stride] ?? 0) - (plane[at - stride] ?? 0))
  );
}
