/* Which part of a camera's picture is looked at, and at which size. */

/** A code of 61 modules that fills a third of it has four pixels a module: enough. More pixels only take longer. */
export const SIDE_PIXELS = 720;
/** White around it: readers look for a code's quiet zone, and a code held too near fills the picture. */
export const BORDER_PIXELS = 24;

export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly side: number;
  /** Pixels of a side once it is made smaller, without the border; never made larger. */
  readonly scaled: number;
}

/** The square in the middle, which is what the frame on the screen shows. */
export function cropOf(width: number, height: number): Crop {
  const side = Math.min(width, height);
  return {
    x: Math.floor((width - side) / 2),
    y: Math.floor((height - side) / 2),
    side,
    scaled: Math.min(side, SIDE_PIXELS),
  };
}
