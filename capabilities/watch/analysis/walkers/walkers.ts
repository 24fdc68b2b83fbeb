import { boxArea, commonArea, type Rectangle } from "../tracks/region.ts";
import type { Point } from "../scene.ts";
import { type Figure, isRightBelow } from "./figures.ts";

/** Somebody followed on the ground, by where they stand and how they go alone. */
export interface Walker {
  readonly id: number;
  readonly bornSeconds: number;
  readonly seenSeconds: number;
  /** Where they stand, metres; smoothed. */
  readonly ground: Point;
  /** Where they were first seen. */
  readonly birth: Point;
  /** Where they stood of late, oldest first. */
  readonly trail: readonly Step[];
  /** Reduced pixels within the window. */
  readonly box: Rectangle;
  /** They were seen often enough, and went somewhere: no change of light, no shadow of a tree. */
  readonly isSure: boolean;
}

export interface Step {
  readonly seconds: number;
  readonly ground: Point;
}

interface MutableWalker {
  id: number;
  bornSeconds: number;
  seenSeconds: number;
  birth: Point;
  ground: Point;
  trail: Step[];
  velocity: Point;
  box: Rectangle;
  sightings: number;
  path: number;
  isSure: boolean;
  /** Where they last stood still, and since then somebody went past before them until ... */
  stood: { readonly ground: Point; readonly box: Rectangle } | undefined;
  passedSeconds: number;
}

/** Of what a picture says and what was expected; the picture's share. */
const POSITION_SHARE = 0.65;
const VELOCITY_SHARE = 0.35;
/** Nobody runs faster across a zone, metres a second. */
const FASTEST = 4;
/** Where somebody stands is known to about so much, metres: away from the camera less well than across. */
const ABOUT_METRES = 0.7;
const SIGHTINGS = 3;
const MOVED_METRES = 0.45;
/** Who goes somewhere goes there: the way from where they came to where they are against all their steps. */
const STRAIGHT_SHARE = 0.5;
const REMEMBER_SECONDS = 4;
const LOST_SECONDS = 1.2;
/** Somebody sure who is hidden for a while stands or comes out where they went. */
const LOST_SURE_SECONDS = 2.5;
/** Who moved by no more than this for so long stands. */
const STILL_METRES = 0.3;
const STOOD_SECONDS = 1;
/** Who is seen so far from where they stood, and nobody has gone past for so long, has gone. */
const LEFT_METRES = 0.6;
const UNCOVERED_SECONDS = 0.5;
/** So much of somebody who stands has to be covered by whoever goes past before they are looked for where they stood. */
const PASSED_SHARE = 0.25;

/** Follows figures on the ground by nearness and steady speed: by motion and place alone. */
export class Walkers {
  readonly #walkers: MutableWalker[] = [];
  #nextId = 1;

  /** Where those who are known should be by now, metres. */
  expected(seconds: number): Point[] {
    return this.#walkers.filter(({ isSure }) => isSure).map((each) => expectedAt(each, seconds - each.seenSeconds));
  }

  step(seconds: number, figures: readonly Figure[]): readonly Walker[] {
    const pairs: { cost: number; walker: MutableWalker; figure: Figure }[] = [];
    for (const walker of this.#walkers) {
      const ahead = seconds - walker.seenSeconds;
      const expected = expectedAt(walker, ahead);
      for (const figure of figures) {
        // A shadow or a mirror image begins nobody; somebody known may well walk there.
        if (figure.isBelow && !walker.isSure) continue;
        const apart = Math.min(apartOf(figure.ground, expected), backFrom(walker, figure, seconds));
        const reach = ABOUT_METRES + (walker.sightings > 1 ? 0.4 : FASTEST) * Math.min(ahead, 1);
        if (apart < reach) pairs.push({ cost: apart - (walker.isSure ? 0.3 : 0), walker, figure });
      }
    }
    pairs.sort((a, b) => a.cost - b.cost);
    const free = new Set(figures);
    const taken = new Set<MutableWalker>();
    for (const { walker, figure } of pairs) {
      if (taken.has(walker) || !free.has(figure)) continue;
      taken.add(walker);
      free.delete(figure);
      see(walker, seconds, figure);
    }
    this.#markPassed(seconds);
    const hidden = this.#walkers.filter(({ isSure, seenSeconds }) => isSure && seenSeconds !== seconds);
    for (const figure of free) {
      const isBelow = figure.isBelow || hidden.some(({ box }) => isRightBelow(figure.box, box));
      if (!isBelow) this.#walkers.push(born(this.#nextId++, seconds, figure));
    }
    for (let i = this.#walkers.length - 1; i >= 0; i--) {
      const walker = this.#walkers[i];
      const most = walker?.isSure === true ? LOST_SURE_SECONDS : LOST_SECONDS;
      if (walker !== undefined && seconds - Math.max(walker.seenSeconds, walker.passedSeconds) > most)
        this.#walkers.splice(i, 1);
    }
    return this.#walkers;
  }

