/** Stories of things that are left, and of everything that looks like it, by seed: pictures whose truth is exact. */
import {
  type Actor,
  type Belonging,
  generatedCrowd,
  type Scene,
  type SceneOptions,
  scene,
  sequence,
} from "@cordon/scenes";
import type { TruthEvent } from "@cordon/watch";
import { type Conditions, conditionsOf, SIZE } from "./conditions.ts";

export const DWELL_SECONDS = 10;
/** How far whoever brought it must have gone. */
export const OWNER_METRES = 3;
export const SECONDS = 44;

export interface Story {
  readonly seed: number;
  readonly name: StoryName;
  readonly conditions: Conditions;
  readonly rendered: Scene;
  readonly options: SceneOptions;
  /** What is left; the last moment of the clip where it still lies. */
  readonly left: readonly Pick<TruthEvent, "fromSeconds" | "toSeconds" | "sure">[];
  /** Somebody stands, sits or lies still in it, and nothing else happens. */
  readonly isStillPeople: boolean;
}

type Spot = readonly [number, number];
type Left = Pick<TruthEvent, "fromSeconds" | "toSeconds">;
type Plot = Pick<SceneOptions, "actors" | "things" | "furniture" | "people"> & {
  readonly light?: SceneOptions["weather"];
  readonly left?: readonly Left[];
};

/** What a story is told with. */
interface Stage {
  readonly spot: Spot;
  readonly from: Spot;
  readonly to: Spot;
  readonly between: (least: number, most: number) => number;
  readonly kind: Belonging["kind"];
  readonly seed: number;
  readonly conditions: Conditions;
}

const WALKING = 1.3;
const HANDLING_SECONDS = 1.4;
const secondsOf = (a: Spot, b: Spot): number => Math.hypot(a[0] - b[0], a[1] - b[1]) / WALKING;

const shifted = ([x, y]: Spot, dx: number, dy = 0): Spot => [x + dx, y + dy];

