/** The parade: passenger boats that come down the river past the cameras, one every two to three minutes. */
import {
  type Canvas,
  type Colour,
  depthOf,
  dimmed,
  face,
  hash,
  limb,
  pictureX,
  pictureY,
  type Pinhole,
  project,
  rgb,
} from "@cordon/scenes";
import { at } from "../scenario/time.ts";
import type { Stage } from "./stages.ts";

export type Boat = {
  readonly seed: number;
  /** Middle of the boat on the stage, metres. */
  readonly x: number;
  readonly y: number;
};

const [paradeBegins, paradeEnds] = [at(19, 30), at(22, 45)];
const everySeconds = 150;
const metresPerSecond = 3.2;
const lengthMetres = 32;
const halfBeamMetres = 2.5;

/** The boats before a stage at a second; the current carries them along x or along y, as the stage says. */
export function boatsAt(stage: Stage, scenarioSeconds: number): Boat[] {
  const { fairway } = stage;
  if (!fairway) return [];
  const boats: Boat[] = [];
  const first = Math.floor((scenarioSeconds - 200) / everySeconds);
  for (let number = first; number < first + 4; number++) {
    const passes = number * everySeconds + 40 * hash(number, 3) + fairway.delaySeconds;
    if (passes < paradeBegins || passes > paradeEnds) continue;
    const along = fairway.fromMetres + (scenarioSeconds - passes) * metresPerSecond;
    if (along < fairway.fromMetres || along > fairway.untilMetres) continue;
    boats.push(
      fairway.along === "x"
        ? { seed: number, x: along, y: fairway.acrossMetres }
        : { seed: number, x: fairway.acrossMetres, y: along },
    );
  }
  return boats;
}

type Extent = readonly [low: number, high: number];

const hulls = [rgb(228, 226, 220), rgb(52, 74, 120), rgb(150, 46, 44), rgb(60, 92, 82), rgb(206, 178, 96)];
const coats = [
  rgb(46, 66, 128),
  rgb(216, 214, 208),
  rgb(160, 58, 56),
  rgb(196, 166, 84),
  rgb(70, 112, 84),
  rgb(120, 126, 140),
];

/** @param light 1 is full daylight @param lamps how far the boat's own lights are up, 0 to 1 */
export function drawBoat(on: Canvas, stage: Stage, boat: Boat, light: number, lamps: number): void {
  const { camera, fairway, water } = stage;
  if (!fairway || !water) return;
  const surface = -water.dropMetres;
  const alongX = fairway.along === "x";
  const middle = alongX ? boat.x : boat.y;
  // Nothing is drawn beyond where the fairway ends: a bridge hides the rest.
  const clipped = (from: number, until: number): Extent => [
    Math.max(from, fairway.fromMetres),
    Math.min(until, fairway.untilMetres),
  ];
  const block = (from: number, until: number, beam: number, z0: number, z1: number, colour: Colour): void => {
    const length = clipped(middle + from, middle + until);
    if (length[1] - length[0] < 0.2) return;
    const across: Extent = [fairway.acrossMetres - beam, fairway.acrossMetres + beam];
    box(on, camera, alongX ? length : across, alongX ? across : length, [surface + z0, surface + z1], colour);
  };
  const hull = dimmed(hulls[Math.floor(hash(boat.seed, 1) * hulls.length)] ?? rgb(220, 220, 220), light);
  const white = dimmed(rgb(226, 226, 222), light);
  const glass = lamps > 0.3 ? rgb(214, 178, 110) : dimmed(rgb(66, 78, 88), light);
  const half = lengthMetres / 2;
  block(-half, half, halfBeamMetres, 0, 1.3, hull);
  block(-half + 1, half - 2.5, halfBeamMetres - 0.1, 1.3, 1.55, white);
  block(-half + 5, half - 8, halfBeamMetres - 0.5, 1.55, 2.05, white);
  block(-half + 5, half - 8, halfBeamMetres - 0.5, 2.05, 2.8, glass);
  block(-half + 4.6, half - 7.6, halfBeamMetres - 0.3, 2.8, 3, white);
  passengers(on, camera, boat, alongX, fairway, surface + 3, light);
}

function passengers(
  on: Canvas,
  camera: Pinhole,
  boat: Boat,
  alongX: boolean,
  fairway: NonNullable<Stage["fairway"]>,
  deck: number,
  light: number,
): void {
  for (let i = 0; i < 26; i++) {
    const along = (alongX ? boat.x : boat.y) - lengthMetres / 2 + 5.5 + i * 0.7 + 0.4 * hash(boat.seed, i, 5);
    if (along < fairway.fromMetres || along > fairway.untilMetres) continue;
    const aside = fairway.acrossMetres + (2 * hash(boat.seed, i, 6) - 1) * 1.6;
    const [x, y] = alongX ? [along, aside] : [aside, along];
    const depth = depthOf(camera, y, deck);
    if (depth < 5) continue;
    const pixels = camera.focalPx / depth;
    const u = pictureX(camera, x, depth);
    const [foot, head] = [pictureY(camera, y, deck + 0.3, depth), pictureY(camera, y, deck + 1.15, depth)];
    const coat = coats[Math.floor(hash(boat.seed + i, 7, 11) * coats.length)] ?? rgb(200, 200, 200);
    limb(on, u, foot, 0.24 * pixels, u, head, 0.22 * pixels, dimmed(coat, light * 0.9), 0.2);
    limb(
      on,
      u,
      head - 0.3 * pixels,
      0.12 * pixels,
      u,
      head - 0.36 * pixels,
      0.12 * pixels,
      dimmed(rgb(206, 164, 134), light),
      0.2,
    );
  }
}

/** The three faces of a box that a camera above and beside it sees. */
function box(on: Canvas, camera: Pinhole, x: Extent, y: Extent, z: Extent, colour: Colour): void {
  const corner = (i: 0 | 1, j: 0 | 1, k: 0 | 1): readonly [number, number] =>
    project(camera, x[i], y[j], z[k]) ?? [0, 0];
  if (y[0] < 3) return;
  if (z[1] < camera.heightMetres)
    face(on, [...corner(0, 1, 1), ...corner(1, 1, 1), ...corner(1, 0, 1), ...corner(0, 0, 1)], dimmed(colour, 1.06));
  if (x[1] < 0)
    face(on, [...corner(1, 0, 1), ...corner(1, 1, 1), ...corner(1, 1, 0), ...corner(1, 0, 0)], dimmed(colour, 0.86));
  if (x[0] > 0)
    face(on, [...corner(0, 1, 1), ...corner(0, 0, 1), ...corner(0, 0, 0), ...corner(0, 1, 0)], dimmed(colour, 0.7));
  face(on, [...corner(0, 0, 1), ...corner(1, 0, 1), ...corner(1, 0, 0), ...corner(0, 0, 0)], dimmed(colour, 0.78));
}
