/** Whether what lies still is a part of something, of somebody above all: by where and since when the other parts are. */
import type { AnalysedPicture } from "../event.ts";
import { boxArea, commonArea, grown, heightOf, longestOf, type Region, widthOf } from "../tracks/region.ts";
import type { Candidate } from "./candidate.ts";
import { LARGER_TIMES } from "./owner.ts";

/** A foreground this much larger than what is still in it is somebody who moves. */
const PART_TIMES = 1.6;
const PARTED_SHARE = 0.7;

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

/** Clearly less is left than what arrived, and something of that size was seen beside it: they came together, one of them went. */
export function hasParted({ region, sizeLeft }: Candidate, placed: Region): boolean {
  return boxArea(region) < PARTED_SHARE * boxArea(placed) && sizeLeft > 0.25 * placed.area;
}

/** As much of the two as this is both of them. */
const WHOLE_SHARE = 0.85;
/** Who goes is gone so soon; what dwindles is ground that is being learned. */
const GOING_SECONDS = 4;
/** Of who went, less than this share is left where they were. */
const EMPTY_SHARE = 0.12;
const TOP_SHARE = 0.15;
const SLIM_TIMES = 1.6;

/** For how long, when this picture is through, it has been clearly less than it was with somebody, who is not there any more. */
export function apartFor(candidate: Candidate, picture: AnalysedPicture, elapsed: number): number {
  const { region, owners, apartSeconds } = candidate;
  const { seconds, things } = picture;
  if (region.area > candidate.whole.area) candidate.whole = region;
  if (region.area > WHOLE_SHARE * candidate.whole.area)
    Object.assign(candidate, { wholeSeconds: seconds, lessened: false });
  else if (!candidate.lessened) {
    candidate.lessened = isRestOf(candidate, picture);
    // What dwindled is less than it was, and who goes from it goes from that.
    if (!candidate.lessened && seconds - candidate.wholeSeconds > GOING_SECONDS)
      Object.assign(candidate, { whole: region, wholeSeconds: seconds });
  }
  if (!candidate.lessened || !isRestOf(candidate, picture)) return 0;
  if (!isEmptyBeside(candidate, picture)) return isAnybodyIn(candidate, things) ? apartSeconds : 0;
  return owners.isAnybodyNear(region, things) ? apartSeconds : apartSeconds + elapsed;
}

/**
 * Something that was one with it, and longer, is not there any more: it was seen to go by what it left, whether or not it was followed.
 * What is left is not the upper part of it: legs that the ground hides have gone nowhere. Nor is it cut by the picture's edge, where
 * nobody can tell how large it is.
 */
function isRestOf({ region, whole }: Candidate, { planes }: AnalysedPicture): boolean {
  if (region.area > PARTED_SHARE * whole.area || longestOf(whole) < LARGER_TIMES * longestOf(region)) return false;
  const isOnTop = region.top < whole.top + TOP_SHARE * heightOf(whole);
  if (isOnTop && widthOf(whole) < SLIM_TIMES * widthOf(region)) return false;
  return !isCut(region, planes);
}

/** Half of a box at least is somebody's; what is less is their shadow, and that the box holds other things as well. */
const isEmptyBeside = ({ region, whole }: Candidate, { foregroundBeside }: AnalysedPicture): boolean =>
  foregroundBeside(whole, region) < EMPTY_SHARE * (Math.max(whole.area, boxArea(whole) / 2) - region.area);

/** Who passes where the rest was says nothing of whether that has gone. */
const isAnybodyIn = ({ whole, region }: Candidate, things: readonly Region[]): boolean =>
  things.some((thing) => commonArea(thing, whole) > 0 && longestOf(thing) > longestOf(region));

/** Foreground is not looked for in the outermost pixels, of the slow ground two each. */
const MARGIN = 3;
const isCut = ({ left, top, right, bottom }: Region, { width, height }: AnalysedPicture["planes"]): boolean =>
  left < MARGIN || top < MARGIN || right > width - MARGIN || bottom > height - MARGIN;

/**
 * Who stood there came at one time, and what is left has been in full view since another: it was put down between the two, and
 * nobody could see when. It is taken to have lain there from the first on: who left it may be far away by now.
 */
export const putDownBetween = (stoodSeconds: number, inViewSeconds: number): number =>
  Math.min(stoodSeconds, inViewSeconds);
