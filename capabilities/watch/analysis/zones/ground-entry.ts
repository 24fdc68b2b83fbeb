import type { AnalysedPicture, EventRule, RuleDecision, RuleEvent } from "../event.ts";
import { contains, type Point } from "../scene.ts";
import { boxArea, commonArea, type Rectangle } from "../tracks/region.ts";
import type { Walker } from "../walkers/walkers.ts";

/** Who sways on the edge neither leaves nor comes back, metres. */
const EDGE_METRES = 0.3;
/** Who is not seen inside for this long has left ... */
const LEAVE_SECONDS = 1;
/** ... or was lost, and is the same when found again near where they were. */
const LOST_SECONDS = 4;
const FOUND_METRES = 1.5;
/** Parts of what is larger than a person, or two arm in arm: as near as this, and going the same way at the same speed. */
const BESIDE_METRES = 1.2;
const PART_METRES = 0.6;
const LEAST_SPEED = 0.5;
const SAME_SPEED = 0.4;
const SPEED_SECONDS = 0.7;

/** Two of whom one is unseen so near the other, or who are seen so near each other, are seen as one ... */
const UNSEEN_METRES = 1;
const ONE_METRES = 0.45;
/** ... and by nothing known apart afterwards when that lasts longer than it takes to walk past. */
const MIXED_SECONDS = 1;

/** So much of somebody is covered by somebody else when they cannot be made out any more. */
const HIDDEN_SHARE = 0.6;

interface Visit {
  readonly id: number;
  walkers: Set<number>;
  readonly fromSeconds: number;
  toSeconds: number;
  at: Point;
  box: Rectangle;
  raised: boolean;
  /** How long they were seen as one with another visit, by its id, seconds. */
  readonly mixed: Map<number, number>;
}

/** Somebody on a known ground is inside a zone: one event a visit. */
export class GroundEntryRule implements EventRule {
  readonly #name: string | undefined;
  readonly #corners: readonly Point[];
  readonly #dwellSeconds: number;
  readonly #visits: Visit[] = [];
  #nextId = 1;
  #lastSeconds = 0;

  /** @param corners metres */
  constructor(name: string | undefined, corners: readonly Point[], dwellSeconds: number) {
    this.#name = name;
    this.#corners = corners;
    this.#dwellSeconds = dwellSeconds;
  }

