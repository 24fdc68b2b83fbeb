/** Height of somebody in pixels by the root of the area they cover, and their width by their height. */
const HEIGHT_BY_ROOT = 2.4;
export const WIDTH_BY_HEIGHT = 0.29;

/** Pixels from foot to head of somebody who covers an area of the picture. */
export function personHeight(area: number): number {
  return HEIGHT_BY_ROOT * Math.sqrt(area);
}
