import type { Kernels } from "../../kernels/kernels.ts";
import { AGES_FROM, SUMS } from "../../kernels/region-sums.ts";
import type { Rectangle, Region } from "../tracks/region.ts";

/** Sums over the pixels of one region; valid until the next are asked for. */
export type RegionSums = Readonly<Record<(typeof SUMS)[number], number>> & {
  /** How many pixels have shown the same face for so many age units. */
  readonly ages: Int32Array;
};

/** What is added up: planes of a background, views into the memory of its kernels. */
interface Views {
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  readonly frame: Uint8Array;
  readonly mean: Uint8Array;
  readonly previous: Uint8Array;
  readonly mask: Uint8Array;
  readonly spread: Uint8Array;
  readonly age: Uint8Array;
  readonly trembles: boolean;
}

/** Pixels around a box in which its outline may lie, and those at the edge of the picture that are left out. */
const AROUND = 3;
const EDGE = 2;

/** Adds up what regions look like, where the planes lie: one look takes as long as a call and the pixels of its box, and allocates next to nothing. */
export class RegionSummer {
  readonly #kernels: Kernels;
  readonly #out: number;
  readonly #sums: Float64Array;
  readonly #ages: Int32Array;

  /** @param out where the kernels' memory has room for `SUMS_BYTES` */
  constructor(kernels: Kernels, out: number) {
    this.#kernels = kernels;
    this.#out = out;
    this.#sums = new Float64Array(kernels.buffer, out, SUMS.length);
    this.#ages = new Int32Array(kernels.buffer, out + AGES_FROM, 256);
  }

  /** @param least what is more than so many grey levels is a movement @param labels one of the planes' */
  of(region: Region, planes: Views, labels: Uint16Array, least: number): RegionSums {
    const { width, height, stride, frame, mean, previous, mask, spread, age, trembles } = planes;
    this.#kernels.measure(
      frame.byteOffset,
      mean.byteOffset,
      previous.byteOffset,
      mask.byteOffset,
      spread.byteOffset,
      age.byteOffset,
      labels.byteOffset,
      region.label,
      Math.max(EDGE, region.left - AROUND),
      Math.max(EDGE, region.top - AROUND),
      Math.min(width - EDGE, region.right + AROUND),
      Math.min(height - EDGE, region.bottom + AROUND),
      stride,
      trembles ? 1 : 0,
      least,
      this.#out,
    );
    const [count, outline, now, before, moved, difference, sumNow, sumWas, sumNowNow, sumWasWas, sumBoth, sumNoise] =
      this.#sums;
    return {
      count: count ?? 0,
      outline: outline ?? 0,
      now: now ?? 0,
      before: before ?? 0,
      moved: moved ?? 0,
      difference: difference ?? 0,
      sumNow: sumNow ?? 0,
      sumWas: sumWas ?? 0,
      sumNowNow: sumNowNow ?? 0,
      sumWasWas: sumWasWas ?? 0,
      sumBoth: sumBoth ?? 0,
      sumNoise: sumNoise ?? 0,
      ages: this.#ages,
    };
  }

  /** Foreground pixels in a box that no region of `labels` has. */
  unlabelled(box: Rectangle, { width, height, stride, mask }: Views, labels: Uint16Array): number {
    return this.#kernels.unlabelled(
      mask.byteOffset,
      labels.byteOffset,
      Math.max(0, box.left),
      Math.max(0, box.top),
      Math.min(width, box.right),
      Math.min(height, box.bottom),
      stride,
    );
  }
}
