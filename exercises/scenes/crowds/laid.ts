/** Crowds made of others: a stretch of one, moved elsewhere, carried on to where nobody looks; several laid together. */
import { hash } from "../drawing/texture.ts";
import { type Crowd, crowd, type Track, track, untilSeconds } from "./tracks.ts";

export type Laid = {
  /** What is taken of the crowd, and played from second 0 on. */
  readonly fromSeconds?: number;
  readonly untilSeconds?: number;
  /** Played from this second of the scene on instead, and nobody is there before: a camera that knew the place when it was empty. */
  readonly startsAtSeconds?: number;
  /** Metres, after turning. */
  readonly moveX?: number;
  readonly moveY?: number;
  /** Clockwise, round the origin. */
  readonly turnDegrees?: number;
  /** The share of the people that is kept, by chance. */
  readonly share?: number;
  readonly seed?: number;
  /** With `startsAtSeconds`: nobody is there from this second of the scene on. */
  readonly endsAtSeconds?: number;
  /** Played backwards: who went now comes. */
  readonly reversed?: boolean;
  /** Nobody appears from nowhere: they come from so far and go on so far, straight. */
  readonly carryOnMetres?: number;
};

export function laid(of: Crowd, how: Laid): Crowd {
  const from = how.fromSeconds ?? 0;
  const until = how.untilSeconds ?? of.loopSeconds;
  const radians = ((how.turnDegrees ?? 0) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const tracks = of.tracks.flatMap((one): Track[] => {
    if (one.fromSeconds > until || untilSeconds(one) < from) return [];
    if (hash(one.seed, how.seed ?? 0, 99) >= (how.share ?? 1)) return [];
    const points = Array.from(one.x, (x, i): [number, number] => {
      const y = one.y[i] ?? 0;
      return [x * cos + y * sin + (how.moveX ?? 0), -x * sin + y * cos + (how.moveY ?? 0)];
    });
    if (how.reversed) points.reverse();
    const comesAt = how.reversed ? until - untilSeconds(one) : one.fromSeconds - from;
    const carry = how.carryOnMetres ?? 0;
    const before = carriedOn(points, one.stepSeconds, carry, true);
    const after = carriedOn(points, one.stepSeconds, carry, false);
    const begins = comesAt - before.length * one.stepSeconds;
    const all = [...before.reverse(), ...points, ...after];
    if (how.startsAtSeconds === undefined) return [track(one.seed, begins, one.stepSeconds, all)];
    const cut = Math.max(0, Math.ceil(-begins / one.stepSeconds));
    if (all.length - cut < 3) return [];
    const startsAt = how.startsAtSeconds + begins + cut * one.stepSeconds;
    const left = Math.floor(((how.endsAtSeconds ?? Number.POSITIVE_INFINITY) - startsAt) / one.stepSeconds);
    const kept = all.slice(cut, cut + Math.max(0, left) + 1);
    return kept.length < 3 ? [] : [track(one.seed, startsAt, one.stepSeconds, kept)];
  });
  return unlooped(until - from + (how.startsAtSeconds ?? 0), tracks);
}

/** A crowd whose people are there before its beginning and after its end, but are not played again by the loop. */
function unlooped(seconds: number, tracks: readonly Track[]): Crowd {
  // Long enough that no track that goes on after the end comes back at the beginning.
  const longest = tracks.reduce((most, one) => Math.max(most, untilSeconds(one)), seconds);
  const earliest = tracks.reduce((least, one) => Math.min(least, one.fromSeconds), 0);
  return crowd(longest - earliest + 8, tracks);
}

function carriedOn(
  points: readonly (readonly [number, number])[],
  stepSeconds: number,
  metres: number,
  backwards: boolean,
): [number, number][] {
  const [end, inner] = backwards ? [points[0], points[3]] : [points.at(-1), points.at(-4)];
  if (!end || !inner || metres <= 0) return [];
  const [dx, dy] = [end[0] - inner[0], end[1] - inner[1]];
  const length = Math.hypot(dx, dy);
  // Who stood still at the end goes on standing there.
  if (length < 0.5 * stepSeconds) return [];
  const stride = Math.max(0.8, Math.min(1.6, length / (3 * stepSeconds))) * stepSeconds;
  const steps = Math.ceil(metres / stride);
  return Array.from({ length: steps }, (_, i): [number, number] => [
    end[0] + (dx / length) * stride * (i + 1),
    end[1] + (dy / length) * stride * (i + 1),
  ]);
}

/** Several crowds as one, over the time of the longest. Seeds are made apart, so that nobody looks like another. */
export function together(crowds: readonly Crowd[]): Crowd {
  const loopSeconds = Math.max(...crowds.map((each) => each.loopSeconds));
  return crowd(
    loopSeconds,
    crowds.flatMap((each, index) => each.tracks.map((one) => ({ ...one, seed: one.seed + index * 100_003 }))),
  );
}
