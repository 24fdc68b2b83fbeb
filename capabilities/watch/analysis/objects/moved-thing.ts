import { boxArea, heightOf, middleX, type Rectangle, type Region, widthOf } from "../tracks/region.ts";

/** Something that stood there from the beginning and was taken away. */
export interface Taken {
  /** When that was noticed. */
  readonly seconds: number;
  readonly box: Rectangle;
  /** In pixels. */
  readonly area: number;
}

/** Noticing that something is gone takes some seconds; carrying it a step takes some more. */
const BEFORE_SECONDS = 12;
const AFTER_SECONDS = 8;
/** In multiples of its own size. */
const FARTHEST = 4;
const ALIKE_TIMES = 2.2;

/** True when a thing that came to rest at `fromSeconds` is one that was pushed or carried a little: as large, near, at that time. */
export function wasMovedFrom(taken: Taken, thing: Region, fromSeconds: number): boolean {
  if (taken.seconds < fromSeconds - BEFORE_SECONDS || taken.seconds > fromSeconds + AFTER_SECONDS) return false;
  const size = Math.max(widthOf(thing), heightOf(thing), widthOf(taken.box), heightOf(taken.box));
  const apart = Math.hypot(middleX(taken.box) - middleX(thing), taken.box.bottom - thing.bottom);
  if (apart > FARTHEST * size) return false;
  return boxArea(thing) < ALIKE_TIMES * boxArea(taken.box) && boxArea(taken.box) < ALIKE_TIMES * boxArea(thing);
}

const KEPT_SECONDS = 120;

/** What was taken of late. */
export class TakenThings {
  readonly #taken: Taken[] = [];

  note(taken: Taken): void {
    while ((this.#taken[0]?.seconds ?? taken.seconds) < taken.seconds - KEPT_SECONDS) this.#taken.shift();
    this.#taken.push(taken);
  }

  haveMovedTo(thing: Region, fromSeconds: number): boolean {
    return this.#taken.some((taken) => wasMovedFrom(taken, thing, fromSeconds));
  }
}
