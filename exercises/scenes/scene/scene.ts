/** Draws what a camera sees at a second, and says exactly what is where in it. */
import { present } from "../crowds/tracks.ts";
import { type Canvas, canvas, rgb } from "../drawing/canvas.ts";
import { type Box, clipped, drawFigure, drawShadow, type Stance } from "../drawing/figure.ts";
import { type Look, lookOf } from "../drawing/look.ts";
import { hash, noise } from "../drawing/texture.ts";
import { drawCar } from "../drawing/solid.ts";
import { drawThing } from "../drawing/thing.ts";
import { type Part, partOf, poseAt, type ThingKind, whereabouts } from "./actors.ts";
import { developer } from "./develop.ts";
import { drawFurniture } from "./furniture.ts";
import { paintGround } from "./ground.ts";
import { calibrationOf, type View, viewOf } from "./mounting.ts";
import { mirrorPeople, rippleWater } from "./puddles.ts";
import { castShadow, darken, type Slant } from "./shadows.ts";
import { driving } from "./traffic.ts";
import type { Scene, SceneOptions, SeenCar, SeenPerson, SeenThing } from "./words.ts";

/** More people and things than this are never before one camera. */
const mostLabels = 8000;

type Person = {
  readonly id: string;
  readonly look: Look;
  readonly stance: Stance & { readonly posture: NonNullable<Stance["posture"]> };
  readonly carries: ReturnType<typeof rgb> | null;
};
type Drawn = { readonly depth: number; readonly draw: () => void };

export function scene(options: SceneOptions): Scene {
  const { camera: mounting, weather = {}, seed = 1 } = options;
  const { widthPx, heightPx } = options.size ?? { widthPx: 640, heightPx: 360 };
  if (widthPx % 2 !== 0 || heightPx % 2 !== 0) throw new RangeError("a yuv420p picture has even sides");
  const margin = 2 * Math.ceil(weather.shakePixels ?? 0) + (weather.shakePixels ? 2 : 0);
  const view = viewOf(mounting, widthPx, heightPx, margin);
  const backdrop = paintGround(options.ground ?? { paving: "asphalt" }, view, seed);
  const on = canvas(view.pinhole.widthPx, view.pinhole.heightPx, mostLabels);
  const shade = new Uint8ClampedArray(on.y.length);
  const develop = developer(on, widthPx, heightPx, margin, weather, seed);
  const parts = (options.actors ?? []).map(partOf);
  const looks = new Map<string, Look>();
  const lookFor = (id: string, number: number): Look => {
    const known = looks.get(id) ?? lookOf(number);
    looks.set(id, known);
    return known;
  };
  const slant = slantOf(options, view);

  const draw = (seconds: number): Pick<ReturnType<typeof seenFrom>, "people" | "things" | "cars"> => {
    on.bytes.set(backdrop.picture.bytes);
    rippleWater(on, backdrop.water, seconds);
    const people = everybody(options, parts, view, lookFor, seconds);
    mirrorPeople(on, view.pinhole, backdrop.isWet, people);
    for (const { stance, look } of people) drawShadow(on, view.pinhole, stance, look.heightMetres, 0);
    if (slant) {
      shade.fill(0);
      for (const { stance, look } of people)
        castShadow(shade, view.pinhole, slant, stance, look.heightMetres, stance.posture);
      darken(on, shade, weather.sun?.depth ?? 0.45);
    }
    return seenFrom(options, parts, view, on, people, seconds);
  };

  return {
    widthPx,
    heightPx,
    calibration: calibrationOf(view, margin),
    picture(seconds) {
      const { people, things, cars } = draw(seconds);
      const { yuv, luma, mask, labels, shift } = develop(seconds);
      // Boxes are of what is drawn; the picture is the part of it that the trembling camera shows.
      const inPicture = <T extends { readonly box: Box | null; readonly visible: number }>(seen: T): T => {
        const moved = seen.box && { ...seen.box, x: seen.box.x - shift[0], y: seen.box.y - shift[1] };
        const box = moved && clipped(moved, { widthPx, heightPx });
        const share = box && moved ? (box.width * box.height) / (moved.width * moved.height) : 0;
        return { ...seen, box, visible: seen.visible * share };
      };
      const truth = { people: people.map(inPicture), things: things.map(inPicture), cars: cars.map(inPicture) };
      return { seconds, widthPx, heightPx, yuv, luma, truth: { ...truth, mask, labels } };
    },
  };
}

