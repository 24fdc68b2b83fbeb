/** A corridor people walk along one way, and a street with a lane each way, under all weathers; now and then somebody goes the wrong way. */
import {
  type Actor,
  type Crowd,
  film,
  generatedCrowd,
  laid,
  type SceneOptions,
  scene as render,
  type Lane as TrafficLane,
  trajectories,
  type Weather,
} from "@cordon/scenes";
import { type ReadPicture, readScene, type Scene, type TruthEvent } from "@cordon/watch";

export interface LaneStory {
  readonly name: string;
  readonly scene: Scene;
  /** Drawn when they are asked for; each is valid until the next. What is true is known when the last was drawn. */
  pictures(): Iterable<ReadPicture>;
  readonly wrongWay: readonly TruthEvent[];
  /** Passages the right way. */
  readonly rightWay: number;
}

const PICTURES_PER_SECOND = 10;
const SECONDS = 34;
/** The ground is known by then. */
const FIRST_SECONDS = 6;

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
  }
}

interface Zone {
  readonly name: string;
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
  /** Along x: 1 eastwards, -1 westwards. */
  readonly heading: 1 | -1;
}

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
  const zones: readonly Zone[] = [{ name: "walkway", west: -5.5, east: 5.5, south: -0.3, north: 5.3, heading: -1 }];
  return story(`walkway ${name}`, options, zones, how);
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
  const zones: readonly Zone[] = [
    { name: "near", west: -9, east: 9, south: near - 1.9, north: near + 1.9, heading: 1 },
    { name: "far", west: -11, east: 11, south: far - 1.9, north: far + 1.9, heading: -1 },
  ];
  return story(`street ${name}`, options, zones, how);
}

/** Seconds somebody is seen in a lane. */
interface Seen {
  readonly zone: string;
  readonly isWrong: boolean;
  fromSeconds: number;
  toSeconds: number;
}

/** Shorter than this is no passage, seconds; less of it in the picture is not seen, share. */
const LEAST_SECONDS = 1;
const LEAST_VISIBLE = 0.4;

function story(
  name: string,
  options: SceneOptions,
  zones: readonly Zone[],
  how: { readonly bitsPerSecond?: number },
): LaneStory {
  const drawn = render(options);
  const reading = readScene({
    calibration: { points: drawn.calibration },
    zones: zones.map(({ name: zone, west, east, south, north }) => ({
      name: zone,
      ground: [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
      ],
    })),
    events: zones.map(({ name: zone, heading }) => ({
      kind: "wrong-direction",
      zone,
      groundHeading: { from: [0, 0], to: [heading, 0] },
    })),
  });
  if (reading.outcome !== "scene") throw new Error(reading.message);
  const seen = new Map<string, Seen>();
  const see = (id: string, isWrong: boolean, x: number, y: number, seconds: number): void => {
    const zone = zones.find((each) => x > each.west && x < each.east && y > each.south && y < each.north);
    if (zone === undefined || seconds < FIRST_SECONDS) return;
    const known = seen.get(id);
    if (known !== undefined) known.toSeconds = seconds;
    else seen.set(id, { zone: zone.name, isWrong, fromSeconds: seconds, toSeconds: seconds });
  };
  const passages = (): Seen[] => [...seen.values()].filter((each) => each.toSeconds - each.fromSeconds > LEAST_SECONDS);
  return {
    name,
    scene: reading.scene,
    *pictures() {
      const stretch = { untilSeconds: SECONDS, picturesPerSecond: PICTURES_PER_SECOND, ...how };
      for (const { seconds, luma, truth } of film(drawn, stretch)) {
        for (const { id, x, y, visible, box } of truth.people)
          if (box !== null && visible > LEAST_VISIBLE) see(id, id.startsWith("wrong"), x, y, seconds);
        for (const { id, lane, x, y, visible, box } of truth.cars)
          if (box !== null && visible > LEAST_VISIBLE) see(id, lane.startsWith("wrong"), x, y, seconds);
        yield { seconds, luma };
      }
    },
    get wrongWay() {
      return passages()
        .filter(({ isWrong }) => isWrong)
        .map(({ zone, fromSeconds, toSeconds }) => ({
          ...{ kind: "wrong-direction" as const, zone, fromSeconds, toSeconds, sure: true },
        }));
    },
    get rightWay() {
      return passages().filter(({ isWrong }) => !isWrong).length;
    },
  };
}
