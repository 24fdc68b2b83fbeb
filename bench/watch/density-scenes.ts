/**
 * The scenes that `watch-density` measures: stretches of measured walks before cameras a city would hang there. What the analysis counts a crowd by (windows,
 * room, sharpening) and how it keeps the ground were chosen on other crowds before other cameras: generated ones, the two-way corridor, PETS S1L1 and S2L1. Its older
 * constants (a person's size, pieces of one and two, shadows, the interval) came from other stretches under other seeds (Grand Central 290, 600, 1000 and
 * 1700 s, students03 70 s, eth 500 s, hotel 470 s, zara01 0 s, zara02 50 s, the bottleneck forwards), some of which the alarm's sequences lay together.
 */
import {
  type Crowd,
  type Ground,
  laid,
  type Mounting,
  type Scene,
  scene,
  together,
  trajectories,
  type TrajectoryName,
  type Weather,
} from "@cordon/scenes";

type Range = readonly [from: number, until: number];

/** Where people are counted, metres. */
export interface CountedScene {
  readonly name: string;
  readonly scene: Scene;
  readonly zone: { readonly x: Range; readonly y: Range };
  readonly untilSeconds: number;
}

interface Stand {
  readonly camera: Mounting;
  readonly zone: { readonly x: Range; readonly y: Range };
  readonly ground: Ground;
}

const hung = (
  x: number,
  y: number,
  heightMetres: number,
  tiltDegrees: number,
  fieldOfViewDegrees: number,
): Mounting => ({ x, y, heightMetres, headingDegrees: 0, tiltDegrees, fieldOfViewDegrees });

const concourse: Stand = {
  camera: hung(45, 24, 11, 26, 64),
  zone: { x: [36, 56], y: [36, 76] },
  ground: { paving: "hall" },
};
const pets: Stand = {
  camera: hung(-5, -27, 9, 24, 62),
  zone: { x: [-16, 8], y: [-16, 7] },
  ground: { paving: "slabs" },
};

/** Where a stretch begins, and the camera that looks at it. */
const measured: readonly (Stand & {
  readonly walks: TrajectoryName;
  readonly fromSeconds: number;
  readonly reversed?: boolean;
})[] = [
  { ...concourse, walks: "grand-central", fromSeconds: 2180 },
  {
    walks: "students03",
    fromSeconds: 0,
    camera: hung(0, -14, 8, 28, 66),
    zone: { x: [-7, 7], y: [-5, 9] },
    ground: { paving: "asphalt" },
  },
  {
    walks: "eth",
    fromSeconds: 610,
    camera: hung(4, -9, 7, 28, 70),
    zone: { x: [-3, 11], y: [0, 10] },
    ground: { paving: "slabs" },
  },
  {
    walks: "hotel",
    fromSeconds: 370,
    camera: hung(0, -18, 6, 24, 60),
    zone: { x: [-3, 4], y: [-10, 4] },
    ground: { paving: "cobbles" },
  },
  {
    walks: "zara01",
    fromSeconds: 200,
    camera: hung(0, -3, 7, 26, 66),
    zone: { x: [-6, 5], y: [5, 20] },
    ground: { paving: "asphalt" },
  },
  {
    walks: "zara02",
    fromSeconds: 180,
    camera: hung(-1, -19, 7, 27, 66),
    zone: { x: [-7, 5], y: [-10, 5] },
    ground: { paving: "slabs" },
  },
  {
    walks: "corridor-one-way",
    fromSeconds: 0,
    camera: hung(0, -8, 6, 30, 70),
    zone: { x: [-5, 5], y: [0, 5] },
    ground: { paving: "hall" },
  },
  // Backwards: they come one by one and fill the hall, instead of standing there before the camera began.
  {
    walks: "bottleneck",
    fromSeconds: 0,
    reversed: true,
    camera: hung(0, -4, 9, 56, 60),
    zone: { x: [-3, 3], y: [-2, 6] },
    ground: { paving: "gravel" },
  },
  { ...pets, walks: "pets-s2l2", fromSeconds: 0 },
  { ...pets, walks: "pets-s2l3", fromSeconds: 0 },
];

const sun = { azimuthDegrees: 240, elevationDegrees: 40 };
const dry: readonly Weather[] = [{}, { sun }];
const wet: Weather = { rain: 0.6, shakePixels: 0.8 };

/** The empty place is seen for this long; then everybody comes at once, as if the stretch had been going on. */
export const EMPTY_SECONDS = 21;
const MEASURED_SECONDS = 40;
/** Before hundreds come, a few walk there for this long. */
const FEW_SECONDS = 12;

async function walksOf(folder: string, name: TrajectoryName): Promise<Crowd> {
  const read = await trajectories(folder, name);
  if (read === null) throw new Error(`the walks of ${name} are not in ${folder}`);
  return read.crowd;
}

