import type { Rectangle } from "../tracks/region.ts";
import type { CountedGround } from "./counted-ground.ts";
import { BLOCK, type CrowdPlanes, PART_BYTES, PIECE_BYTES } from "./crowd-planes.ts";
import { personHeight, WIDTH_BY_HEIGHT } from "./person-shape.ts";

/** The pixels somebody covers by themselves: in units of the expected area, and of its root for the rim that a mask adds. */
const AREA_TIMES = 1.2;
const RIM_TIMES = 2;
/** A window is as wide as a few people: where it happens to be all covered there are not infinitely many. */
const MOST_COVERED = 0.97;
/** The window in which it is looked how much is covered, from its middle: widths of a person, and heights. */
const WINDOW_WIDTHS = 2.2;
const WINDOW_HEIGHTS = 0.3;

/** A connected piece of the mask; its box (pixels, inclusive) and sums are those of its pixels at which somebody may stand. */
export interface Piece {
  readonly number: number;
  readonly area: number;
  readonly pixels: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** People as if nobody hid anybody. */
  readonly plain: number;
  /** The same where those who are hidden are counted as well. */
  readonly people: number;
}

/** The window about a block's middle, clipped to the picture, as places in the sums of the mask; `pixels` 0 where nobody can be. */
interface Window {
  readonly block: number;
  /** Corners of the block, likewise. */
  readonly own: Corners;
  readonly around: Corners;
  readonly pixels: number;
  readonly most: number;
}

interface Corners {
  readonly topLeft: number;
  readonly topRight: number;
  readonly bottomLeft: number;
  readonly bottomRight: number;
}

/** What the pieces of a mask are worth in people: the area that they cover, seen through the camera's perspective. */
export class CrowdPieces {
  readonly #planes: CrowdPlanes;
  readonly #windows: readonly Window[];
  /** By block, how many people there are for each that is seen. */
  readonly #times: Float64Array;
  readonly #f64: Float64Array;
  readonly #i32: Int32Array;
  #parts = 0;