const STORIES = {
  "left, and gone": (stage) => leaving(stage, 0),
  "left, and gone among passers-by": (stage) => ({ ...leaving(stage, 0), people: [passers(stage, 7)] }),
  "left after a while beside it": (stage) => leaving(stage, stage.between(6, 14)),
  "left, and taken by another": (stage) => {
    const { spot, from, to } = stage;
    const putAt = 3 + secondsOf(from, spot) + HANDLING_SECONDS / 2;
    const comes = putAt + DWELL_SECONDS + stage.between(6, 9) - secondsOf(to, spot);
    const taker: Actor = {
      name: "taker",
      at: to,
      fromSeconds: comes,
      deeds: [
        { do: "walk", to: spot },
        { do: "take", thing: "bag" },
        { do: "walk", to: from },
      ],
    };
    const plot = leaving(stage, 0);
    const takenAt = comes + secondsOf(to, spot) + HANDLING_SECONDS / 2;
    return {
      ...plot,
      actors: [...(plot.actors ?? []), taker],
      left: plot.left?.map((each) => ({ ...each, toSeconds: takenAt })) ?? [],
    };
  },
  "left on the way from a bench": (stage) => {
    const { spot, from, to } = stage;
    const putAt = 3 + secondsOf(from, spot) + HANDLING_SECONDS / 2;
    const rest = stage.between(8, 12);
    const goes = putAt + HANDLING_SECONDS / 2 + rest;
    return {
      furniture: [{ kind: "bench", x: spot[0], y: spot[1], headingDegrees: 180 }],
      actors: [
        {
          name: "owner",
          at: from,
          fromSeconds: 3,
          deeds: [
            { do: "walk", to: spot },
            { do: "put", thing: "bag" },
            { do: "stay", seconds: rest, posture: "sitting", headingDegrees: 180 },
            { do: "walk", to },
          ],
        },
      ],
      things: [{ name: "bag", kind: stage.kind, seed: stage.seed, broughtBy: "owner" }],
      left: [leftFrom(putAt, goes)],
    };
  },
  "owner stays beside it": (stage) => ({ ...leaving(stage, SECONDS), left: [] }),
  "put down and taken up again": (stage) => {
    const { spot, from, to } = stage;
    return {
      actors: [
        {
          name: "owner",
          at: from,
          fromSeconds: 3,
          deeds: [
            { do: "walk", to: spot },
            { do: "put", thing: "bag" },
            { do: "stay", seconds: stage.between(2, 5) },
            { do: "take", thing: "bag" },
            { do: "walk", to },
          ],
        },
      ],
      things: [{ name: "bag", kind: stage.kind, seed: stage.seed, broughtBy: "owner" }],
    };
  },
  "handed over": (stage) => {
    const { spot, from, to } = stage;
    const arrives = 3 + secondsOf(from, spot);
    return {
      actors: [
        {
          name: "owner",
          at: from,
          fromSeconds: 3,
          deeds: [
            { do: "walk", to: spot },
            { do: "put", thing: "bag" },
            { do: "stay", seconds: 1 },
            { do: "walk", to },
          ],
        },
        {
          name: "friend",
          at: shifted(spot, 1.1),
          fromSeconds: 0,
          deeds: [
            { do: "stay", seconds: arrives + stage.between(4, 7) },
            { do: "walk", to: shifted(spot, 0.2) },
            { do: "take", thing: "bag" },
            { do: "walk", to: from },
          ],
        },
      ],
      things: [{ name: "bag", kind: stage.kind, seed: stage.seed, broughtBy: "owner" }],
    };
  },
  "somebody stands still": (stage) => still(stage, "upright"),
  "somebody sits down": (stage) => ({
    ...still(stage, "sitting"),
    furniture: [{ kind: "bench", x: stage.spot[0], y: stage.spot[1], headingDegrees: 180 }],
  }),
  "somebody lies down": (stage) => still(stage, "lying"),
  "two stand and talk": (stage) => {
    const { spot, from, to } = stage;
    const seconds = stage.between(18, 24);
    const other = shifted(spot, 0.9, 0.2);
    return {
      actors: [
        {
          name: "one",
          at: from,
          fromSeconds: 3,
          deeds: [
            { do: "walk", to: spot },
            { do: "stay", seconds },
            { do: "walk", to },
          ],
        },
        {
          name: "other",
          at: to,
          fromSeconds: 4,
          deeds: [
            { do: "walk", to: other },
            { do: "stay", seconds },
            { do: "walk", to: from },
          ],
        },
      ],
    };
  },
  "a box that stood there is moved": (stage) => {
    const { spot, from, to } = stage;
    return {
      actors: [
        {
          name: "porter",
          at: from,
          fromSeconds: 4,
          deeds: [
            { do: "walk", to: spot },
            { do: "take", thing: "box" },
            { do: "walk", to: shifted(spot, stage.between(0.5, 1.2), stage.between(-0.3, 0.3)) },
            { do: "put", thing: "box" },
            { do: "walk", to },
          ],
        },
      ],
      things: [{ name: "box", kind: "box", seed: stage.seed, at: shifted(spot, 0.3) }],
    };
  },
  "a box that stood there is taken": (stage) => {
    const { spot, from, to } = stage;
    return {
      actors: [
        {
          name: "porter",
          at: from,
          fromSeconds: 4,
          deeds: [
            { do: "walk", to: spot },
            { do: "take", thing: "box" },
            { do: "walk", to },
          ],
        },
      ],
      things: [{ name: "box", kind: "box", seed: stage.seed, at: shifted(spot, 0.3) }],
    };
  },
  "the light is switched": (stage) => ({
    people: [passers(stage, 5)],
    light: {
      light: [
        { atSeconds: 12, overSeconds: 0, gain: stage.between(0.45, 0.7) },
        { atSeconds: 26, overSeconds: stage.between(0, 3), gain: 1 },
      ],
    },
  }),
  "people pass": (stage) => ({ people: [passers(stage, 12)] }),
} satisfies Record<string, (stage: Stage) => Plot>;

export type StoryName = keyof typeof STORIES;
export const STORY_NAMES: readonly StoryName[] = Object.keys(STORIES).filter(
  (name): name is StoryName => name in STORIES,
);
/** Those in which something is left. */
export const LEFT: readonly StoryName[] = STORY_NAMES.slice(0, 5);
const STILL: readonly StoryName[] = [
  "somebody stands still",
  "somebody sits down",
  "somebody lies down",
  "two stand and talk",
];

