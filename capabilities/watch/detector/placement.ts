import type { Rectangle } from "../analysis/tracks/region.ts";
import type { Layout } from "./layout.ts";

/** Where a window of the source lies in a model's input: `input = (source - window) * scale`; the rest of the input is grey. */
export interface Placement {
  readonly window: Rectangle;
  /** Input pixels that the window fills, from the upper left corner. */
  readonly width: number;
  readonly height: number;
}

/** Places a window of the source in the input, whole: proportions kept for those that were trained so, stretched for the others. */
export function placed(
  window: Rectangle,
  { width, height, feeding }: Pick<Layout, "width" | "height" | "feeding">,
): Placement {
  if (feeding.fit === "stretch") return { window, width, height };
  const across = window.right - window.left;
  const down = window.bottom - window.top;
  const scale = Math.min(width / across, height / down);
  const within = (side: number, most: number): number => Math.min(most, Math.max(1, Math.round(side)));
  return { window, width: within(across * scale, width), height: within(down * scale, height) };
}

/** A box of the input as one of the source, cut to the window; undefined when nothing of it is left. */
export function inSource({ window, width, height }: Placement, box: Rectangle): Rectangle | undefined {
  const across = (window.right - window.left) / width;
  const down = (window.bottom - window.top) / height;
  const left = Math.max(window.left, window.left + box.left * across);
  const top = Math.max(window.top, window.top + box.top * down);
  const right = Math.min(window.right, window.left + box.right * across);
  const bottom = Math.min(window.bottom, window.top + box.bottom * down);
  return left < right && top < bottom ? { left, top, right, bottom } : undefined;
}
