/** Measured positions made even in time. A sample is a frame number and a place. */
import { type Crowd, crowd, type Track, track } from "../crowds/tracks.ts";

export type Sample = readonly [frame: number, x: number, y: number];

/** One point every step from the first sample to the last, gaps filled in straight. */
export function resampled(positions: readonly Sample[], stepFrames: number): [number, number][] {
  const points: [number, number][] = [];
  for (let i = 0; i < positions.length - 1; i++) {
    const [a, b] = [positions[i], positions[i + 1]];
    if (!a || !b) continue;
    const steps = Math.max(1, Math.round((b[0] - a[0]) / stepFrames));
    for (let s = 0; s < steps; s++)
      points.push([a[1] + ((b[1] - a[1]) * s) / steps, a[2] + ((b[2] - a[2]) * s) / steps]);
  }
  const last = positions.at(-1);
  if (last) points.push([last[1], last[2]]);
  return points;
}

/** The annotators' hand shakes by some centimetres, and heads sway with the step: a mean over five points takes it out. */
export function smoothed(points: readonly (readonly [number, number])[]): [number, number][] {
  return points.map((_, i) => {
    const reach = Math.min(2, i, points.length - 1 - i);
    let [x, y] = [0, 0];
    for (let k = i - reach; k <= i + reach; k++) {
      x += points[k]?.[0] ?? 0;
      y += points[k]?.[1] ?? 0;
    }
    return [x / (2 * reach + 1), y / (2 * reach + 1)];
  });
}

/** The samples of each person, in order of time. */
export type Walks = ReadonlyMap<number, readonly Sample[]>;

/**
 * @param stepFrames of the points that are kept; samples that are closer together are left out
 * @param isSmooth false where the positions were smoothed by whoever published them
 */
export function crowdOf(walks: Walks, framesPerSecond: number, stepFrames: number, isSmooth: boolean): Crowd {
  const frames = [...walks.values()].flatMap((samples) => [samples[0]?.[0] ?? 0, samples.at(-1)?.[0] ?? 0]);
  const first = frames.reduce((least, frame) => Math.min(least, frame), Number.POSITIVE_INFINITY);
  const last = frames.reduce((most, frame) => Math.max(most, frame), 0);
  const stepSeconds = stepFrames / framesPerSecond;
  const tracks: Track[] = [];
  for (const [id, samples] of walks) {
    for (const [part, kept] of unbroken(thinned(samples, stepFrames), stepFrames).entries()) {
      const begin = kept[0];
      if (!begin || kept.length < 3) continue;
      const points = resampled(kept, stepFrames);
      const seed = id + part * 1_000_003;
      tracks.push(track(seed, (begin[0] - first) / framesPerSecond, stepSeconds, isSmooth ? smoothed(points) : points));
    }
  }
  return crowd((last - first + stepFrames) / framesPerSecond, tracks);
}

/** Who was not seen for longer than this many steps left what was measured and came back: nobody knows which way. */
const longestGapSteps = 3;

function unbroken(samples: readonly Sample[], stepFrames: number): Sample[][] {
  const parts: Sample[][] = [];
  for (const sample of samples) {
    const before = parts.at(-1)?.at(-1);
    if (before && sample[0] - before[0] <= longestGapSteps * stepFrames) parts.at(-1)?.push(sample);
    else parts.push([sample]);
  }
  return parts;
}

function thinned(samples: readonly Sample[], stepFrames: number): Sample[] {
  const kept: Sample[] = [];
  for (const sample of samples) {
    const before = kept.at(-1);
    if (!before || sample[0] - before[0] >= stepFrames - 0.5) kept.push(sample);
  }
  return kept;
}
