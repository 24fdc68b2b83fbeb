import type { GroundPlane } from "../calibration/ground-plane.ts";
import type { Point } from "../scene.ts";
import type { Rectangle } from "../tracks/region.ts";

/** Somewhere one may stand, and what one covers there of the reduced picture. */
export interface Spot {
  readonly ground: Point;
  /** The feet, reduced pixels within the window. */
  readonly foot: Point;
  /** All of somebody, reduced pixels within the window; it may reach beyond it. */
  readonly box: Rectangle;
  /** Head, trunk and legs, cut to the window. */
  readonly parts: readonly Rectangle[];
  /** Pixels of the parts. */
  readonly area: number;
}

/** The ground around what is watched, as spots, and the window of the picture in which those who stand on them appear. */
export interface WatchedGround {
  /** Analysed pixels that become one, in each direction. */
  readonly reduction: number;
  /** Of the reduced picture. */
  readonly window: Rectangle;
  readonly spots: readonly Spot[];
}

/** Somebody is followed before they come in, so that nothing has to be waited for when they do. */
const AROUND_METRES = 2.8;
const SPACING_METRES = 0.18;
const MOST_SPOTS = 6000;
/** Enough of somebody to tell them by, and no more than that: reduced pixels. */
const AIM_HEIGHT = 30;
/** People lower than this are noise; analysed pixels. */
const LEAST_HEIGHT = 10;
const LEAST_SHARE = 0.4;
/** From the top down, as shares of the height, and how much of the width is somebody there. */
interface Part {
  readonly from: number;
  readonly until: number;
  readonly width: number;
}
const PARTS: readonly Part[] = [
  { from: 0, until: 0.17, width: 0.42 },
  { from: 0.17, until: 0.55, width: 0.8 },
  { from: 0.55, until: 1, width: 0.62 },
];

/**
 * @param shapes corners of zones or the two ends of lines, on the ground
 * @param plane in analysed pixels
 * @returns undefined where nobody could be seen
 */
export function watchedGround(
  plane: GroundPlane,
  shapes: readonly (readonly Point[])[],
  picture: { readonly width: number; readonly height: number },
): WatchedGround | undefined {
  const standing = placesAround(shapes).flatMap((ground) => {
    const [foot, box] = [plane.toPicture(ground), plane.personBoxAt(ground)];
    if (foot === undefined || box === undefined || box.bottom - box.top < LEAST_HEIGHT) return [];
    const cut = cutTo(box, { left: 0, top: 0, right: picture.width, bottom: picture.height });
    return areaOf(cut) < LEAST_SHARE * areaOf(box) ? [] : [{ ground, foot, box, cut }];
  });
  if (standing.length === 0) return undefined;
  const heights = standing.map(({ box }) => box.bottom - box.top).toSorted((a, b) => a - b);
  const usual = heights[heights.length >> 1] ?? AIM_HEIGHT;
  const reduction = Math.max(1, Math.min(6, Math.round(usual / AIM_HEIGHT)));
  const right = Math.floor(picture.width / reduction);
  const bottom = Math.floor(picture.height / reduction);
  // With a margin, so that the light around somebody at the rim is known as well.
  const margin = AIM_HEIGHT / 2;
  const window = {
    left: Math.max(0, Math.floor(Math.min(...standing.map(({ cut }) => cut.left)) / reduction - margin)),
    top: Math.max(0, Math.floor(Math.min(...standing.map(({ cut }) => cut.top)) / reduction - margin)),
    right: Math.min(right, Math.ceil(Math.max(...standing.map(({ cut }) => cut.right)) / reduction + margin)),
    bottom: Math.min(bottom, Math.ceil(Math.max(...standing.map(({ cut }) => cut.bottom)) / reduction + margin)),
  };
  const size = { left: 0, top: 0, right: window.right - window.left, bottom: window.bottom - window.top };
  const spots = standing.map(({ ground, foot, box }): Spot => {
    const within = (x: number, y: number): Point => ({ x: x / reduction - window.left, y: y / reduction - window.top });
    const [from, to] = [within(box.left, box.top), within(box.right, box.bottom)];
    const cutOut = ({ from: above, until, width }: Part): Rectangle => {
      const half = ((to.x - from.x) * width) / 2;
      const middle = (from.x + to.x) / 2;
      return rounded(
        cutTo(
          {
            left: middle - half,
            top: from.y + above * (to.y - from.y),
            right: middle + half,
            bottom: from.y + until * (to.y - from.y),
          },
          size,
        ),
      );
    };
    const parts = PARTS.map(cutOut);
    return {
      ground,
      foot: within(foot.x, foot.y),
      box: { left: from.x, top: from.y, right: to.x, bottom: to.y },
      parts,
      area: parts.reduce((sum, part) => sum + areaOf(part), 0),
    };
  });
  return { reduction, window, spots: spots.filter(({ area }) => area > 0) };
}

