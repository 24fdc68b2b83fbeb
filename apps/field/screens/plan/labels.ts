import type { Size } from "./view.ts";

export interface Label {
  readonly id: string;
  readonly text: string;
  /** Where the middle of its line of writing is wanted, in pixels. */
  readonly x: number;
  readonly y: number;
  readonly pixels: number;
  /** Whether it is shown though it lies on another. */
  readonly must: boolean;
}

/** What a letter is wide on average, of what it is high. */
const WIDE = 0.58;
const MARGIN = 4;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const boxOf = ({ text, x, y, pixels }: Label): Box => {
  const half = (text.length * pixels * WIDE) / 2;
  return { left: x - half, right: x + half, top: y - pixels, bottom: y + pixels * 0.3 };
};
const meet = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * Which of them are written: first those that must be, then the most important first, none on another, and each moved in from the edge so that it is read to its end. What is
 * not written is in the list below the plan.
 */
export function written(labels: readonly Label[], { width }: Size): readonly Label[] {
  const taken: Box[] = [];
  const shown: Label[] = [];
  const must = labels.filter((label) => label.must);
  for (const label of [...must, ...labels.filter((each) => !each.must)]) {
    const { left, right } = boxOf(label);
    const inward = Math.max(0, MARGIN - left) - Math.max(0, right - width + MARGIN);
    const moved = { ...label, x: label.x + inward };
    const box = boxOf(moved);
    if (!label.must && taken.some((other) => meet(box, other))) continue;
    taken.push(box);
    shown.push(moved);
  }
  return shown;
}
