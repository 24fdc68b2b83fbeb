import { componentsOf } from "./components.ts";
import { groundShakes } from "./ground-shakes.ts";
import { clean, type Size } from "./mask-cleaning.ts";
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
const BLOCK = 8;
/** Pixels of a rim that tell, and how faint the outline must be there against the one that is remembered. */
const LEAST_RIM = 8;
const TRACE_SHARE = 0.6;
/** The same for all of a piece, which may be the trace of somebody and another who stands beside it. */
const TRACE_SHARE_OF_ALL = 0.9;

/**
 * The ground without people, for counting: unlike the analysis' own background it does not take in whoever stands still, and does not
 * become blind where many pass. Costs a few milliseconds a step and is asked once or twice a second.
 */
export class CrowdBackground {
  readonly #size: Size;
  readonly #samples: Uint8Array[] = [];
  #sampledSeconds = Number.NEGATIVE_INFINITY;
  #lastSeconds = 0;
  readonly #ground: Float32Array;
  /** Usual absolute difference, grey levels. */
  readonly #noise: Float32Array;
  readonly #foreign: Uint8Array;
  /** For how long it has shown that, seconds. */
  readonly #since: Float32Array;
  readonly #raw: Uint8Array;
  /** What differs from the ground, cast shadows as well. */
  readonly #differs: Uint8Array;
  readonly #mask: Uint8Array;
  readonly #shade: ShadowShade;
  readonly #labels: Int32Array;

