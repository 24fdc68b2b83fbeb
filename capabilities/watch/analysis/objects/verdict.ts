import type { AnalysedPicture } from "../event.ts";
import { boxArea, heightOf, longestOf, overlap, type Rectangle, type Region, widthOf } from "../tracks/region.ts";
import type { Births } from "./births.ts";
import type { Candidate } from "./candidate.ts";
import type { TakenThings } from "./moved-thing.ts";
import { isBelowAnother, isLargerSibling } from "./part-of.ts";

/** It must have been by itself, nobody standing at it, for this long before it counts as left. */
export const ALONE_SECONDS = 0.6;
const ALONE_SHARE = 0.3;
/** Half of a box at least is somebody's; what is less is seams. */
const STAYED_SHARE = 0.25;
/** Of who brought it, no more than this may still be where they stood, pixels. */
const stayedIn = (carrier: Region): number => STAYED_SHARE * Math.max(carrier.area, boxArea(carrier) / 2);
/** Longer than the slow ground takes to look again. */
const GONE_SECONDS = 1.5;
/** What is hidden by passers-by for longer than this is given up. */
const HIDDEN_SECONDS = 12;
/** Where something was taken the old outline is gone; hiding a pattern of the ground takes fewer edges than that. */
const TAKEN_EDGES = -0.25;
/** What somebody put there has an outline of its own; what drifting light and ghosts of the ground leave has none. */
const LEAST_EDGES = 0.1;
/** A thing changes as the ground beneath it does; who keeps still does not. */
const STIR_TIMES = 1.6;
/** Share of its pixels, where the camera is not steady enough to compare with the ground. */
const STIR_SHARE = 0.06;
const TAKEN_SHARE = 0.25;
const LEAST_SHARE = 0.0006;
const LARGEST_SHARE = 0.2;
/** Mean thickness relative to the root of the picture's area: thinner is the seam of something that was moved a little. */
const LEAST_THICKNESS = 0.0125;
/** Lines of writing in the picture, seams and cables. */
const MOST_ELONGATED = 6;
const MOST_TOGETHER = 4;
/** What was put there, or taken, differs by at least this much, in levels; less is light that drifts. */
const LEAST_LEVELS = 12;
/** A thing that was taken differs by more than the edge of a cloud does. */
const TAKEN_LEVELS = 20;
/** What comes to light when somebody goes may be gone the moment after; a share of a short dwell is enough. */
const IN_VIEW_SECONDS = 0.8;
const IN_VIEW_SHARE = 0.25;
/** Dismissed things become background after this time. */
const DISMISSED_SECONDS = 20;
/** A reported object that nobody comes for becomes background after this time. */
const REPORTED_SECONDS = 1800;
/** Before the background has been known for this long, what "was there" may be somebody passing when the camera began. */
const UNKNOWN_SECONDS = 3;

export type Verdict = "wait" | "report" | "dismiss" | "forget" | "absorb" | "absorb-and-remember";

/** What else a verdict hangs on. */
export interface Context {
  readonly dwellSeconds: number;
  readonly others: readonly Candidate[];
  readonly taken: TakenThings;
  readonly births: Births;
  isInZone(box: Rectangle): boolean;
  /** Somebody who is known to be there. */
  isSomebody(candidate: Candidate): boolean;
}

/** What is to be done about one thing that lies still: the tests in the order of how sure they are. */
export function verdictOf(candidate: Candidate, picture: AnalysedPicture, context: Context): Verdict {
  const { seconds } = picture;
  const unseen = seconds - candidate.seenSeconds;
  if (unseen > GONE_SECONDS && picture.foregroundIn(candidate.box) < TAKEN_SHARE) return "forget";
  if (unseen > HIDDEN_SECONDS) return "forget";
  const age = seconds - candidate.fromSeconds;
  if (candidate.state === "reported") return age > REPORTED_SECONDS ? "absorb" : "wait";
  if (!candidate.visible) return "wait";
  if (candidate.state === "dismissed")
    return seconds - candidate.settledSeconds > DISMISSED_SECONDS && !context.isSomebody(candidate)
      ? "absorb-and-remember"
      : "wait";
  if (candidate.edges.count < 3) return "wait";
  // Parts of somebody who stands there are no ground to learn: wait until it has been by itself.
  if (candidate.aloneSeconds < ALONE_SECONDS && age < DISMISSED_SECONDS) return "wait";
  if (candidate.edges.value < TAKEN_EDGES) {
    // Who was passing when the camera began took nothing away.
    if (candidate.fromSeconds < seconds - picture.knownSeconds + UNKNOWN_SECONDS) return "absorb";
    const { box, region } = candidate;
    if (isOfSize(region, picture) && candidate.contrast.value > TAKEN_LEVELS)
      context.taken.note({ seconds, box, area: region.area });
    return "absorb-and-remember";
  }
  if (candidate.light.value > 0.5) return "absorb";
  if (!isOfSize(candidate.region, picture)) return "dismiss";
  if (elongationOf(candidate.region) > MOST_ELONGATED) return "dismiss";
  if (boxArea(candidate.region) > LARGEST_SHARE * picture.pictureArea) return "dismiss";
  // Who is bowed, or carries it before them, may look as it does: what counts is who went.
  if (candidate.camePlaced && !wentMuchLonger(candidate)) return age < context.dwellSeconds ? "wait" : "dismiss";
  if (age < context.dwellSeconds || !context.isInZone(candidate.box)) return "wait";
  if (candidate.watchedSeconds < Math.min(IN_VIEW_SECONDS, IN_VIEW_SHARE * context.dwellSeconds)) return "wait";
  return leftVerdict(candidate, picture, context);
}

