import type { Polygon, Position } from "@cordon/kernel";
import { beforeCamera, onMap, polygonOnMap, type Stand } from "../../rules/on-the-map.ts";
import type { Calibrated, CalibrationInput, CalibrationOutput, CalibrationWarning } from "../../words/calibration.ts";
import type { Point } from "../../words/scene.ts";
import { type CameraView, footingOf, projectionOf } from "./camera-view.ts";
import { coveredGround, isExtrapolated, samplePlaces } from "./calibration-reach.ts";
import { fitOf, fitPoints, type GroundFit, horizonOf, type Pair, thinness } from "./ground-fit.ts";
import { project } from "./homography.ts";
import { headsIn, isBox, viewFromPeople } from "./people-heights.ts";

/** What is known of the camera: where it stands, how far it is to see, its zones and tripwires. */
export interface KnownCamera extends Stand {
  readonly fieldOfViewDegrees: number;
  readonly rangeMetres: number;
  readonly zones: readonly { readonly name: string; readonly polygon: readonly Point[] }[];
  readonly lines: readonly { readonly name: string; readonly points: readonly [Point, Point] }[];
}

type Undetermined = Extract<CalibrationOutput, { result: "undetermined" }>;

/** What one method found, and how well it fits what was given. */
interface Found {
  readonly fit: GroundFit;
  readonly points: readonly Pair[];
  readonly each: Calibrated["each"];
  readonly warnings: readonly CalibrationWarning[];
}

/** From points whose place is known, or from people who walk, to a ground plane - with its errors and what to mistrust about it. */
export function calibrate(input: CalibrationInput, camera: KnownCamera): CalibrationOutput {
  const known = { ...input, camera };
  const methods = { points: byPoints, people: byPeople } as const;
  const found = methods[input.method](known);
  if ("because" in found) return found;
  const other = methods[input.method === "points" ? "people" : "points"](known);
  const agreement = "because" in other ? null : agreementOf(found.fit, other.fit, known);
  const { fit, each, points } = found;
  const feet = input.method === "points" ? points.map(({ pixel }) => pixel) : input.people.map(({ foot }) => foot);
  const aboveHorizon = feet.filter((pixel) => fit.ground(pixel) === undefined).length;
  const warnings: CalibrationWarning[] = [...found.warnings];
  if (aboveHorizon > 0) warnings.push("above-horizon");
  if (agreement !== null && !agreement.agrees) warnings.push("methods-disagree");
  if (isExtrapolated(fit, feet, input.picture, camera.rangeMetres)) warnings.push("extrapolated-far");
  if (isUnusual(fit.view)) warnings.push("unusual-camera");
  const used = each.filter((one) => one.used);
  return {
    result: "calibrated",
    points: points.map(({ pixel, ground }) => ({ pixel, ground })),
    view: fit.view && shown(fit.view),
    horizon: horizonOf(fit.toGround, input.picture.width) ?? null,
    error: { pixels: spreadOf(used.map((one) => one.pixels)), metres: spreadOf(used.map((one) => one.metres)) },
    each,
    agreement,
    aboveHorizon,
    warnings,
    samples: samplesOf(fit, known),
    zones: (input.zones ?? camera.zones).map(({ name, polygon }) => ({ name, onMap: zoneOnMap(fit, polygon, camera) })),
    lines: (input.lines ?? camera.lines).map(({ name, points }) => ({ name, onMap: lineOnMap(fit, points, camera) })),
    covers: polygonOnMap(camera, coveredGround(fit, input.picture, camera.rangeMetres)),
  };
}

type Known = Omit<CalibrationInput, "camera"> & { readonly camera: KnownCamera };

const undetermined = (because: Undetermined["because"]): Undetermined => ({ result: "undetermined", because });

function byPoints({ points, picture, camera }: Known): Found | Undetermined {
  const pairs = points.map(({ pixel, at }) => ({ pixel, ground: "x" in at ? at : beforeCamera(camera, at) }));
  const fitted = fitPoints(pairs, picture);
  if (fitted.outcome !== "fit") return undetermined(fitted.outcome);
  const { fit } = fitted;
  const each = pairs.map(({ pixel, ground }) => {
    const back = projected(fit, ground);
    const there = fit.ground(pixel);
    return {
      fitted: back,
      pixels: apart(back, pixel),
      metres: there === undefined ? 0 : apart(there, ground),
      used: true,
    };
  });
  const warnings: CalibrationWarning[] = [];
  const thin = Math.min(thinness(pairs.map(({ pixel }) => pixel)), thinness(pairs.map(({ ground }) => ground)));
  if (thin < THIN || shiftOfAPixel(pairs, fit, picture) > SHAKY) warnings.push("nearly-on-a-line");
  if (spreadOf(each.map(({ pixels }) => pixels)).rms > Math.max(4, 0.01 * picture.width)) warnings.push("large-error");
  const { view } = fit;
  if (
    view !== null &&
    (Math.hypot(view.stands.x, view.stands.y) > ELSEWHERE_METRES || Math.abs(view.heading) > ELSEWHERE_RADIANS)
  )
    warnings.push("camera-elsewhere");
  return { fit, points: pairs, each, warnings };
}

