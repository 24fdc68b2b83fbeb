/** A corridor people walk along one way, a street with a lane each way, and a lane that a crowd crosses, under all weathers; now and then somebody goes the wrong way. */
import {
  type Actor,
  type Crowd,
  generatedCrowd,
  laid,
  type SceneOptions,
  type Lane as TrafficLane,
  trajectories,
  type Weather,
} from "@cordon/scenes";
import { type LaneStory, laneStory, type LaneZone } from "./lane-story.ts";

const WEATHERS: Readonly<Record<string, { readonly weather: Weather; readonly bitsPerSecond?: number }>> = {
  clear: { weather: { grain: 1.5 } },
  sun: { weather: { grain: 1.5, sun: { azimuthDegrees: 250, elevationDegrees: 35, depth: 0.4 } } },
  rain: { weather: { grain: 2, rain: 0.7 } },
  shake: { weather: { grain: 1.5, shakePixels: 1 } },
  compressed: { weather: { grain: 1.5 }, bitsPerSecond: 700_000 },
};

/** Draws them one after the other. @param recordings the folder of measured walks lies in it; without them, walkers are generated */
export async function* laneStories(recordings: string): AsyncGenerator<LaneStory> {
  const corridor = (await trajectories(`${recordings}traj`, "corridor-one-way").catch(() => null))?.crowd ?? null;
  for (const [name, { weather, bitsPerSecond }] of Object.entries(WEATHERS)) {
    const how = { ...(bitsPerSecond !== undefined && { bitsPerSecond }) };
    yield walkway(name, weather, how, corridor);
    yield street(name, weather, how);
    yield crossing(name, weather, how, CROSSINGS.measured);
  }
}

/**
 * Crossings under other seeds, before another camera: `laneStories` measures none of them.
 * @public for whoever chooses a constant
 */
export function* tuningCrossings(): Generator<LaneStory> {
  for (const [name, { weather }] of Object.entries(WEATHERS))
    yield crossing(`tuning ${name}`, weather, {}, CROSSINGS.tuning);
}

interface Crossing {
  readonly seed: number;
  readonly perMinute: number;
  readonly camera: SceneOptions["camera"];
  /** Along x. */
  readonly heading: 1 | -1;
}

const CROSSINGS: Readonly<Record<"measured" | "tuning", Crossing>> = {
  measured: {
    seed: 11,
    perMinute: 260,
    camera: { x: 0, y: -6, heightMetres: 5, headingDegrees: 0, tiltDegrees: 30, fieldOfViewDegrees: 68 },
    heading: -1,
  },
  tuning: {
    seed: 23,
    perMinute: 220,
    camera: { x: 2, y: -8, heightMetres: 7, headingDegrees: 12, tiltDegrees: 32, fieldOfViewDegrees: 64 },
    heading: 1,
  },
};

/** People as they were measured in a corridor, all westwards, and two who go eastwards. */
function walkway(name: string, weather: Weather, how: { readonly bitsPerSecond?: number }, measured: Crowd | null) {
  const people =
    measured === null
      ? generatedCrowd({
          x: [-9, 9],
          y: [0, 5],
          lanes: [{ from: [9, 2.5], to: [-9, 2.5], spreadMetres: 2 }],
          perMinute: 45,
          obstacles: [],
          seed: 3,
        })
      : laid(measured, { share: 0.4, seed: 2, startsAtSeconds: 2, carryOnMetres: 4 });
  const against = (who: string, fromSeconds: number, y: number): Actor => ({
    name: who,
    at: [-9, y],
    fromSeconds,
    deeds: [{ do: "walk", to: [9, y], metresPerSecond: 1.4 }],
  });
  const options: SceneOptions = {
    camera: { x: 0, y: -6, heightMetres: 5, headingDegrees: 0, tiltDegrees: 30, fieldOfViewDegrees: 68 },
    ground: { paving: "slabs" },
    weather,
    people: [people],
    actors: [against("wrong 1", 8, 1), against("wrong 2", 19, 3.4)],
    seed: 4,
  };
  const zones: readonly LaneZone[] = [{ name: "walkway", west: -5.5, east: 5.5, south: -0.3, north: 5.3, heading: -1 }];
  return laneStory(`walkway ${name}`, options, zones, how);
}

/** A dense crowd that crosses a lane, both ways, and one who goes against the lane through all of it. */
function crossing(
  name: string,
  weather: Weather,
  how: { readonly bitsPerSecond?: number },
  { seed, perMinute, camera, heading }: Crossing,
) {
  // Within about twenty degrees of straight across: seventy from what goes the wrong way.
  const lanes = [-6, -3, 0, 3, 6].flatMap((x) => [
    { from: [x, -4.5] as const, to: [x + 1.5, 9.5] as const, spreadMetres: 1.2 },
    { from: [x, 9.5] as const, to: [x - 1.5, -4.5] as const, spreadMetres: 1.2 },
  ]);
  const crowd = generatedCrowd({ x: [-10, 10], y: [-6, 11], lanes, perMinute, obstacles: [], seed });
  const options: SceneOptions = {
    camera,
    ground: { paving: "slabs" },
    weather,
    people: [laid(crowd, { fromSeconds: 40, startsAtSeconds: 2, untilSeconds: 80 })],
    actors: [
      {
        name: "wrong",
        at: [9 * heading, 2],
        fromSeconds: 14,
        deeds: [{ do: "walk", to: [-9 * heading, 2.5], metresPerSecond: 1.4 }],
      },
    ],
    seed,
  };
  const zones: readonly LaneZone[] = [{ name: "lane", west: -5.5, east: 5.5, south: -0.3, north: 5.3, heading }];
  return laneStory(`crossing ${name}`, options, zones, how);
}

/** A lane each way; in each, one car comes the other way. */
function street(name: string, weather: Weather, how: { readonly bitsPerSecond?: number }) {
  const lane = (lane: Partial<TrafficLane> & Pick<TrafficLane, "name" | "path">): TrafficLane => ({
    ...{ metresPerSecond: 9, perMinute: 10, seed: 8 },
    ...lane,
  });
  const [near, far] = [11, 15];
  const options: SceneOptions = {
    camera: { x: 0, y: 0, heightMetres: 6.5, headingDegrees: 0, tiltDegrees: 25, fieldOfViewDegrees: 66 },
    ground: { paving: "asphalt" },
    weather,
    traffic: [
      lane({
        name: "near",
        path: [
          [-50, near],
          [50, near],
        ],
      }),
      lane({
        name: "far",
        path: [
          [50, far],
          [-50, far],
        ],
        metresPerSecond: 8,
        seed: 9,
      }),
      lane({
        name: "wrong near",
        path: [
          [50, near],
          [-50, near],
        ],
        perMinute: 6,
        fromSeconds: 8,
        untilSeconds: 8.5,
        metresPerSecond: 7,
        seed: 3,
      }),
      lane({
        name: "wrong far",
        path: [
          [-50, far],
          [50, far],
        ],
        perMinute: 6,
        fromSeconds: 18,
        untilSeconds: 18.5,
        metresPerSecond: 7,
        seed: 4,
      }),
    ],
    seed: 6,
  };
  const zones: readonly LaneZone[] = [
    { name: "near", west: -9, east: 9, south: near - 1.9, north: near + 1.9, heading: 1 },
    { name: "far", west: -11, east: 11, south: far - 1.9, north: far + 1.9, heading: -1 },
  ];
  return laneStory(`street ${name}`, options, zones, how);
}
