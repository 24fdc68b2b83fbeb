// Where what is known of the ground around zones and lines lies in the memory of its kernels.

import { CORNERS, lightWork } from "../../kernels/evidence/evidence-kernels.ts";

/** Side of a block of light, reduced pixels. */
export const LIGHT_BLOCK = 8;
/** The first page belongs to the compiled code's own data. */
const FIRST_BYTE = 65536;

export interface EvidenceSize {
  readonly width: number;
  readonly height: number;
  /** Of the planes of bytes that say where outlines are. */
  readonly stride: number;
  readonly spots: number;
  /** Bytes of the part of the analysed picture that is looked at. */
  readonly source: number;
}

/** Planes of f32, one a point, but for what is said. */
export interface EvidenceOffsets {
  readonly source: number;
  readonly now: number;
  readonly mean: number;
  readonly noise: number;
  readonly light: number;
  readonly ratio: number;
  readonly evidence: number;
  /** Bytes: where somebody is, where outlines are (with a stride), and those spread along rows. */
  readonly held: number;
  readonly outline: number;
  readonly across: number;
  /** f32, one a block; one a column of blocks and one more; room to work in. */
  readonly blocks: number;
  readonly smooth: number;
  readonly row: number;
  readonly values: number;
  /** Five f64: see `EvidenceKernels.slopes`. */
  readonly slopes: number;
  /** f64, one more row and column than points. */
  readonly sums: number;
  /** Of spots: i32, `CORNERS` each; f32, four each; f64. */
  readonly corners: number;
  readonly reaches: number;
  readonly says: number;
  readonly least: number;
}

export function layOutEvidence({ width, height, stride, spots, source }: EvidenceSize): {
  readonly at: EvidenceOffsets;
  readonly bytes: number;
} {
  let next = FIRST_BYTE;
  // What is read four or sixteen at a time may be read a little beyond its ends.
  const place = (bytes: number): number => {
    const start = next + 16;
    next = start + Math.ceil(bytes / 16) * 16 + 16;
    return start;
  };
  const plane = (): number => place(4 * width * height);
  const blocks = Math.ceil(width / LIGHT_BLOCK) * Math.ceil(height / LIGHT_BLOCK);
  const at: EvidenceOffsets = {
    source: place(source),
    now: plane(),
    mean: plane(),
    noise: plane(),
    light: plane(),
    ratio: plane(),
    evidence: plane(),
    held: place(width * height),
    outline: place(stride * height),
    across: place(stride * height),
    blocks: place(4 * blocks),
    smooth: place(4 * blocks),
    row: place(4 * (Math.ceil(width / LIGHT_BLOCK) + 1)),
    values: place(lightWork(Math.ceil(width / LIGHT_BLOCK))),
    slopes: place(8 * 5),
    sums: place(8 * (width + 1) * (height + 1)),
    corners: place(4 * CORNERS * spots),
    reaches: place(16 * spots),
    says: place(8 * spots),
    least: place(8 * spots),
  };
  return { at, bytes: next };
}
