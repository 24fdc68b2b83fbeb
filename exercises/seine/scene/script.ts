/** Who does what on the stages beyond walking by: the people and things the exercise is about. */
import { type Colour, rgb, type Stance, type Thing } from "@cordon/scenes";
import type { StageName } from "../scenario/cameras.ts";
import { at } from "../scenario/time.ts";

type Leg = readonly [seconds: number, x: number, y: number];

export type Actor = {
  readonly stage: StageName;
  readonly seed: number;
  /** Where they are at which second of the scenario; straight in between. */
  readonly legs: readonly Leg[];
  /** What they carry, and in which seconds. */
  readonly carries: {
    readonly colour: Colour;
    readonly spells: readonly (readonly [from: number, until: number])[];
  } | null;
};

export type Prop = {
  readonly stage: StageName;
  readonly thing: Thing;
  readonly fromSeconds: number;
  readonly untilSeconds: number;
};

/** What truly happens in front of a rendered camera, for tests and for the debriefing. */
export type Happening = {
  readonly kind: "abandoned-object" | "zone-entry";
  readonly stage: StageName;
  readonly fromSeconds: number;
  readonly untilSeconds: number;
};

const walking = 1.35;

/** Legs of a walk along points at walking speed, arriving at the first point at `start`. */
function walk(start: number, points: readonly (readonly [number, number])[]): Leg[] {
  let seconds = start;
  let previous: readonly [number, number] | undefined;
  return points.map(([x, y]): Leg => {
    if (previous) seconds += Math.hypot(x - previous[0], y - previous[1]) / walking;
    previous = [x, y];
    return [seconds, x, y];
  });
}

type Place = {
  readonly stage: StageName;
  readonly spot: readonly [number, number];
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
};

/** Someone comes, puts a bag down, goes away, and comes back for it much later. */
function bagLeft(
  seed: number,
  putDownAt: number,
  minutes: number,
  where: Place,
  size: readonly [number, number, number],
  colour: Colour,
): { actor: Actor; prop: Prop; happening: Happening } {
  const [x, y] = where.spot;
  const beside: readonly [number, number] = [x - 0.55, y + 0.1];
  const inbound = Math.hypot(x - where.from[0], y - where.from[1]) / walking;
  const taken = putDownAt + minutes * 60;
  const actor: Actor = {
    stage: where.stage,
    seed,
    legs: [
      ...walk(putDownAt - 1.2 - inbound, [where.from, beside]),
      ...walk(putDownAt + 1.6, [beside, where.to]),
      ...walk(taken - 1.2 - Math.hypot(x - where.to[0], y - where.to[1]) / walking, [where.to, beside]),
      ...walk(taken + 0.8, [beside, where.from]),
    ],
    carries: {
      colour,
      spells: [
        [0, putDownAt],
        [taken, Number.POSITIVE_INFINITY],
      ],
    },
  };
  const [widthMetres, depthMetres, heightMetres] = size;
  return {
    actor,
    prop: {
      stage: where.stage,
      thing: { x, y, widthMetres, depthMetres, heightMetres, colour },
      fromSeconds: putDownAt,
      untilSeconds: taken,
    },
    happening: { kind: "abandoned-object", stage: where.stage, fromSeconds: putDownAt, untilSeconds: taken },
  };
}

/** Someone slips round the end of the barriers onto the closed quay, walks along the water and comes back. */
function onClosedQuay(seed: number, entersAt: number, turnsAtMetres: number): { actor: Actor; happening: Happening } {
  const way: readonly (readonly [number, number])[] = [
    [5, 8],
    [1.5, 10.5],
    [-3.6, 11.6],
    [-4.4, 14],
    [-5.3, 24],
    [-4.8, turnsAtMetres],
    [-5.6, 25],
    [-4.4, 14],
    [-3.4, 11.4],
    [2.5, 10],
    [6, 7],
  ];
  const crossing = walk(0, way)[3]?.[0] ?? 0;
  const legs = walk(entersAt - crossing, way);
  return {
    actor: { stage: "debilly", seed, legs, carries: null },
    happening: { kind: "zone-entry", stage: "debilly", fromSeconds: entersAt, untilSeconds: legs[7]?.[0] ?? entersAt },
  };
}

