// Where the planes of a background model lie in the memory of its kernels.

import { SUMS_BYTES } from "../kernels/region-sums.ts";

/** The first page belongs to the compiled code's own data. */
const FIRST_BYTE = 65536;
export const MOST_REGIONS = 400;

/** One byte a pixel, but for those in `WIDE_PLANES` (two) and the last four. */
export interface PlaneOffsets {
  frame: number;
  previous: number;
  mean: number;
  meanNext: number;
  spread: number;
  flicker: number;
  candidate: number;
  age: number;
  former: number;
  hasFormer: number;
  hold: number;
  apart: number;
  mask: number;
  clean: number;
  chosen: number;
  joined: number;
  joinedMore: number;
  meanFine: number;
  moverLabels: number;
  stillLabels: number;
  parents: number;
  regions: number;
  sums: number;
  source: number;
}
export type PlaneName = keyof PlaneOffsets;

const WIDE_PLANES: readonly string[] = ["meanFine", "moverLabels", "stillLabels"] satisfies PlaneName[];

/** Where each plane begins, and how many bytes all of it takes. */
export function layOut(stride: number, height: number, factor: number): { at: PlaneOffsets; bytes: number } {
  const count = stride * height;
  const guard = Math.ceil((stride + 16) / 16) * 16;
  let next = FIRST_BYTE;
  const take = (bytes: number): number => {
    const start = next + guard;
    next = start + Math.ceil(bytes / 16) * 16 + guard;
    return start;
  };
  const size = (name: PlaneName): number => {
    if (name === "parents") return 4 * 65536;
    if (name === "regions") return 32 * (MOST_REGIONS + 1);
    if (name === "sums") return SUMS_BYTES;
    if (name === "source") return factor === 1 ? 0 : count * factor * factor;
    return WIDE_PLANES.includes(name) ? 2 * count : count;
  };
  const place = (name: PlaneName): number => take(size(name));
  const at: PlaneOffsets = {
    frame: place("frame"),
    previous: place("previous"),
    mean: place("mean"),
    meanNext: place("meanNext"),
    spread: place("spread"),
    flicker: place("flicker"),
    candidate: place("candidate"),
    age: place("age"),
    former: place("former"),
    hasFormer: place("hasFormer"),
    hold: place("hold"),
    apart: place("apart"),
    mask: place("mask"),
    clean: place("clean"),
    chosen: place("chosen"),
    joined: place("joined"),
    joinedMore: place("joinedMore"),
    meanFine: place("meanFine"),
    moverLabels: place("moverLabels"),
    stillLabels: place("stillLabels"),
    parents: place("parents"),
    regions: place("regions"),
    sums: place("sums"),
    source: place("source"),
  };
  return { at, bytes: next };
}