/** A grid of points in and around the shapes, coarser where there is much of it. */
function placesAround(shapes: readonly (readonly Point[])[]): Point[] {
  const all = shapes.flat();
  const from = {
    x: Math.min(...all.map(({ x }) => x)) - AROUND_METRES,
    y: Math.min(...all.map(({ y }) => y)) - AROUND_METRES,
  };
  const to = {
    x: Math.max(...all.map(({ x }) => x)) + AROUND_METRES,
    y: Math.max(...all.map(({ y }) => y)) + AROUND_METRES,
  };
  const spacing = Math.max(SPACING_METRES, Math.sqrt(((to.x - from.x) * (to.y - from.y)) / (3 * MOST_SPOTS)));
  const places: Point[] = [];
  for (let y = from.y; y <= to.y; y += spacing)
    for (let x = from.x; x <= to.x; x += spacing)
      if (shapes.some((shape) => distanceTo(shape, { x, y }) <= AROUND_METRES)) places.push({ x, y });
  const every = Math.ceil(places.length / MOST_SPOTS);
  return every === 1 ? places : places.filter((_, index) => index % every === 0);
}

/** Metres from a shape, nothing inside it. */
function distanceTo(shape: readonly Point[], point: Point): number {
  let nearest = Number.POSITIVE_INFINITY;
  let inside = false;
  let from = shape[shape.length - 1];
  for (const to of shape) {
    if (from !== undefined) {
      nearest = Math.min(nearest, distanceToSegment(from, to, point));
      if (
        to.y > point.y !== from.y > point.y &&
        point.x < ((from.x - to.x) * (point.y - to.y)) / (from.y - to.y) + to.x
      )
        inside = !inside;
    }
    from = to;
  }
  return inside ? 0 : nearest;
}

function distanceToSegment(from: Point, to: Point, { x, y }: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const along = ((x - from.x) * dx + (y - from.y) * dy) / Math.max(1e-12, dx * dx + dy * dy);
  const share = Math.max(0, Math.min(1, along));
  return Math.hypot(x - from.x - share * dx, y - from.y - share * dy);
}

const areaOf = ({ left, top, right, bottom }: Rectangle): number =>
  Math.max(0, right - left) * Math.max(0, bottom - top);

function cutTo(box: Rectangle, within: Rectangle): Rectangle {
  const clamp = (value: number, from: number, until: number): number => Math.max(from, Math.min(until, value));
  return {
    left: clamp(box.left, within.left, within.right),
    top: clamp(box.top, within.top, within.bottom),
    right: clamp(box.right, within.left, within.right),
    bottom: clamp(box.bottom, within.top, within.bottom),
  };
}

const rounded = ({ left, top, right, bottom }: Rectangle): Rectangle => ({
  left: Math.round(left),
  top: Math.round(top),
  right: Math.round(right),
  bottom: Math.round(bottom),
});
