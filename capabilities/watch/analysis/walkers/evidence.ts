import { LocalLight } from "./local-light.ts";
import { alignTo } from "./alignment.ts";
import type { Planes } from "../picture/background.ts";
import type { Rectangle } from "../tracks/region.ts";
import type { WatchedGround } from "./watched-ground.ts";

/** Time constants of the ground and of its noise, seconds. */
const FOLLOW_SECONDS = 10;
const NOISE_SECONDS = 6;
/** What differs from the ground without being somebody becomes it this many times later. */
const FOREIGN_TIMES = 4;
/** Grey levels that even a perfectly quiet point differs by. */
const LEAST_NOISE = 0.7;
const FIRST_NOISE = 1.5;
const FIRST_STEPS = 12;
/** A difference of so many times the usual one says neither that somebody is there nor that nobody is. */
const UNDECIDED = 2.6;
/** The light as a whole may differ by this much before what is remembered follows it. */
const STEADY_LIGHT = 1.25;
const LIGHT_STEP = 53;
/** From one point to the next an outline changes by at least this share of the ground, and tells of the points around it. */
const LEAST_SLOPE = 0.06;
const OUTLINE_REACH = 3;
/** What one point can say at most: for somebody, and against them. */
const MOST_FOR = 1;
const MOST_AGAINST = 0.35;

/**
 * How much speaks for something on the ground, point by point: the difference from the ground alone, in multiples of what is usual at this
 * very point in this weather, as the logarithm of a likelihood would. A faint difference over a whole body tells more than a strong one at a
 * point; so nothing is cut off here.
 */
export class Evidence {
  readonly width: number;
  readonly height: number;
  readonly #ground: WatchedGround;
  readonly #now: Float32Array;
  readonly #mean: Float32Array;
  readonly #noise: Float32Array;
  readonly #held: Uint8Array;
  readonly #near: Uint8Array;
  readonly #light: LocalLight;
  /** Ratio of the picture to the ground in this light, point by point. */
  readonly ratio: Float32Array;
  readonly evidence: Float32Array;
  #steps = 0;

  constructor(ground: WatchedGround) {
    this.#ground = ground;
    this.width = ground.window.right - ground.window.left;
    this.height = ground.window.bottom - ground.window.top;
    const count = this.width * this.height;
    this.#now = new Float32Array(count);
    this.#mean = new Float32Array(count);
    this.#noise = new Float32Array(count);
    this.#held = new Uint8Array(count);
    this.#near = new Uint8Array(count);
    this.ratio = new Float32Array(count);
    this.evidence = new Float32Array(count);
    this.#light = new LocalLight(this.width, this.height);
  }

  forget(): void {
    this.#steps = 0;
  }

