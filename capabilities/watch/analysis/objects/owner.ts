import { type Homography, homographyFrom, project } from "../calibration/homography.ts";
import {
  boxArea,
  commonArea,
  grown,
  heightOf,
  longestOf,
  middleX,
  middleY,
  overlap,
  type Rectangle,
  widthOf,
} from "../tracks/region.ts";
import type { Scene } from "../scene.ts";
import type { Track } from "../tracks/tracks.ts";

/** How far whoever brought a thing must have gone from it: on the ground, or in multiples of their height in the picture. */
export type OwnerDistance =
  | { readonly unit: "metres"; readonly metres: number; readonly toGround: Homography }
  | { readonly unit: "heights"; readonly heights: number };

/** Who stands within their own height of a thing is with it. */
export const NEARBY: OwnerDistance = { unit: "heights", heights: 1 };

/** What an event of a scene says of it; `factor` video pixels are one analysed pixel. */
export function ownerDistanceOf(
  { calibration }: Pick<Scene, "calibration">,
  {
    ownerMetres,
    ownerHeights,
  }: { readonly ownerMetres?: number | undefined; readonly ownerHeights?: number | undefined },
  factor: number,
): OwnerDistance {
  const toGround = calibration && homographyFrom(calibration.points);
  if (ownerMetres === undefined || toGround === undefined)
    return ownerHeights === undefined ? NEARBY : { unit: "heights", heights: ownerHeights };
  const [a, b, c, d, e, f, g, h, i] = toGround;
  const ofAnalysed: Homography = [a * factor, b * factor, c, d * factor, e * factor, f, g * factor, h * factor, i];
  return { unit: "metres", metres: ownerMetres, toGround: ofAnalysed };
}

/** Who was at a thing when it came to rest. */
interface Attendant {
  box: Rectangle;
  seenSeconds: number;
}

/** Around the moment of putting something down, who touches it is who puts it down. */
const PUTTING_SECONDS = 1.5;
/** What came apart from it is known so late: what lies still is told by the picture of some seconds. */
const NOTICE_SECONDS = 3;
/** A track not seen for this long is lost. */
const LOST_SECONDS = 0.7;
/** Where somebody stood, less than this share is foreground when nobody stands there any more. */
const EMPTY_SHARE = 0.12;
/** What is lost this near to the picture's edge (in shares of its own size) has left the picture. */
const EDGE_SHARE = 0.35;

/** A foot or a bag is nobody: whoever puts a thing down is longer than the thing by this. Who passes somebody standing is not. */
export const LARGER_TIMES = 1.35;

/** When it came to rest, and when something last came apart from it. */
export interface Times {
  readonly sinceSeconds: number;
  readonly partedSeconds: number;
}

export interface Surroundings {
  readonly seconds: number;
  readonly tracks: readonly Track[];
  readonly width: number;
  readonly height: number;
  /** Share of a box that is foreground and not the thing itself, 0 to 1. */
  foregroundBeside(box: Rectangle): number;
}

/**
 * Whether those who brought a thing have gone: who touched it when it came to rest, whoever came apart from them since, by their
 * boxes alone. Nobody is known again: who was lost beside the thing stays beside it until the place is empty.
 */
export class Owners {
  readonly #distance: OwnerDistance;
  readonly #near = new Map<number, Attendant>();
  /** The longest that somebody was who went far enough from it, in pixels. */
  #departed = 0;

  constructor(distance: OwnerDistance) {
    this.#distance = distance;
  }

  /** True when somebody longer than it brought it, and everybody who was there then has gone: the feet of somebody, of whom more comes to light, were left by nobody. */
  haveGoneFrom(thing: Rectangle): boolean {
    return this.#departed > LARGER_TIMES * longestOf(thing) && this.#near.size === 0;
  }

  /** How many times as long as it the longest was who went; 0 when nobody was seen to go. */
  departedTimes(thing: Rectangle): number {
    return this.#departed / longestOf(thing);
  }

