import type { UprightPerson } from "../../words/calibration.ts";
import { heightOf, middleX, overlap, type Rectangle, widthOf } from "../tracks/region.ts";

/** Something that moves in one picture: a number that lasts as long as it is in sight, and its box in pixels of the video. */
export interface Mover {
  readonly id: number;
  readonly box: Rectangle;
}

interface Followed {
  readonly first: Rectangle;
  lastTaken: Rectangle | undefined;
  heights: number[];
  seenSeconds: number;
}

/** A person who walks is so many times as tall as wide, arms and stride included. */
const SLIMMEST = 4.5;
const BROADEST = 2;
/** Low, because of all the people at one depth a higher bound would let the taller boxes through, and so bend the ground. */
const LEAST_PIXELS = 22;
const LARGEST_SHARE = 0.8;
/** Of the picture: what is cut off by its edge is not whole. */
const EDGE_PIXELS = 4;
/** Boxes of the same walker are taken this many times their height apart: those between say the same again. */
const APART_HEIGHTS = 0.7;
/** A box that grows or shrinks by more than this has lost its legs, or found somebody else's. */
const STEADY = 0.12;
const STEADY_PICTURES = 6;
const FORGET_SECONDS = 2;
const MOST_FOLLOWED = 200;

/**
 * Chooses, of all that moves, whole people who walk upright: where their feet and heads are, for a calibration by their heights.
 * Knows nothing of anybody but a box, and that only while it is in sight. A box does not say which way somebody leans, so the head
 * is given straight above the feet.
 */
export class UprightWalkers {
  readonly #followed = new Map<number, Followed>();

  /** @returns those worth keeping of this picture */
  look(
    seconds: number,
    movers: readonly Mover[],
    picture: { readonly width: number; readonly height: number },
  ): UprightPerson[] {
    for (const [id, { seenSeconds }] of this.#followed)
      if (seconds - seenSeconds > FORGET_SECONDS || seenSeconds > seconds) this.#followed.delete(id);
    const taken: UprightPerson[] = [];
    for (const { id, box } of movers) {
      const followed = this.#follow(id, box, seconds);
      if (followed === undefined || !isWhole(box, picture) || !isSteady(followed)) continue;
      if (movers.some((other) => other.id !== id && overlap(other.box, box) > 0)) continue;
      const from = followed.lastTaken ?? followed.first;
      if (distance(from, box) < APART_HEIGHTS * heightOf(box)) continue;
      followed.lastTaken = box;
      taken.push({ foot: { x: middleX(box), y: box.bottom }, head: { x: middleX(box), y: box.top } });
    }
    return taken;
  }

  #follow(id: number, box: Rectangle, seconds: number): Followed | undefined {
    const known = this.#followed.get(id);
    if (known === undefined && this.#followed.size >= MOST_FOLLOWED) return undefined;
    const followed = known ?? { first: box, lastTaken: undefined, heights: [], seenSeconds: seconds };
    followed.heights = [...followed.heights, heightOf(box)].slice(-STEADY_PICTURES);
    followed.seenSeconds = seconds;
    this.#followed.set(id, followed);
    return followed;
  }
}

function isWhole(box: Rectangle, { width, height }: { readonly width: number; readonly height: number }): boolean {
  const ratio = heightOf(box) / Math.max(1, widthOf(box));
  const isInside =
    box.left > EDGE_PIXELS &&
    box.top > EDGE_PIXELS &&
    box.right < width - EDGE_PIXELS &&
    box.bottom < height - EDGE_PIXELS;
  const isSized = heightOf(box) >= LEAST_PIXELS && heightOf(box) <= LARGEST_SHARE * height;
  return isInside && isSized && ratio >= BROADEST && ratio <= SLIMMEST;
}

function isSteady({ heights }: Followed): boolean {
  if (heights.length < STEADY_PICTURES) return false;
  return Math.max(...heights) - Math.min(...heights) <= Math.max(2, STEADY * (heights.at(-1) ?? 0));
}

const distance = (a: Rectangle, b: Rectangle): number => Math.hypot(middleX(a) - middleX(b), a.bottom - b.bottom);
