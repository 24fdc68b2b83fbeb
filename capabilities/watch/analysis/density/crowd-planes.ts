import type { CrowdKernelMaker, CrowdKernels } from "../../kernels/crowd/crowd-kernels.ts";
import type { Size } from "../plane-size.ts";

/** The first page belongs to the compiled code's own data. */
const FIRST_BYTE = 65536;
/** Side of the squares in which a crowd is added up, pixels. */
export const BLOCK = 8;
/** So many pieces have room in a block, none touching another. */
const MOST_IN_BLOCK = (BLOCK / 2) ** 2;
/** Bytes of a piece and of a part: see `CrowdKernels.gather`. */
export const PIECE_BYTES = 48;
export const PART_BYTES = 16;

/** The planes of one counted picture, in the memory of its kernels. A mask holds 255 for yes; `Float32Array`s are by pixel. */
export class CrowdPlanes {
  readonly size: Size;
  /** Pixels of a plane. */
  readonly count: number;
  readonly kernels: CrowdKernels;
  readonly at: Readonly<ReturnType<typeof layOut>["at"]>;
  readonly frame: Uint8Array;
  readonly ground: Float32Array;
  /** Usual absolute difference from the ground, grey levels. */
  readonly noise: Float32Array;
  /** The face that foreground shows, and for how long it did, seconds. */
  readonly foreign: Uint8Array;
  readonly since: Float32Array;
  /** Foreground but for shadows, before it was cleaned. */
  readonly raw: Uint8Array;
  /** What differs from the ground, cast shadows as well. */
  readonly differs: Uint8Array;
  readonly mask: Uint8Array;
  readonly sums: Uint32Array;
  /** Bytes that nobody needs between two steps. */
  readonly spare: Uint8Array;
  readonly #labels: Int32Array;
  /** The number of the piece that has a label. */
  readonly #numbers: Int32Array;
  #pieces: number | undefined;

  constructor(make: CrowdKernelMaker, size: Size) {
    const { at, bytes } = layOut(size);
    const count = size.stride * size.height;
    const kernels = make(bytes);
    const { buffer } = kernels;
    this.size = size;
    this.count = count;
    this.kernels = kernels;
    this.at = at;
    this.frame = new Uint8Array(buffer, at.frame, count);
    this.ground = new Float32Array(buffer, at.ground, count);
    this.noise = new Float32Array(buffer, at.noise, count);
    this.foreign = new Uint8Array(buffer, at.foreign, count);
    this.since = new Float32Array(buffer, at.since, count);
    this.raw = new Uint8Array(buffer, at.raw, count);
    this.differs = new Uint8Array(buffer, at.differs, count);
    this.mask = new Uint8Array(buffer, at.mask, count);
    this.#labels = new Int32Array(buffer, at.labels, count);
    this.#numbers = new Int32Array(buffer, at.numbers, mostPieces(size));
    this.sums = new Uint32Array(buffer, at.sums, (size.stride + 4) * (size.height + 1));
    this.spare = new Uint8Array(buffer, at.labels, 4 * count);
  }

  /** The mask becomes what has company in `raw`. */
  clean(): void {
    const { width, height, stride } = this.size;
    this.kernels.clean(this.at.raw, this.at.mask, width, height, stride);
    this.#pieces = undefined;
  }

  /** The mask becomes another one, whose border is empty. */
  take(mask: Uint8Array): void {
    this.mask.set(mask);
    this.#pieces = undefined;
  }

  /** How many connected pieces (8 neighbours) the mask has; they are numbered from 1, in the order of their first pixel. */
  get pieces(): number {
    const { width, height, stride } = this.size;
    const { mask, labels, numbers } = this.at;
    return (this.#pieces ??= this.kernels.label(mask, labels, numbers, width, height, stride));
  }

  /** The number of the piece that a pixel belongs to, 0 where the mask is empty; `pieces` was asked for before. */
  pieceAt(pixel: number): number {
    return this.mask[pixel] === 0 ? 0 : (this.#numbers[this.#labels[pixel] ?? 0] ?? 0);
  }
}

/** No two of four pixels in a square belong to different pieces; and there is no piece 0. */
const mostPieces = ({ width, height }: Pick<Size, "width" | "height">): number =>
  Math.ceil(width / 2) * Math.ceil(height / 2) + 1;

/** Where each plane begins, and how many bytes all of it takes; what no crowd is large enough for is never touched. */
function layOut({ width, height, stride }: Size) {
  const count = stride * height;
  const blocks = Math.ceil(width / BLOCK) * Math.ceil(height / BLOCK);
  const strideBlocks = (stride / BLOCK) * Math.ceil(height / BLOCK);
  const guard = stride + 16;
  let next = FIRST_BYTE;
  const take = (bytes: number): number => {
    const start = next + guard;
    next = start + Math.ceil(bytes / 16) * 16 + guard;
    return start;
  };
  const at = {
    frame: take(count),
    ground: take(4 * count),
    noise: take(4 * count),
    foreign: take(count),
    since: take(4 * count),
    raw: take(count),
    differs: take(count),
    mask: take(count),
    shades: take(count),
    bins: take(4 * 256),
    above: take(stride),
    still: take(strideBlocks),
    old: take(strideBlocks),
    labels: take(4 * count),
    numbers: take(4 * mostPieces({ width, height })),
    sums: take(4 * (stride + 4) * (height + 1)),
    area: take(4 * count),
    plain: take(4 * count),
    times: take(8 * blocks),
    pieces: take(PIECE_BYTES * mostPieces({ width, height })),
    parts: take(PART_BYTES * MOST_IN_BLOCK * blocks),
  };
  return { at, bytes: next };
}