/** Draws a scene; walks are read from the folder. */
type Made<Of> = (folder: string) => Promise<Of>;

/** Every stretch by day, every second of them with shadows, and every one in rain before a camera that trembles. */
export const countedScenes: readonly Made<CountedScene & { readonly isWet: boolean }>[] = measured.flatMap(
  ({ walks, fromSeconds, reversed = false, camera, zone, ground }, index) =>
    [...dry.slice(0, index % 2 === 0 ? 2 : 1), wet].map((weather) => async (folder: string) => {
      const crowd = await walksOf(folder, walks);
      const seconds = Math.min(MEASURED_SECONDS, crowd.loopSeconds - fromSeconds);
      const stretch = { fromSeconds, untilSeconds: fromSeconds + seconds, startsAtSeconds: EMPTY_SECONDS };
      const people = [laid(crowd, { ...stretch, reversed, carryOnMetres: 8 })];
      const how = weather === wet ? "rain and shake" : weather.sun === undefined ? "day" : "sun";
      return {
        name: `${walks}, ${how}`,
        scene: scene({ camera, ground, people, weather, seed: 101 + index }),
        zone,
        untilSeconds: EMPTY_SECONDS + seconds,
        isWet: weather === wet,
      };
    }),
);

export interface AlarmScene extends CountedScene {
  /** What has to be told, in this order: each by a second. */
  readonly expected: readonly { readonly change: "raised" | "ended"; readonly between: Range }[];
}

const [START, END] = [EMPTY_SECONDS + FEW_SECONDS, EMPTY_SECONDS + FEW_SECONDS + 32];

/** A stretch of Grand Central from a second on, while it is there. */
interface Part {
  readonly fromSeconds: number;
  readonly startsAtSeconds: number;
  readonly endsAtSeconds: number;
  readonly seed: number;
}

const part = (fromSeconds: number, startsAtSeconds: number, endsAtSeconds: number, seed: number): Part => ({
  fromSeconds,
  startsAtSeconds,
  endsAtSeconds,
  seed,
});

/** Stretches laid together: some pass 300, some stay below, one passes and goes back. */
const sequences: readonly (Pick<AlarmScene, "name" | "expected"> & {
  readonly parts: readonly Part[];
  readonly weather: Weather;
})[] = [
  {
    name: "about 350 from the beginning",
    parts: [part(290, START, END, 1), part(2180, START, END, 2), part(1000, START, END, 3)],
    weather: {},
    expected: [{ change: "raised", between: [START, START + 9] }],
  },
  {
    name: "about 350 in rain and shake",
    parts: [part(310, START, END, 4), part(2200, START, END, 5), part(1010, START, END, 6)],
    weather: wet,
    expected: [{ change: "raised", between: [START, START + 9] }],
  },
  {
    name: "about 240, then 350",
    parts: [part(2180, START, END, 7), part(1010, START, END, 8), part(300, START + 15, END, 9)],
    weather: { sun },
    expected: [{ change: "raised", between: [START + 15, START + 24] }],
  },
  {
    name: "about 350, then 200",
    parts: [part(2190, START, START + 15, 10), part(1005, START, END, 11), part(295, START, END, 12)],
    weather: {},
    expected: [
      { change: "raised", between: [START, START + 9] },
      { change: "ended", between: [START + 15, START + 27] },
    ],
  },
  {
    name: "about 240 all the time",
    parts: [part(2185, START, END, 13), part(1000, START, END, 14)],
    weather: {},
    expected: [],
  },
  {
    name: "about 240 in rain and shake",
    parts: [part(2195, START, END, 15), part(1015, START, END, 16)],
    weather: wet,
    expected: [],
  },
  {
    name: "about 200 with shadows",
    parts: [part(290, START, END, 17), part(1000, START, END, 18)],
    weather: { sun },
    expected: [],
  },
];

export const alarmScenes: readonly Made<AlarmScene>[] = sequences.map(
  ({ parts, weather, ...told }, index) =>
    async (folder) => {
      const crowd = await walksOf(folder, "grand-central");
      // No place fills in a moment: a quarter of a stretch walks there first.
      const few = laid(crowd, {
        fromSeconds: 1400,
        untilSeconds: 1450,
        startsAtSeconds: EMPTY_SECONDS,
        endsAtSeconds: START,
        share: 0.25,
        carryOnMetres: 8,
      });
      const stretches = parts.map((each) =>
        laid(crowd, { ...each, untilSeconds: each.fromSeconds + 45, carryOnMetres: 8 }),
      );
      const { camera, zone, ground } = concourse;
      return {
        ...told,
        scene: scene({ camera, ground, people: [together([few, ...stretches])], weather, seed: 301 + index }),
        zone,
        untilSeconds: END,
      };
    },
);
