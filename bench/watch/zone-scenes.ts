/** People who enter a zone, stay in it, pass beside it and go over a line, by seed: pictures whose truth is exact. */
import { type Actor, type Deed, type Scene, scene, sequence } from "@cordon/scenes";
import type { TruthEvent } from "@cordon/watch";
import { type Conditions, conditionsOf, SIZE } from "./conditions.ts";

export const SECONDS = 44;
export const LOITERING_SECONDS = 8;

/** Metres on the ground. */
export type Spot = readonly [x: number, y: number];
/** Where somebody is when; straight and even in between. */
interface Waypoint {
  readonly seconds: number;
  readonly at: Spot;
}

export interface ZoneStory {
  readonly seed: number;
  readonly conditions: Conditions;
  readonly rendered: Scene;
  /** What the analysis is asked for, with the zone and the line on the ground. */
  readonly asked: unknown;
  /** The zone's corners, and the line from its south end to its north end. */
  readonly zone: readonly Spot[];
  readonly line: readonly [Spot, Spot];
  readonly events: readonly TruthEvent[];
}

const WALKING = 1.3;
const LAST_ARRIVAL_SECONDS = 32;

export function zoneStoryOf(seed: number): ZoneStory {
  const conditions = conditionsOf(seed);
  const random = sequence(15_485_863 + 31 * seed);
  const between = (least: number, most: number): number => least + (most - least) * random();
  const middle: Spot = [between(-1, 1), conditions.middleMetres + between(-0.5, 1.5)];
  const [halfWidth, halfDepth] = [between(1.3, 2.2), between(1.2, 1.8)];
  const zone: readonly Spot[] = [
    [middle[0] - halfWidth, middle[1] - halfDepth],
    [middle[0] + halfWidth, middle[1] - halfDepth],
    [middle[0] + halfWidth, middle[1] + halfDepth],
    [middle[0] - halfWidth, middle[1] + halfDepth],
  ];
  const side = random() < 0.5 ? -1 : 1;
  const lineX = middle[0] + side * (halfWidth + 1.2);
  const line: readonly [Spot, Spot] = [
    [lineX, middle[1] - 5],
    [lineX, middle[1] + 5],
  ];
  const walks: Waypoint[][] = [];
  for (let seconds = 3; seconds < LAST_ARRIVAL_SECONDS; seconds += between(6, 10))
    walks.push(walkOf(random, between, conditions, middle, halfDepth, seconds));
  const rendered = scene({
    camera: conditions.camera,
    size: SIZE,
    ground: conditions.ground,
    weather: conditions.weather,
    actors: walks.map(actorOf),
    seed,
  });
  const zones = [
    { name: "quay", ground: zone },
    { name: "stay", ground: zone },
  ];
  return {
    seed,
    conditions,
    rendered,
    asked: {
      events: [
        { kind: "zone-entry", zone: "quay" },
        { kind: "zone-entry", zone: "stay", dwellSeconds: LOITERING_SECONDS },
        { kind: "zone-entry", line: "gate", direction: "to-right" },
      ],
      zones,
      lines: [{ name: "gate", ground: line }],
      calibration: { points: rendered.calibration },
    },
    zone,
    line,
    events: walks.flatMap((walk) => truthOf(walk, zone, line)),
  };
}

/** Through the zone, into it and back after a while, or past it; from one side of the picture or the other. */
function walkOf(
  random: () => number,
  between: (least: number, most: number) => number,
  conditions: Conditions,
  middle: Spot,
  halfDepth: number,
  fromSeconds: number,
): Waypoint[] {
  const way = random() < 0.5 ? -1 : 1;
  const kind = random();
  // Past it: clearly behind it, so that nobody's head or feet decide.
  const north = kind < 0.35 ? middle[1] + halfDepth + between(1, 1.6) : middle[1] + between(-0.6, 0.6) * halfDepth;
  const beyond = conditions.halfWidthAt(north) + 1.2;
  const spots: [Spot, number][] = [[[-way * beyond, north], 0]];
  if (kind > 0.65) spots.push([[middle[0] + between(-0.6, 0.6), north], between(1, 14)]);
  spots.push([[kind > 0.85 ? -way * beyond : way * beyond, north], 0]);
  const walk: Waypoint[] = [];
  let seconds = fromSeconds;
  let before: Spot | undefined;
  const speed = WALKING * between(0.85, 1.25);
  for (const [at, rest] of spots) {
    if (before !== undefined) seconds += Math.hypot(at[0] - before[0], at[1] - before[1]) / speed;
    walk.push({ seconds, at });
    if (rest > 0) walk.push({ seconds: (seconds += rest), at });
    before = at;
  }
  return walk;
}

function actorOf(walk: readonly Waypoint[], index: number): Actor {
  const [first] = walk;
  const deeds = walk.slice(1).map((to, at): Deed => {
    const from = walk[at] ?? to;
    const metres = Math.hypot(to.at[0] - from.at[0], to.at[1] - from.at[1]);
    const seconds = to.seconds - from.seconds;
    return metres < 1e-6 ? { do: "stay", seconds } : { do: "walk", to: to.at, metresPerSecond: metres / seconds };
  });
  return { name: `walker-${index}`, at: first?.at ?? [0, 0], fromSeconds: first?.seconds ?? 0, deeds };
}

const STEP_SECONDS = 0.02;

function truthOf(walk: readonly Waypoint[], zone: readonly Spot[], line: readonly [Spot, Spot]): TruthEvent[] {
  const found: TruthEvent[] = [];
  const sure = true;
  let enteredSeconds: number | undefined;
  let before: Spot | undefined;
  const end = Math.min(SECONDS, walk.at(-1)?.seconds ?? 0);
  for (let seconds = walk[0]?.seconds ?? 0; seconds < end; seconds += STEP_SECONDS) {
    const at = positionAt(walk, seconds);
    const inside = isInside(zone, at);
    if (inside) enteredSeconds ??= seconds;
    if (enteredSeconds !== undefined && (!inside || seconds + STEP_SECONDS >= end)) {
      for (const name of ["quay", "stay"])
        found.push({ kind: "zone-entry", zone: name, fromSeconds: enteredSeconds, toSeconds: seconds, sure });
      enteredSeconds = undefined;
    }
    // The line runs north: to its right is east.
    const isAlong = at[1] > line[0][1] && at[1] < line[1][1];
    if (before !== undefined && isAlong && before[0] < line[0][0] && at[0] >= line[0][0])
      found.push({ kind: "zone-entry", zone: "gate", fromSeconds: seconds, toSeconds: seconds, sure });
    before = at;
  }
  return found;
}

function positionAt(walk: readonly Waypoint[], seconds: number): Spot {
  const next = walk.findIndex((each) => each.seconds >= seconds);
  const to = walk[next] ?? walk.at(-1);
  const from = walk[next - 1] ?? to;
  if (to === undefined || from === undefined) return [0, 0];
  const share = to.seconds === from.seconds ? 1 : (seconds - from.seconds) / (to.seconds - from.seconds);
  return [from.at[0] + share * (to.at[0] - from.at[0]), from.at[1] + share * (to.at[1] - from.at[1])];
}

/** The zone is a rectangle along the axes. */
export const isInside = ([first, , opposite]: readonly Spot[], [x, y]: Spot): boolean =>
  first !== undefined && opposite !== undefined && x > first[0] && x < opposite[0] && y > first[1] && y < opposite[1];
