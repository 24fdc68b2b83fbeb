import type { KernelMaker } from "../../kernels/kernels.ts";
import type { Size } from "../density/mask-cleaning.ts";
import { layOut } from "../layout.ts";
import type { Region } from "../tracks/region.ts";
import { AGE_UNITS_PER_SECOND, type Labels, type SummedPlanes } from "./background.ts";
import { clean, regionsOf } from "./foreign-regions.ts";
import { LocalLight } from "./local-light.ts";
import { RegionSummer } from "./region-sums.ts";
import { PARTS, SlowPicture } from "./slow-picture.ts";
import { groundStir, stirOf } from "./stir.ts";

/** Pixels of the analysed picture in one of the slow ground's, in each direction. */
export const COARSE = 2;
/** How soon the ground, and what is known of its noise, follow where nothing is foreign. */
const FOLLOW_SECONDS = 40;
const NOISE_SECONDS = 12;
const LEARNING_STEPS = 8;
/** Difference in levels that is nothing in a perfectly quiet picture, and in multiples of a pixel's usual difference. */
const BASE_LEVELS = 2.5;
const NOISE_TIMES = 4;
/** What is beside a sure difference is part of it when it differs by this share of that. */
const FAINT_SHARE = 0.6;
/** Ground that was seen in no more windows than this, and something else in as many since, was somebody passing. */
const PASSING_WINDOWS = 2;

/** When more of the picture than this is foreign it is the camera that moved: averages of what it shows are averages of nothing. */
const MOST_FOREIGN = 0.25;
const UNSTEADY_SECONDS = 120;

/** One thing that lies still and is foreign, in the slow ground's pixels. */
export interface Lying {
  readonly region: Region;
  /** How much it stirs against the ground; about 1 is not at all. */
  readonly stir: number;
}

/**
 * A second, slow background beside the quick one (dual background: Porikli 2007; Lin et al. 2015): the ground as it was before a thing
 * was brought, against the picture of the last seconds, both averages of many pictures. It sees what lies still below the noise of one.
 */
export class SlowGround implements Size {
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  readonly #slow: SlowPicture;
  readonly #light: LocalLight;
  readonly #count: number;
  /** What lies there usually, and what did before something was taken; levels. */
  readonly #ground: Float32Array;
  readonly #former: Float32Array;
  /** Usual difference of the two averages, levels. */
  readonly #spread: Float32Array;
  readonly #before: Float32Array;
  readonly #raw: Uint8Array;
  readonly #sure: Uint8Array;
  readonly #foreign: Uint8Array;
  /** Windows in which the ground was seen as it is known. */
  readonly #seen: Uint8Array;
  readonly #planes: SummedPlanes;
  #steps = 0;
  #lying: readonly Lying[] = [];
  #unsteadySeconds = 0;

  constructor(make: KernelMaker, size: { readonly width: number; readonly height: number }, windowSeconds: number) {
    this.width = Math.floor(size.width / COARSE);
    this.height = Math.floor(size.height / COARSE);
    this.stride = Math.ceil(this.width / 16) * 16;
    const count = this.stride * this.height;
    this.#count = count;
    this.#slow = new SlowPicture(this, windowSeconds);
    this.#light = new LocalLight(this);
    this.#ground = new Float32Array(count);
    this.#former = new Float32Array(count).fill(-1);
    this.#spread = new Float32Array(count);
    this.#before = new Float32Array(count);
    this.#raw = new Uint8Array(count);
    this.#sure = new Uint8Array(count);
    this.#foreign = new Uint8Array(count);
    this.#seen = new Uint8Array(count);
    this.#planes = planesOf(make, this);
  }

