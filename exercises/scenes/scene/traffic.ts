/** Cars on their lanes: boxes with wheels that drive from one end of a path to the other. */
import type { CarBody } from "../drawing/solid.ts";
import { rgb } from "../drawing/canvas.ts";
import { hash } from "../drawing/texture.ts";
import type { Spot } from "./mounting.ts";

export type Lane = {
  readonly name: string;
  /** Driven from its first point to its last. */
  readonly path: readonly Spot[];
  readonly metresPerSecond: number;
  readonly perMinute: number;
  readonly seed: number;
  /** No car sets out before or after. */
  readonly fromSeconds?: number;
  readonly untilSeconds?: number;
};

export type DrivenCar = {
  /** Unique in its scene. */
  readonly id: string;
  readonly lane: string;
  readonly x: number;
  readonly y: number;
  /** Clockwise from north. */
  readonly headingDegrees: number;
  readonly body: CarBody;
};

const paints = [
  rgb(196, 198, 200),
  rgb(44, 46, 50),
  rgb(120, 124, 130),
  rgb(150, 32, 34),
  rgb(34, 62, 110),
  rgb(226, 226, 222),
  rgb(90, 104, 92),
];

function bodyOf(seed: number): CarBody {
  const isVan = hash(seed, 3) < 0.18;
  return {
    lengthMetres: isVan ? 5.4 : 3.9 + 0.8 * hash(seed, 1),
    widthMetres: isVan ? 2 : 1.78,
    heightMetres: isVan ? 2.3 : 1.44 + 0.14 * hash(seed, 2),
    colour: paints[Math.floor(hash(seed, 4) * paints.length)] ?? rgb(120, 124, 130),
  };
}

/** All cars of a lane at a second. They keep their distance by setting out at even times, a little early or late. */
export function driving(lane: Lane, seconds: number): DrivenCar[] {
  const every = 60 / lane.perMinute;
  const length = lengthOf(lane.path);
  const last = Math.floor((Math.min(seconds, lane.untilSeconds ?? seconds) - (lane.fromSeconds ?? 0)) / every);
  const found: DrivenCar[] = [];
  for (let i = last; i >= 0 && found.length < 200; i--) {
    const seed = lane.seed * 7919 + i;
    const setOut = (lane.fromSeconds ?? 0) + (i + 0.3 * hash(seed, 9)) * every;
    const metres = (seconds - setOut) * lane.metresPerSecond;
    if (metres > length + lane.metresPerSecond * every) break;
    const at = metres >= 0 ? along(lane.path, metres) : undefined;
    if (at) found.push({ id: `${lane.name}-${i}`, lane: lane.name, ...at, body: bodyOf(seed) });
  }
  return found;
}

function lengthOf(path: readonly Spot[]): number {
  return path
    .slice(1)
    .reduce((sum, [x, y], i) => sum + Math.hypot(x - (path[i]?.[0] ?? x), y - (path[i]?.[1] ?? y)), 0);
}

function along(path: readonly Spot[], metres: number): { x: number; y: number; headingDegrees: number } | undefined {
  let left = metres;
  for (let i = 0; i + 1 < path.length; i++) {
    const [from, to] = [path[i], path[i + 1]];
    if (!from || !to) return undefined;
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const length = Math.hypot(dx, dy);
    if (left <= length) {
      const share = left / length;
      return {
        x: from[0] + dx * share,
        y: from[1] + dy * share,
        headingDegrees: (Math.atan2(dx, dy) * 180) / Math.PI,
      };
    }
    left -= length;
  }
  return undefined;
}