function byPeople({ people, picture, personHeightMetres, fieldOfViewDegrees, camera }: Known): Found | Undetermined {
  const { rangeMetres } = camera;
  const fitted = viewFromPeople(people, {
    picture,
    personHeightMetres,
    fieldOfViewDegrees: fieldOfViewDegrees ?? camera.fieldOfViewDegrees,
    isFieldOfViewKnown: fieldOfViewDegrees !== undefined,
  });
  if (fitted.outcome !== "view") return undetermined(fitted.outcome);
  const { view, weights, distanceError } = fitted;
  const ground = footingOf(view);
  const points = samplePlaces({ ground, picture, rangeMetres }).flatMap((pixel) => {
    const at = ground(pixel);
    return at === undefined ? [] : [{ pixel, ground: rounded(at) }];
  });
  const fit = points.length < 4 ? undefined : fitOf(view, points);
  if (fit === undefined) return undetermined("no-camera-sees-this");
  const heads = headsIn(view, people, personHeightMetres);
  const each = people.map(({ foot, head }, i) => {
    const expected = heads[i];
    if (expected === undefined) return { fitted: head, pixels: 0, metres: 0, used: false };
    // The middle of a box does not say how somebody leans: only how tall they are is held against it.
    const fitted = isBox({ foot, head }) ? { x: foot.x, y: expected.y } : expected;
    const taller = apart(head, foot) / Math.max(1, apart(fitted, foot)) - 1;
    return {
      fitted,
      pixels: apart(fitted, head),
      metres: Math.abs(taller) * personHeightMetres,
      used: (weights[i] ?? 0) > 0.5,
    };
  });
  const used = each.filter((one) => one.used);
  const warnings: CalibrationWarning[] = [];
  if (used.length < each.length) warnings.push("people-left-out");
  if (distanceError > UNSURE)
    warnings.push(fieldOfViewDegrees === undefined && people.every(isBox) ? "field-of-view-unknown" : "one-depth");
  if (spreadOf(used.map(({ metres }) => metres)).rms > 0.08 * personHeightMetres) warnings.push("large-error");
  return { fit, points, each, warnings };
}

/** Clouds of points thinner than this bend far away. */
const THIN = 0.08;
/** Share of the points' spread on the ground that a place among them may move by when a single click is off by a pixel. */
const SHAKY = 0.1;
/** Of the farthest distance, one standard error. */
const UNSURE = 0.12;
const ELSEWHERE_METRES = 4;
const ELSEWHERE_RADIANS = 0.26;

/**
 * How far the ground in the middle of the points moves when one of them was clicked a pixel beside, by their spread: three of four nearly
 * on one line are no thin cloud, and yet determine little.
 */
function shiftOfAPixel(pairs: readonly Pair[], fit: GroundFit, picture: CameraView["picture"]): number {
  const mean = (pick: (pair: Pair) => number): number =>
    pairs.reduce((sum, pair) => sum + pick(pair), 0) / pairs.length;
  const middle = { x: mean(({ pixel }) => pixel.x), y: mean(({ pixel }) => pixel.y) };
  const centre = { x: mean(({ ground }) => ground.x), y: mean(({ ground }) => ground.y) };
  const spread = Math.sqrt(mean(({ ground }) => apart(ground, centre) ** 2));
  const here = fit.ground(middle);
  const shifts = pairs.flatMap(({ pixel, ground }, i) =>
    [
      { x: pixel.x + 1, y: pixel.y },
      { x: pixel.x, y: pixel.y + 1 },
    ].map((beside) => {
      const moved = fitPoints(pairs.with(i, { pixel: beside, ground }), picture);
      const there = moved.outcome === "fit" ? moved.fit.ground(middle) : undefined;
      return here === undefined || there === undefined ? Number.POSITIVE_INFINITY : apart(here, there) / spread;
    }),
  );
  return Math.max(...shifts);
}