function slantOf({ weather }: SceneOptions, view: View): Slant | null {
  if (!weather?.sun) return null;
  const reach = 1 / Math.tan((Math.max(8, weather.sun.elevationDegrees) * Math.PI) / 180);
  const away = view.stageHeading(weather.sun.azimuthDegrees + 180);
  return { x: reach * Math.cos(away), y: reach * Math.sin(away) };
}

/** Everybody on the ground who may be in the picture, as they stand on the stage. */
function everybody(
  { people = [], things = [] }: SceneOptions,
  parts: readonly Part[],
  view: View,
  lookFor: (id: string, seed: number) => Look,
  seconds: number,
): Person[] {
  const found: Person[] = [];
  const turned = view.stageHeading(90);
  for (const [index, crowd] of people.entries()) {
    present(crowd, seconds, (seed, stance) => {
      const [x, y] = view.onStage(stance.x, stance.y);
      if (!isBefore(view, x, y)) return;
      const id = `${index}-${seed}`;
      const at = { ...stance, x, y, headingRadians: stance.headingRadians + turned, posture: "upright" as const };
      found.push({ id, look: lookFor(id, seed + 7717 * index), stance: restless(at, seed, seconds), carries: null });
    });
  }
  for (const part of parts) {
    const pose = poseAt(part, seconds);
    if (!pose) continue;
    const { actor } = part;
    const [x, y] = view.onStage(pose.x, pose.y);
    if (!isBefore(view, x, y)) continue;
    const seed = actor.seed ?? numberOf(actor.name);
    const carried = things.find((thing) => {
      const now = whereabouts(thing, parts, seconds);
      return now.is === "carried" && now.by === actor.name;
    });
    const { metresPerSecond, walkedMetres, posture } = pose;
    const stance = {
      x,
      y,
      metresPerSecond,
      walkedMetres,
      posture,
      headingRadians: view.stageHeading(pose.headingDegrees),
    };
    found.push({
      id: actor.name,
      look: lookFor(actor.name, seed),
      stance: restless(stance, seed, seconds),
      carries: carried ? shapeOf(carried.kind, carried.seed ?? 1).colour : null,
    });
  }
  return found;
}

/** A number that a name always has. */
function numberOf(name: string): number {
  let number = 7;
  for (let i = 0; i < name.length; i++) number = (number * 31 + name.charCodeAt(i)) % 1_000_003;
  return number;
}

function isBefore({ pinhole }: View, x: number, y: number): boolean {
  const depth = y * Math.cos(pinhole.pitchRadians) + pinhole.heightMetres * Math.sin(pinhole.pitchRadians);
  return depth > 2 && depth < 250 && Math.abs(x) < (depth * pinhole.widthPx) / pinhole.focalPx / 2 + 3;
}

/** Nobody stands as still as a picture: who waits shifts their weight and looks about, who sleeps breathes. */
function restless(stance: Person["stance"], seed: number, seconds: number): Person["stance"] {
  if (stance.metresPerSecond > 0.3) return stance;
  const [reach, turn] = { upright: [0.05, 0.7], sitting: [0.02, 0.2], lying: [0.008, 0] }[stance.posture] as [
    number,
    number,
  ];
  return {
    ...stance,
    x: stance.x + reach * (noise(seconds * 0.35, seed, 3) - 0.5),
    y: stance.y + reach * (noise(seconds * 0.3, seed, 4) - 0.5),
    headingRadians: stance.headingRadians + turn * (noise(seconds * 0.2, seed, 5) - 0.5),
  };
}

const sizes: Readonly<Record<ThingKind, readonly [width: number, depth: number, height: number]>> = {
  suitcase: [0.46, 0.3, 0.66],
  "sports-bag": [0.66, 0.36, 0.36],
  backpack: [0.42, 0.34, 0.5],
  box: [0.4, 0.4, 0.4],
  bottle: [0.09, 0.09, 0.28],
};
const cloths = [
  rgb(34, 40, 62),
  rgb(132, 34, 38),
  rgb(196, 176, 134),
  rgb(28, 28, 30),
  rgb(72, 96, 70),
  rgb(214, 208, 200),
];

