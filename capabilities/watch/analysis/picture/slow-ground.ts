import type { KernelMaker, Kernels } from "../../kernels/kernels.ts";
import type { Size } from "../plane-size.ts";
import type { Region } from "../tracks/region.ts";
import { AGE_UNITS_PER_SECOND, type Labels, type SummedPlanes } from "./background.ts";
import { ForeignRegions } from "./foreign-regions.ts";
import { LocalLight } from "./local-light.ts";
import { RegionSummer } from "./region-sums.ts";
import { layOutSlow, type SlowOffsets } from "./slow-layout.ts";
import { PARTS, SlowPicture } from "./slow-picture.ts";
import { groundStir, stirOf } from "./stir.ts";

/** Pixels of the analysed picture in one of the slow ground's, in each direction. */
export const COARSE = 2;
/** How soon the ground, and what is known of its noise, follow where nothing is foreign. */
const FOLLOW_SECONDS = 40;
const NOISE_SECONDS = 12;
const LEARNING_STEPS = 8;
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
  readonly #kernels: Kernels;
  readonly #at: SlowOffsets;
  readonly #slow: SlowPicture;
  readonly #light: LocalLight;
  readonly #regions: ForeignRegions;
  readonly #count: number;
  readonly #quick: Uint8Array;
  /** What lies there usually, and what did before something was taken; levels. */
  readonly #ground: Float32Array;
  readonly #former: Float32Array;
  readonly #planes: SummedPlanes;
  #steps = 0;
  #lying: readonly Lying[] = [];
  #unsteadySeconds = 0;

  /** @param quick the size of the analysed picture and its planes */
  constructor(make: KernelMaker, quick: Size, windowSeconds: number) {
    this.width = Math.floor(quick.width / COARSE);
    this.height = Math.floor(quick.height / COARSE);
    this.stride = Math.ceil(this.width / 16) * 16;
    const count = this.stride * this.height;
    this.#count = count;
    const { at, bytes } = layOutSlow(this, quick);
    const kernels = make(bytes);
    [this.#at, this.#kernels] = [at, kernels];
    this.#quick = new Uint8Array(kernels.buffer, at.quick, quick.stride * quick.height);
    this.#ground = new Float32Array(kernels.buffer, at.ground, count);
    this.#former = new Float32Array(kernels.buffer, at.before, count).fill(-1);
    this.#planes = planesOf(kernels, at, this);
    this.#slow = new SlowPicture(kernels, at, this, windowSeconds);
    this.#light = new LocalLight(kernels, at, this);
    this.#regions = new ForeignRegions(kernels, at, this);
  }

  /** Everything begins anew: the picture became another one. */
  forget(): void {
    this.#slow.forget();
    this.#steps = 0;
    this.#lying = [];
    this.#former.fill(-1);
    const { raw, seen, joined, age, stillLabels } = this.#at;
    const bytes = new Uint8Array(this.#kernels.buffer);
    for (const plane of [raw, seen, joined, age]) bytes.fill(0, plane, plane + this.#count);
    bytes.fill(0, stillLabels, stillLabels + 2 * this.#count);
  }

  /** False where a camera is held by hand, or was turned a moment ago: nothing is to be told by it. */
  get isSteady(): boolean {
    return this.#unsteadySeconds <= 0;
  }

  /** Whether the light differed over the picture when it was measured last. */
  get isUnderClouds(): boolean {
    return this.#light.isUneven;
  }

  get lying(): readonly Lying[] {
    return this.#lying;
  }

  get labels(): Labels {
    return { plane: this.#planes.stillLabels, stride: this.stride, coarse: COARSE };
  }

  /** As the appearance tests read them: what lies there now, and the ground; `mask` is anything foreign, slow or quick. */
  planesBeside(quick: { readonly mask: Uint8Array; readonly stride: number }): SummedPlanes {
    const { quick: copy, stillLabels, clean } = this.#at;
    this.#quick.set(quick.mask);
    this.#kernels.slow.beside(copy, quick.stride, stillLabels, clean, this.width, this.height, this.stride);
    return this.#planes;
  }

  /** Takes the analysed picture, held steady; true when what lies there was looked for anew. */
  step(frame: Uint8Array, stride: number, elapsedSeconds: number): boolean {
    this.#unsteadySeconds -= elapsedSeconds;
    if (!this.isSteady) return false;
    this.#quick.set(frame);
    if (!this.#slow.take(stride, elapsedSeconds)) return false;
    this.#slow.show();
    if (this.#steps > 0) this.#light.measure();
    this.#slow.close(this.#steps > 0 ? this.#light : undefined);
    this.#steps++;
    if (this.#steps === 1) this.#begin();
    const { raw, joined } = this.#at;
    this.#compare();
    const foreign = this.#kernels.slow.company(raw, joined, this.width, this.height, this.stride);
    if (foreign > MOST_FOREIGN * this.width * this.height) {
      this.forget();
      this.#unsteadySeconds = UNSTEADY_SECONDS;
      return true;
    }
    this.#find();
    this.#follow();
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

  #begin(): void {
    const last = new Float32Array(this.#kernels.buffer, this.#at.last, this.#count);
    for (let at = 0; at < this.#count; at++) last[at] = this.#ground[at] = (this.#slow.median[at] ?? 0) / PARTS;
    new Float32Array(this.#kernels.buffer, this.#at.noise, this.#count).fill(1);
  }

  /** What is foreign, surely or by and by, and for how long it has been the same. */
  #compare(): void {
    const { windowSeconds } = this.#slow;
    const { median, ground, before, noise, last, raw, sure, age, seen } = this.#at;
    const unit = Math.max(1, Math.round(windowSeconds * AGE_UNITS_PER_SECOND));
    this.#kernels.slow.compare(
      ...([median, ground, before, noise, last, raw, sure, age, seen, this.#count] as const),
      ...([this.#unrest(), this.#lag, unit] as const),
    );
  }

  /** How old what is seen for the first time is, in units. */
  get #lag(): number {
    return Math.round(this.#slow.lagSeconds * AGE_UNITS_PER_SECOND);
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
    const { stillLabels, mask } = this.#planes;
    const regions = this.#regions.find(this.#lag + 1);
    const windows = this.#slow.latest;
    const foreign = new Uint8Array(mask.buffer, this.#at.joined, this.#count);
    const ground = windows && groundStir(windows, foreign, this);
    this.#lying = regions.map((region) => ({
      region,
      stir: windows && ground ? stirOf(region, stillLabels, windows, ground, this) : 1,
    }));
  }

  /** The ground follows slowly where nothing is foreign. */
  #follow(): void {
    const { windowSeconds } = this.#slow;
    const { median, ground, noise, raw, joined, last, frame, mean } = this.#at;
    const learning = this.#steps < LEARNING_STEPS ? 1 / (this.#steps + 1) : 0;
    this.#kernels.slow.follow(
      ...([median, ground, noise, raw, joined, last, frame, mean, this.#count] as const),
      ...([
        Math.max(windowSeconds / FOLLOW_SECONDS, learning),
        Math.max(windowSeconds / NOISE_SECONDS, learning),
      ] as const),
    );
  }
}

/** What the appearance tests read, in the memory of their kernels. */
function planesOf(kernels: Kernels, at: SlowOffsets, { width, height, stride }: Size): SummedPlanes {
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
