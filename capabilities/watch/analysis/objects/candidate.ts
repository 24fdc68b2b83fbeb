import type { Appearance } from "../picture/appearance.ts";
import type { Owners } from "./owner.ts";
import {
  boxArea,
  commonArea,
  grown,
  heightOf,
  middleX,
  middleY,
  overlap,
  type Rectangle,
  type Region,
  widthOf,
} from "../tracks/region.ts";
import type { Track } from "../tracks/tracks.ts";

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
  byItself: { readonly box: Rectangle; readonly fromSeconds: number } | undefined;
  /** The box when nobody stood at it. */
  clearBox: Rectangle | undefined;
  visible: boolean;
  aloneSeconds: number;
  watchedSeconds: number;
  edges: Mean;
  light: Mean;
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
  /** Something that was one with it went away. */
  parted: boolean;
  /** When that was seen last. */
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

/** A foreground this much larger than what is still in it is somebody who moves. */
const PART_TIMES = 1.6;
/** Who brings a thing is larger than the thing. */
const CARRIER_TIMES = 1.5;

const PARTED_SHARE = 0.7;

export function look(candidate: Candidate, appearance: Appearance, isPart: boolean): void {
  candidate.motion.add(appearance.motion);
  // Somebody standing in front spoils the outline: only a free view counts, unless there never is one.
  if (appearance.attached > 0.3 || isPart) return;
  candidate.edges.add(appearance.edges);
  candidate.light.add(appearance.onlyLight ? 1 : 0);
  candidate.contrast.add(appearance.contrast);
}

/** The rest of somebody who stands there, of whom the background hides the middle: larger, near, and still since the same time. */
export function isLargerSibling(other: Candidate, { box, region, fromSeconds }: Candidate): boolean {
  if (!other.visible || other.state === "reported" || other.region.area < 1.2 * region.area) return false;
  // Somebody is a solid figure; the seams that a moved camera leaves are not.
  if (other.region.area < 0.35 * boxArea(other.region)) return false;
  const reach = 0.35 * Math.max(widthOf(other.box), heightOf(other.box));
  return Math.abs(other.fromSeconds - fromSeconds) < 2.5 && commonArea(grown(box, reach), other.box) > 0;
}

/** Something still right above it, since about the same time: it is the legs of somebody whose middle the background hides. */
export function isBelowAnother(other: Candidate, { box, region, fromSeconds }: Candidate): boolean {
  if (!other.visible || other.state === "reported" || Math.abs(other.fromSeconds - fromSeconds) > 4) return false;
  // A trunk, not the seam that a moved camera leaves.
  if (other.region.area < Math.max(0.35 * boxArea(other.region), 0.4 * region.area)) return false;
  const across = Math.min(other.box.right, box.right) - Math.max(other.box.left, box.left);
  const gap = box.top - other.box.bottom;
  return (
    across > 0.5 * Math.min(widthOf(box), widthOf(other.box)) && gap > -heightOf(box) / 2 && gap < 1.2 * heightOf(box)
  );
}

/** Legs that stand still below arms that do not: one foreground, of which the region is the smaller part. */
export function isPartOfLarger(region: Region, movers: readonly Region[]): boolean {
  return movers.some(
    (mover) => mover.area > PART_TIMES * region.area && commonArea(mover, region) > 0.8 * boxArea(region),
  );
}

/**
 * Who stood there came at one time, and what is left has been in full view since another: it was put down between the two. When
 * they are far apart, nearer to the second.
 */
export function putDownBetween(stoodSeconds: number, inViewSeconds: number): number {
  return inViewSeconds <= stoodSeconds
    ? stoodSeconds
    : inViewSeconds - Math.min(1.5, (inViewSeconds - stoodSeconds) / 2);
}

const isAlike = (a: number, b: number): boolean => a < 1.7 * b && b < 1.7 * a;

export function elongationOf(box: Rectangle): number {
  return Math.max(widthOf(box) / heightOf(box), heightOf(box) / widthOf(box));
}

export function thicknessOf(region: Region): number {
  return region.area / Math.max(widthOf(region), heightOf(region));
}

/** A track that had this very size and place when it came to rest, and came from elsewhere in that size. */
export function arrivedAsItIs(box: Rectangle, sinceSeconds: number, tracks: readonly Track[]): boolean {
  const size = Math.max(widthOf(box), heightOf(box));
  return tracks.some((track) => {
    const at = track.trail.filter(({ seconds }) => seconds <= sinceSeconds + 0.25 && seconds >= sinceSeconds - 0.75);
    const last = at[at.length - 1];
    if (last === undefined || overlap(last.box, box) < 0.4) return false;
    return track.trail.some(({ seconds, box: earlier }) => {
      const apart = Math.hypot(middleX(earlier) - middleX(box), middleY(earlier) - middleY(box));
      return (
        seconds < sinceSeconds &&
        apart > 0.25 * size &&
        isAlike(widthOf(earlier), widthOf(box)) &&
        isAlike(heightOf(earlier), heightOf(box))
      );
    });
  });
}

/** A mover that is clearly larger than the thing and covered most of its place. */
export function couldCarry(mover: Rectangle, thing: Rectangle): boolean {
  return boxArea(mover) > CARRIER_TIMES * boxArea(thing) && commonArea(mover, thing) > 0.5 * boxArea(thing);
}

/** Next to the thing, not in front of it. */
export function isBeside(mover: Rectangle, thing: Rectangle): boolean {
  const reach = Math.max(widthOf(mover), heightOf(mover));
  const near = {
    left: thing.left - reach,
    top: thing.top - reach,
    right: thing.right + reach,
    bottom: thing.bottom + reach,
  };
  return commonArea(mover, thing) < 0.25 * boxArea(thing) && commonArea(mover, near) > 0;
}

/** Who leaves is about as large as who came. */
const LEFT_SHARE = 0.3;

/** Those who were at it were seen to go; where nobody could be followed, somebody of the size of who brought it was seen beside it. */
export function isLeft({ owners, jolted, carrier, sizeLeft }: Candidate): boolean {
  if (owners.haveGone) return true;
  return jolted && carrier !== undefined && sizeLeft >= LEFT_SHARE * carrier.area;
}

/** Clearly less is left than what arrived, and something of that size was seen beside it: they came together, one of them went. */
export function hasParted({ region, sizeLeft }: Candidate, placed: Region): boolean {
  return boxArea(region) < PARTED_SHARE * boxArea(placed) && sizeLeft > 0.25 * placed.area;
}
