/** Measured walks on a stage: the Grand Central Station tracks (OpenTraj), when they are there. */
import {
  aroundObstacles,
  type Concourse,
  concourseFramesPerSecond,
  concourseStepFrames,
  type Crowd,
  crowd,
  hash,
  type Obstacle,
  resampled,
  smoothed,
  type Track,
  track,
} from "@cordon/scenes";

/** Which part of the concourse becomes which part of the stage. The concourse's long side runs across the picture. */
export type Crop = {
  /** Concourse metres along its long side that stand in the middle of the picture. */
  readonly middleMetres: number;
  /** Concourse metres across that lie at the stage's nearest depth. */
  readonly nearMetres: number;
  /** The stage's depths people may be at. */
  readonly depthMetres: readonly [near: number, far: number];
  /** Half the width people may be seen in; tracks are carried on until they are out of it. */
  readonly halfWidthMetres: number;
  /** The share of the people that is kept. */
  readonly share: number;
  readonly seed: number;
};

const stepSeconds = concourseStepFrames / concourseFramesPerSecond;

export function measuredCrowd(concourse: Concourse, crop: Crop, obstacles: readonly Obstacle[]): Crowd {
  const tracks: Track[] = [];
  for (let id = 0; id + 1 < concourse.starts.length; id++) {
    const [from, until] = [concourse.starts[id] ?? 0, concourse.starts[id + 1] ?? 0];
    if (until - from < 4 || hash(id, crop.seed) >= crop.share) continue;
    const positions: [number, number, number][] = [];
    for (let at = from; at < until; at++)
      positions.push([concourse.frame[at] ?? 0, concourse.x[at] ?? 0, concourse.y[at] ?? 0]);
    const made = onStage(id, positions, crop, obstacles);
    if (made) tracks.push(made);
  }
  return crowd(concourse.loopSeconds, tracks);
}

function onStage(
  id: number,
  positions: readonly (readonly [number, number, number])[],
  crop: Crop,
  obstacles: readonly Obstacle[],
): Track | null {
  const first = positions[0];
  if (!first) return null;
  const [near, far] = crop.depthMetres;
  const evenly = resampled(positions, concourseStepFrames);
  const points = smoothed(evenly).map(([cx, cy]): [number, number] => {
    // Nobody leaves over the parapet: depths past the far one are folded into a walk along it.
    const depth = near + (cx - crop.nearMetres);
    return [cy - crop.middleMetres, depth > far ? far - Math.min(1, (depth - far) * 0.08) : depth];
  });
  const seen = points.some(([x, y]) => Math.abs(x) < crop.halfWidthMetres && y > near && y < far);
  if (!seen) return null;
  const before = carriedOn(points[0], points[2], crop).reverse();
  const after = carriedOn(points.at(-1), points.at(-3), crop);
  const all = [...before, ...points, ...after].map(([x, y]) => aroundObstacles(x, y, obstacles));
  return track(id, first[0] / concourseFramesPerSecond - before.length * stepSeconds, stepSeconds, all);
}

/** Goes on from a track's end until it is out of the picture, so that nobody appears from nowhere. */
function carriedOn(
  end: readonly [number, number] | undefined,
  inner: readonly [number, number] | undefined,
  crop: Crop,
): [number, number][] {
  if (!end || !inner) return [];
  const [near, far] = crop.depthMetres;
  const out = (x: number, y: number): boolean =>
    Math.abs(x) > Math.min(crop.halfWidthMetres, y * 0.56 + 1.5) || y < near;
  let [x, y] = end;
  let [vx, vy] = [end[0] - inner[0], end[1] - inner[1]];
  const speed = Math.hypot(vx, vy);
  const stride = 1.25 * stepSeconds;
  [vx, vy] = speed > 0.3 ? [(vx / speed) * stride, (vy / speed) * stride] : [Math.sign(x || 1) * stride, 0];
  const points: [number, number][] = [];
  for (let i = 0; i < 80 && !out(x, y); i++) {
    // Someone heading for the parapet turns along it, to the side that is nearer.
    if (y + vy * 3 > far) {
      const side = vx === 0 ? Math.sign(x || 1) : Math.sign(vx);
      vx += 0.25 * (side * stride - vx);
      vy *= 0.7;
    }
    x += vx;
    y = Math.min(far, y + vy);
    points.push([x, y]);
  }
  return points;
}
