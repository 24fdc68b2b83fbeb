import type { CrossingDirection } from "../../words/lines.ts";
import type { AnalysedPicture, EventRule, RuleDecision, RuleEvent } from "../event.ts";
import { standing } from "../tracks/figure.ts";
import {
  boxArea,
  grown,
  heightOf,
  longestOf,
  middleX,
  middleY,
  overlap,
  type Rectangle,
  widthOf,
} from "../tracks/region.ts";
import type { Point } from "../scene.ts";
import { isThing, type Track } from "../tracks/tracks.ts";

/** A line in analysed pixels, and which way across it counts. */
export interface PictureLine {
  readonly name: string;
  readonly from: Point;
  readonly to: Point;
  readonly direction: CrossingDirection;
}

export type Side = "left" | "right";

/** Who has crossed stands beyond the line by this share of the own height: feet tremble, boxes more. */
const BEYOND_HEIGHTS = 0.08;
const BEYOND_PIXELS = 2;
/** One picture proves a crossing when it goes this many times as far. */
const CLEARLY_TIMES = 3;
/** A box that changed more than this from one picture to the next has merged or split: where it stands is not known. */
const ALIKE_TIMES = 1.5;
/** A part of somebody who has just crossed: as near and as soon as this is no second crossing. */
const AGAIN_SECONDS = 1.2;
const AGAIN_SIZES = 1;
const FLIP_SECONDS = 0.7;
/** What took longer than this to be believed is no news any more. */
const NEWS_SECONDS = 3;
/** Who was lost at the line and is found again within this time is the same. */
const LOST_SECONDS = 1.5;

/** The last time a path went over the line or over what continues it. */
interface Passage {
  readonly seconds: number;
  /** Between the two ends. */
  readonly within: boolean;
  readonly box: Rectangle;
}

interface Path {
  trackId: number;
  /** Where it clearly was; undefined until it is clear. */
  side: Side | undefined;
  point: Point;
  box: Rectangle;
  seenSeconds: number;
  passage: Passage | undefined;
  /** Pictures in a row on the other side. */
  steps: number;
  /** Crossings of a track that is not yet known to be a thing. */
  readonly waiting: Crossing[];
}

interface Crossing {
  readonly trackId: number;
  readonly seconds: number;
  readonly towards: Side;
  readonly box: Rectangle;
}

/**
 * Something that moves goes over a line: one event a crossing, raised and ended at once, since it lasts no time. What crosses is
 * the point a thing stands on. Left and right are those of somebody who walks from the first point of the line to the second;
 * since cameras look at the ground from above, left on the ground is left in the picture.
 */
export class TripwireRule implements EventRule {
  readonly #line: PictureLine;
  readonly #paths = new Map<number, Path>();
  #lately: Crossing[] = [];
  #nextId = 1;

  constructor(line: PictureLine) {
    this.#line = line;
  }

  step({ seconds, tracks, isOnlyMoved }: AnalysedPicture): RuleDecision {
    const events: RuleEvent[] = [];
    for (const track of standing(tracks, seconds)) {
      const path = this.#pathOf(track);
      const crossing = follow(path, this.#line, track, seconds);
      if (crossing !== undefined) path.waiting.push(crossing);
      if (path.waiting.length === 0 || !isThing(track)) continue;
      // A camera that was jolted moves everything a little.
      if (isOnlyMoved(track.box)) continue;
      for (const each of path.waiting.splice(0)) {
        if (seconds - each.seconds < NEWS_SECONDS && this.#counts(each)) events.push(...this.#events(each, seconds));
      }
    }
    for (const [id, path] of this.#paths) if (seconds - path.seenSeconds > LOST_SECONDS) this.#paths.delete(id);
    return { events };
  }

  /** A crossing is over when it is raised. */
  end(): readonly RuleEvent[] {
    this.#paths.clear();
    return [];
  }

  #counts(crossing: Crossing): boolean {
    const { direction } = this.#line;
    this.#lately = this.#lately.filter(({ seconds }) => crossing.seconds - seconds < AGAIN_SECONDS);
    const isPart = this.#lately.some((each) => isPartOf(crossing, each));
    this.#lately.push(crossing);
    return !isPart && (direction === "either" || direction === `to-${crossing.towards}`);
  }

  #pathOf(track: Track): Path {
    const own = this.#paths.get(track.id);
    if (own !== undefined) return own;
    const birth = track.trail[0]?.box ?? track.box;
    for (const [id, path] of this.#paths) {
      if (path.seenSeconds >= track.bornSeconds || !isNear(path.box, birth)) continue;
      this.#paths.delete(id);
      path.trackId = track.id;
      this.#paths.set(track.id, path);
      return path;
    }
    const begun: Path = {
      trackId: track.id,
      side: undefined,
      point: footOf(birth),
      box: birth,
      seenSeconds: track.bornSeconds,
      passage: undefined,
      steps: 0,
      waiting: [],
    };
    this.#paths.set(track.id, begun);
    return begun;
  }

  #events({ seconds, box }: Crossing, now: number): RuleEvent[] {
    const event = {
      id: this.#nextId++,
      kind: "zone-entry",
      zone: this.#line.name,
      fromSeconds: seconds,
      toSeconds: now,
      confidence: 0.9,
      box,
    } as const;
    return [
      { ...event, change: "raised" },
      { ...event, change: "ended" },
    ];
  }
}