/** It has lain for the dwell: was it left, and is it a thing? */
function leftVerdict(candidate: Candidate, picture: AnalysedPicture, { others, taken, births }: Context): Verdict {
  if (taken.haveMovedTo(candidate.region, candidate.fromSeconds)) return "dismiss";
  if (births.with(candidate) >= MOST_TOGETHER) return "dismiss";
  if (others.some((other) => isLargerSibling(other, candidate) || isBelowAnother(other, candidate))) return "wait";
  if (!isLeft(candidate, picture.things)) return "wait";
  // Where a detector looks as well, it says that this is somebody.
  if (picture.detections?.some(({ what, box }) => what === "person" && overlap(box, candidate.box) > 0.3))
    return "wait";
  const { carrier } = candidate;
  if (carrier !== undefined && picture.foregroundBeside(carrier, candidate.region) > stayedIn(carrier)) return "wait";
  if (stirs(candidate)) return "wait";
  const alone = candidate.aloneSeconds / Math.max(1e-3, candidate.watchedSeconds);
  if (alone < ALONE_SHARE || candidate.edges.value < LEAST_EDGES || candidate.contrast.value < LEAST_LEVELS)
    return "wait";
  if (picture.isOnlyMoved(candidate.region)) return "dismiss";
  const surest =
    0.45 +
    0.25 * Math.min(1, candidate.edges.value / 0.4) +
    0.15 * Math.min(1, candidate.contrast.value / 40) +
    0.12 * Math.min(1, alone);
  candidate.confidence = Math.round(surest * 100) / 100;
  return "report";
}

/** Who leaves is about as large as who came. */
const LEFT_SHARE = 0.3;

/** What was one with it has been away for so long. */
const APART_SECONDS = 1.2;

/** Somebody this many times as long as a thing is its owner, however it came; whoever sits or lies is not so short. */
const MUCH_LONGER_TIMES = 1.8;
const wentMuchLonger = ({ owners, box }: Candidate): boolean =>
  owners.haveGoneFrom(box) && owners.departedTimes(box) > MUCH_LONGER_TIMES;

/** What is surely a thing: share of outline, and levels; where the camera was not pushed, that it keeps as still as the ground, by itself for most of the time. */
const SURE_EDGES = 0.4;
const SURE_LEVELS = 42;
const SURE_STIR = 1;
const SURE_ALONE = 0.6;

/** Those who were at it were seen to go, or to have gone; where nobody could be followed, somebody of the size of who brought it was seen beside it. */
function isLeft(candidate: Candidate, things: readonly Region[]): boolean {
  const { box, owners, apartSeconds, jolted, carrier, sizeLeft, edges, contrast } = candidate;
  if (owners.haveGoneFrom(box)) return true;
  if (owners.present.length === 0 && apartSeconds > APART_SECONDS) return true;
  if (carrier === undefined || sizeLeft < LEFT_SHARE * carrier.area) return false;
  if (edges.value < SURE_EDGES || contrast.value <= SURE_LEVELS) return false;
  return jolted || (wasBroughtByLonger(candidate) && !owners.isAnybodyNear(box, things));
}

/** Much shorter than who brought it, by itself since, and as still as the ground: who was lost among clouds, shadows and passers-by has gone all the same. */
function wasBroughtByLonger(candidate: Candidate): boolean {
  const { box, carrier, owners, stir, aloneSeconds, watchedSeconds } = candidate;
  if (carrier === undefined || owners.present.length > 0) return false;
  return (
    longestOf(carrier) > MUCH_LONGER_TIMES * longestOf(box) &&
    (stir.count === 0 || stir.value < SURE_STIR) &&
    aloneSeconds > SURE_ALONE * watchedSeconds
  );
}

function stirs({ stir, stirInCompany, motion }: Candidate): boolean {
  const measured = stir.count > 0 ? stir : stirInCompany;
  return measured.count > 0 ? measured.value > STIR_TIMES : motion.value > STIR_SHARE;
}

function isOfSize(region: Region, { pictureArea }: AnalysedPicture): boolean {
  const thickness = region.area / Math.max(widthOf(region), heightOf(region));
  return region.area >= LEAST_SHARE * pictureArea && thickness >= LEAST_THICKNESS * Math.sqrt(pictureArea);
}

const elongationOf = (box: Rectangle): number => Math.max(widthOf(box) / heightOf(box), heightOf(box) / widthOf(box));
