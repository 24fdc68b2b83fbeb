/** How something came to lie where it lies: by itself, or with somebody larger. */
import {
  boxArea,
  commonArea,
  heightOf,
  middleX,
  middleY,
  overlap,
  type Rectangle,
  type Region,
  widthOf,
} from "../tracks/region.ts";
import type { Track } from "../tracks/tracks.ts";
import type { Candidate } from "./candidate.ts";

/** Who brings a thing is larger than the thing. */
const CARRIER_TIMES = 1.5;
/** Who brought it was there within this time of its coming to rest. */
const BROUGHT_SECONDS = 1.5;
const REMEMBER_SECONDS = 6;

const isAlike = (a: number, b: number): boolean => a < 1.7 * b && b < 1.7 * a;

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

/** What moved of late: who brought a thing is among it. */
export class Movers {
  readonly #history: { readonly seconds: number; readonly movers: readonly Region[] }[] = [];

  step(seconds: number, movers: readonly Region[]): void {
    this.#history.push({ seconds, movers });
    while ((this.#history[0]?.seconds ?? seconds) < seconds - REMEMBER_SECONDS) this.#history.shift();
  }

  forget(): void {
    this.#history.length = 0;
  }

  /** Notes the least mover that was larger than a thing and on its place around the time it came to rest, and the largest that was beside it since. */
  follow(candidate: Candidate, now: number): void {
    const { fromSeconds, box } = candidate;
    for (const { seconds, movers } of this.#history) {
      if (seconds < fromSeconds - BROUGHT_SECONDS) continue;
      const isNews = (seconds === now || now - candidate.settledSeconds < 0.3) && seconds > fromSeconds - 0.3;
      const isAround = seconds <= fromSeconds + BROUGHT_SECONDS;
      if (!isNews && !isAround) continue;
      for (const mover of movers) {
        if (isAround && couldCarry(mover, box)) {
          if (candidate.carrier === undefined || boxArea(mover) < boxArea(candidate.carrier)) candidate.carrier = mover;
        }
        if (isNews) candidate.sizeLeft = Math.max(candidate.sizeLeft, isBeside(mover, box) ? mover.area : 0);
      }
    }
  }
}

/** A mover that is clearly larger than the thing and covered most of its place. */
function couldCarry(mover: Rectangle, thing: Rectangle): boolean {
  return boxArea(mover) > CARRIER_TIMES * boxArea(thing) && commonArea(mover, thing) > 0.5 * boxArea(thing);
}

/** Next to the thing, not in front of it. */
function isBeside(mover: Rectangle, thing: Rectangle): boolean {
  const reach = Math.max(widthOf(mover), heightOf(mover));
  const near = {
    left: thing.left - reach,
    top: thing.top - reach,
    right: thing.right + reach,
    bottom: thing.bottom + reach,
  };
  return commonArea(mover, thing) < 0.25 * boxArea(thing) && commonArea(mover, near) > 0;
}
