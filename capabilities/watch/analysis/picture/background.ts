import type { CrowdKernelMaker } from "../../kernels/crowd/crowd-kernels.ts";
import type { FlowKernelMaker } from "../../kernels/flow/flow-kernels.ts";
import type { KernelMaker, Kernels } from "../../kernels/kernels.ts";
import { layOut, MOST_REGIONS, type PlaneName, type PlaneOffsets } from "../layout.ts";
import { estimateLight } from "./light.ts";
import type { Region } from "../tracks/region.ts";
import { RegionSummer } from "./region-sums.ts";
import { moveBack, TrembleMeter } from "./tremble.ts";

/** The luminance of one picture. `stride` is the distance between its rows in bytes. */
export interface Luma {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly stride: number;
}

/** What one step found. */
export interface Observation {
  /** Everything that is not background and not held. */
  readonly movers: readonly Region[];
  /** What has shown one same foreign face for the settling time; held regions included. */
  readonly still: readonly Region[];
  /** 0 to 1. */
  readonly foregroundShare: number;
  /** The picture as a whole became another one: the model began anew and nothing before this step holds any more. */
  readonly renewed: boolean;
}

/** Planes that the appearance tests read. Views into the kernels' memory: valid until the next step. */
export interface Planes {
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  readonly frame: Uint8Array;
  readonly previous: Uint8Array;
  readonly mean: Uint8Array;
  /** An eighth of a grey level a unit. */
  readonly spread: Uint8Array;
  readonly mask: Uint8Array;
  readonly age: Uint8Array;
  readonly moverLabels: Uint16Array;
  readonly stillLabels: Uint16Array;
  /** The camera moved a little of late: edges are only right to a pixel. */
  readonly trembles: boolean;
}

/** The planes of a background, and who adds up what regions of them look like. */
export interface SummedPlanes extends Planes {
  readonly summer: RegionSummer;
}

/** Whose pixel each is; one of the plane is `coarse` of the analysed picture, in each direction. */
export interface Labels {
  readonly plane: Uint16Array;
  readonly stride: number;
  readonly coarse: number;
}

/** Age units a second: 255 units are the longest stillness a pixel remembers by itself (12.75 s). */
export const AGE_UNITS_PER_SECOND = 20;

/** Time constant of the background in seconds: slow enough that what stands still for a moment leaves no trace. */
const FOLLOW_SECONDS = 8;
/** Grey levels a pixel must differ by when it is perfectly quiet. */
const BASE_THRESHOLD = 9;
/** A picture of which more than this is foreground is another picture. */
const RENEWED_SHARE = 0.6;

/** A camera that trembled goes on to be one that does for this many pictures. */
const TREMBLE_STEPS = 60;

/** The analysed picture is about this wide: people at the far end of a square are still some pixels. */
const AIM_WIDTH = 640;

/** How many source pixels become one, in each direction. */
export function reductionFor(width: number): number {
  return Math.max(1, Math.round(width / AIM_WIDTH));
}

/** Per-pixel memory of one camera: background, noise, flicker, and what has been standing where for how long. */
export class Background {
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  readonly factor: number;
  readonly #kernels: Kernels;
  readonly #u8: Uint8Array;
  /** Made once: the memory lies where it lies, and a picture is analysed without making a dozen of them anew. */
  readonly #views: Omit<SummedPlanes, "trembles">;
  readonly #at: PlaneOffsets;
  readonly #count: number;
  readonly #least: { readonly mover: number; readonly still: number };
  readonly #settleUnits: number;
  readonly #tremble: TrembleMeter;
  #steps = 0;
  #tremblesUntilStep = 0;
  #ageDebt = 0;

  constructor(make: KernelMaker, source: { width: number; height: number }, settleSeconds: number) {
    this.factor = reductionFor(source.width);
    this.width = Math.floor(source.width / this.factor);
    this.height = Math.floor(source.height / this.factor);
    this.stride = Math.ceil(this.width / 16) * 16;
    this.#count = this.stride * this.height;
    this.#settleUnits = Math.max(2, Math.round(settleSeconds * AGE_UNITS_PER_SECOND));
    const area = this.width * this.height;
    this.#least = { mover: Math.max(24, area * 0.00035), still: Math.max(24, area * 0.00025) };
    this.#tremble = new TrembleMeter(this.width, this.height, this.stride);
    const layout = layOut(this.stride, this.height, this.factor);
    this.#at = layout.at;
    this.#kernels = make(layout.bytes);
    this.#u8 = new Uint8Array(this.#kernels.buffer);
    this.#views = this.#view();
  }

  /** Makes flow kernels of the same make as its own. */
  get makeFlow(): FlowKernelMaker {
    return this.#kernels.makeFlow;
  }

  /** Makes crowd kernels of the same make as its own. */
  get makeCrowd(): CrowdKernelMaker {
    return this.#kernels.makeCrowd;
  }

