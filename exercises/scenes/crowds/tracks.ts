/** Where people walk: tracks on a stage's ground, played in a loop, the same at the same second every time. */
import type { Stance } from "../drawing/figure.ts";

export type Track = {
  readonly seed: number;
  readonly fromSeconds: number;
  readonly stepSeconds: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly headingRadians: Float32Array;
  readonly walkedMetres: Float32Array;
};

export type Crowd = {
  readonly loopSeconds: number;
  readonly tracks: readonly Track[];
  /** Indices of the tracks that are there in each stretch of `bucketSeconds`. */
  readonly buckets: readonly (readonly number[])[];
};

const bucketSeconds = 4;

/** Makes a track of evenly spaced points: headings, distance walked. */
export function track(
  seed: number,
  fromSeconds: number,
  stepSeconds: number,
  points: readonly (readonly [number, number])[],
): Track {
  const n = points.length;
  const x = Float32Array.from(points, (point) => point[0]);
  const y = Float32Array.from(points, (point) => point[1]);
  const headingRadians = new Float32Array(n);
  const walkedMetres = new Float32Array(n);
  let heading = Number.NaN;
  for (let i = 0; i < n; i++) {
    const [a, b] = [Math.max(0, i - 1), Math.min(n - 1, i + 1)];
    const [dx, dy] = [(x[b] ?? 0) - (x[a] ?? 0), (y[b] ?? 0) - (y[a] ?? 0)];
    const speed = b > a ? Math.hypot(dx, dy) / ((b - a) * stepSeconds) : 0;
    if (speed > 0.25 || Number.isNaN(heading)) heading = speed > 0.02 ? Math.atan2(dy, dx) : (seed % 63) / 10;
    headingRadians[i] = heading;
    if (i > 0) {
      const stepped = Math.hypot((x[i] ?? 0) - (x[i - 1] ?? 0), (y[i] ?? 0) - (y[i - 1] ?? 0));
      walkedMetres[i] = (walkedMetres[i - 1] ?? 0) + stepped;
    }
  }
  return { seed, fromSeconds, stepSeconds, x, y, headingRadians, walkedMetres };
}

export function untilSeconds(one: Track): number {
  return one.fromSeconds + (one.x.length - 1) * one.stepSeconds;
}

export function crowd(loopSeconds: number, tracks: readonly Track[]): Crowd {
  const count = Math.ceil(loopSeconds / bucketSeconds);
  const buckets = Array.from({ length: count }, (): number[] => []);
  for (const [index, one] of tracks.entries()) {
    const last = Math.floor(untilSeconds(one) / bucketSeconds);
    for (let bucket = Math.floor(one.fromSeconds / bucketSeconds); bucket <= last; bucket++) {
      buckets[((bucket % count) + count) % count]?.push(index);
    }
  }
  return { loopSeconds, tracks, buckets };
}

/** Everyone who is there at a second of the scenario, with their seed. */
export function present(of: Crowd, scenarioSeconds: number, each: (seed: number, stance: Stance) => void): void {
  const inLoop = scenarioSeconds % of.loopSeconds;
  const seen = of.buckets[Math.floor(inLoop / bucketSeconds)] ?? [];
  for (const index of seen) {
    const one = of.tracks[index];
    if (!one) continue;
    // A track that crosses the seam of the loop is there at its end and at its beginning.
    for (const shift of [0, of.loopSeconds, -of.loopSeconds]) {
      const stance = stanceAt(one, inLoop + shift);
      if (stance) each(one.seed, stance);
    }
  }
}

/** Catmull-Rom between the samples; undefined before the first and after the last. */
export function stanceAt(one: Track, seconds: number): Stance | undefined {
  const position = (seconds - one.fromSeconds) / one.stepSeconds;
  const last = one.x.length - 1;
  if (position < 0 || position > last || last < 1) return undefined;
  const i = Math.min(last - 1, Math.floor(position));
  const t = position - i;
  const [a, b, c, d] = [Math.max(0, i - 1), i, i + 1, Math.min(last, i + 2)];
  const between = (of: Float32Array): number => {
    const [p, q, r, s] = [of[a] ?? 0, of[b] ?? 0, of[c] ?? 0, of[d] ?? 0];
    return 0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t * t * t);
  };
  const [w0, w1] = [one.walkedMetres[b] ?? 0, one.walkedMetres[c] ?? 0];
  const [h0, h1] = [one.headingRadians[b] ?? 0, one.headingRadians[c] ?? 0];
  let turn = (h1 - h0) % (2 * Math.PI);
  if (turn > Math.PI) turn -= 2 * Math.PI;
  if (turn < -Math.PI) turn += 2 * Math.PI;
  return {
    x: between(one.x),
    y: between(one.y),
    headingRadians: h0 + turn * t,
    metresPerSecond: (w1 - w0) / one.stepSeconds,
    walkedMetres: w0 + (w1 - w0) * t,
  };
}

/** A circle that people walk round. */
export type Obstacle = { readonly x: number; readonly y: number; readonly radiusMetres: number };

/** Moves a point out of the obstacles, sideways and smoothly, so that a measured track walks round what was not there. */
export function aroundObstacles(x: number, y: number, obstacles: readonly Obstacle[]): [number, number] {
  let [px, py] = [x, y];
  for (const obstacle of obstacles) {
    const [dx, dy] = [px - obstacle.x, py - obstacle.y];
    const distance = Math.hypot(dx, dy);
    const reach = obstacle.radiusMetres * 2;
    if (distance >= reach) continue;
    // Radius 0..reach is mapped onto radius..reach: nobody stands inside, and nothing jumps at the rim.
    const wanted = obstacle.radiusMetres + distance / 2;
    const scale = distance > 1e-3 ? wanted / distance : 0;
    px = scale ? obstacle.x + dx * scale : obstacle.x + obstacle.radiusMetres;
    py = scale ? obstacle.y + dy * scale : obstacle.y;
  }
  return [px, py];
}
