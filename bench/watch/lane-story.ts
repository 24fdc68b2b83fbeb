/** A scene with lanes, its pictures, and who truly went which way through them. */
import { film, type SceneOptions, scene as render } from "@cordon/scenes";
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

export interface LaneZone {
  readonly name: string;
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
  /** Along x: 1 eastwards, -1 westwards. */
  readonly heading: 1 | -1;
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

export function laneStory(
  name: string,
  options: SceneOptions,
  zones: readonly LaneZone[],
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
