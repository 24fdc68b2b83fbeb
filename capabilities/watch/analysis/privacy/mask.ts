import type { Point } from "../../words/scene.ts";
import type { Luma } from "../picture/background.ts";
import type { Plane, Planes420 } from "./pixelate.ts";
import { contains } from "../scene.ts";

/** A named part of the picture that nobody may see: a neighbour's windows. Corners in pixels of the video. */
export interface Mask {
  readonly name: string;
  readonly polygon: readonly Point[];
}

/** Samples of one row from `from` up to and without `to`. */
interface Span {
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

/** Black in the narrow range of video. */
const BLACK = 16;
const GREY = 128;

/** The masks of one scene, as the rows of a picture of one size. */
export class Masking {
  readonly #polygons: readonly (readonly Point[])[];
  readonly #luma: readonly Span[];
  readonly #colour: readonly Span[];
  #copy: Uint8Array = new Uint8Array(0);

  /** @param factor what the polygons' pixels are multiplied by to be the picture's */
  constructor(
    masks: readonly Mask[],
    { width, height }: { readonly width: number; readonly height: number },
    factor = 1,
  ) {
    this.#polygons = masks.map(({ polygon }) => polygon.map(({ x, y }) => ({ x: x * factor, y: y * factor })));
    const spans = this.#polygons.flatMap((polygon) => spansOf(polygon, width, height));
    this.#luma = spans;
    // A sample of colour belongs to four of light, and goes with the first of them.
    this.#colour = spans.map(({ row, from, to }) => ({ row: row >> 1, from: from >> 1, to: (to + 1) >> 1 }));
  }

  get isEmpty(): boolean {
    return this.#luma.length === 0;
  }

  /** Whether what is seen here may not be seen. */
  hides(point: Point): boolean {
    return this.#polygons.some((polygon) => contains(polygon, point));
  }

  /** Fills the masked parts with black, in place. */
  blacken([luma, u, v]: Planes420): void {
    fill(luma, this.#luma, BLACK);
    fill(u, this.#colour, GREY);
    fill(v, this.#colour, GREY);
  }

  /** The same picture without the masked parts, in memory of this object; the given one is a decoder's own and stays as it is. */
  without(luma: Luma): Luma {
    if (this.isEmpty) return luma;
    const { pixels, width, height, stride } = luma;
    if (this.#copy.length !== stride * height) this.#copy = new Uint8Array(stride * height);
    this.#copy.set(pixels.subarray(0, Math.min(pixels.length, stride * height)));
    fill({ samples: this.#copy, width, height, stride }, this.#luma, BLACK);
    return { pixels: this.#copy, width, height, stride };
  }
}

function fill({ samples, stride }: Plane, spans: readonly Span[], value: number): void {
  for (const { row, from, to } of spans) samples.fill(value, row * stride + from, row * stride + to);
}

/** Every sample that the polygon touches, by the even-odd rule: rows are cut at their upper edge, middle and lower edge. */
function spansOf(polygon: readonly Point[], width: number, height: number): Span[] {
  const spans: Span[] = [];
  for (let row = 0; row < height; row++) {
    for (const y of [row + 0.001, row + 0.5, row + 0.999]) {
      const crossings: number[] = [];
      let from = polygon.at(-1);
      for (const to of polygon) {
        if (from !== undefined && from.y > y !== to.y > y)
          crossings.push(from.x + ((y - from.y) * (to.x - from.x)) / (to.y - from.y));
        from = to;
      }
      crossings.sort((a, b) => a - b);
      for (let at = 0; at + 1 < crossings.length; at += 2) {
        const left = Math.max(0, Math.floor(crossings[at] ?? 0));
        const right = Math.min(width, Math.ceil(crossings[at + 1] ?? 0));
        if (right > left) spans.push({ row, from: left, to: right });
      }
    }
  }
  return spans;
}
