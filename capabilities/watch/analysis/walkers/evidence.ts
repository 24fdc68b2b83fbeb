import type { Kernels } from "../../kernels/kernels.ts";
import type { Planes } from "../picture/background.ts";
import type { Rectangle } from "../tracks/region.ts";
import { align, type Alignable } from "./alignment.ts";
import { type EvidenceOffsets, LIGHT_BLOCK } from "./evidence-layout.ts";
import type { WatchedGround } from "./watched-ground.ts";

/** Time constants of the ground and of its noise, seconds. */
const FOLLOW_SECONDS = 10;
const NOISE_SECONDS = 6;
/** What differs from the ground without being somebody becomes it this many times later. */
const FOREIGN_TIMES = 4;
const FIRST_NOISE = 1.5;
const FIRST_STEPS = 12;
/** The light as a whole may differ by this much before what is remembered follows it. */
const STEADY_LIGHT = 1.25;
const LIGHT_STEP = 53;

/**
 * How much speaks for something on the ground, point by point: the difference from the ground alone, in multiples of what is usual at this
 * very point in this weather, as the logarithm of a likelihood would. A faint difference over a whole body tells more than a strong one at a
 * point; so nothing is cut off here.
 */
export class Evidence {
  readonly width: number;
  readonly height: number;
  readonly #ground: WatchedGround;
  readonly #kernels: Kernels;
  readonly #at: EvidenceOffsets;
  readonly #stride: number;
  readonly #source: Uint8Array;
  readonly #now: Float32Array;
  readonly #mean: Float32Array;
  readonly #noise: Float32Array;
  readonly #light: Float32Array;
  readonly #held: Uint8Array;
  readonly #alignable: Alignable;
  /** Ratio of the picture to the ground in this light, point by point. */
  readonly ratio: Float32Array;
  #steps = 0;

  /** @param stride of the planes that say where outlines are, as they were laid out */
  constructor(ground: WatchedGround, kernels: Kernels, at: EvidenceOffsets, size: { stride: number; source: number }) {
    [this.#ground, this.#kernels, this.#at, this.#stride] = [ground, kernels, at, size.stride];
    this.width = ground.window.right - ground.window.left;
    this.height = ground.window.bottom - ground.window.top;
    const plane = (from: number): Float32Array => new Float32Array(kernels.buffer, from, this.width * this.height);
    this.#source = new Uint8Array(kernels.buffer, at.source, size.source);
    this.#now = plane(at.now);
    this.#mean = plane(at.mean);
    this.#noise = plane(at.noise);
    this.#light = plane(at.light);
    this.ratio = plane(at.ratio);
    this.#held = new Uint8Array(kernels.buffer, at.held, this.width * this.height);
    this.#alignable = {
      ...{ kernels: kernels.evidence, at, now: this.#now, width: this.width, height: this.height },
      sums: new Float64Array(kernels.buffer, at.slopes, 5),
    };
  }

  forget(): void {
    this.#steps = 0;
  }

  /** @param held where somebody is: that is not the ground */
  step(planes: Planes, elapsedSeconds: number, held: readonly Rectangle[]): void {
    const { evidence: kernels } = this.#kernels;
    const { now, mean, noise, light, held: hold, evidence, ratio, outline, across } = this.#at;
    const { width, height } = this;
    this.#reduce(planes);
    if (this.#steps === 0) {
      this.#mean.set(this.#now);
      this.#noise.fill(FIRST_NOISE);
    }
    this.#steps++;
    align(this.#alignable);
    this.#measureLight();
    this.#followDay();
    this.#held.fill(0);
    for (const box of held) this.#hold(box);
    const share = Math.max(elapsedSeconds / FOLLOW_SECONDS, this.#steps < FIRST_STEPS ? 1 / (this.#steps + 1) : 0);
    const noiseShare = Math.min(0.5, Math.max(elapsedSeconds / NOISE_SECONDS, this.#steps < FIRST_STEPS ? 0.15 : 0));
    // The ground is remembered in the light it was learned in: a cloud that passes leaves no trace in it.
    kernels.weigh(
      ...([now, mean, noise, light, hold, evidence, ratio, width * height] as const),
      ...([share, share / FOREIGN_TIMES, noiseShare] as const),
    );
    kernels.dropSoft(ratio, evidence, outline, across, width, height, this.#stride);
  }

  #measureLight(): void {
    const { now, mean, blocks, smooth, row, values, light } = this.#at;
    const { width, height } = this;
    const [across, down] = [Math.ceil(width / LIGHT_BLOCK), Math.ceil(height / LIGHT_BLOCK)];
    this.#kernels.evidence.localLight(
      ...([now, mean, blocks, smooth, row, values, light, width, height, across, down] as const),
    );
  }

  /** Slow changes of the light as a whole: what is remembered follows them everywhere at once. */
  #followDay(): void {
    const [light, mean] = [this.#light, this.#mean];
    let sum = 0;
    for (let at = 0; at < light.length; at += LIGHT_STEP) sum += light[at] ?? 1;
    const usual = sum / Math.ceil(light.length / LIGHT_STEP);
    if (usual > 1 / STEADY_LIGHT && usual < STEADY_LIGHT) return;
    for (let at = 0; at < light.length; at++) {
      mean[at] = (mean[at] ?? 0) * usual;
      light[at] = (light[at] ?? 1) / usual;
    }
  }

  #hold({ left, top, right, bottom }: Rectangle): void {
    const from = Math.max(0, Math.floor(left));
    const until = Math.min(this.width, Math.ceil(right));
    for (let y = Math.max(0, Math.floor(top)); y < Math.min(this.height, Math.ceil(bottom)); y++)
      if (until > from) this.#held.fill(1, y * this.width + from, y * this.width + until);
  }

  #reduce({ frame, stride }: Planes): void {
    const { reduction, window } = this.#ground;
    const first = window.top * reduction * stride;
    this.#source.set(frame.subarray(first, first + this.#source.length));
    const { source, now } = this.#at;
    const { shrink } = this.#kernels.evidence;
    shrink(source + window.left * reduction, stride, reduction, now, this.width, this.height);
  }
}
