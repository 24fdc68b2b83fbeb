import { standing } from "../tracks/figure.ts";
import type { AnalysedPicture, EventRule, RuleDecision, RuleEvent } from "../event.ts";
import {
  boxArea,
  commonArea,
  grown,
  heightOf,
  middleX,
  middleY,
  type Rectangle,
  unionOf,
  widthOf,
} from "../tracks/region.ts";
import { contains, type PictureZone, shareInside } from "../scene.ts";
import { isThing, type Track } from "../tracks/tracks.ts";

/** A thing is inside when the point it stands on is, or when this share of it (or of the zone) is. */
const INSIDE_SHARE = 0.5;
/** A step in and out again within this time is no visit: outlines tremble. */
const CONFIRM_SECONDS = 0.3;
/** Who is not seen inside for this long has left. */
const LEAVE_SECONDS = 1.0;
/** Who was lost inside and found again within this time is still the same visit. */
const LOST_SECONDS = 2.5;

const DOUBT_SECONDS = 0.5;
/** Of the box of somebody who stands there, at least this share is not background. */
const RESTING_SHARE = 0.2;

/** A part of somebody that is seen by itself: at least this share of it is where they are. */
const PART_SHARE = 0.5;
/** ... and this far around them, in multiples of their height. */
const PART_REACH = 0.2;
/** Who goes farther than this (in multiples of the size) from whom they came with is a visit of their own. */
const APART_SIZES = 0.6;
/** Whoever stands still for longer than this may become background, as a car that is parked. */
const LONGEST_REST_SECONDS = 900;

interface Visit {
  readonly id: number;
  /** The tracks it is seen as: somebody who stands before something of their own colour falls into parts. */
  readonly tracks: Set<number>;
  readonly fromSeconds: number;
  toSeconds: number;
  /** Where it was last seen: all its parts. */
  box: Rectangle;
  steps: number;
  doubtedUntil: number;
  raised: boolean;
  /** Its largest box before it was raised. */
  best: Rectangle;
}

/**
 * Something that moves is inside a zone: one event a visit, however many pictures it lasts and into however many parts the
 * background makes it fall; with a dwell, when it has stayed. Who stands still is still there: nothing of a visit becomes
 * background while it lasts. Steps with the tracks of one picture; pure apart from its memory of the visits under way.
 */
export class ZoneEntryRule implements EventRule {
  readonly #zone: PictureZone;
  readonly #dwellSeconds: number;
  readonly #visits: Visit[] = [];
  #nextId = 1;

  /** `zone` in analysed pixels. */
  constructor(zone: PictureZone, dwellSeconds: number) {
    this.#zone = zone;
    this.#dwellSeconds = dwellSeconds;
  }

