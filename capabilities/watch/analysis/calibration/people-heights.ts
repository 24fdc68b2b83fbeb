import type { UprightPerson } from "../../words/calibration.ts";
import type { Point } from "../../words/scene.ts";
import { type CameraView, footingOf, projectionOf } from "./camera-view.ts";
import { solve } from "./homography.ts";
import { type Fit, fitRobustly } from "./least-squares.ts";

/**
 * The view of a camera from people of about known height who stand at different depths. Their length in the picture falls to
 * nothing at the horizon, and how fast it grows below it is their height by the camera's (A. Criminisi, I. Reid, A. Zisserman,
 * Single View Metrology, 2000); that they lean towards the foot of the camera tells the focal length.
 */
export type HeightsFit =
  | {
      readonly outcome: "view";
      readonly view: CameraView;
      /** One a person: below a half for those the view does not believe. */
      readonly weights: readonly number[];
      /** Relative standard error of the distance to the farthest of them. */
      readonly distanceError: number;
    }
  | { readonly outcome: "too-few-people" | "one-depth" | "no-camera-sees-this" };

export interface HeightsKnown {
  readonly picture: CameraView["picture"];
  readonly personHeightMetres: number;
  /** What the camera is said to have, and all there is to tell its focal length by where nobody leans. */
  readonly fieldOfViewDegrees: number;
  /** It is from the camera's data sheet, not a guess. */
  readonly isFieldOfViewKnown?: boolean;
}

const LEAST_PEOPLE = 3;
/** Of walking adults, head and feet as seen in a stride: share of their length in the picture. */
const LENGTH_SPREAD = 0.06;
const LEAN_SPREAD = 0.05;
/** Of a click, or of the edge of a box. */
const PIXEL_SPREAD = 1.5;
/** Of the logarithm of a focal length that is guessed, of one that is known, and of the roll of a camera that somebody mounted level. */
const FOCAL_BELIEF = 0.5;
const FOCAL_KNOWLEDGE = 0.05;
const ROLL_BELIEF = 0.07;
/** Distances that may be half or double are none. */
const WORST_ERROR = 0.5;

export function viewFromPeople(people: readonly UprightPerson[], known: HeightsKnown): HeightsFit {
  const standing = people.filter(({ foot, head }) => lengthOf(foot, head) > 0);
  if (standing.length < LEAST_PEOPLE || standing.length < people.length / 2) return { outcome: "too-few-people" };
  const { picture, personHeightMetres } = known;
  const line = lengthLine(people);
  if (line === undefined) return { outcome: "one-depth" };
  const said = picture.width / 2 / Math.tan((Math.min(170, known.fieldOfViewDegrees) * Math.PI) / 360);
  const viewOf = ([logFocal = 0, tilt = 0, roll = 0, logHeight = 0]: readonly number[]): CameraView => ({
    picture,
    focalPixels: Math.exp(logFocal),
    heightMetres: Math.exp(logHeight),
    tilt,
    roll,
    heading: 0,
    stands: { x: 0, y: 0 },
  });
  const residualsOf = (parameters: readonly number[]): readonly number[] | undefined => {
    const [logFocal = 0, tilt = 0, roll = 0, logHeight = 0] = parameters;
    if (Math.abs(tilt) > 1.5 || Math.abs(roll) > 1 || Math.abs(logHeight) > 7 || logFocal > 12) return undefined;
    const heads = headsIn(viewOf(parameters), people, personHeightMetres);
    return [
      ...people.flatMap((person, i) => offsetOf(person, heads[i])),
      (logFocal - Math.log(said)) / (known.isFieldOfViewKnown === true ? FOCAL_KNOWLEDGE : FOCAL_BELIEF),
      roll / ROLL_BELIEF,
    ];
  };
  let best: Fit | undefined;
  for (const focal of [said, 0.6 * said, 1.7 * said]) {
    const fit = fitRobustly(residualsOf, startFrom(line, focal, known));
    if (fit !== undefined && (best === undefined || fit.cost < best.cost)) best = fit;
  }
  if (best === undefined) return { outcome: "no-camera-sees-this" };
  const view = viewOf(best.parameters);
  const expectedError = errorOfDistances(best, viewOf, people);
  if (expectedError === undefined) return { outcome: "no-camera-sees-this" };
  const distanceError = expectedError * unruliness(residualsOf(best.parameters) ?? [], people.length);
  if (distanceError > WORST_ERROR) return { outcome: "one-depth" };
  const { weights } = best;
  return {
    outcome: "view",
    view,
    weights: people.map((_, i) => Math.min(weights[2 * i] ?? 0, weights[2 * i + 1] ?? 0)),
    distanceError,
  };
}

/** Half of how thick somebody with clothes is, from front to back. */
const BODY_RADIUS_METRES = 0.2;

/** Where the heads of people would be who stand at these feet; undefined for feet above the horizon. */
export function headsIn(view: CameraView, people: readonly UprightPerson[], metres: number): (Point | undefined)[] {
  const ground = footingOf(view);
  const toPicture = projectionOf(view);
  return people.map((person) => {
    const stands = ground(person.foot);
    if (stands === undefined || !isBox(person)) return stands && toPicture(stands, metres);
    // A box ends below at the toes and above at the back of the head, which is a body's thickness farther away.
    const distance = Math.max(1e-6, Math.hypot(stands.x - view.stands.x, stands.y - view.stands.y));
    const farther = 1 + (2 * BODY_RADIUS_METRES) / distance;
    const back = {
      x: view.stands.x + farther * (stands.x - view.stands.x),
      y: view.stands.y + farther * (stands.y - view.stands.y),
    };
    return toPicture(back, metres);
  });
}