/** Takes the next picture of a path; the crossing it completes. */
function follow(path: Path, line: PictureLine, { box }: Track, seconds: number): Crossing | undefined {
  const point = footOf(box);
  const isAlike = boxArea(box) < ALIKE_TIMES * boxArea(path.box) && boxArea(path.box) < ALIKE_TIMES * boxArea(box);
  const before = distanceTo(line, path.point);
  const now = distanceTo(line, point);
  if (before > 0 !== now > 0) {
    const share = before / (before - now);
    path.passage = {
      seconds: path.seenSeconds + share * (seconds - path.seenSeconds),
      within: isBetweenEnds(line, between(path.point, point, share)),
      box,
    };
  }
  Object.assign(path, { point, box, seenSeconds: seconds });
  const margin = Math.max(BEYOND_PIXELS, BEYOND_HEIGHTS * heightOf(box));
  const side = now > 0 ? "right" : "left";
  path.side ??= Math.abs(now) > margin ? side : undefined;
  if (path.side === undefined || side === path.side || Math.abs(now) <= margin) {
    path.steps = 0;
    return undefined;
  }
  path.steps++;
  if (path.steps < 2 && !(isAlike && Math.abs(now) > CLEARLY_TIMES * margin)) return undefined;
  Object.assign(path, { side, steps: 0 });
  const { passage } = path;
  path.passage = undefined;
  return passage?.within === true ? { trackId: path.trackId, seconds: passage.seconds, towards: side, box } : undefined;
}

/** Pixels from the line, to the right of who walks along it positive; rows of a picture count downwards. */
function distanceTo({ from, to }: PictureLine, { x, y }: Point): number {
  const across = (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x);
  return across / Math.max(1e-9, Math.hypot(to.x - from.x, to.y - from.y));
}

function isBetweenEnds({ from, to }: PictureLine, { x, y }: Point): boolean {
  const along = (to.x - from.x) * (x - from.x) + (to.y - from.y) * (y - from.y);
  return along >= 0 && along <= (to.x - from.x) ** 2 + (to.y - from.y) ** 2;
}

function isPartOf(crossing: Crossing, earlier: Crossing): boolean {
  const later = crossing.seconds - earlier.seconds;
  // A box that loses its legs and finds them again has not gone back and forth.
  if (crossing.trackId === earlier.trackId)
    return later < (crossing.towards === earlier.towards ? FLIP_SECONDS : FLIP_SECONDS / 2);
  if (crossing.towards !== earlier.towards) return false;
  const size = Math.max(longestOf(crossing.box), longestOf(earlier.box));
  const apart = Math.hypot(middleX(crossing.box) - middleX(earlier.box), middleY(crossing.box) - middleY(earlier.box));
  return apart < AGAIN_SIZES * size;
}

const between = (a: Point, b: Point, share: number): Point => ({
  x: a.x + share * (b.x - a.x),
  y: a.y + share * (b.y - a.y),
});

const footOf = (box: Rectangle): Point => ({ x: middleX(box), y: box.bottom });

function isNear(lost: Rectangle, found: Rectangle): boolean {
  const size = Math.max(widthOf(lost), heightOf(lost), widthOf(found), heightOf(found));
  const apart = Math.hypot(middleX(lost) - middleX(found), middleY(lost) - middleY(found));
  return apart < 1.2 * size && overlap(grown(lost, 0.5 * size), found) > 0;
}
