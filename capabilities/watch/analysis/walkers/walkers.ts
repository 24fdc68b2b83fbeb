import type { Rectangle } from "../tracks/region.ts";
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
        const apart = Math.hypot(figure.ground.x - expected.x, figure.ground.y - expected.y);
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
    const hidden = this.#walkers.filter(({ isSure, seenSeconds }) => isSure && seenSeconds !== seconds);
    for (const figure of free) {
      const isBelow = figure.isBelow || hidden.some(({ box }) => isRightBelow(figure.box, box));
      if (!isBelow) this.#walkers.push(born(this.#nextId++, seconds, figure));
    }
    for (let i = this.#walkers.length - 1; i >= 0; i--) {
      const walker = this.#walkers[i];
      const most = walker?.isSure === true ? LOST_SURE_SECONDS : LOST_SECONDS;
      if (walker !== undefined && seconds - walker.seenSeconds > most) this.#walkers.splice(i, 1);
    }
    return this.#walkers;
  }

  forget(): void {
    this.#walkers.length = 0;
  }
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
  };
}

function see(walker: MutableWalker, seconds: number, { ground, box }: Figure): void {
  const elapsed = Math.max(1e-3, seconds - walker.seenSeconds);
  const expected = expectedAt(walker, elapsed);
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
  const went = Math.hypot(next.x - walker.birth.x, next.y - walker.birth.y);
  if (walker.sightings >= SIGHTINGS && went > MOVED_METRES && went > STRAIGHT_SHARE * walker.path) walker.isSure = true;
}
