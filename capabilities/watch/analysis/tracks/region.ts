/** A connected region of the analysed picture, in its pixels; `right` and `bottom` are exclusive. */
export interface Region {
  /** Its number in the label plane of the step that found it. */
  readonly label: number;
  readonly area: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** An upright rectangle; `right` and `bottom` are exclusive. */
export type Rectangle = Pick<Region, "left" | "top" | "right" | "bottom">;

export const widthOf = (box: Rectangle): number => box.right - box.left;
export const heightOf = (box: Rectangle): number => box.bottom - box.top;
export const longestOf = (box: Rectangle): number => Math.max(widthOf(box), heightOf(box));
export const boxArea = (box: Rectangle): number => widthOf(box) * heightOf(box);
export const middleX = (box: Rectangle): number => (box.left + box.right) / 2;
export const middleY = (box: Rectangle): number => (box.top + box.bottom) / 2;

export function commonArea(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Intersection over union, 0 to 1. */
export function overlap(a: Rectangle, b: Rectangle): number {
  const common = commonArea(a, b);
  return common === 0 ? 0 : common / (boxArea(a) + boxArea(b) - common);
}

export function grown(box: Rectangle, by: number): Rectangle {
  return { left: box.left - by, top: box.top - by, right: box.right + by, bottom: box.bottom + by };
}

export function scaled(box: Rectangle, by: number): Rectangle {
  return { left: box.left * by, top: box.top * by, right: box.right * by, bottom: box.bottom * by };
}

export function unionOf(a: Rectangle, b: Rectangle): Rectangle {
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}