  get planes(): SummedPlanes {
    return { ...this.#views, trembles: this.#steps < this.#tremblesUntilStep };
  }

  #view(): Omit<SummedPlanes, "trembles"> {
    const plane = (name: PlaneName): Uint8Array => this.#u8.subarray(this.#at[name], this.#at[name] + this.#count);
    const labels = (name: PlaneName): Uint16Array => new Uint16Array(this.#u8.buffer, this.#at[name], this.#count);
    return {
      width: this.width,
      height: this.height,
      stride: this.stride,
      frame: plane("frame"),
      previous: plane("previous"),
      mean: plane("mean"),
      spread: plane("spread"),
      mask: plane("clean"),
      age: plane("age"),
      moverLabels: labels("moverLabels"),
      stillLabels: labels("stillLabels"),
      summer: new RegionSummer(this.#kernels, this.#at.sums),
    };
  }

  /** Takes the next picture, `elapsedSeconds` after the one before. */
  step(luma: Luma, elapsedSeconds: number): Observation {
    this.foreground(luma, elapsedSeconds);
    const foregroundShare = this.#share();
    if (foregroundShare > RENEWED_SHARE && this.#steps > 1) {
      this.#steps = 0;
      this.#tremblesUntilStep = 0;
      this.#begin();
      this.#subtract(elapsedSeconds);
      return { movers: [], still: [], foregroundShare, renewed: true };
    }
    return { movers: this.#regions("mover"), still: this.#regions("still"), foregroundShare, renewed: false };
  }

  /** The first half of a step, from picture to mask (255 is foreground): what a background subtractor does. */
  foreground(luma: Luma, elapsedSeconds: number): Uint8Array {
    this.#load(luma);
    if (this.#steps === 0) this.#begin();
    this.#holdSteady();
    this.#followLight();
    this.#subtract(elapsedSeconds);
    return this.#u8.subarray(this.#at.clean, this.#at.clean + this.#count);
  }

  /**
   * Until the next call: the regions `kept` of the last step are not absorbed by themselves, and what belongs to a region
   * `apart` is no mover.
   */
  hold(kept: readonly Region[], apart: readonly Region[], labels: Labels = this.#ownLabels): void {
    const at = this.#at;
    for (const [plane, regions] of [
      [at.hold, kept],
      [at.apart, apart],
    ] as const) {
      this.#u8.fill(0, plane, plane + this.#count);
      for (const region of regions) this.#each(region, labels, (i) => (this.#u8[plane + i] = 255));
    }
  }

  /**
   * A region of the last step is background from now on. With `remember`, what was there before stays known: when it comes
   * back (a bottle put back where it stood) it is not foreground.
   */
  absorb(region: Region, remember: boolean, labels: Labels = this.#ownLabels): void {
    const at = this.#at;
    const fine = new Int16Array(this.#u8.buffer, at.meanFine, this.#count);
    this.#each(region, labels, (i) => {
      // What only the slow ground tells from the ground has no foreign face here.
      const now = this.#u8[((this.#u8[at.age + i] ?? 0) === 0 ? at.frame : at.candidate) + i] ?? 0;
      if (remember) {
        this.#u8[at.former + i] = this.#u8[at.mean + i] ?? 0;
        this.#u8[at.hasFormer + i] = 255;
      }
      fine[i] = now << 7;
      this.#u8[at.mean + i] = now;
      this.#u8[at.age + i] = 0;
    });
  }

  get #ownLabels(): Labels {
    return { plane: this.#views.stillLabels, stride: this.stride, coarse: 1 };
  }

  #each(region: Region, { plane, stride, coarse }: Labels, touch: (at: number) => void): void {
    for (let y = region.top; y < Math.min(this.height, region.bottom); y++) {
      const row = Math.floor(y / coarse) * stride;
      for (let x = region.left; x < Math.min(this.width, region.right); x++) {
        if (plane[row + Math.floor(x / coarse)] === region.label) touch(y * this.stride + x);
      }
    }
  }

  #load(luma: Luma): void {
    const { frame, previous, source } = this.#at;
    this.#u8.copyWithin(previous, frame, frame + this.#count);
    if (this.factor === 1) {
      for (let y = 0; y < this.height; y++) {
        const row = frame + y * this.stride;
        this.#u8.set(luma.pixels.subarray(y * luma.stride, y * luma.stride + this.width), row);
        this.#u8.fill(this.#u8[row + this.width - 1] ?? 0, row + this.width, row + this.stride);
      }
      return;
    }
    const rows = this.height * this.factor;
    const width = this.width * this.factor;
    // Decoders pad their rows a little, or not at all: then one copy takes less time than one for each row.
    const inOne = luma.stride * rows <= this.#count * this.factor * this.factor;
    if (inOne) this.#u8.set(luma.pixels.subarray(0, Math.min(luma.pixels.length, luma.stride * rows)), source);
    else
      for (let y = 0; y < rows; y++)
        this.#u8.set(luma.pixels.subarray(y * luma.stride, y * luma.stride + width), source + y * width);
    const stride = inOne ? luma.stride : width;
    this.#kernels.reduce(source, stride, this.factor, frame, this.width, this.height, this.stride);
  }

  #begin(): void {
    const at = this.#at;
    this.#u8.copyWithin(at.mean, at.frame, at.frame + this.#count);
    this.#u8.copyWithin(at.previous, at.frame, at.frame + this.#count);
    const fine = new Int16Array(this.#u8.buffer, at.meanFine, this.#count);
    for (let i = 0; i < this.#count; i++) fine[i] = (this.#u8[at.frame + i] ?? 0) << 7;
    this.#u8.fill(8, at.spread, at.spread + this.#count);
    for (const name of ["flicker", "candidate", "age", "former", "hasFormer", "hold", "apart", "mask"] as const) {
      this.#u8.fill(0, at[name], at[name] + this.#count);
    }
  }

  #holdSteady(): void {
    const frame = this.#u8.subarray(this.#at.frame, this.#at.frame + this.#count);
    const mean = this.#u8.subarray(this.#at.mean, this.#at.mean + this.#count);
    const shift = this.#tremble.measure(frame, mean);
    if (shift.x === 0 && shift.y === 0) return;
    this.#tremblesUntilStep = this.#steps + TREMBLE_STEPS;
    moveBack(frame, mean, this.stride, this.width, this.height, shift);
  }

  #followLight(): void {
    const { frame, mean, meanFine, candidate, former } = this.#at;
    const light = estimateLight(
      this.#u8.subarray(frame, frame + this.#count),
      this.#u8.subarray(mean, mean + this.#count),
      this.stride,
    );
    if (light === undefined) return;
    const offset = Math.round(light.offset * 128);
    this.#kernels.relight(meanFine, mean, candidate, former, this.#count, Math.round(light.gain * 16384), offset);
  }