function shapeOf(kind: ThingKind, seed: number) {
  const [widthMetres, depthMetres, heightMetres] = sizes[kind];
  const colour = cloths[Math.floor(hash(seed, 17) * cloths.length)] ?? rgb(34, 40, 62);
  return { widthMetres, depthMetres, heightMetres, colour };
}

/** Draws from the far end to the near one, and counts what one sees of each. */
function seenFrom(
  options: SceneOptions,
  parts: readonly Part[],
  view: View,
  on: Canvas,
  persons: readonly Person[],
  seconds: number,
) {
  const { labels } = on;
  if (!labels) throw new Error("a scene's canvas keeps labels");
  labels.plane.fill(0);
  labels.drawn.fill(0);
  labels.seen.fill(0);
  const people: SeenPerson[] = [];
  const things: SeenThing[] = [];
  const cars: SeenCar[] = [];
  const drawn: Drawn[] = [];
  let next = 1;
  const visible = (label: number): number => (labels.seen[label] ?? 0) / Math.max(1, labels.drawn[label] ?? 0);

  for (const { id, look, stance, carries } of persons) {
    const label = next++;
    drawn.push({
      depth: stance.y,
      draw: () => {
        labels.pen = label;
        const box = drawFigure(on, view.pinhole, stance, look, 1, carries);
        const [x, y] = view.onGround(stance.x, stance.y);
        const { posture, metresPerSecond } = stance;
        const headingDegrees = compass(stance.headingRadians, options.camera.headingDegrees);
        people.push({ id, x, y, box, visible: 1, label, posture, headingDegrees, metresPerSecond });
      },
    });
  }
  for (const thing of options.things ?? []) {
    const now = whereabouts(thing, parts, seconds);
    if (now.is !== "lying") continue;
    const label = next++;
    const [x, y] = view.onStage(...now.at);
    if (!isBefore(view, x, y)) continue;
    drawn.push({
      depth: y,
      draw: () => {
        labels.pen = label;
        const box = drawThing(on, view.pinhole, { x, y, ...shapeOf(thing.kind, thing.seed ?? 1) }, 1);
        const { since, leftBy } = now;
        things.push({ name: thing.name, x: now.at[0], y: now.at[1], box, visible: 1, label, since, leftBy });
      },
    });
  }
  for (const car of (options.traffic ?? []).flatMap((lane) => driving(lane, seconds))) {
    const [x, y] = view.onStage(car.x, car.y);
    if (!isBefore(view, x, y)) continue;
    const label = next++;
    drawn.push({
      depth: y,
      draw: () => {
        labels.pen = label;
        const at = { x, y, headingRadians: view.stageHeading(car.headingDegrees) };
        const box = drawCar(on, view.pinhole, at, car.body, 1);
        const { id, lane, headingDegrees } = car;
        cars.push({ id, lane, x: car.x, y: car.y, headingDegrees, box, visible: 1, label });
      },
    });
  }
  for (const piece of options.furniture ?? []) {
    const [x, y] = view.onStage(piece.x, piece.y);
    if (!isBefore(view, x, y)) continue;
    const at = { x, y, headingRadians: view.stageHeading(piece.headingDegrees ?? 0) };
    drawn.push({
      depth: y,
      draw: () => {
        labels.pen = 0;
        drawFurniture(on, view.pinhole, piece.kind, at, 1);
      },
    });
  }
  if (next > mostLabels) throw new RangeError(`a scene has room for ${mostLabels} people and things before one camera`);
  drawn.sort((a, b) => b.depth - a.depth);
  for (const each of drawn) each.draw();
  const withVisible = <T extends { readonly label: number }>(seen: T): T => ({ ...seen, visible: visible(seen.label) });
  return { people: people.map(withVisible), things: things.map(withVisible), cars: cars.map(withVisible) };
}

function compass(stageRadians: number, cameraDegrees: number): number {
  return (((cameraDegrees + 90 - (stageRadians * 180) / Math.PI) % 360) + 360) % 360;
}
