/** The whole rehearsal at one second: where every unit is, and what every rendered camera truly has before it. */
import { cameras, type StageName } from "./scenario/cameras.ts";
import { poseOnRound, units } from "./scenario/forces.ts";
import type { LonLat } from "./scenario/river.ts";
import { actorAt, actors, happenings, props } from "./scene/script.ts";

export type UnitState = {
  readonly callSign: string;
  readonly position: LonLat;
  readonly headingDegrees: number;
  readonly metresPerSecond: number;
};

/** Metres on the stage's ground. Passers-by are the renderer's; these are the people and things the exercise is about. */
export type StageState = {
  readonly camera: string;
  readonly stage: StageName;
  readonly actors: readonly { readonly seed: number; readonly x: number; readonly y: number }[];
  readonly objects: readonly { readonly x: number; readonly y: number }[];
  readonly happening: readonly ("abandoned-object" | "zone-entry")[];
};

export type ExerciseState = { readonly units: readonly UnitState[]; readonly stages: readonly StageState[] };

/** Pure: the same second gives the same state, in any order of asking. */
export function stateAt(scenarioSeconds: number): ExerciseState {
  return {
    units: units.map((unit) => ({ callSign: unit.callSign, ...poseOnRound(unit.round, scenarioSeconds) })),
    stages: cameras.flatMap((camera): StageState[] =>
      camera.stage ? [stageAt(camera.reference, camera.stage, scenarioSeconds)] : [],
    ),
  };
}

function stageAt(camera: string, stage: StageName, scenarioSeconds: number): StageState {
  const now = (span: { readonly fromSeconds: number; readonly untilSeconds: number }): boolean =>
    scenarioSeconds >= span.fromSeconds && scenarioSeconds < span.untilSeconds;
  return {
    camera,
    stage,
    actors: actors.flatMap((actor) => {
      const stance = actor.stage === stage ? actorAt(actor, scenarioSeconds) : undefined;
      return stance ? [{ seed: actor.seed, x: stance.x, y: stance.y }] : [];
    }),
    objects: props
      .filter((prop) => prop.stage === stage && now(prop))
      .map((prop) => ({ x: prop.thing.x, y: prop.thing.y })),
    happening: happenings.filter((each) => each.stage === stage && now(each)).map((each) => each.kind),
  };
}