  #subtract(elapsedSeconds: number): void {
    const at = this.#at;
    const { stride, height } = this;
    this.#steps++;
    const share = Math.max(elapsedSeconds / FOLLOW_SECONDS, this.#steps < 12 ? 1 / (this.#steps + 1) : 0);
    this.#ageDebt += Math.min(elapsedSeconds, 1) * AGE_UNITS_PER_SECOND;
    const ageStep = Math.floor(this.#ageDebt);
    this.#ageDebt -= ageStep;
    // Rows beyond the edge repeat the edge, so that the neighbourhood of a border pixel is no darker than the picture.
    this.#u8.copyWithin(at.mean - stride, at.mean, at.mean + stride);
    this.#u8.copyWithin(at.mean + height * stride, at.mean + (height - 1) * stride, at.mean + height * stride);
    this.#kernels.subtract(
      at.frame,
      at.meanFine,
      at.mean,
      at.meanNext,
      at.spread,
      at.flicker,
      at.candidate,
      at.age,
      at.former,
      at.hasFormer,
      at.hold,
      at.mask,
      stride,
      this.#count,
      Math.min(32767, Math.round(share * 32768)),
      ageStep,
      BASE_THRESHOLD,
    );
    [at.mean, at.meanNext] = [at.meanNext, at.mean];
    this.#kernels.majority(at.mask, at.clean, stride, this.#count);
  }

  #share(): number {
    let set = 0;
    for (let at = this.#at.clean; at < this.#at.clean + this.#count; at += 7) if (this.#u8[at] !== 0) set++;
    return (set * 7) / this.#count;
  }

  #regions(kind: "mover" | "still"): Region[] {
    const at = this.#at;
    const { stride } = this;
    const labels = kind === "mover" ? at.moverLabels : at.stillLabels;
    this.#kernels.select(
      at.clean,
      at.age,
      at.apart,
      at.chosen,
      this.#count,
      this.#settleUnits,
      kind === "mover" ? 0 : 1,
    );
    this.#kernels.dilate(at.chosen, at.joined, stride, this.#count);
    this.#kernels.dilate(at.joined, at.joinedMore, stride, this.#count);
    const found = this.#kernels.label(
      at.joinedMore,
      at.chosen,
      labels,
      at.parents,
      at.regions,
      this.width,
      this.height,
      stride,
      MOST_REGIONS,
    );
    const records = new Int32Array(this.#u8.buffer, at.regions, 8 * (found + 1));
    const regions: Region[] = [];
    for (let label = 1; label <= found; label++) {
      const [area = 0, left = 0, top = 0, right = 0, bottom = 0] = records.subarray(8 * label, 8 * label + 5);
      if (area < this.#least[kind]) continue;
      regions.push({ label, area, left, top, right: right + 1, bottom: bottom + 1 });
    }
    return regions;
  }
}