  constructor(size: Size) {
    this.#size = size;
    const count = size.stride * size.height;
    this.#ground = new Float32Array(count);
    this.#noise = new Float32Array(count).fill(1.5);
    this.#foreign = new Uint8Array(count);
    this.#since = new Float32Array(count);
    this.#raw = new Uint8Array(count);
    this.#differs = new Uint8Array(count);
    this.#mask = new Uint8Array(count);
    this.#shade = new ShadowShade(count);
    this.#labels = new Int32Array(count);
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
    const gain = this.#lightGain(frame);
    if (gain !== 1) for (let i = 0; i < this.#ground.length; i++) this.#ground[i] = (this.#ground[i] ?? 0) * gain;
    this.#subtract(frame, trembles && groundShakes(frame, this.#ground, this.#mask, this.#size.stride));
    this.#differs.set(this.#raw);
    this.#shade.remove(frame, this.#ground, this.#raw, this.#size.stride);
    clean(this.#raw, this.#mask, this.#size);
    this.#follow(frame, elapsed);
    this.#uncover(frame);
    return this.#mask;
  }

  #begin(): void {
    const count = this.#ground.length;
    const values = new Uint8Array(SAMPLES);
    const held = Math.ceil(COMMON_SHARE * SAMPLES);
    for (let at = 0; at < count; at++) {
      for (let k = 0; k < SAMPLES; k++) values[k] = this.#samples[k]?.[at] ?? 0;
      values.sort();
      let [narrowest, first] = [256, 0];
      for (let k = 0; k + held <= SAMPLES; k++) {
        const width = (values[k + held - 1] ?? 0) - (values[k] ?? 0);
        if (width < narrowest) [narrowest, first] = [width, k];
      }
      let sum = 0;
      for (let k = first; k < first + held; k++) sum += values[k] ?? 0;
      this.#ground[at] = sum / held;
      // Half of the values of a normal distribution lie within 0.67 of its deviation; the narrowest 40 % within about 0.52.
      this.#noise[at] = Math.min(4, Math.max(0.6, narrowest / 1.6));
    }
    this.#since.fill(0);
    this.#mask.fill(0);
    this.#samples.fill(new Uint8Array(0));
  }

  /** How the light on the whole changed since the last step: the median over pixels where nobody was. */
  #lightGain(frame: Uint8Array): number {
    const bins = new Int32Array(401);
    let total = 0;
    for (let at = 3; at < frame.length; at += 37) {
      const was = this.#ground[at] ?? 0;
      if (this.#mask[at] !== 0 || was < 24) continue;
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

  #subtract(frame: Uint8Array, trembles: boolean): void {
    const { stride, height } = this.#size;
    const [grounds, noises, raw] = [this.#ground, this.#noise, this.#raw];
    if (!trembles) {
      for (let at = 0; at < raw.length; at++) {
        const threshold = BASE_THRESHOLD + NOISE_TIMES * Math.max(0, (noises[at] ?? 0) - 1);
        raw[at] = Math.abs((frame[at] ?? 0) - (grounds[at] ?? 0)) > threshold ? 255 : 0;
      }
      return;
    }
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < stride; x++) {
        const at = y * stride + x;
        const value = frame[at] ?? 0;
        const ground = grounds[at] ?? 0;
        let [low, high] = [ground, ground];
        if (x > 0 && y > 0 && x + 1 < stride && y + 1 < height) {
          for (let dy = -stride; dy <= stride; dy += stride) {
            for (let dx = -1; dx <= 1; dx++) {
              const beside = grounds[at + dy + dx] ?? 0;
              low = Math.min(low, beside);
              high = Math.max(high, beside);
            }
          }
        }
        const outside = value > high ? value - high : low - value;
        const threshold = BASE_THRESHOLD + NOISE_TIMES * Math.max(0, (noises[at] ?? 0) - 1);
        raw[at] = outside > threshold ? 255 : 0;
      }
    }
  }

  #follow(frame: Uint8Array, elapsed: number): void {
    const rate = Math.min(0.5, elapsed / FOLLOW_SECONDS);
    const [grounds, noises, raw, differs] = [this.#ground, this.#noise, this.#raw, this.#differs];
    const [since, foreign] = [this.#since, this.#foreign];
    for (let at = 0; at < frame.length; at++) {
      const value = frame[at] ?? 0;
      if (raw[at] === 0) {
        // A shadow, or clothes of its shade, is not what the ground looks like.
        if (differs[at] !== 0) continue;
        const ground = grounds[at] ?? 0;
        const difference = Math.abs(value - ground);
        const noise = noises[at] ?? 0;
        grounds[at] = ground + rate * (value - ground);
        noises[at] = noise + 0.5 * rate * (difference - noise);
        const stood = since[at] ?? 0;
        if (stood !== 0) since[at] = Math.max(0, stood - 2 * elapsed);
        continue;
      }
      const seen = foreign[at] ?? 0;
      if (Math.abs(value - seen) < 8) {
        since[at] = (since[at] ?? 0) + elapsed;
        foreign[at] = (3 * seen + value + 2) >> 2;
      } else {
        const left = (since[at] ?? 0) - 3 * elapsed;
        since[at] = Math.max(0, left);
        if (left <= 0) foreign[at] = value;
      }
    }
  }

  /**
   * Somebody who stood there while the ground was learned has gone: along the rim of what is foreground the picture has no outline, and what is
   * remembered has one. Judged block by block, and eaten up from its rim; but only where the whole piece has no outline, or a crowd that stands
   * would be eaten up from where clothes look like the ground.
   */
  #uncover(frame: Uint8Array): void {
    const { stride, height } = this.#size;
    let traces: Uint8Array | undefined;
    for (let top = BLOCK; top + 2 * BLOCK < height; top += BLOCK) {
      for (let left = BLOCK; left + 2 * BLOCK < stride; left += BLOCK) {
        const { still, old } = this.#stillIn(left, top);
        if (still < 6) continue;
        const isOld = old >= still / 2;
        if (!isOld && !this.#isTrace(frame, left, top)) continue;
        if (!isOld) traces ??= this.#tracePieces(frame);
        for (let y = top; y < top + BLOCK; y++) {
          for (let x = left; x < left + BLOCK; x++) {
            const at = y * stride + x;
            if (this.#raw[at] === 0 || (this.#since[at] ?? 0) <= UNCOVERED_SECONDS) continue;
            if (!isOld && traces?.[this.#labels[at] ?? 0] === 0) continue;
            this.#ground[at] = this.#foreign[at] ?? 0;
            this.#since[at] = 0;
          }
        }
      }
    }
  }

  /** By label, 1 for pieces of the mask that have less of an outline in the picture than in what is remembered. */
  #tracePieces(frame: Uint8Array): Uint8Array {
    const { stride } = this.#size;
    const { count } = componentsOf(this.#mask, this.#size, this.#labels);
    const [now, before] = [new Float64Array(count + 1), new Float64Array(count + 1)];
    for (let at = stride + 1; at < this.#mask.length - stride - 1; at++) {
      const label = this.#labels[at] ?? 0;
      if (label === 0 || !this.#isRim(at)) continue;
      now[label] = (now[label] ?? 0) + steepest(frame, at, stride);
      before[label] = (before[label] ?? 0) + steepest(this.#ground, at, stride);
    }
    // What the mask's cleaning left out belongs to no piece.
    return Uint8Array.from(now, (sum, label) =>
      label === 0 || sum < TRACE_SHARE_OF_ALL * (before[label] ?? 0) ? 1 : 0,
    );
  }

  #isRim(at: number): boolean {
    const { stride } = this.#size;
    const mask = this.#mask;
    return mask[at - 1] === 0 || mask[at + 1] === 0 || mask[at - stride] === 0 || mask[at + stride] === 0;
  }

  #stillIn(left: number, top: number): { readonly still: number; readonly old: number } {
    const { stride } = this.#size;
    const [times, raw] = [this.#since, this.#raw];
    let still = 0;
    let old = 0;
    for (let y = top; y < top + BLOCK; y++) {
      for (let at = y * stride + left; at < y * stride + left + BLOCK; at++) {
        const since = times[at] ?? 0;
        if (since <= UNCOVERED_SECONDS) continue;
        if (raw[at] !== 0) still++;
        if (since > FURNITURE_SECONDS) old++;
      }
    }
    return { still, old };
  }

  #isTrace(frame: Uint8Array, left: number, top: number): boolean {
    const { stride } = this.#size;
    const mask = this.#mask;
    let [rim, now, before] = [0, 0, 0];
    for (let y = top - BLOCK / 2; y < top + BLOCK + BLOCK / 2; y++) {
      for (let x = left - BLOCK / 2; x < left + BLOCK + BLOCK / 2; x++) {
        const at = y * stride + x;
        if (mask[at] === 0 || !this.#isRim(at)) continue;
        rim++;
        now += steepest(frame, at, stride);
        before += steepest(this.#ground, at, stride);
      }
    }
    return rim >= LEAST_RIM && now < TRACE_SHARE * before;
  }
}

/** The strongest slope within a pixel: the rim of a mask is never exact. */
function steepest(plane: Uint8Array | Float32Array, middle: number, stride: number): number {
  let most = 0;
  for (const at of [middle, middle - 1, middle + 1, middle - stride, middle + stride]) {
    const slope =
      Math.abs((plane[at + 1] ?? 0) - (plane[at - 1] ?? 0)) +
      Math.abs((plane[at + stride] ?? 0) - (plane[at - stride] ?? 0));
    if (slope > most) most = slope;
  }
  return most;
}