  /** Boxes of those who are still there. */
  get present(): readonly Rectangle[] {
    return [...this.#near.values()].map(({ box }) => box);
  }

  /** Somebody longer than the thing is near it, whoever it is. */
  isAnybodyNear(thing: Rectangle, movers: readonly Rectangle[]): boolean {
    return movers.some((box) => longestOf(box) > longestOf(thing) && !isItself(box, thing) && !this.#isFar(box, thing));
  }

  step(thing: Rectangle, times: Times, around: Surroundings): void {
    const { seconds } = around;
    for (const track of around.tracks) {
      if (track.seenSeconds !== seconds) continue;
      const { box } = track;
      if (isItself(box, thing)) {
        this.#near.delete(track.id);
        continue;
      }
      const known = this.#near.get(track.id);
      if (known === undefined && !this.#joins(track, thing, times, seconds)) continue;
      if (this.#isFar(box, thing) && hasWalked(track)) {
        this.#near.delete(track.id);
        this.#depart(box, thing);
      } else this.#near.set(track.id, { box, seenSeconds: seconds });
    }
    for (const [id, { box, seenSeconds }] of this.#near) {
      if (seconds - seenSeconds < LOST_SECONDS) continue;
      // Out of the picture is gone. Where nobody is to be seen any more, nobody was seen to go either: shadows come and go like that.
      if (isAtEdge(box, around)) this.#depart(box, thing);
      else if (around.foregroundBeside(box) >= EMPTY_SHARE) continue;
      this.#near.delete(id);
    }
  }

  /** It touched the thing when that came to rest, or was one with it and came apart a moment ago, or is one of those who are there. */
  #joins(track: Track, thing: Rectangle, times: Times, seconds: number): boolean {
    const reach = grown(thing, 0.25 * Math.max(widthOf(thing), heightOf(thing)));
    const touched = track.trail.some((then) => {
      if (Math.abs(then.seconds - times.sinceSeconds) <= PUTTING_SECONDS) return commonArea(then.box, reach) > 0;
      const isParting = seconds - times.partedSeconds < PUTTING_SECONDS;
      return isParting && seconds - then.seconds < PUTTING_SECONDS + NOTICE_SECONDS && commonArea(then.box, reach) > 0;
    });
    if (touched) return true;
    const birth = track.trail[0]?.box ?? track.box;
    if (track.bornSeconds < times.sinceSeconds) return false;
    return [...this.#near.values()].some(
      ({ box, seenSeconds }) =>
        seenSeconds < seconds && commonArea(birth, box) > 0.3 * Math.min(boxArea(birth), boxArea(box)),
    );
  }

  #depart(box: Rectangle, thing: Rectangle): void {
    const longest = longestOf(box);
    if (longest > LARGER_TIMES * longestOf(thing)) this.#departed = Math.max(this.#departed, longest);
  }

  #isFar(box: Rectangle, thing: Rectangle): boolean {
    // Where a part of somebody ends is not where they stand: what is near in the picture is not far on the ground.
    if (commonArea(grown(box, 0.5 * longestOf(box)), thing) > 0) return false;
    if (this.#distance.unit === "heights") {
      const apart = Math.hypot(middleX(box) - middleX(thing), box.bottom - thing.bottom);
      return apart > this.#distance.heights * Math.max(heightOf(box), heightOf(thing));
    }
    const { toGround, metres } = this.#distance;
    const there = project(toGround, { x: middleX(box), y: box.bottom });
    const here = project(toGround, { x: middleX(thing), y: thing.bottom });
    return Math.hypot(there.x - here.x, there.y - here.y) > metres;
  }
}

/** Parts of somebody who stands or sits there, and their shadow, go nowhere. */
const hasWalked = ({ box, shifted }: Track): boolean => shifted > 0.4 * longestOf(box);

/** The thing seen as something that moves. */
function isItself(box: Rectangle, thing: Rectangle): boolean {
  if (overlap(box, thing) > 0.5) return true;
  const isInside =
    middleX(box) > thing.left && middleX(box) < thing.right && middleY(box) > thing.top && middleY(box) < thing.bottom;
  return isInside && boxArea(box) < 1.3 * boxArea(thing);
}

function isAtEdge(box: Rectangle, { width, height }: Surroundings): boolean {
  const reachX = EDGE_SHARE * widthOf(box);
  const reachY = EDGE_SHARE * heightOf(box);
  return box.left < reachX || box.right > width - reachX || box.top < reachY || box.bottom > height - reachY;
}
