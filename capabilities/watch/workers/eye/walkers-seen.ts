import { type Mover, UprightWalkers } from "../../analysis/calibration/upright-walkers.ts";
import type { PictureSize, UprightPerson } from "../../words/calibration.ts";

/** Told together: one message, and one row written, for many. */
const EVERY_SECONDS = 30;
/** As many as one report carries; a crowd gives more than any calibration needs. */
const MOST_PEOPLE = 100;

/** Gathers the walkers that one stream shows, and tells of them now and then. */
export class WalkersSeen {
  readonly #tell: (picture: PictureSize, people: UprightPerson[]) => void;
  readonly #walkers = new UprightWalkers();
  #seen: UprightPerson[] = [];
  #toldSeconds: number | undefined;

  constructor(tell: (picture: PictureSize, people: UprightPerson[]) => void) {
    this.#tell = tell;
  }

  /** @param seconds of the stream @param movers what moves in this picture, in its pixels */
  look(seconds: number, movers: readonly Mover[], picture: PictureSize): void {
    this.#toldSeconds ??= seconds;
    this.#seen.push(...this.#walkers.look(seconds, movers, picture));
    if (this.#seen.length > MOST_PEOPLE) this.#seen = this.#seen.slice(-MOST_PEOPLE);
    if (seconds - this.#toldSeconds < EVERY_SECONDS && seconds >= this.#toldSeconds) return;
    this.#toldSeconds = seconds;
    if (this.#seen.length === 0) return;
    this.#tell({ width: picture.width, height: picture.height }, this.#seen);
    this.#seen = [];
  }
}
