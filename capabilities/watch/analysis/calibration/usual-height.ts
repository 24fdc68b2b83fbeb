import { heightOf, type Rectangle, widthOf } from "../tracks/region.ts";
import type { Track } from "../tracks/tracks.ts";

interface Standing {
  readonly foot: number;
  readonly height: number;
}

const REMEMBERED = 300;
/** So many tell what is usual. */
const LEAST = 6;
/** Whoever stands about as far down the picture is about as high in it; a share of the picture's height. */
const NEAR = 0.08;

/**
 * How high people are in one camera's picture where they stand, learned from those who walk through it alone and upright. It tells how large a face can be in
 * a group that is seen as one. Numbers of boxes and nothing of anybody: they are not kept beyond this object.
 */
export class UsualHeight {
  readonly #pictureHeight: number;
  readonly #known: Standing[] = [];
  /** The same by height: it is asked for everybody in every picture, and learned from a few. */
  readonly #byHeight: Standing[] = [];

  constructor(pictureHeight: number) {
    this.#pictureHeight = pictureHeight;
  }

  /** A track that is seen now. */
  learn({ box, shifted, doubtful }: Track): void {
    const height = heightOf(box);
    const upright = widthOf(box) > 0.2 * height && widthOf(box) < 0.55 * height;
    if (!upright || doubtful || shifted < height || box.top <= 1 || box.bottom >= this.#pictureHeight - 1) return;
    const one = { foot: box.bottom, height };
    this.#known.push(one);
    const higher = this.#byHeight.findIndex((each) => each.height > height);
    this.#byHeight.splice(higher < 0 ? this.#byHeight.length : higher, 0, one);
    const forgotten = this.#known.length > REMEMBERED ? this.#known.shift() : undefined;
    if (forgotten !== undefined) this.#byHeight.splice(this.#byHeight.indexOf(forgotten), 1);
  }

  /** Of somebody who stands where this box ends; undefined while too few walked there. */
  at({ bottom }: Rectangle): number | undefined {
    const reach = NEAR * this.#pictureHeight;
    let near = 0;
    for (const { foot } of this.#byHeight) if (Math.abs(foot - bottom) < reach) near++;
    if (near < LEAST) return undefined;
    // Rather too high than too low: those who are broken into pieces are among them.
    let higher = Math.floor(0.75 * near);
    for (const { foot, height } of this.#byHeight) if (Math.abs(foot - bottom) < reach && higher-- === 0) return height;
    return undefined;
  }
}
