import type { EvidenceKernels } from "../../kernels/evidence/evidence-kernels.ts";
import type { Point } from "../scene.ts";

/** Every so many points in each direction are enough to tell how far a picture moved. */
const STEP = 3;
const ROUNDS = 4;
/** Less than this (reduced pixels) is left as it is. */
const LEAST = 0.06;
const FARTHEST = 3;
/** Differences beyond this many grey levels are of something that came, not of a picture that moved. */
const MOST_LEVELS = 14;

/** Of a plane of points: what is compared, and what it was to be like. */
export interface Alignable {
  readonly kernels: EvidenceKernels;
  /** Offsets in the kernels' memory: f32 planes, and five f64. */
  readonly at: { readonly now: number; readonly mean: number; readonly slopes: number };
  readonly now: Float32Array;
  readonly sums: Float64Array;
  readonly width: number;
  readonly height: number;
}

/**
 * Moves `now` onto `mean` by parts of a pixel, in place: a camera on a pole sways by less than the pixels that the background's own
 * steadying counts in. B. D. Lucas, T. Kanade, An iterative image registration technique (IJCAI 1981), for one movement of the whole.
 */
export function align(planes: Alignable): void {
  let x = 0;
  let y = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const step = stepTowards(planes, x, y);
    if (step === undefined) return;
    x += step.x;
    y += step.y;
    if (Math.hypot(x, y) > FARTHEST) return;
    if (Math.hypot(step.x, step.y) < LEAST / 2) break;
  }
  if (Math.hypot(x, y) >= LEAST) move(planes.now, planes.width, planes.height, x, y);
}

function stepTowards({ kernels, at, sums, width, height }: Alignable, x: number, y: number): Point | undefined {
  const wholeX = Math.floor(x);
  const wholeY = Math.floor(y);
  kernels.slopes(
    ...([at.mean, at.now, width, height, STEP, FARTHEST + 2, wholeY * width + wholeX] as const),
    ...([x - wholeX, y - wholeY, MOST_LEVELS, at.slopes] as const),
  );
  const [xx = 0, xy = 0, yy = 0, xd = 0, yd = 0] = sums;
  const determinant = xx * yy - xy * xy;
  // Ground without texture, or with stripes only, does not tell.
  if (determinant < 1e-4 * (xx + yy) * (xx + yy) || xx + yy < 50) return undefined;
  return { x: (yy * xd - xy * yd) / determinant, y: (xx * yd - xy * xd) / determinant };
}

/** Each point from `x`, `y` beside it; the rim stays as it is. */
function move(plane: Float32Array, width: number, height: number, x: number, y: number): void {
  const from = plane.slice();
  const [wholeX, wholeY] = [Math.floor(x), Math.floor(y)];
  const [shareX, shareY] = [x - wholeX, y - wholeY];
  for (let row = 0; row < height; row++) {
    const top = Math.max(0, Math.min(height - 1, row + wholeY));
    const low = Math.max(0, Math.min(height - 1, row + wholeY + 1));
    for (let column = 0; column < width; column++) {
      const left = Math.max(0, Math.min(width - 1, column + wholeX));
      const right = Math.max(0, Math.min(width - 1, column + wholeX + 1));
      const above = (from[top * width + left] ?? 0) * (1 - shareX) + (from[top * width + right] ?? 0) * shareX;
      const below = (from[low * width + left] ?? 0) * (1 - shareX) + (from[low * width + right] ?? 0) * shareX;
      plane[row * width + column] = above + shareY * (below - above);
    }
  }
}