  constructor(ground: CountedGround, planes: CrowdPlanes) {
    const { at, count, kernels, size } = planes;
    this.#planes = planes;
    new Float32Array(kernels.buffer, at.area, count).set(ground.personArea);
    const plain = new Float32Array(kernels.buffer, at.plain, count);
    for (const [pixel, area] of ground.personArea.entries())
      plain[pixel] = area === 0 ? 0 : 1 / (AREA_TIMES * area + RIM_TIMES * Math.sqrt(area));
    const [columns, rows] = [Math.ceil(size.width / BLOCK), Math.ceil(size.height / BLOCK)];
    this.#windows = Array.from({ length: columns * rows }, (_, block) =>
      windowOf(ground, block, (block % columns) * BLOCK, Math.floor(block / columns) * BLOCK),
    );
    this.#times = new Float64Array(kernels.buffer, at.times, columns * rows);
    this.#f64 = new Float64Array(kernels.buffer);
    this.#i32 = new Int32Array(kernels.buffer);
  }

  /** @param scale how large one person is in this camera's picture against what its perspective says */
  of(mask: Uint8Array, scale: number): Piece[] {
    const { at, kernels, size } = this.#planes;
    const { width, height, stride } = size;
    if (mask !== this.#planes.mask) this.#planes.take(mask);
    kernels.sum(at.mask, at.sums, height, stride);
    for (const window of this.#windows) {
      if (this.#set(window.own) !== 0) this.#times[window.block] = this.#hidingIn(window) / scale;
    }
    const count = this.#planes.pieces;
    const { labels, numbers, area, plain, times, pieces, parts } = at;
    this.#parts = kernels.gather(
      at.mask,
      labels,
      numbers,
      area,
      plain,
      times,
      pieces,
      count,
      parts,
      width,
      height,
      stride,
    );
    return Array.from({ length: count }, (_, index) => this.#piece(index + 1));
  }

  /** Adds to the blocks of `seen` what the pieces of the last mask have of people there, each so many `times`, by number. */
  addTo(seen: Float32Array, times: Float64Array): void {
    const { parts } = this.#planes.at;
    for (let part = parts; part < parts + PART_BYTES * this.#parts; part += PART_BYTES) {
      const many = times[this.#i32[(part + 12) >> 2] ?? 0] ?? 0;
      if (many === 0) continue;
      const block = this.#i32[(part + 8) >> 2] ?? 0;
      seen[block] = (seen[block] ?? 0) + (this.#f64[part >> 3] ?? 0) * many;
    }
  }

  /** The number of the piece that somebody's box shows most of; 0 where the mask has nothing of them. */
  numberIn(box: Rectangle): number {
    const { width, height, stride } = this.#planes.size;
    const votes = new Map<number, number>();
    for (let j = 1; j < 8; j++) {
      for (let i = 1; i < 4; i++) {
        const x = Math.round(box.left + ((box.right - box.left) * i) / 4);
        const y = Math.round(box.top + ((box.bottom - box.top) * j) / 8);
        const piece = x < 0 || y < 0 || x >= width || y >= height ? 0 : this.#planes.pieceAt(y * stride + x);
        if (piece > 0) votes.set(piece, (votes.get(piece) ?? 0) + 1);
      }
    }
    const [most] = [...votes].sort((a, b) => b[1] - a[1]);
    return most !== undefined && most[1] >= 3 ? most[0] : 0;
  }

  /** The share of a rectangle, clipped to the picture, that is set. */
  coverage(left: number, top: number, right: number, bottom: number): number {
    const { size } = this.#planes;
    const { corners, pixels } = clipped(size, left, top, right, bottom);
    return pixels === 0 ? 0 : this.#set(corners) / pixels;
  }

  /**
   * How many there are for each that is seen where this much of the neighbourhood is covered. People who stand by chance cover the share 1 - exp(-n) of
   * what n of them would cover side by side (Matheron 1975: the Boolean model); as no two stand in one place, there are only `most` places from which
   * a spot may be hidden, each taken or not, and it is 1 - (1 - n / most)^most.
   */
  #hidingIn({ around, pixels, most }: Window): number {
    if (pixels === 0) return 1;
    const share = Math.min(MOST_COVERED, this.#set(around) / pixels);
    return share < 1e-3 ? 1 : (most * (1 - (1 - share) ** (1 / most))) / share;
  }

  #set({ topLeft, topRight, bottomLeft, bottomRight }: Corners): number {
    const { sums } = this.#planes;
    return (sums[bottomRight] ?? 0) - (sums[topRight] ?? 0) - (sums[bottomLeft] ?? 0) + (sums[topLeft] ?? 0);
  }

  #piece(number: number): Piece {
    const at = this.#planes.at.pieces + PIECE_BYTES * number;
    const [f64, i32] = [at >> 3, at >> 2];
    return {
      number,
      area: this.#f64[f64] ?? 0,
      plain: this.#f64[f64 + 1] ?? 0,
      people: this.#f64[f64 + 2] ?? 0,
      pixels: this.#i32[i32 + 6] ?? 0,
      left: this.#i32[i32 + 7] ?? 0,
      top: this.#i32[i32 + 8] ?? 0,
      right: this.#i32[i32 + 9] ?? 0,
      bottom: this.#i32[i32 + 10] ?? 0,
    };
  }
}

function windowOf({ personArea, mostHidden, size }: CountedGround, block: number, left: number, top: number): Window {
  const { width, height, stride } = size;
  const [x, y] = [left + BLOCK / 2, top + BLOCK / 2];
  const middle = Math.min(height - 1, y) * stride + Math.min(width - 1, x);
  const area = personArea[middle] ?? 0;
  const tall = personHeight(area);
  const [across, down] = [WINDOW_WIDTHS * WIDTH_BY_HEIGHT * tall, WINDOW_HEIGHTS * tall];
  const { corners, pixels } = clipped(size, x - across, y - down, x + across, y + down);
  return {
    block,
    own: clipped(size, left, top, left + BLOCK, top + BLOCK).corners,
    around: corners,
    pixels: area === 0 ? 0 : pixels,
    most: mostHidden[middle] ?? 1,
  };
}

/** A rectangle's corners in the sums of a mask, where rows are four longer than the stride. */
function clipped(
  { width, height, stride }: CountedGround["size"],
  left: number,
  top: number,
  right: number,
  bottom: number,
): { readonly corners: Corners; readonly pixels: number } {
  const [x0, x1] = [Math.max(0, Math.round(left)), Math.min(width, Math.round(right))];
  const [y0, y1] = [Math.max(0, Math.round(top)), Math.min(height, Math.round(bottom))];
  const at = (x: number, y: number): number => y * (stride + 4) + x;
  return {
    corners: { topLeft: at(x0, y0), topRight: at(x1, y0), bottomLeft: at(x0, y1), bottomRight: at(x1, y1) },
    pixels: x1 <= x0 || y1 <= y0 ? 0 : (x1 - x0) * (y1 - y0),
  };
}