const bridgehead: Place = { stage: "iena", spot: [4.2, 19.5], from: [19, 24], to: [-19, 20] };
const parapet: Place = { stage: "iena", spot: [-6.5, 23], from: [-19, 26], to: [20, 25] };
const esplanade: Place = { stage: "trocadero", spot: [7, 24], from: [24, 28], to: [-22, 24] };
const basin: Place = { stage: "trocadero", spot: [-5, 29], from: [-25, 31], to: [24, 33] };

const navy = rgb(34, 40, 62);
const red = rgb(132, 34, 38);
const sand = rgb(176, 150, 104);
const black = rgb(28, 28, 30);
const suitcase: readonly [number, number, number] = [0.46, 0.3, 0.66];
const sportsBag: readonly [number, number, number] = [0.66, 0.36, 0.36];
const backpack: readonly [number, number, number] = [0.42, 0.34, 0.5];

const bags = [
  bagLeft(9001, at(19, 22), 6, esplanade, sportsBag, navy),
  bagLeft(9002, at(19, 48), 5, parapet, backpack, red),
  bagLeft(9003, at(20, 14, 28), 5, bridgehead, suitcase, navy),
  bagLeft(9004, at(20, 22), 4, esplanade, sportsBag, black),
  bagLeft(9005, at(20, 33), 5, parapet, backpack, red),
  bagLeft(9006, at(20, 52), 6, bridgehead, sportsBag, sand),
  bagLeft(9007, at(21, 10), 5, basin, suitcase, black),
  bagLeft(9008, at(21, 36), 6, bridgehead, suitcase, navy),
  bagLeft(9009, at(22, 5), 6, esplanade, backpack, red),
  bagLeft(9010, at(22, 40), 8, parapet, sportsBag, sand),
];

const entries = [
  onClosedQuay(9112, at(19, 35), 34),
  onClosedQuay(9105, at(20, 15, 30), 36),
  onClosedQuay(9128, at(20, 27), 32),
  onClosedQuay(9132, at(20, 37, 30), 40),
  onClosedQuay(9131, at(21, 5), 34),
  onClosedQuay(9109, at(21, 50), 38),
];

export const actors: readonly Actor[] = [...bags, ...entries].map((each) => each.actor);
export const props: readonly Prop[] = bags.map((each) => each.prop);
export const happenings: readonly Happening[] = [...bags, ...entries]
  .map((each) => each.happening)
  .sort((a, b) => a.fromSeconds - b.fromSeconds);

/** Where an actor is, or undefined before they come and after they have gone. */
export function actorAt(actor: Actor, scenarioSeconds: number): Stance | undefined {
  let walkedMetres = 0;
  let previous: Leg | undefined;
  let headingRadians = 0;
  for (const leg of actor.legs) {
    if (previous) {
      const [dx, dy] = [leg[1] - previous[1], leg[2] - previous[2]];
      const length = Math.hypot(dx, dy);
      if (length > 0.01) headingRadians = Math.atan2(dy, dx);
      if (scenarioSeconds < leg[0]) {
        const duration = leg[0] - previous[0];
        const t = duration > 0 ? Math.max(0, (scenarioSeconds - previous[0]) / duration) : 0;
        // Away between leaving the picture and coming back into it.
        if (length <= 0.01 && duration > 8 && (Math.abs(leg[1]) > 17 || leg[2] < 9)) return undefined;
        return {
          x: previous[1] + dx * t,
          y: previous[2] + dy * t,
          headingRadians,
          metresPerSecond: length > 0.01 ? length / duration : 0,
          walkedMetres: walkedMetres + length * t,
        };
      }
      walkedMetres += length;
    } else if (scenarioSeconds < leg[0]) {
      return undefined;
    }
    previous = leg;
  }
  return undefined;
}

export function carriedBy(actor: Actor, scenarioSeconds: number): Colour | null {
  const held = actor.carries?.spells.some(([from, until]) => scenarioSeconds >= from && scenarioSeconds < until);
  return held ? (actor.carries?.colour ?? null) : null;
}
