import type { Kernels } from "../../kernels/kernels.ts";
import type { Size } from "../plane-size.ts";
import { MOST_REGIONS } from "../layout.ts";
import type { Region } from "../tracks/region.ts";
import type { SlowOffsets } from "./slow-layout.ts";

/** Of a region's pixels at least so many are surely foreign. */
const LEAST_SURE = 6;
const LEAST_AREA = 14;
/** Of those of a region that lies still at least this share has been the same for long enough. */
const SETTLED_SHARE = 0.5;
/** What `Kernels.label` measures of a region, i32 each. */
const MEASURES = 8;

/** The connected foreign regions (`joined`) of a slow ground that have been the same for long enough. */
export class ForeignRegions {
  readonly #kernels: Kernels;
  readonly #at: SlowOffsets;
  readonly #size: Size;
  readonly #sure: Uint8Array;
  readonly #age: Uint8Array;
  readonly #labels: Uint16Array;
  readonly #measures: Int32Array;

  constructor(kernels: Kernels, at: SlowOffsets, size: Size) {
    [this.#kernels, this.#at, this.#size] = [kernels, at, size];
    const count = size.stride * size.height;
    this.#sure = new Uint8Array(kernels.buffer, at.sure, count);
    this.#age = new Uint8Array(kernels.buffer, at.age, count);
    this.#labels = new Uint16Array(kernels.buffer, at.stillLabels, count);
    this.#measures = new Int32Array(kernels.buffer, at.regions, MEASURES * (MOST_REGIONS + 1));
  }

  /** Their numbers are written to `stillLabels`. More than `MOST_REGIONS` are noise, and none. @param settled age units */
  find(settled: number): Region[] {
    const { joined, stillLabels, parents, regions } = this.#at;
    const { width, height, stride } = this.#size;
    const { label } = this.#kernels;
    const total = label(joined, joined, stillLabels, parents, regions, width, height, stride, MOST_REGIONS);
    if (total === 0) this.#labels.fill(0);
    const found: Region[] = [];
    for (let number = 1; number <= total; number++) {
      const [area = 0, left = 0, top = 0, last = 0, lowest = 0] = this.#measures.subarray(MEASURES * number);
      const region = { label: number, area, left, top, right: last + 1, bottom: lowest + 1 };
      const isKept = area >= LEAST_AREA && this.#isForeign(region, settled);
      this.#number(region, isKept ? found.length + 1 : 0);
      if (isKept) found.push({ ...region, label: found.length + 1 });
    }
    return found;
  }

  #isForeign({ label, area, left, top, right, bottom }: Region, settled: number): boolean {
    let [sure, still] = [0, 0];
    for (let y = top; y < bottom; y++) {
      for (let at = y * this.#size.stride + left, end = at + right - left; at < end; at++) {
        if (this.#labels[at] !== label) continue;
        sure += this.#sure[at] ?? 0;
        if ((this.#age[at] ?? 0) >= settled) still++;
      }
    }
    return sure >= LEAST_SURE && still >= SETTLED_SHARE * area;
  }

  /** Numbers only become smaller: none that is given is one that is still to be looked at. */
  #number({ label, left, top, right, bottom }: Region, number: number): void {
    if (number === label) return;
    for (let y = top; y < bottom; y++)
      for (let at = y * this.#size.stride + left, end = at + right - left; at < end; at++)
        if (this.#labels[at] === label) this.#labels[at] = number;
  }
}