  step(picture: AnalysedPicture): RuleDecision {
    const { seconds, tracks } = picture;
    const seen = tracks.filter((track) => track.seenSeconds === seconds && isThing(track));
    const onFeet = new Set(standing(tracks, seconds));
    // The largest first: its parts find it there already.
    const inside = seen
      .filter(({ box }) => isInside(this.#zone, box))
      .toSorted((a, b) => boxArea(b.box) - boxArea(a.box));
    const visited = new Map<Visit, Track[]>();
    for (const track of inside) {
      const visit = this.#visitOf(track, seconds, visited) ?? (onFeet.has(track) ? this.#begin(track) : undefined);
      if (visit === undefined) continue;
      visit.tracks.add(track.id);
      visited.set(visit, [...(visited.get(visit) ?? []), track]);
    }
    const events: RuleEvent[] = [];
    for (const [visit, parts] of visited) {
      visit.toSeconds = seconds;
      visit.box = parts.map(({ box }) => box).reduce(unionOf);
      visit.steps++;
      if (visit.raised) continue;
      visit.best = boxArea(visit.box) > boxArea(visit.best) ? visit.box : visit.best;
      const [main] = parts;
      if (main === undefined || seconds < visit.doubtedUntil || !this.#isSure(visit, main)) continue;
      // A camera that was jolted moves everything a little; somebody who goes somewhere does not look like that for long.
      if (picture.isOnlyMoved(visit.box)) visit.doubtedUntil = seconds + DOUBT_SECONDS;
      else {
        visit.raised = true;
        events.push(this.#event("raised", visit));
      }
    }
    for (const visit of this.#visits) if (!visited.has(visit) && this.#rests(visit, picture)) visit.toSeconds = seconds;
    events.push(...this.#leave(seconds, tracks));
    const staying = this.#visits.filter(({ fromSeconds }) => seconds - fromSeconds < LONGEST_REST_SECONDS);
    return { events, present: staying.map(({ box }) => box) };
  }

  /** Everything under way ends now: the picture ended or became another one. */
  end(): RuleEvent[] {
    return this.#visits
      .splice(0)
      .filter((visit) => visit.raised)
      .map((visit) => this.#event("ended", visit));
  }

  /** Nothing moves there, and something is there that was not part of the ground. */
  #rests({ box, toSeconds, fromSeconds }: Visit, { seconds, tracks, foregroundIn }: AnalysedPicture): boolean {
    if (seconds - toSeconds > LOST_SECONDS || seconds - fromSeconds > LONGEST_REST_SECONDS) return false;
    const isHere = (track: Track): boolean => track.seenSeconds === seconds && commonShare(track.box, box) > PART_SHARE;
    return tracks.some(isHere) && foregroundIn(box) > RESTING_SHARE;
  }

  /** Inside for long enough; what crosses the picture fast has proved itself by that and needs two pictures. */
  #isSure(visit: Visit, track: Track): boolean {
    const inside = track.seenSeconds - visit.fromSeconds;
    if (inside < this.#dwellSeconds) return false;
    const size = Math.max(widthOf(track.box), heightOf(track.box));
    return visit.steps >= 2 && (inside >= CONFIRM_SECONDS || (!track.doubtful && track.shifted > 0.6 * size));
  }

  #begin(track: Track): Visit {
    // A track becomes a thing only after it moved a little: the visit began when it was first inside, not when we were sure.
    const outside = track.trail.findLastIndex(({ box }) => !isInside(this.#zone, box));
    const fromSeconds = track.trail[outside + 1]?.seconds ?? track.seenSeconds;
    const visit: Visit = {
      id: this.#nextId++,
      tracks: new Set([track.id]),
      fromSeconds,
      toSeconds: fromSeconds,
      box: track.box,
      best: track.box,
      steps: 0,
      doubtedUntil: 0,
      raised: false,
    };
    this.#visits.push(visit);
    return visit;
  }

  /** The visit of this track, or the one it is a part of, or one that was lost where this track was found. */
  #visitOf(track: Track, seconds: number, visited: ReadonlyMap<Visit, readonly Track[]>): Visit | undefined {
    const own = this.#visits.find(({ tracks }) => tracks.has(track.id));
    if (own !== undefined) {
      const [main] = visited.get(own) ?? [];
      if (main === undefined || !isApart(track.box, main.box)) return own;
      // Two who came in as one.
      own.tracks.delete(track.id);
    }
    const around = this.#visits.find((visit) => {
      const parts = visited.get(visit);
      const where = parts === undefined ? visit.box : parts.map(({ box }) => box).reduce(unionOf);
      if (seconds - visit.toSeconds > LOST_SECONDS) return false;
      const around = grown(where, PART_REACH * heightOf(where));
      return commonArea(track.box, around) > PART_SHARE * Math.min(boxArea(track.box), boxArea(around));
    });
    if (around !== undefined) return around;
    const start = track.trail[0]?.box ?? track.box;
    return this.#visits.find((visit) => {
      if (visit.toSeconds === seconds || visited.has(visit) || seconds - visit.toSeconds > LOST_SECONDS) return false;
      const size = Math.max(widthOf(visit.box), heightOf(visit.box), widthOf(start), heightOf(start));
      const apart = Math.hypot(middleX(visit.box) - middleX(start), middleY(visit.box) - middleY(start));
      return track.bornSeconds >= visit.toSeconds && apart < 1.2 * size;
    });
  }

  #leave(seconds: number, tracks: readonly Track[]): RuleEvent[] {
    const events: RuleEvent[] = [];
    for (let i = this.#visits.length - 1; i >= 0; i--) {
      const visit = this.#visits[i];
      if (visit === undefined) continue;
      const seenOutside =
        visit.toSeconds < seconds &&
        tracks.some(({ id, seenSeconds }) => visit.tracks.has(id) && seenSeconds === seconds);
      if (seconds - visit.toSeconds <= (seenOutside ? LEAVE_SECONDS : LOST_SECONDS)) continue;
      this.#visits.splice(i, 1);
      if (visit.raised) events.push(this.#event("ended", visit));
    }
    return events;
  }

  #event(change: RuleEvent["change"], visit: Visit): RuleEvent {
    const lasting = Math.min(1, (visit.toSeconds - visit.fromSeconds) / 1.5);
    return {
      change,
      id: visit.id,
      kind: "zone-entry",
      zone: this.#zone.name,
      fromSeconds: visit.fromSeconds,
      toSeconds: visit.toSeconds,
      confidence: Math.round((0.6 + 0.35 * lasting) * 100) / 100,
      // Where it is now, when it is raised: the still shows this very picture. Afterwards, where it was seen best.
      box: change === "raised" ? visit.box : visit.best,
    };
  }
}

const commonShare = (part: Rectangle, whole: Rectangle): number =>
  boxArea(part) === 0 ? 0 : commonArea(part, whole) / boxArea(part);

/** With clear ground between them, and alike enough to be two: a foot or a hand belongs to whom it is near. */
function isApart(one: Rectangle, other: Rectangle): boolean {
  const size = Math.max(widthOf(other), heightOf(other));
  if (boxArea(one) < 0.25 * boxArea(other)) return false;
  return commonArea(grown(one, APART_SIZES * size), other) === 0;
}

function isInside({ corners, isGround }: PictureZone, box: Rectangle): boolean {
  if (corners === undefined) return true;
  const foot = { x: middleX(box), y: box.bottom - 0.05 * heightOf(box) };
  if (contains(corners, foot)) return true;
  // On the ground only feet count: whoever stands in front of a zone covers it in the picture.
  if (isGround === true) return false;
  const share = shareInside(corners, box);
  if (share >= INSIDE_SHARE) return true;
  const bounds = {
    left: Math.min(...corners.map(({ x }) => x)),
    right: Math.max(...corners.map(({ x }) => x)),
    top: Math.min(...corners.map(({ y }) => y)),
    bottom: Math.max(...corners.map(({ y }) => y)),
  };
  return share * boxArea(box) >= INSIDE_SHARE * boxArea(bounds);
}
