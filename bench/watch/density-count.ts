import { film, type Picture } from "@cordon/scenes";
import { Analyser, makeWasmKernels, readScene, type Sighting } from "@cordon/watch";
import { type AlarmScene, type CountedScene, EMPTY_SECONDS } from "./density-scenes.ts";

const FILMED = { picturesPerSecond: 2, bitsPerSecond: 400_000 } as const;
/** A camera that has seen people for so long has learned how large they are in it; before, its counts are not measured. */
const SETTLED_SECONDS = EMPTY_SECONDS + 8;

/** What one scene came to. Errors are mean absolute errors of the count by the mean true count. */
export interface Counted {
  readonly name: string;
  readonly isWet: boolean;
  readonly error: number;
  readonly naiveError: number;
  /** Share of the pictures whose interval holds the truth. */
  readonly covered: number;
}

export interface Alarmed {
  readonly name: string;
  readonly told: readonly { readonly change: Sighting["change"]; readonly at: number }[];
  readonly isRight: boolean;
}

function analyserFor({ scene, zone }: CountedScene): Analyser {
  const { x, y } = zone;
  const corners = [
    [x[0], y[0]],
    [x[1], y[0]],
    [x[1], y[1]],
    [x[0], y[1]],
  ];
  const reading = readScene({
    events: [{ kind: "density", zone: "counted" }],
    zones: [{ name: "counted", ground: corners }],
    calibration: { points: scene.calibration },
  });
  if (reading.outcome !== "scene") throw new Error(reading.message);
  return new Analyser(reading.scene, { width: scene.widthPx, height: scene.heightPx }, makeWasmKernels);
}

function trueCount({ truth }: Picture, { x, y }: CountedScene["zone"]): number {
  return truth.people.filter((each) => each.x >= x[0] && each.x < x[1] && each.y >= y[0] && each.y < y[1]).length;
}

export function counted(of: CountedScene & { readonly isWet: boolean }): Counted {
  const analyser = analyserFor(of);
  const { name, isWet, scene, untilSeconds, zone } = of;
  let [pictures, truths, error, naiveError, covered] = [0, 0, 0, 0, 0];
  let pixelsOfOne: number | undefined;
  for (const picture of film(scene, { untilSeconds, ...FILMED })) {
    analyser.step(picture.seconds, picture.luma);
    if (picture.seconds < SETTLED_SECONDS) continue;
    const truth = trueCount(picture, zone);
    const foreground = analyser.background.planes.mask.reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0);
    if (truth > 0) pixelsOfOne ??= foreground / truth;
    const { count: said } = analyser.overlay();
    if (said === null) throw new Error(`${name}: nobody is counted`);
    pictures++;
    truths += truth;
    error += Math.abs(said.people - truth);
    naiveError += Math.abs(foreground / (pixelsOfOne ?? Number.POSITIVE_INFINITY) - truth);
    if (Math.abs(said.people - truth) <= said.error) covered++;
  }
  return { name, isWet, error: error / truths, naiveError: naiveError / truths, covered: covered / pictures };
}

export function alarmed(of: AlarmScene): Alarmed {
  const { name, scene, untilSeconds, expected } = of;
  const analyser = analyserFor(of);
  const told: { readonly change: Sighting["change"]; readonly at: number }[] = [];
  for (const picture of film(scene, { untilSeconds, ...FILMED })) {
    for (const { change } of analyser.step(picture.seconds, picture.luma)) told.push({ change, at: picture.seconds });
  }
  const isRight =
    told.length === expected.length &&
    expected.every(({ change, between: [from, until] }, index) => {
      const sighting = told[index];
      return sighting?.change === change && sighting.at >= from && sighting.at <= until;
    });
  return { name, told, isRight };
}
