import type { AnalysedPicture, EventRule, RuleDecision, RuleEvent } from "../event.ts";
import type { Point } from "../scene.ts";
import type { Step, Walker } from "../walkers/walkers.ts";
import type { Side } from "./tripwire.ts";
import type { CrossingDirection } from "../../words/lines.ts";

/** A line on the ground, metres, and which way across it counts. */
export interface GroundLine {
  readonly name: string;
  readonly from: Point;
  readonly to: Point;
  readonly direction: CrossingDirection;
  /** The ground's axes, seen from above, lie as those of the picture do when this is 1, mirrored when it is -1. */
  readonly handedness: 1 | -1;
}

/** Who has crossed stands clear of the line, metres. */
const CLEAR_METRES = 0.12;
/** As near to somebody who has just crossed, and as soon, nobody else crosses: a leg, a bag, an arm in an arm. */
const BESIDE_METRES = 0.7;
const BESIDE_SECONDS = 0.8;
/** What took longer than this to be believed is no news any more. */
const NEWS_SECONDS = 3;
/** Who was first seen within so long a walk of the line, and goes away from it as fast, m/s, came over it where they could not be seen. */
const UNSEEN_SECONDS = 1;
const UNSEEN_METRES_PER_SECOND = 0.6;
/** Unless it is known who came over it there: a part of somebody that goes its own way is nobody new. */
const SEEN_METRES = 1.8;
const SEEN_SECONDS = 3;

interface Crossing {
  readonly seconds: number;
  readonly at: Point;
  readonly towards: Side;
  readonly isSeen: boolean;
}

/** Somebody on a known ground goes over a line: one event a crossing, raised and ended at once. */
export class GroundTripwireRule implements EventRule {
  readonly #line: GroundLine;
  /** On which side of the line each walker clearly was last. */
  readonly #sides = new Map<number, Side>();
  #lately: Crossing[] = [];
  #nextId = 1;

  constructor(line: GroundLine) {
    this.#line = line;
  }

  step({ seconds, walkers }: Pick<AnalysedPicture, "seconds" | "walkers">): RuleDecision {
    const events: RuleEvent[] = [];
    const all = walkers();
    for (const walker of all) {
      if (walker.seenSeconds !== seconds || !walker.isSure) continue;
      const crossing = this.#crossingOf(walker);
      if (crossing === undefined || seconds - crossing.seconds > NEWS_SECONDS || !this.#counts(crossing)) continue;
      const event = {
        id: this.#nextId++,
        kind: "zone-entry",
        zone: this.#line.name,
        fromSeconds: crossing.seconds,
        toSeconds: seconds,
        confidence: 0.95,
        box: walker.box,
      } as const;
      events.push({ ...event, change: "raised" }, { ...event, change: "ended" });
    }
    for (const id of this.#sides.keys()) if (!all.some((walker) => walker.id === id)) this.#sides.delete(id);
    return { events };
  }

  end(): readonly RuleEvent[] {
    this.#sides.clear();
    return [];
  }

  #crossingOf({ id, trail }: Walker): Crossing | undefined {
    let side = this.#sides.get(id);
    // A walker who has just become sure is judged from where they were first seen.
    const path = side === undefined ? trail : trail.slice(-2);
    let before: Step | undefined;
    let passage: Crossing | undefined;
    let crossing: Crossing | undefined;
    for (const step of path) {
      const now = this.#beyond(step.ground);
      const here: Side = now > 0 ? "right" : "left";
      const was = before === undefined ? undefined : this.#beyond(before.ground);
      if (before !== undefined && was !== undefined && was > 0 !== now > 0)
        passage = this.#passage(before, step, was / (was - now), here);
      before = step;
      if (Math.abs(now) < CLEAR_METRES) continue;
      if (side !== undefined && side !== here) crossing = passage ?? this.#passage(step, step, 0, here);
      side = here;
    }
    if (side !== undefined) this.#sides.set(id, side);
    if (path === trail) crossing ??= this.#unseen(trail);
    return crossing === undefined || !this.#isBetweenEnds(crossing.at) ? undefined : crossing;
  }

  /** Rain, a pillar, others hide the step over the line: where somebody's way, walked back, comes from beyond it. */
  #unseen(trail: readonly Step[]): Crossing | undefined {
    const [first, last] = [trail[0], trail.at(-1)];
    if (first === undefined || last === undefined || last.seconds <= first.seconds) return undefined;
    const [from, to] = [this.#beyond(first.ground), this.#beyond(last.ground)];
    const away = (Math.abs(to) - Math.abs(from)) / (last.seconds - first.seconds);
    if (from > 0 !== to > 0 || away < UNSEEN_METRES_PER_SECOND || Math.abs(from) > away * UNSEEN_SECONDS)
      return undefined;
    const back = Math.abs(from) / (Math.abs(to) - Math.abs(from));
    return { ...this.#passage(first, last, -back, to > 0 ? "right" : "left"), isSeen: false };
  }

  #passage(from: Step, to: Step, share: number, towards: Side): Crossing {
    return {
      seconds: from.seconds + share * (to.seconds - from.seconds),
      at: {
        x: from.ground.x + share * (to.ground.x - from.ground.x),
        y: from.ground.y + share * (to.ground.y - from.ground.y),
      },
      towards,
      isSeen: true,
    };
  }

  #counts(crossing: Crossing): boolean {
    this.#lately = this.#lately.filter(({ seconds }) => crossing.seconds - seconds < SEEN_SECONDS);
    const [metres, within] = crossing.isSeen ? [BESIDE_METRES, BESIDE_SECONDS] : [SEEN_METRES, SEEN_SECONDS];
    const isPart = this.#lately.some(
      ({ at, towards, seconds }) =>
        towards === crossing.towards &&
        Math.abs(crossing.seconds - seconds) < within &&
        Math.hypot(at.x - crossing.at.x, at.y - crossing.at.y) < metres,
    );
    this.#lately.push(crossing);
    const { direction } = this.#line;
    return !isPart && (direction === "either" || direction === `to-${crossing.towards}`);
  }

  /** Metres from the line, to the right of who walks along it positive. */
  #beyond({ x, y }: Point): number {
    const { from, to, handedness } = this.#line;
    const across = (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x);
    return (-handedness * across) / Math.max(1e-9, Math.hypot(to.x - from.x, to.y - from.y));
  }

  #isBetweenEnds({ x, y }: Point): boolean {
    const { from, to } = this.#line;
    const along = (to.x - from.x) * (x - from.x) + (to.y - from.y) * (y - from.y);
    return along >= 0 && along <= (to.x - from.x) ** 2 + (to.y - from.y) ** 2;
  }
}
