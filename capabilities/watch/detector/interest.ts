import { boxArea, heightOf, middleX, middleY, type Rectangle, unionOf, widthOf } from "../analysis/tracks/region.ts";
import { holds, type Look } from "./recent.ts";

/** Source pixels that one pixel of a detector's input may stand for: at more, people far away are too small for it. */
const MOST_SHRINK = 2;
/** Beyond this enlarging adds nothing but blur. */
const MOST_GROWTH = 2;
/** Of its size around what moved: motion finds legs where a detector wants the person. */
const MARGIN = 0.25;
/** The work grows with it, and a picture with more holds them all in a few windows. */
const MOST_BOXES = 60;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Where in the picture a detector should look now: a window around what moves or lies still there and was looked at longest ago, and around
 * as much of the rest as fits beside it. Undefined when there is nothing to look at. All in pixels of the video, on even places.
 * @param looks the recent ones
 * @param input of the detector
 */
export function windowFor(
  boxes: readonly Rectangle[],
  looks: readonly Look[],
  picture: Size,
  input: Size,
): Rectangle | undefined {
  const seenAt = (box: Rectangle): number =>
    looks.reduce(
      (latest, { window, seconds }) => (holds(window, middleX(box), middleY(box)) ? Math.max(latest, seconds) : latest),
      Number.NEGATIVE_INFINITY,
    );
  const waiting = boxes
    .map((box) => ({ box, seen: seenAt(box) }))
    // Of those that wait equally long the larger: it is nearer.
    .toSorted((a, b) => (a.seen === b.seen ? boxArea(b.box) - boxArea(a.box) : a.seen < b.seen ? -1 : 1))
    .slice(0, MOST_BOXES)
    .map(({ box }) => withMargin(box));
  const [first, ...rest] = waiting;
  if (first === undefined) return undefined;
  let window = first;
  for (const box of rest) {
    const both = unionOf(window, box);
    if (widthOf(both) <= MOST_SHRINK * input.width && heightOf(both) <= MOST_SHRINK * input.height) window = both;
  }
  return within(shaped(window, input), picture);
}

function withMargin(box: Rectangle): Rectangle {
  const by = MARGIN * Math.max(widthOf(box), heightOf(box));
  return { left: box.left - by, top: box.top - by, right: box.right + by, bottom: box.bottom + by };
}

/** Grown to the proportions of the input, and to a size that need not be enlarged much. */
function shaped(window: Rectangle, input: Size): Rectangle {
  const scale = Math.max(widthOf(window) / input.width, heightOf(window) / input.height, 1 / MOST_GROWTH);
  const x = middleX(window);
  const y = middleY(window);
  const halfWidth = (scale * input.width) / 2;
  const halfHeight = (scale * input.height) / 2;
  return { left: x - halfWidth, top: y - halfHeight, right: x + halfWidth, bottom: y + halfHeight };
}

/** Moved into the picture, cut where it is larger, on even places. */
function within(window: Rectangle, { width, height }: Size): Rectangle {
  const [left, right] = span(window.left, window.right, width);
  const [top, bottom] = span(window.top, window.bottom, height);
  return { left, top, right, bottom };
}

function span(from: number, to: number, side: number): readonly [number, number] {
  const even = side - (side % 2);
  const length = Math.min(even, 2 * Math.ceil((to - from) / 2));
  const start = Math.min(Math.max(0, 2 * Math.round(from / 2)), even - length);
  return [start, start + length];
}
