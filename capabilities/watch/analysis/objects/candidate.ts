import type { Appearance } from "../picture/appearance.ts";
import type { StillRegion } from "../event.ts";
import { type OwnerDistance, Owners } from "./owner.ts";
import type { Rectangle, Region } from "../tracks/region.ts";

/** How a thing looks while it is watched. */
type Looks = Pick<Candidate, "edges" | "light" | "stir" | "stirInCompany" | "motion" | "contrast">;

/** A thing when it was last by itself: where, since when, how it looked, and for how long it had been seen. */
interface ByItself {
  readonly box: Rectangle;
  readonly fromSeconds: number;
  readonly looks: Looks;
  readonly aloneSeconds: number;
  readonly watchedSeconds: number;
}

/** One thing that lies still. */
export interface Candidate {
  readonly id: number;
  readonly settledSeconds: number;
  fromSeconds: number;
  /** Since when most of what is seen now has been still. */
  restingSeconds: number;
  seenSeconds: number;
  region: Region;
  box: Rectangle;
  /** What it was when it was last by itself: who passes in front of it, or casts a shadow on it, changes nothing about it. */
  byItself: ByItself | undefined;
  /** The box when nobody stood at it. */
  clearBox: Rectangle | undefined;
  visible: boolean;
  aloneSeconds: number;
  watchedSeconds: number;
  edges: Mean;
  light: Mean;
  /** How much more it changes than the ground while nobody is at it, and while somebody is; where that is not measured, how much of it changes. */
  stir: Mean;
  stirInCompany: Mean;
  motion: Mean;
  contrast: Mean;
  /** The mover that covered its place when it came to rest. */
  carrier: Region | undefined;
  /** Area of the largest mover seen beside it since, in pixels. */
  sizeLeft: number;
  /** Whether who brought it has gone. */
  readonly owners: Owners;
  /** The camera was pushed since it came to rest: nobody could be followed. */
  jolted: boolean;
  /** It arrived by itself as it is. */
  camePlaced: boolean;
  /** The largest it was when it had arrived so. */
  placed: Region | undefined;
  /** The largest that it and whoever was one with it were. */
  whole: Region;
  /** When it was last about as large as that. */
  wholeSeconds: number;
  /** It became clearly less than that within a few seconds. */
  lessened: boolean;
  /** For how long it has been clearly less than that, with nothing else where the rest was. */
  apartSeconds: number;
  /** Something that was one with it went away. */
  parted: boolean;
  /** When that was seen last; at first, when it came to light. */
  partedSeconds: number;
  state: "watched" | "reported" | "dismissed";
  confidence: number;
}

/** Running mean. */
export class Mean {
  #sum = 0;
  #count = 0;
  add(value: number): void {
    this.#sum += value;
    this.#count++;
  }
  get value(): number {
    return this.#count === 0 ? 0 : this.#sum / this.#count;
  }
  get count(): number {
    return this.#count;
  }
}

/** What is found to lie still at `seconds`; it has for `stillSeconds` at least. */
export function candidateFrom(
  { region, appearance }: StillRegion,
  { id, seconds, stillSeconds }: { readonly id: number; readonly seconds: number; readonly stillSeconds: number },
  distance: OwnerDistance,
): Candidate {
  return {
    id,
    settledSeconds: seconds,
    fromSeconds: Math.max(0, seconds - Math.max(stillSeconds, appearance.stillSeconds)),
    restingSeconds: seconds - appearance.stillSeconds,
    seenSeconds: seconds,
    region,
    box: region,
    byItself: undefined,
    clearBox: undefined,
    visible: true,
    aloneSeconds: 0,
    watchedSeconds: 0,
    ...freshLooks(),
    carrier: undefined,
    owners: new Owners(distance),
    sizeLeft: 0,
    jolted: false,
    camePlaced: false,
    placed: undefined,
    whole: region,
    wholeSeconds: seconds,
    lessened: false,
    apartSeconds: 0,
    parted: false,
    partedSeconds: seconds,
    state: "watched",
    confidence: 0,
  };
}

/** Nothing seen of it yet. */
export const freshLooks = (): Looks => ({
  edges: new Mean(),
  light: new Mean(),
  stir: new Mean(),
  stirInCompany: new Mean(),
  motion: new Mean(),
  contrast: new Mean(),
});

/** It is by itself: as it is now it will be found again when whoever comes to be one with it has gone. */
export function remember(candidate: Candidate): void {
  const { region, fromSeconds, aloneSeconds, watchedSeconds } = candidate;
  const { edges, light, stir, stirInCompany, motion, contrast } = candidate;
  const looks = { edges, light, stir, stirInCompany, motion, contrast };
  candidate.byItself = { box: region, fromSeconds, looks, aloneSeconds, watchedSeconds };
}

/** What was one with it for a while has gone: it is what it was before. */
export function comeBack(candidate: Candidate, { looks, fromSeconds, aloneSeconds, watchedSeconds }: ByItself): void {
  Object.assign(candidate, { ...looks, fromSeconds, aloneSeconds, watchedSeconds, placed: undefined });
}

export function look(candidate: Candidate, appearance: Appearance, isPart: boolean): void {
  candidate.motion.add(appearance.motion);
  const isFree = appearance.attached <= 0.3 && !isPart;
  if (appearance.stir !== undefined) (isFree ? candidate.stir : candidate.stirInCompany).add(appearance.stir);
  // Somebody standing in front spoils the outline: only a free view counts, unless there never is one.
  if (!isFree) return;
  candidate.edges.add(appearance.edges);
  candidate.light.add(appearance.onlyLight ? 1 : 0);
  candidate.contrast.add(appearance.contrast);
}