  /** Everything begins anew: the picture became another one. */
  forget(): void {
    this.#slow.forget();
    this.#steps = 0;
    this.#lying = [];
    this.#former.fill(-1);
    for (const plane of [this.#foreign, this.#raw, this.#seen, this.#planes.age, this.#planes.stillLabels])
      plane.fill(0);
  }

  /** False where a camera is held by hand, or was turned a moment ago: nothing is to be told by it. */
  get isSteady(): boolean {
    return this.#unsteadySeconds <= 0;
  }

  get lying(): readonly Lying[] {
    return this.#lying;
  }

  get labels(): Labels {
    return { plane: this.#planes.stillLabels, stride: this.stride, coarse: COARSE };
  }

  /** As the appearance tests read them: what lies there now, and the ground; `mask` is anything foreign, slow or quick. */
  planesBeside(quick: { readonly mask: Uint8Array; readonly stride: number }): SummedPlanes {
    const { mask, stillLabels } = this.#planes;
    const { stride } = quick;
    for (let y = 0; y < this.height; y++) {
      let at = y * this.stride;
      for (let from = COARSE * y * stride, end = from + COARSE * this.width; from < end; from += COARSE, at++) {
        const moves = (quick.mask[from] ?? 0) & (quick.mask[from + stride + 1] ?? 0);
        mask[at] = stillLabels[at] !== 0 || moves !== 0 ? 255 : 0;
      }
    }
    return this.#planes;
  }

  /** Takes the analysed picture, held steady; true when what lies there was looked for anew. */
  step(frame: Uint8Array, stride: number, elapsedSeconds: number): boolean {
    this.#unsteadySeconds -= elapsedSeconds;
    if (!this.isSteady) return false;
    if (!this.#slow.take(frame, stride, elapsedSeconds)) return false;
    const { median } = this.#slow;
    const { frame: now, mean } = this.#planes;
    this.#slow.windowInto(now);
    if (this.#steps > 0) this.#light.measure(now, mean);
    this.#slow.close(this.#steps > 0 ? this.#light : undefined);
    this.#steps++;
    if (this.#steps === 1) {
      for (let at = 0; at < this.#count; at++) this.#before[at] = this.#ground[at] = (median[at] ?? 0) / PARTS;
      this.#spread.fill(1);
    }
    this.#compare();
    if (clean(this.#raw, this.#foreign, this) > MOST_FOREIGN * this.width * this.height) {
      this.forget();
      this.#unsteadySeconds = UNSTEADY_SECONDS;
      return true;
    }
    this.#find();
    this.#follow();
    for (let at = 0; at < this.#count; at++) {
      const level = (median[at] ?? 0) / PARTS;
      this.#before[at] = level;
      now[at] = Math.min(255, level + 0.5);
      mean[at] = Math.min(255, (this.#ground[at] ?? 0) + 0.5);
    }
    return true;
  }

  /** A region of the last step is ground from now on; with `remember` what was there before is not foreign when it comes back. */
  absorb({ label, left, top, right, bottom }: Region, remember: boolean): void {
    const { stillLabels, age } = this.#planes;
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const at = y * this.stride + x;
        if (stillLabels[at] !== label) continue;
        if (remember) this.#former[at] = this.#ground[at] ?? 0;
        this.#ground[at] = (this.#slow.median[at] ?? 0) / PARTS;
        age[at] = 0;
      }
    }
  }

  /** What is foreign, surely or by and by, and for how long it has been the same. */
  #compare(): void {
    const { median, windowSeconds, lagSeconds } = this.#slow;
    const { age } = this.#planes;
    const unit = Math.max(1, Math.round(windowSeconds * AGE_UNITS_PER_SECOND));
    const lag = Math.round(lagSeconds * AGE_UNITS_PER_SECOND);
    const unrest = this.#unrest();
    for (let at = 0; at < this.#count; at++) {
      const now = (median[at] ?? 0) / PARTS;
      const threshold = BASE_LEVELS + NOISE_TIMES * Math.max(unrest, this.#spread[at] ?? 0);
      const difference = Math.abs(now - (this.#ground[at] ?? 0));
      const former = this.#former[at] ?? -1;
      if (difference < FAINT_SHARE * threshold || (former >= 0 && Math.abs(now - former) < threshold)) {
        this.#raw[at] = this.#sure[at] = age[at] = 0;
        this.#seen[at] = Math.min(255, (this.#seen[at] ?? 0) + 1);
        continue;
      }
      const isSame = Math.abs(now - (this.#before[at] ?? 0)) < threshold;
      age[at] = isSame ? Math.min(255, Math.max(lag, (age[at] ?? 0) + unit)) : lag;
      if ((this.#seen[at] ?? 0) <= PASSING_WINDOWS && (age[at] ?? 0) >= lag + PASSING_WINDOWS * unit) {
        this.#ground[at] = now;
        this.#raw[at] = this.#sure[at] = age[at] = 0;
        continue;
      }
      this.#raw[at] = 1;
      this.#sure[at] = difference > threshold ? 1 : 0;
    }
  }

  /** How much the picture as a whole differs from the ground now, in levels a pixel: more than usual when clouds pass. */
  #unrest(): number {
    const bins = new Int32Array(256);
    let total = 0;
    for (let at = 1; at < this.#count; at += 7) {
      const difference = Math.abs((this.#slow.median[at] ?? 0) / PARTS - (this.#ground[at] ?? 0));
      const bin = Math.min(255, Math.floor(8 * difference));
      bins[bin] = (bins[bin] ?? 0) + 1;
      total++;
    }
    let before = 0;
    for (let bin = 0; bin < 256; bin++) {
      before += bins[bin] ?? 0;
      if (before >= total / 2) return (bin + 0.5) / 8;
    }
    return 0;
  }

  #find(): void {
    const { age, stillLabels } = this.#planes;
    const settled = Math.round(this.#slow.lagSeconds * AGE_UNITS_PER_SECOND) + 1;
    const regions = regionsOf({ foreign: this.#foreign, sure: this.#sure, age }, settled, this, stillLabels);
    const windows = this.#slow.latest;
    const ground = windows && groundStir(windows, this.#foreign, this);
    this.#lying = regions.map((region) => ({
      region,
      stir: windows && ground ? stirOf(region, stillLabels, windows, ground, this) : 1,
    }));
  }

  /** The ground follows slowly where nothing is foreign. */
  #follow(): void {
    const { windowSeconds, median } = this.#slow;
    const learning = this.#steps < LEARNING_STEPS ? 1 / (this.#steps + 1) : 0;
    const share = Math.max(windowSeconds / FOLLOW_SECONDS, learning);
    const noise = Math.max(windowSeconds / NOISE_SECONDS, learning);
    for (let at = 0; at < this.#count; at++) {
      if (this.#raw[at] !== 0 || this.#foreign[at] !== 0) continue;
      const difference = (median[at] ?? 0) / PARTS - (this.#ground[at] ?? 0);
      this.#ground[at] = (this.#ground[at] ?? 0) + share * difference;
      const spread = this.#spread[at] ?? 0;
      this.#spread[at] = spread + noise * (Math.abs(difference) - spread);
    }
  }
}

/** In a memory of its own kernels, where the appearance tests add up what regions look like. */
function planesOf(make: KernelMaker, { width, height, stride }: Size): SummedPlanes {
  const { at, bytes } = layOut(stride, height, 1);
  const kernels = make(bytes);
  const count = stride * height;
  const plane = (from: number): Uint8Array => new Uint8Array(kernels.buffer, from, count);
  const frame = plane(at.frame);
  const labels = new Uint16Array(kernels.buffer, at.stillLabels, count);
  return {
    // What is an average of seconds has no picture before it, and next to no noise.
    ...{ width, height, stride, frame, previous: frame, mean: plane(at.mean), spread: plane(at.spread) },
    ...{ mask: plane(at.clean), age: plane(at.age), moverLabels: labels, stillLabels: labels },
    ...{ trembles: false, summer: new RegionSummer(kernels, at.sums) },
  };
}