/** Do both methods see the same ground? Distances are compared between places of the picture, so that neither needs the other's origin. */
function agreementOf(fit: GroundFit, other: GroundFit, { picture, camera }: Known): Calibrated["agreement"] {
  const [mine, theirs] = [horizonOf(fit.toGround, picture.width), horizonOf(other.toGround, picture.width)];
  if (mine === undefined || theirs === undefined) return null;
  const middle = (line: { left: Point; right: Point }): number => (line.left.y + line.right.y) / 2;
  const horizonPixels = Math.abs(middle(mine) - middle(theirs));
  const pixels = samplePlaces({ ground: fit.ground, picture, rangeMetres: camera.rangeMetres });
  const ratios = pixels.slice(1).flatMap((pixel, i) => {
    const before = pixels[i] ?? pixel;
    const [a, b, c, d] = [fit.ground(before), fit.ground(pixel), other.ground(before), other.ground(pixel)];
    if (a === undefined || b === undefined || c === undefined || d === undefined) return [];
    return apart(c, d) > 0 && apart(a, b) > 0 ? [apart(a, b) / apart(c, d)] : [];
  });
  const scale = ratios.toSorted((a, b) => a - b)[Math.floor(ratios.length / 2)];
  if (scale === undefined) return null;
  const agrees = horizonPixels <= 0.05 * picture.height && scale > 0.85 && scale < 1 / 0.85;
  return { horizonPixels, scale, agrees };
}

function samplesOf({ view, ground }: GroundFit, { picture, camera, personHeightMetres }: Known): Calibrated["samples"] {
  if (view === null) return [];
  const toPicture = projectionOf(view);
  return samplePlaces({ ground, picture, rangeMetres: camera.rangeMetres }).flatMap((foot) => {
    const at = ground(foot);
    const head = at && toPicture(at, personHeightMetres);
    if (at === undefined || head === undefined) return [];
    return [{ ground: at, foot, head, width: Math.max(1, SHOULDERS * apart(foot, head)) }];
  });
}

/** Width of a person with arms by their height. */
const SHOULDERS = 0.3;

function lineOnMap(
  { ground }: GroundFit,
  [from, to]: readonly [Point, Point],
  camera: Stand,
): [Position, Position] | null {
  const [first, second] = [ground(from), ground(to)];
  return first === undefined || second === undefined ? null : [onMap(camera, first), onMap(camera, second)];
}

function zoneOnMap({ ground }: GroundFit, polygon: readonly Point[], camera: Stand): Polygon | null {
  const corners = polygon.flatMap((pixel) => ground(pixel) ?? []);
  return corners.length < polygon.length ? null : polygonOnMap(camera, corners);
}

function isUnusual(view: CameraView | null): boolean {
  if (view === null) return true;
  const { heightMetres, tiltDegrees, rollDegrees, horizontalDegrees } = shown(view);
  const isMounted = heightMetres > 1.5 && heightMetres < 80 && tiltDegrees > -5 && Math.abs(rollDegrees) < 12;
  return !isMounted || horizontalDegrees < 5 || horizontalDegrees > 130;
}

const DEGREES = 180 / Math.PI;

function shown({ picture, heightMetres, tilt, roll, focalPixels, heading, stands }: CameraView) {
  return {
    heightMetres,
    tiltDegrees: tilt * DEGREES,
    rollDegrees: roll * DEGREES,
    focalPixels,
    horizontalDegrees: 2 * Math.atan(picture.width / 2 / focalPixels) * DEGREES,
    stands,
    headingDegrees: heading * DEGREES,
  };
}

function projected({ toPicture }: GroundFit, { x, y }: Point): Point {
  const pixel = project(toPicture, { x, y });
  return { x: bounded(pixel.x), y: bounded(pixel.y) };
}

/** On the horizon a point of the ground is infinitely far away; a picture is not that large. */
const bounded = (value: number): number => Math.max(-1e6, Math.min(1e6, Number.isNaN(value) ? 1e6 : value));

const apart = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
/** To a tenth of a millimetre. */
const rounded = ({ x, y }: Point): Point => ({ x: Math.round(x * 1e4) / 1e4, y: Math.round(y * 1e4) / 1e4 });

function spreadOf(values: readonly number[]): { rms: number; largest: number } {
  if (values.length === 0) return { rms: 0, largest: 0 };
  return {
    rms: Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length),
    largest: Math.max(...values),
  };
}