  forget(): void {
    this.#walkers.length = 0;
  }

  /** What is seen of somebody who stands while another goes past before them lies beside them, or is part of the other. */
  #markPassed(seconds: number): void {
    for (const walker of this.#walkers) {
      const { stood } = walker;
      if (stood === undefined) continue;
      const isPassed = this.#walkers.some(
        ({ id, box, seenSeconds }) =>
          id !== walker.id &&
          seenSeconds === seconds &&
          box.bottom > stood.box.bottom &&
          commonArea(box, stood.box) > PASSED_SHARE * boxArea(stood.box),
      );
      if (isPassed) walker.passedSeconds = seconds;
    }
  }
}

const apartOf = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);

/** Metres of a figure from where a walker stood before somebody went past; endless where nobody did. */
function backFrom({ stood, passedSeconds }: MutableWalker, { ground }: Figure, seconds: number): number {
  return stood !== undefined && seconds - passedSeconds < LOST_SURE_SECONDS
    ? apartOf(ground, stood.ground)
    : Number.POSITIVE_INFINITY;
}

/** Who is not seen slows down: they stopped behind something more often than they ran on. */
function expectedAt({ ground, velocity }: MutableWalker, ahead: number): Point {
  const along = Math.min(ahead, 0.5);
  return { x: ground.x + along * velocity.x, y: ground.y + along * velocity.y };
}

function born(id: number, seconds: number, { ground, box }: Figure): MutableWalker {
  return {
    ...{ id, bornSeconds: seconds, seenSeconds: seconds, birth: ground, ground, trail: [{ seconds, ground }] },
    ...{ velocity: { x: 0, y: 0 }, box, sightings: 1, path: 0, isSure: false },
    ...{ stood: undefined, passedSeconds: Number.NEGATIVE_INFINITY },
  };
}

function see(walker: MutableWalker, seconds: number, figure: Figure): void {
  const { ground, box } = figure;
  const elapsed = Math.max(1e-3, seconds - walker.seenSeconds);
  let expected = expectedAt(walker, elapsed);
  if (walker.stood !== undefined && backFrom(walker, figure, seconds) < apartOf(ground, expected)) {
    // They never went: what was seen of them meanwhile was beside them.
    walker.velocity = { x: 0, y: 0 };
    expected = walker.stood.ground;
  }
  const off = { x: ground.x - expected.x, y: ground.y - expected.y };
  const { velocity } = walker;
  // The second sighting tells how fast somebody goes; later ones correct it.
  const share = walker.sightings === 1 ? 1 : POSITION_SHARE;
  const speedShare = walker.sightings === 1 ? 0.8 : VELOCITY_SHARE;
  const next = { x: expected.x + share * off.x, y: expected.y + share * off.y };
  walker.velocity = { x: velocity.x + (speedShare * off.x) / elapsed, y: velocity.y + (speedShare * off.y) / elapsed };
  walker.path += Math.hypot(next.x - walker.ground.x, next.y - walker.ground.y);
  Object.assign(walker, { ground: next, box, seenSeconds: seconds });
  walker.trail.push({ seconds, ground: next });
  while ((walker.trail[0]?.seconds ?? seconds) < seconds - REMEMBER_SECONDS) walker.trail.shift();
  walker.sightings++;
  if (seconds - walker.passedSeconds > elapsed) {
    const still = stillAt(walker, seconds);
    if (still !== undefined) walker.stood = { ground: still, box };
    else if (
      seconds - walker.passedSeconds > UNCOVERED_SECONDS &&
      walker.stood !== undefined &&
      apartOf(next, walker.stood.ground) > LEFT_METRES
    )
      walker.stood = undefined;
  }
  const went = Math.hypot(next.x - walker.birth.x, next.y - walker.birth.y);
  if (walker.sightings >= SIGHTINGS && went > MOVED_METRES && went > STRAIGHT_SHARE * walker.path) walker.isSure = true;
}

/** Where somebody has stood for a second: where they were at its beginning, since at its end others may already be in front of them. */
function stillAt({ trail, ground, bornSeconds }: MutableWalker, seconds: number): Point | undefined {
  const from = seconds - STOOD_SECONDS;
  const of = trail.filter((step) => step.seconds >= from);
  const isStill = bornSeconds <= from && of.every((step) => apartOf(step.ground, ground) < STILL_METRES);
  return isStill ? of[0]?.ground : undefined;
}