/** A head straight above the feet is the middle of a box: it tells how tall somebody is, and not how they lean. */
export const isBox = ({ foot, head }: UprightPerson): boolean => head.x === foot.x;

const lengthOf = (foot: Point, head: Point): number => Math.hypot(foot.x - head.x, foot.y - head.y);

/** How far the head is from where it should be, along the body and across it, in expected spreads. */
function offsetOf(person: UprightPerson, expected: Point | undefined): readonly [number, number] {
  const { foot, head } = person;
  // Nobody can stand there: as wrong as a head can be, and no further, so that one bad box cannot rule out a view.
  if (expected === undefined) return [20, 20];
  if (isBox(person)) {
    const tall = foot.y - expected.y;
    return [(expected.y - head.y) / Math.hypot(PIXEL_SPREAD, LENGTH_SPREAD * tall), 0];
  }
  const length = Math.max(1, lengthOf(foot, expected));
  const along = { x: (expected.x - foot.x) / length, y: (expected.y - foot.y) / length };
  const [dx, dy] = [head.x - expected.x, head.y - expected.y];
  return [
    (dx * along.x + dy * along.y) / Math.hypot(PIXEL_SPREAD, LENGTH_SPREAD * length),
    (dx * along.y - dy * along.x) / Math.hypot(PIXEL_SPREAD, LEAN_SPREAD * length),
  ];
}

/** How many times wider people's heights spread about the view than people's heights do: 1 or more. By their median, which no outlier moves. */
function unruliness(residuals: readonly number[], people: number): number {
  const along = Array.from({ length: people }, (_, i) => Math.abs(residuals[2 * i] ?? 0)).toSorted((a, b) => a - b);
  return Math.max(1, (along[people >> 1] ?? 0) / 0.6745);
}

interface LengthLine {
  /** Length in pixels grows by so much a pixel to the right, a pixel down, and is this at the origin. */
  readonly right: number;
  readonly down: number;
  readonly at: number;
}

/** Length in the picture as a linear function of where the feet are, the few that do not fit left out of it by their weight. */
function lengthLine(people: readonly UprightPerson[]): LengthLine | undefined {
  let weights = people.map(() => 1);
  let line: LengthLine | undefined;
  for (let round = 0; round < 10; round++) {
    const normal = [0, 1, 2].map(() => [0, 0, 0, 0]);
    people.forEach(({ foot, head }, i) => {
      const length = lengthOf(foot, head);
      const weight = (weights[i] ?? 0) / Math.hypot(PIXEL_SPREAD, LENGTH_SPREAD * length) ** 2;
      const row = [foot.x, foot.y, 1, length];
      for (const [j, target] of normal.entries())
        for (let k = 0; k < 4; k++) target[k] = (target[k] ?? 0) + weight * (row[j] ?? 0) * (row[k] ?? 0);
    });
    // Everybody on one line across the picture: the horizon is taken for level.
    for (const [j, target] of normal.entries()) if (j === 0) target[0] = (target[0] ?? 0) * 1.001 + 1e-6;
    const solved = solve(normal);
    if (solved === undefined) return line;
    const [right = 0, down = 0, at = 0] = solved;
    line = { right, down, at };
    weights = people.map(({ foot, head }) => {
      const length = lengthOf(foot, head);
      const off =
        Math.abs(length - right * foot.x - down * foot.y - at) / Math.hypot(PIXEL_SPREAD, LENGTH_SPREAD * length);
      return off <= 1.5 ? 1 : 1.5 / off;
    });
  }
  return line;
}

function startFrom({ right, down, at }: LengthLine, focal: number, known: HeightsKnown): readonly number[] {
  const { picture, personHeightMetres } = known;
  const growth = Math.max(0.01, Math.hypot(right, down));
  const atMiddle = (right * picture.width) / 2 + (down * picture.height) / 2 + at;
  // Below the horizon by so many pixels: the middle of the picture, seen along its tilt.
  const tilt = Math.max(-0.3, Math.min(1.2, Math.atan(atMiddle / growth / focal)));
  const roll = down > 0 ? Math.max(-0.3, Math.min(0.3, Math.atan2(-right, down))) : 0;
  return [Math.log(focal), tilt, roll, Math.log(Math.max(0.5, personHeightMetres / growth))];
}

/** Relative standard error of the distance to the farthest foot that the view believes; undefined where nothing bounds it. */
function errorOfDistances(
  { parameters, covariance, weights }: Fit,
  viewOf: (parameters: readonly number[]) => CameraView,
  people: readonly UprightPerson[],
): number | undefined {
  if (covariance === undefined) return undefined;
  const ground = footingOf(viewOf(parameters));
  const distance = (at: Point | undefined): number => (at === undefined ? -1 : Math.hypot(at.x, at.y));
  const [farthest] = people
    .filter((_, i) => (weights[2 * i] ?? 0) > 0.5)
    .toSorted((a, b) => distance(ground(b.foot)) - distance(ground(a.foot)));
  const here = farthest && distance(ground(farthest.foot));
  if (farthest === undefined || here === undefined || here <= 0) return undefined;
  const slopes = parameters.map((value, i) => {
    const there = distance(footingOf(viewOf(parameters.with(i, value + 1e-5)))(farthest.foot));
    return (Math.log(Math.max(1e-9, there)) - Math.log(here)) / 1e-5;
  });
  const variance = slopes.reduce(
    (sum, a, i) => sum + slopes.reduce((inner, b, j) => inner + a * b * (covariance[i]?.[j] ?? 0), 0),
    0,
  );
  return Number.isFinite(variance) ? Math.sqrt(Math.max(0, variance)) : undefined;
}
