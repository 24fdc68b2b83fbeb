import type { Planes } from "../picture/background.ts";
import type { AnalysedPicture, EventRule, RuleDecision, RuleEvent } from "../event.ts";
import type { LaneAt } from "./lane.ts";
import { type Opposed, OpposedFinder } from "./opposed.ts";
import { movedAlong, OpposedThreads, type Thread } from "./opposed-threads.ts";
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
import { contains, type PictureZone, type Point } from "../scene.ts";
import { cameBy, goneBy } from "../tracks/track-shift.ts";
import type { Track } from "../tracks/tracks.ts";
import { NO_SHIFT } from "../picture/tremble.ts";

/** Against the heading by this share of its own size, by what its pixels do and by where it is: it goes the wrong way. */
const FLOW_TRAVEL = 0.5;
const BOX_TRAVEL = 0.4;
const LEAST_TRAVEL = 4;
/** On the ground, where it is known, so far at least: about two steps; who makes way for somebody, or swings an arm, does not. */
const LEAST_METRES = 1;
/** Of the pictures since it was seen first it was seen in this share, or is made of what several did. */
const LEAST_COVERAGE = 0.5;
/** Seen to do so in as many pictures; two are enough for what went farther than its own size meanwhile. */
const LEAST_PICTURES = 3;
/** What is part of something that goes with the heading, or of nothing that is followed, has to prove itself by so much more. */
const DOUBT = 2.5;
/** Who is not seen going the wrong way for this long has stopped, turned or left. */
const HIDDEN_SECONDS = 1.5;
/** Something that went with the heading by this share of its size in so many pictures is no wrong-way traffic as a whole. */
const WITH_TRAVEL = 0.25;
const WITH_PICTURES = 3;
const MOST_OF_IT = 0.4;
/** This much of it inside another that was told: it is a part of that. */
const PART = 0.6;
/** A part as small as this of another, as near as this part of its size, and as fast but for this share. */
const SMALL_PART = 0.4;
const NEAR_PART = 0.4;
const LIKE_SPEED = 0.35;
/** One stands above the other when this share of the narrower does. */
const STACKED = 0.6;
/** With as much between them, of the taller one's height; limbs swing, and are as fast but for this share. */
const STACKED_GAP = 0.8;
const LIKE_LIMBS = 0.6;
/** The common box of two parts of one thing is foreground to this share. */
const WHOLE_FILL = 0.6;

/**
 * Something goes against the heading of a lane: one event a passage. Follows only what goes the wrong way, by the flow of its pixels,
 * so that traffic of the other lane that hides it or is hidden by it is not part of it; a lane is where it stands on the ground.
 */
export class WrongDirectionRule implements EventRule {
  readonly #lane: PictureZone;
  readonly #bounds: Rectangle | undefined;
  readonly #laneAt: LaneAt;
  readonly #coneCosine: number;
  readonly #finder = new OpposedFinder();
  readonly #threads = new OpposedThreads();
  /** The largest box of each thread that was told. */
  readonly #best = new Map<number, Rectangle>();

  /** `lane` and `laneAt` in analysed pixels. */
  constructor(lane: PictureZone, laneAt: LaneAt, toleranceDegrees: number) {
    this.#lane = lane;
    this.#bounds = lane.corners && boundsOf(lane.corners);
    this.#laneAt = laneAt;
    this.#coneCosine = Math.cos((toleranceDegrees * Math.PI) / 180);
  }