  step({ seconds, walkers }: Pick<AnalysedPicture, "seconds" | "walkers">): RuleDecision {
    const events: RuleEvent[] = [];
    const seen = walkers().filter(({ seenSeconds, isSure }) => isSure && seenSeconds === seconds);
    const outside = new Set<number>();
    for (const walker of seen) {
      const own = this.#visits.find((visit) => visit.walkers.has(walker.id));
      const isInside = contains(this.#corners, walker.ground);
      if (own === undefined && !isInside) continue;
      if (own !== undefined && !isInside && distanceTo(this.#corners, walker.ground) > EDGE_METRES) {
        outside.add(own.id);
        continue;
      }
      const visit = own ?? this.#found(walker, seconds, seen) ?? this.#begin(walker);
      visit.walkers.add(walker.id);
      Object.assign(visit, { toSeconds: seconds, at: walker.ground, box: walker.box });
    }
    this.#mix(seconds, outside);
    for (const visit of this.#visits) {
      // Who is hidden by somebody in front of them has not left.
      if (visit.toSeconds !== seconds && !outside.has(visit.id) && isHidden(visit, seen)) visit.toSeconds = seconds;
      if (visit.raised || visit.toSeconds !== seconds || seconds - visit.fromSeconds < this.#dwellSeconds) continue;
      visit.raised = true;
      events.push(this.#event("raised", visit));
    }
    for (let i = this.#visits.length - 1; i >= 0; i--) {
      const visit = this.#visits[i];
      if (visit === undefined) continue;
      if (seconds - visit.toSeconds <= (outside.has(visit.id) ? LEAVE_SECONDS : LOST_SECONDS)) continue;
      this.#visits.splice(i, 1);
      if (visit.raised) events.push(this.#event("ended", visit));
    }
    return { events, present: this.#visits.map(({ box }) => box) };
  }

  end(): RuleEvent[] {
    return this.#visits
      .splice(0)
      .filter(({ raised }) => raised)
      .map((visit) => this.#event("ended", visit));
  }

  /**
   * Two who stop where they are seen as one, and one goes: which of them was not seen. Whoever came first is taken to go first, or the one who stays
   * would never be told of, since the other was.
   */
  #mix(seconds: number, outside: Set<number>): void {
    const elapsed = seconds - this.#lastSeconds;
    this.#lastSeconds = seconds;
    const unseen = new Set(this.#visits.filter(({ id, toSeconds }) => toSeconds !== seconds && !outside.has(id)));
    for (const [index, later] of this.#visits.entries()) {
      for (const earlier of this.#visits.slice(0, index)) {
        const mixed = later.mixed.get(earlier.id) ?? 0;
        if (
          outside.has(later.id) &&
          !outside.has(earlier.id) &&
          mixed >= MIXED_SECONDS &&
          earlier.raised &&
          !later.raised
        ) {
          changePlaces(earlier, later);
          outside.delete(later.id);
          outside.add(earlier.id);
        }
        if (outside.has(later.id) || outside.has(earlier.id)) continue;
        const [isFirst, isSecond] = [unseen.has(earlier), unseen.has(later)];
        if (isFirst && isSecond) continue;
        if (apart(earlier.at, later.at) > (isFirst || isSecond ? UNSEEN_METRES : ONE_METRES)) continue;
        later.mixed.set(earlier.id, mixed + elapsed);
        earlier.toSeconds = seconds;
        later.toSeconds = seconds;
      }
    }
  }

  /** A visit that was lost where this walker was first seen, or of whom they go with. */
  #found(walker: Walker, seconds: number, seen: readonly Walker[]): Visit | undefined {
    return this.#visits.find((visit) =>
      visit.toSeconds === seconds
        ? isPart(visit, walker) || seen.some((other) => visit.walkers.has(other.id) && goesWith(walker, other))
        : apart(visit.at, walker.birth) < FOUND_METRES,
    );
  }

  #begin(walker: Walker): Visit {
    // Who was believed only inside came in before: when they were first seen in there.
    const entered = walker.trail.findLastIndex(({ ground }) => !contains(this.#corners, ground));
    const fromSeconds = walker.trail[entered + 1]?.seconds ?? walker.seenSeconds;
    const visit: Visit = {
      id: this.#nextId++,
      walkers: new Set([walker.id]),
      fromSeconds,
      toSeconds: fromSeconds,
      at: walker.ground,
      box: walker.box,
      raised: false,
      mixed: new Map(),
    };
    this.#visits.push(visit);
    return visit;
  }

  #event(change: RuleEvent["change"], { id, fromSeconds, toSeconds, box }: Visit): RuleEvent {
    return { change, id, kind: "zone-entry", zone: this.#name, fromSeconds, toSeconds, confidence: 0.95, box };
  }
}

function changePlaces(one: Visit, other: Visit): void {
  const { walkers, at, box, toSeconds } = one;
  Object.assign(one, { walkers: other.walkers, at: other.at, box: other.box, toSeconds: other.toSeconds });
  Object.assign(other, { walkers, at, box, toSeconds });
}

const apart = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);

/** Never seen elsewhere. */
const isPart = ({ at }: Visit, { birth, ground }: Walker): boolean =>
  apart(at, ground) < PART_METRES && apart(at, birth) < PART_METRES;

function goesWith(one: Walker, other: Walker): boolean {
  const [speed, theirs] = [speedOf(one), speedOf(other)];
  const isGoing = Math.hypot(speed.x, speed.y) > LEAST_SPEED;
  return isGoing && apart(one.ground, other.ground) < BESIDE_METRES && apart(speed, theirs) < SAME_SPEED;
}

/** Metres a second, of late. */
function speedOf({ trail, ground, seenSeconds }: Walker): Point {
  const from = trail.find(({ seconds }) => seconds > seenSeconds - SPEED_SECONDS);
  const elapsed = seenSeconds - (from?.seconds ?? seenSeconds);
  if (from === undefined || elapsed <= 0) return { x: 0, y: 0 };
  return { x: (ground.x - from.ground.x) / elapsed, y: (ground.y - from.ground.y) / elapsed };
}

function isHidden({ box, walkers }: Visit, seen: readonly Walker[]): boolean {
  return seen.some((walker) => !walkers.has(walker.id) && commonArea(walker.box, box) > HIDDEN_SHARE * boxArea(box));
}

/** Metres from the outline. */
function distanceTo(corners: readonly Point[], { x, y }: Point): number {
  let nearest = Number.POSITIVE_INFINITY;
  let from = corners[corners.length - 1];
  for (const to of corners) {
    if (from !== undefined) {
      const [dx, dy] = [to.x - from.x, to.y - from.y];
      const share = Math.max(
        0,
        Math.min(1, ((x - from.x) * dx + (y - from.y) * dy) / Math.max(1e-12, dx * dx + dy * dy)),
      );
      nearest = Math.min(nearest, Math.hypot(x - from.x - share * dx, y - from.y - share * dy));
    }
    from = to;
  }
  return nearest;
}
