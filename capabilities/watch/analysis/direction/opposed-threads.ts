import type { Opposed } from "./opposed.ts";
import { boxArea, commonArea, middleX, middleY, overlap, type Rectangle, unionOf } from "../tracks/region.ts";
import type { Point } from "../scene.ts";

/** One thing that goes the wrong way, followed by the flow of its pixels. */
export interface Thread {
  readonly id: number;
  readonly bornSeconds: number;
  readonly firstBox: Rectangle;
  /** Where it is, or should be while it is not seen. */
  box: Rectangle;
  seenSeconds: number;
  /** Pixels a second, by the flow. */
  speed: Point;
  /** Since it was seen first, and in how many of them it was seen. */
  steps: number;
  pictures: number;
  /** In how many of them what it is part of went the other way as a whole, or was not followed. */
  doubtful: number;
  /** Pixels against the heading, by the flow. */
  travel: number;
  /** Number of the track it was last part of. */
  source: number | undefined;
  raised: boolean;
  /** In how many pictures until now it was in two large parts. */
  parted: number;
}

/** This much of the smaller must lie in the larger. */
const LEAST_SHARED = 0.4;
/** A further part of what has a part already. */
const PART_SHARED = 0.6;
/** Two parts of which the smaller is at least this much of the larger, for so many pictures, are two things. */
const LEAST_PART = 0.3;
const PARTED_PICTURES = 3;
/** Its speed of before counts as much as that of now. */
const KEEP = 0.5;

/**
 * Follows regions from picture to picture. Where each was before is known from its own flow, so that what moves by more than its length
 * between two pictures is followed from the first; a thing in several parts is one thread, and one that is hidden is waited for where
 * it should be.
 */
export class OpposedThreads {
  readonly #threads: Thread[] = [];
  #nextId = 1;
  #lastSeconds = Number.NEGATIVE_INFINITY;

  get all(): readonly Thread[] {
    return this.#threads;
  }

  /** Takes the regions of one picture; gives back the threads that are over, `hiddenSeconds` after they were last seen. */
  step(seconds: number, regions: readonly Opposed[], hiddenSeconds: number): Thread[] {
    const elapsed = Math.max(0, Math.min(1, seconds - this.#lastSeconds));
    this.#lastSeconds = seconds;
    const free = new Set(regions);
    const taken = new Map<Thread, Opposed[]>();
    for (const { thread, region, asPart } of this.#pairs(regions, elapsed)) {
      if (!free.has(region)) continue;
      const parts = taken.get(thread);
      if (parts !== undefined && !asPart) continue;
      free.delete(region);
      taken.set(thread, [...(parts ?? []), region]);
    }
    for (const thread of this.#threads) {
      thread.steps++;
      const parts = taken.get(thread);
      if (parts === undefined) thread.box = moved(thread.box, thread.speed.x * elapsed, thread.speed.y * elapsed);
      else see(thread, seconds, this.#together(thread, parts, free), elapsed);
    }
    for (const region of free) this.#threads.push(born(this.#nextId++, seconds, region));
    return this.#forget((thread) => seconds - thread.seenSeconds > hiddenSeconds);
  }

  /** Its parts; when they were apart for a while they are two things, and only the largest is still it. */
  #together(thread: Thread, parts: readonly Opposed[], free: Set<Opposed>): readonly Opposed[] {
    const [largest, second, ...rest] = parts.toSorted((a, b) => b.area - a.area);
    if (largest === undefined || second === undefined || second.area < LEAST_PART * largest.area) {
      thread.parted = 0;
      return parts;
    }
    thread.parted++;
    if (thread.parted < PARTED_PICTURES) return parts;
    thread.parted = 0;
    for (const other of [second, ...rest]) free.add(other);
    return [largest];
  }

  /** `thread` turned out to be the rest of `other`, which it continues. */
  unite(thread: Thread, other: Thread): void {
    this.#forget((each) => each === thread);
    Object.assign(other, {
      box: thread.box,
      seenSeconds: thread.seenSeconds,
      speed: thread.speed,
      source: thread.source,
    });
  }

  /** Everything is over. */
  end(): Thread[] {
    return this.#forget(() => true);
  }

  #forget(isOver: (thread: Thread) => boolean): Thread[] {
    const over = this.#threads.filter(isOver);
    for (const thread of over) this.#threads.splice(this.#threads.indexOf(thread), 1);
    return over;
  }

  /** What may belong together, likeliest first. */
  #pairs(regions: readonly Opposed[], elapsed: number): { thread: Thread; region: Opposed; asPart: boolean }[] {
    const pairs: { thread: Thread; region: Opposed; asPart: boolean; likeness: number }[] = [];
    for (const region of regions) {
      const before = moved(region, -region.velocity.x * elapsed, -region.velocity.y * elapsed);
      for (const thread of this.#threads) {
        const expected = moved(thread.box, thread.speed.x * elapsed, thread.speed.y * elapsed);
        const shared = Math.max(sharedOf(before, thread.box), sharedOf(region, expected));
        if (shared < LEAST_SHARED) continue;
        const likeness = shared + Math.max(overlap(before, thread.box), overlap(region, expected));
        const asPart = commonArea(before, thread.box) > PART_SHARED * boxArea(region);
        pairs.push({ thread, region, asPart, likeness });
      }
    }
    return pairs.sort((a, b) => b.likeness - a.likeness);
  }
}

function born(id: number, seconds: number, region: Opposed): Thread {
  const { left, top, right, bottom } = region;
  const box = { left, top, right, bottom };
  return {
    id,
    bornSeconds: seconds,
    firstBox: box,
    box,
    seenSeconds: seconds,
    speed: region.velocity,
    steps: 1,
    pictures: 1,
    doubtful: region.doubtful ? 1 : 0,
    travel: 0,
    source: region.source,
    raised: false,
    parted: 0,
  };
}

function see(thread: Thread, seconds: number, parts: readonly Opposed[], elapsed: number): void {
  const area = parts.reduce((sum, part) => sum + part.area, 0);
  const mean = (of: (part: Opposed) => number): number =>
    parts.reduce((sum, part) => sum + part.area * of(part), 0) / area;
  const [x, y] = [mean(({ velocity }) => velocity.x), mean(({ velocity }) => velocity.y)];
  thread.speed = { x: KEEP * thread.speed.x + (1 - KEEP) * x, y: KEEP * thread.speed.y + (1 - KEEP) * y };
  const [first, ...more] = parts;
  if (first === undefined) return;
  const { left, top, right, bottom } = more.reduce<Rectangle>(unionOf, first);
  thread.box = { left, top, right, bottom };
  thread.source = first.source;
  thread.seenSeconds = seconds;
  thread.pictures++;
  thread.travel += mean(({ against }) => against) * elapsed;
  if (parts.every(({ doubtful }) => doubtful)) thread.doubtful++;
}

function moved(box: Rectangle, x: number, y: number): Rectangle {
  return { left: box.left + x, top: box.top + y, right: box.right + x, bottom: box.bottom + y };
}

/** Common area by the smaller of the two. */
function sharedOf(one: Rectangle, other: Rectangle): number {
  return commonArea(one, other) / Math.max(1, Math.min(boxArea(one), boxArea(other)));
}

/** Pixels along a vector from the middle of one box to that of another. */
export function movedAlong(from: Rectangle, to: Rectangle, along: Point): number {
  return (middleX(to) - middleX(from)) * along.x + (middleY(to) - middleY(from)) * along.y;
}