  step(picture: AnalysedPicture): RuleDecision {
    const { seconds } = picture;
    const ended = this.#threads.step(seconds, this.#opposedIn(picture), HIDDEN_SECONDS);
    const events = ended.filter(({ raised }) => raised).map((thread) => this.#event("ended", thread));
    for (const thread of this.#threads.all.filter(({ seenSeconds }) => seenSeconds === seconds)) {
      if (!thread.raised && this.#isSure(thread, picture.planes)) {
        const other = this.#restOf(thread, picture);
        if (other === undefined) {
          thread.raised = true;
          this.#best.set(thread.id, thread.box);
          events.push(this.#event("raised", thread));
        } else if (other.seenSeconds < seconds || boxArea(thread.box) > boxArea(other.box)) {
          this.#threads.unite(thread, other);
        }
      }
      const best = this.#best.get(thread.id);
      if (best !== undefined && boxArea(thread.box) > boxArea(best)) this.#best.set(thread.id, thread.box);
    }
    return { events };
  }

  end(): RuleEvent[] {
    return this.#threads
      .end()
      .filter(({ raised }) => raised)
      .map((thread) => this.#event("ended", thread));
  }

  /** What goes the wrong way in the lane in this picture. */
  #opposedIn({ seconds, elapsedSeconds, things, tracks, planes, flowIn }: AnalysedPicture): Opposed[] {
    const found: Opposed[] = [];
    const seen = tracks.filter(({ seenSeconds }) => seenSeconds === seconds);
    for (const box of things) {
      if (this.#bounds && commonArea(this.#bounds, box) === 0) continue;
      const track = seen.find((each) => isSame(each.box, box));
      const here = this.#laneAt(footOf(box));
      const went = track !== undefined && wentAlong(track, here.heading) > WITH_TRAVEL * Math.sqrt(boxArea(box));
      const source = { box, id: track?.id, doubtful: went || (track?.doubtful ?? true) };
      const field = flowIn(box, track === undefined ? NO_SHIFT : cameBy(track, planes.width, planes.height));
      for (const part of this.#finder.find(source, planes, field, here, this.#coneCosine, elapsedSeconds)) {
        // What is most of something that itself went with the heading is an error of the flow: something too fast for it.
        if (this.#standsIn(part) && !(went && part.share > MOST_OF_IT)) found.push(part);
      }
    }
    return found;
  }

  #standsIn(box: Rectangle): boolean {
    const { corners } = this.#lane;
    return corners === undefined || contains(corners, footOf(box));
  }

  #isSure(thread: Thread, { width, height }: Planes): boolean {
    const { box, firstBox, pictures, steps, travel, doubtful } = thread;
    const size = Math.sqrt(boxArea(box));
    const gone = goneBy(firstBox, box, width, height);
    const { heading, along, across, metresAPixel } = this.#laneAt(footOf(box));
    const moved = -(gone.x * heading.x + gone.y * heading.y);
    const doubt = 2 * doubtful > pictures || pictures < LEAST_COVERAGE * steps ? DOUBT : 1;
    if (metresAPixel !== undefined && metresAPixel * Math.min(travel, moved) < doubt * LEAST_METRES) return false;
    // Its pixels went within the cone, each picture's; where it came to may still be across: somebody who crosses, leg by leg.
    const came = { x: middleX(box) - middleX(firstBox), y: middleY(box) - middleY(firstBox) };
    const against = -(came.x * along.x + came.y * along.y);
    const aside = came.x * across.x + came.y * across.y;
    if (against < this.#coneCosine * Math.hypot(against, aside)) return false;
    if (travel < doubt * Math.max(LEAST_TRAVEL, FLOW_TRAVEL * size)) return false;
    if (moved < doubt * Math.max(LEAST_TRAVEL, BOX_TRAVEL * size)) return false;
    return pictures >= doubt * LEAST_PICTURES || (doubt === 1 && pictures >= 2 && moved > size);
  }

  /** What was told already and this is a part of: inside it, a little beside it, or of one track with it and without ground between them. */
  #restOf(thread: Thread, { seconds, foregroundIn }: AnalysedPicture): Thread | undefined {
    const { box, source } = thread;
    return this.#threads.all.find((other) => {
      if (!other.raised || other === thread) return false;
      if (commonArea(box, other.box) > PART * boxArea(box)) return true;
      if (isBesides(thread, other) || isBesides(other, thread)) return true;
      if (source === undefined || other.source !== source) return false;
      return other.seenSeconds < seconds || foregroundIn(unionOf(box, other.box)) >= WHOLE_FILL;
    });
  }

  #event(change: RuleEvent["change"], { id, bornSeconds, seenSeconds, box }: Thread): RuleEvent {
    const best = this.#best.get(id) ?? box;
    if (change === "ended") this.#best.delete(id);
    const lasting = Math.min(1, (seenSeconds - bornSeconds) / 1.5);
    return {
      change,
      id,
      kind: "wrong-direction",
      zone: this.#lane.name,
      fromSeconds: bornSeconds,
      toSeconds: seenSeconds,
      confidence: Math.round((0.6 + 0.35 * lasting) * 100) / 100,
      // Where it is now, when it is raised: the still shows this very picture. Afterwards, where it was seen best.
      box: change === "raised" ? box : best,
    };
  }
}

/** As fast, near, and much smaller: the bonnet of a car, not another beside it. Or right above or below: the legs of somebody. */
function isBesides(one: Thread, large: Thread): boolean {
  const apart = Math.hypot(one.speed.x - large.speed.x, one.speed.y - large.speed.y);
  const like = apart / Math.hypot(large.speed.x, large.speed.y);
  if (isStacked(one.box, large.box)) return like < LIKE_LIMBS;
  const near = grown(large.box, NEAR_PART * Math.sqrt(boxArea(large.box)));
  return like < LIKE_SPEED && commonArea(near, one.box) > 0 && boxArea(one.box) < SMALL_PART * boxArea(large.box);
}

function isStacked(one: Rectangle, other: Rectangle): boolean {
  const common = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const between = Math.max(one.top, other.top) - Math.min(one.bottom, other.bottom);
  return (
    common > STACKED * Math.min(widthOf(one), widthOf(other)) &&
    between < STACKED_GAP * Math.max(heightOf(one), heightOf(other))
  );
}

/** Pixels along the heading since the last few pictures. */
function wentAlong({ trail, box }: Track, heading: Point): number {
  const before = trail.at(-1 - WITH_PICTURES)?.box ?? trail[0]?.box ?? box;
  return movedAlong(before, box, heading);
}

function isSame(one: Rectangle, other: Rectangle): boolean {
  return one.left === other.left && one.top === other.top && one.right === other.right && one.bottom === other.bottom;
}

/** Where it stands on the ground. */
function footOf(box: Rectangle): Point {
  return { x: middleX(box), y: box.bottom - 0.05 * heightOf(box) };
}

function boundsOf(corners: readonly Point[]): Rectangle {
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}