/** The story of a name as a seed tells it. */
export function storyOf(name: StoryName, seed: number): Story {
  const conditions = conditionsOf(seed);
  const random = sequence(104_729 * seed + 71);
  const between = (least: number, most: number): number => least + (most - least) * random();
  const { middleMetres } = conditions;
  const spot: Spot = [between(-2, 2), middleMetres + between(-1.5, 2)];
  const side = random() < 0.5 ? -1 : 1;
  const beyond = conditions.halfWidthAt(spot[1]) + 1.2;
  const from: Spot = [side * beyond, spot[1] + between(-1, 1)];
  const to: Spot = [-side * beyond, spot[1] + between(-1, 1)];
  const kinds = ["suitcase", "sports-bag", "backpack", "box"] as const;
  const kind = kinds[Math.floor(random() * kinds.length)] ?? "suitcase";
  const plot: Plot = STORIES[name]({ spot, from, to, between, kind, seed, conditions });
  const { left = [], light, ...cast } = plot;
  const options: SceneOptions = {
    camera: conditions.camera,
    size: SIZE,
    ground: conditions.ground,
    weather: { ...conditions.weather, ...light },
    ...cast,
    seed,
  };
  const rendered = scene(options);
  const known = left.map((each) => ({ ...each, sure: isPlain(rendered, each, conditions.weather.grain ?? 0) }));
  return { seed, name, conditions, options, rendered, left: known, isStillPeople: STILL.includes(name) };
}

/** What two people who look would agree on: no smaller, no fainter and no less in view than this. */
const PLAIN = { pixels: 150, levels: 15, timesNoise: 5, visible: 0.6 } as const;

/** Whether a thing that was left can be told from the ground by eye, by the pictures before it came and after its owner went. */
function isPlain(rendered: Scene, { toSeconds }: Left, noise: number): boolean {
  const before = rendered.picture(0.5).luma.pixels.slice();
  const { truth, luma } = rendered.picture(toSeconds - 1.5);
  const [thing] = truth.things;
  if (thing === undefined || thing.visible < PLAIN.visible) return false;
  let pixels = 0;
  let difference = 0;
  truth.labels.forEach((label, at) => {
    if (label !== thing.label) return;
    pixels++;
    difference += Math.abs((luma.pixels[at] ?? 0) - (before[at] ?? 0));
  });
  const levels = difference / Math.max(1, pixels);
  return pixels >= PLAIN.pixels && levels >= PLAIN.levels && levels >= PLAIN.timesNoise * noise;
}

/** Comes, puts a bag down, stays `besideSeconds` and goes. */
function leaving({ spot, from, to, kind, seed }: Stage, besideSeconds: number): Plot {
  const putAt = 3 + secondsOf(from, spot) + HANDLING_SECONDS / 2;
  return {
    actors: [
      {
        name: "owner",
        at: from,
        fromSeconds: 3,
        deeds: [
          { do: "walk", to: spot },
          { do: "put", thing: "bag" },
          { do: "stay", seconds: besideSeconds },
          { do: "walk", to },
        ],
      },
    ],
    things: [{ name: "bag", kind, seed, broughtBy: "owner" }],
    left: [leftFrom(putAt, putAt + HANDLING_SECONDS / 2 + besideSeconds)],
  };
}

/** An alert is due when it has lain for the dwell and its owner has gone far enough, whichever is later. */
function leftFrom(putSeconds: number, goesSeconds: number): Left {
  const goneSeconds = goesSeconds + OWNER_METRES / WALKING;
  return { fromSeconds: Math.max(putSeconds, goneSeconds - DWELL_SECONDS), toSeconds: SECONDS };
}

function still({ spot, from, to, between }: Stage, posture: "upright" | "sitting" | "lying"): Plot {
  return {
    actors: [
      {
        name: "waiting",
        at: from,
        fromSeconds: 3,
        deeds: [
          { do: "walk", to: spot },
          { do: "stay", seconds: between(20, 26), posture, headingDegrees: 180 },
          { do: "walk", to },
        ],
      },
    ],
  };
}

function passers({ seed, conditions }: Stage, perMinute: number) {
  const { middleMetres } = conditions;
  const half = conditions.halfWidthAt(middleMetres) + 2;
  return generatedCrowd({
    x: [-half, half],
    y: [middleMetres - 4, middleMetres + 6],
    lanes: [
      { from: [-half, middleMetres + 2], to: [half, middleMetres + 2], spreadMetres: 2 },
      { from: [half, middleMetres], to: [-half, middleMetres], spreadMetres: 2 },
    ],
    perMinute,
    obstacles: [],
    seed,
  });
}