  /** @param held where somebody is: that is not the ground */
  step(planes: Planes, elapsedSeconds: number, held: readonly Rectangle[]): void {
    this.#reduce(planes);
    if (this.#steps === 0) {
      this.#mean.set(this.#now);
      this.#noise.fill(FIRST_NOISE);
    }
    this.#steps++;
    alignTo(this.#mean, this.#now, this.width, this.height);
    const light = this.#light.of(this.#now, this.#mean);
    this.#followDay(light);
    this.#held.fill(0);
    for (const box of held) this.#hold(box);
    const share = Math.max(elapsedSeconds / FOLLOW_SECONDS, this.#steps < FIRST_STEPS ? 1 / (this.#steps + 1) : 0);
    const noiseShare = Math.min(0.5, Math.max(elapsedSeconds / NOISE_SECONDS, this.#steps < FIRST_STEPS ? 0.15 : 0));
    const { evidence, ratio } = this;
    const [now, mean, noise] = [this.#now, this.#mean, this.#noise];
    for (let at = 0; at < now.length; at++) {
      const value = now[at] ?? 0;
      const expected = (mean[at] ?? 0) * (light[at] ?? 1);
      const difference = value - expected;
      const size = Math.abs(difference);
      const usual = noise[at] ?? 0;
      const times = size / (LEAST_NOISE + usual);
      const says = (times - UNDECIDED) / UNDECIDED;
      evidence[at] = says > MOST_FOR ? MOST_FOR : says < -MOST_AGAINST ? -MOST_AGAINST : says;
      ratio[at] = value / Math.max(1, expected);
      if (this.#held[at] !== 0) continue;
      const rate = times > UNDECIDED ? share / FOREIGN_TIMES : share;
      // In the light it was remembered in: a cloud that passes leaves no trace in it.
      mean[at] = (mean[at] ?? 0) + rate * (value / (light[at] ?? 1) - (mean[at] ?? 0));
      noise[at] = usual + noiseShare * (Math.min(size, 3 * usual + 1) - usual);
    }
    this.#dropSoft();
  }

  /** Slow changes of the light as a whole: what is remembered follows them everywhere at once. */
  #followDay(light: Float32Array): void {
    let sum = 0;
    for (let at = 0; at < light.length; at += LIGHT_STEP) sum += light[at] ?? 1;
    const usual = sum / Math.ceil(light.length / LIGHT_STEP);
    if (usual > 1 / STEADY_LIGHT && usual < STEADY_LIGHT) return;
    for (let at = 0; at < light.length; at++) {
      this.#mean[at] = (this.#mean[at] ?? 0) * usual;
      light[at] = (light[at] ?? 1) / usual;
    }
  }

  /** What is far from every outline is light: nothing that says so counts for somebody. */
  #dropSoft(): void {
    const { width, height, ratio, evidence } = this;
    const near = this.#near;
    near.fill(0);
    for (let y = 1; y + 1 < height; y++) {
      for (let x = 1; x + 1 < width; x++) {
        const at = y * width + x;
        if ((evidence[at] ?? 0) <= 0) continue;
        const across = (ratio[at + 1] ?? 0) - (ratio[at - 1] ?? 0);
        const down = (ratio[at + width] ?? 0) - (ratio[at - width] ?? 0);
        if (Math.abs(across) + Math.abs(down) < 2 * LEAST_SLOPE) continue;
        const [left, right] = [Math.max(0, x - OUTLINE_REACH), Math.min(width - 1, x + OUTLINE_REACH)];
        // Written one by one: for so few a call takes longer.
        for (let row = Math.max(0, y - OUTLINE_REACH); row <= Math.min(height - 1, y + OUTLINE_REACH); row++)
          for (let beside = row * width + left; beside <= row * width + right; beside++) near[beside] = 1;
      }
    }
    for (let at = 0; at < evidence.length; at++) if (near[at] === 0 && (evidence[at] ?? 0) > 0) evidence[at] = 0;
  }

  #hold({ left, top, right, bottom }: Rectangle): void {
    const from = Math.max(0, Math.floor(left));
    const until = Math.min(this.width, Math.ceil(right));
    for (let y = Math.max(0, Math.floor(top)); y < Math.min(this.height, Math.ceil(bottom)); y++)
      if (until > from) this.#held.fill(1, y * this.width + from, y * this.width + until);
  }

  #reduce({ frame, stride }: Planes): void {
    const { reduction, window } = this.#ground;
    const scale = 1 / (reduction * reduction);
    const now = this.#now;
    for (let y = 0; y < this.height; y++) {
      const from = y * this.width;
      const first = (window.top + y) * reduction * stride + window.left * reduction;
      if (reduction === 2) {
        for (let x = 0, at = first; x < this.width; x++, at += 2)
          now[from + x] =
            ((frame[at] ?? 0) + (frame[at + 1] ?? 0) + (frame[at + stride] ?? 0) + (frame[at + stride + 1] ?? 0)) / 4;
        continue;
      }
      now.fill(0, from, from + this.width);
      for (let row = first; row < first + reduction * stride; row += stride)
        for (let x = 0, at = row; x < this.width; x++) {
          let sum = 0;
          for (const until = at + reduction; at < until; at++) sum += frame[at] ?? 0;
          now[from + x] = (now[from + x] ?? 0) + scale * sum;
        }
    }
  }
}
