import type { Point } from "../../words/scene.ts";
import type { GroundFit } from "./ground-fit.ts";

type Picture = { readonly width: number; readonly height: number };

interface Reach {
  readonly ground: GroundFit["ground"];
  readonly picture: Picture;
  readonly rangeMetres: number;
}

/** How far up a column of the picture the ground goes: the highest pixel whose ground lies within the range; undefined where none does. */
function topOf({ ground, picture, rangeMetres }: Reach, x: number): number | undefined {
  const near = ground({ x, y: picture.height });
  if (near === undefined) return undefined;
  const isReached = (y: number): boolean => {
    const at = ground({ x, y });
    return at !== undefined && Math.hypot(at.x - near.x, at.y - near.y) <= rangeMetres;
  };
  if (isReached(0)) return 0;
  let [reached, beyond] = [picture.height, 0];
  while (reached - beyond > 0.25) {
    const middle = (reached + beyond) / 2;
    if (isReached(middle)) reached = middle;
    else beyond = middle;
  }
  return reached;
}

/** Nine pixels, in three rows from near to far, that show the ground within the range; fewer where it does not lie so. */
export function samplePlaces(reach: Reach): Point[] {
  const { width, height } = reach.picture;
  return [0, 0.45, 0.8].flatMap((up) =>
    [0.15, 0.5, 0.85].flatMap((across) => {
      const x = Math.round(across * width);
      const top = topOf(reach, x);
      return top === undefined ? [] : [{ x, y: Math.round(height - up * (height - top)) }];
    }),
  );
}

/** Corners of the part of the ground that the picture shows within the range; none where its lower edge shows none. */
export function coveredGround(fit: GroundFit, picture: Picture, rangeMetres: number): Point[] {
  const columns = Array.from({ length: 9 }, (_, i) => (i * picture.width) / 8);
  const reach = { ground: fit.ground, picture, rangeMetres };
  const far = columns.map((x) => ({ x, y: topOf(reach, x) ?? picture.height }));
  const near = [0, picture.width].map((x) => ({ x, y: picture.height }));
  const corners = [...near, ...far.toReversed()].map((pixel) => fit.ground(pixel));
  return corners.every((corner) => corner !== undefined) ? corners : [];
}

/** Whether most of the ground in the picture lies far outside what was measured. */
export function isExtrapolated(fit: GroundFit, feet: readonly Point[], picture: Picture, rangeMetres: number): boolean {
  const [xs, ys] = [feet.map(({ x }) => x), feet.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const [aside, above] = [0.5 * (right - left), 0.5 * (bottom - top)];
  const reach = { ground: fit.ground, picture, rangeMetres };
  let [shown, outside] = [0, 0];
  for (let column = 0; column < 12; column++) {
    const x = ((column + 0.5) * picture.width) / 12;
    const highest = topOf(reach, x);
    for (let row = 0; highest !== undefined && row < 12; row++) {
      const y = highest + ((row + 0.5) * (picture.height - highest)) / 12;
      shown++;
      if (x < left - aside || x > right + aside || y < top - above || y > bottom + above) outside++;
    }
  }
  return shown > 0 && outside > shown / 2;
}
