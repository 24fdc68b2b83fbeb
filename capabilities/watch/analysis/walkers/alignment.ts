/** Every so many points in each direction are enough to tell how far a picture moved. */
const STEP = 3;
const ROUNDS = 4;
/** Less than this (reduced pixels) is left as it is. */
const LEAST = 0.06;
const FARTHEST = 3;
/** Differences beyond this many grey levels are of something that came, not of a picture that moved. */
const MOST_LEVELS = 14;

/**
 * Moves `now` onto `ground` by parts of a pixel, in place: a camera on a pole sways by less than the pixels that the background's own
 * steadying counts in. B. D. Lucas, T. Kanade, An iterative image registration technique (IJCAI 1981), for one movement of the whole.
 */
export function alignTo(ground: Float32Array, now: Float32Array, width: number, height: number): void {
  let [x, y] = [0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    const step = stepTowards(ground, now, width, height, x, y);
    if (step === undefined) return;
    x += step.x;
    y += step.y;
    if (Math.hypot(x, y) > FARTHEST) return;
    if (Math.hypot(step.x, step.y) < LEAST / 2) break;
  }
  if (Math.hypot(x, y) >= LEAST) move(now, width, height, x, y);
}

function stepTowards(
  ground: Float32Array,
  now: Float32Array,
  width: number,
  height: number,
  x: number,
  y: number,
): { x: number; y: number } | undefined {
  const [wholeX, wholeY] = [Math.floor(x), Math.floor(y)];
  const [shareX, shareY] = [x - wholeX, y - wholeY];
  const margin = FARTHEST + 2;
  let [xx, xy, yy, xd, yd] = [0, 0, 0, 0, 0];
  for (let row = margin; row < height - margin; row += STEP) {
    for (let column = margin; column < width - margin; column += STEP) {
      const at = row * width + column;
      const from = at + wholeY * width + wholeX;
      const above = (now[from] ?? 0) * (1 - shareX) + (now[from + 1] ?? 0) * shareX;
      const below = (now[from + width] ?? 0) * (1 - shareX) + (now[from + width + 1] ?? 0) * shareX;
      const difference = (ground[at] ?? 0) - (above + shareY * (below - above));
      if (Math.abs(difference) > MOST_LEVELS) continue;
      const slopeX = ((ground[at + 1] ?? 0) - (ground[at - 1] ?? 0)) / 2;
      const slopeY = ((ground[at + width] ?? 0) - (ground[at - width] ?? 0)) / 2;
      xx += slopeX * slopeX;
      xy += slopeX * slopeY;
      yy += slopeY * slopeY;
      xd += slopeX * difference;
      yd += slopeY * difference;
    }
  }
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
