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

  constructor(pictureHeight: number) {
    this.#pictureHeight = pictureHeight;
  }

  /** A track that is seen now. */
  learn({ box, shifted, doubtful }: Track): void {
    const height = heightOf(box);
    const upright = widthOf(box) > 0.2 * height && widthOf(box) < 0.55 * height;
    if (!upright || doubtful || shifted < height || box.top <= 1 || box.bottom >= this.#pictureHeight - 1) return;
    this.#known.push({ foot: box.bottom, height });
    if (this.#known.length > REMEMBERED) this.#known.shift();
  }

  /** Of somebody who stands where this box ends; undefined while too few walked there. */
  at({ bottom }: Rectangle): number | undefined {
    const near = this.#known.filter(({ foot }) => Math.abs(foot - bottom) < NEAR * this.#pictureHeight);
    if (near.length < LEAST) return undefined;
    // Rather too high than too low: those who are broken into pieces are among them.
    return near.map(({ height }) => height).toSorted((a, b) => a - b)[Math.floor(0.75 * near.length)];
  }
}
