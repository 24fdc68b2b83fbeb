/** Draws what a rendered camera sees at a second of the scenario, and says exactly what is where in it. */
import {
  type Box,
  canvas,
  type Canvas,
  type Colour,
  type Crowd,
  dimmed,
  drawPerson,
  drawShadow,
  drawThing,
  limb,
  type Look,
  lookOf,
  present,
  project,
  rgb,
  sequence,
  type Stance,
} from "@cordon/scenes";
import type { PlannedCamera } from "../scenario/cameras.ts";
import { clockFace } from "../scenario/time.ts";
import { type Backdrop, lampLight, paintBackdrop } from "./backdrop.ts";
import { boatsAt, drawBoat } from "./boats.ts";
import { widthOfText, write } from "./lettering.ts";
import { type Light, lightAt } from "./light.ts";
import { actorAt, actors, carriedBy, props } from "./script.ts";
import { type Barrier, type Stage, stages } from "./stages.ts";

/** One thing in a frame: where it stands on the stage's ground and the box around it in the picture. */
export type Truth = {
  readonly what: "person" | "actor" | "object";
  readonly seed: number;
  readonly x: number;
  readonly y: number;
  readonly box: Box;
};

/** What a camera shows while the exercise's clock stands. */
export type Card = "PAUSED / EN PAUSE" | "ENDED / TERMINÉ";

export type Renderer = {
  readonly stage: Stage;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Draws into the renderer's own buffer (`yuv420p`), which the next call overwrites. */
  render(scenarioSeconds: number): Rendered;
  /**
   * The picture of a second, almost dark, with a word across it. A frozen picture would show the analysis people who
   * stand stiller than people stand; this shows it that there is nothing to see.
   */
  card(scenarioSeconds: number, word: Card): Uint8ClampedArray<ArrayBuffer>;
};

export type Rendered = { readonly bytes: Uint8ClampedArray<ArrayBuffer>; readonly truth: readonly Truth[] };

const noiseLength = 1 << 16;

/** Film noise, near Gaussian with a standard deviation of 1.3 grey levels. */
function grain(): Int8Array {
  const random = sequence(640);
  return Int8Array.from({ length: noiseLength }, () =>
    Math.round((random() + random() + random() + random() - 2) * 2.25),
  );
}

const ripples = Int8Array.from({ length: 256 }, (_, i) =>
  Math.round(60 * Math.sin((i / 128) * Math.PI) + 50 * Math.sin((i / 64) * Math.PI + 1)),
);

export async function createRenderer(
  camera: PlannedCamera,
  crowd: Crowd,
  pause?: () => Promise<void>,
): Promise<Renderer> {
  if (!camera.stage) throw new Error(`${camera.reference} has no stage to draw`);
  const stage = stages[camera.stage];
  const { widthPx, heightPx } = stage.camera;
  const backdrop = await paintBackdrop(stage, pause);
  const mixed = canvas(widthPx, heightPx);
  const on = canvas(widthPx, heightPx);
  const noise = grain();
  const looks = new Map<number, Look>();
  const bars = stage.barriers.flatMap((barrier) => panelsOf(barrier, stage));
  let mixedAt = Number.NaN;
  let mixedRow = 0;
  let frames = 0;

  const lookFor = (seed: number): Look => {
    const known = looks.get(seed);
    if (known) return known;
    if (looks.size > 2000) looks.clear();
    const made = lookOf(seed);
    looks.set(seed, made);
    return made;
  };

  const render = (scenarioSeconds: number): Rendered => {
    const light = lightAt(scenarioSeconds);
    if (Math.abs(scenarioSeconds - mixedAt) < 120) {
      // Light changes slowly: a tenth of the rows is mixed anew with each frame.
      const rows = heightPx / 10;
      mix(backdrop, mixed, light, mixedRow, mixedRow + rows);
      mixedRow = (mixedRow + rows) % heightPx;
    } else {
      mix(backdrop, mixed, light, 0, heightPx);
    }
    mixedAt = scenarioSeconds;
    on.bytes.set(mixed.bytes);
    ripple(backdrop, on, scenarioSeconds, light);
    passBoats(backdrop, mixed, on, stage, scenarioSeconds, light);
    const truth = drawScene(on, stage, crowd, bars, lookFor, scenarioSeconds, light);
    addGrain(on.y, noise, frames++);
    burnIn(on, camera, scenarioSeconds);
    return { bytes: on.bytes, truth };
  };

  return {
    stage,
    widthPx,
    heightPx,
    card(scenarioSeconds, word) {
      render(scenarioSeconds);
      for (let i = 0; i < on.y.length; i++) on.y[i] = (on.y[i] ?? 0) * 0.06 + 28;
      write(on, word, Math.round((widthPx - widthOfText(word, 3)) / 2), 48, 3, 150);
      burnIn(on, camera, scenarioSeconds);
      return on.bytes;
    },
    render,
  };
}

function mix(backdrop: Backdrop, into: Canvas, light: Light, fromRow: number, toRow: number): void {
  const { widthPx: width } = into;
  const [day, lamps] = [light.day, light.lamps * (1.3 - 0.6 * light.day)];
  for (let i = fromRow * width; i < toRow * width; i++)
    into.y[i] = (backdrop.day.y[i] ?? 0) * day + (backdrop.lamps.y[i] ?? 0) * lamps;
  for (let i = (fromRow * width) / 4; i < (toRow * width) / 4; i++) {
    into.u[i] = 128 + ((backdrop.day.u[i] ?? 128) - 128) * day + ((backdrop.lamps.u[i] ?? 128) - 128) * lamps;
    into.v[i] = 128 + ((backdrop.day.v[i] ?? 128) - 128) * day + ((backdrop.lamps.v[i] ?? 128) - 128) * lamps;
  }
}

function ripple(backdrop: Backdrop, on: Canvas, scenarioSeconds: number, light: Light): void {
  const { at, phase, strength } = backdrop.water;
  const shift = Math.floor(scenarioSeconds * 58) & 255;
  const gain = (0.25 + 0.75 * light.day) / 1200;
  for (let i = 0; i < at.length; i++) {
    const pixel = at[i] ?? 0;
    on.y[pixel] = (on.y[pixel] ?? 0) + (ripples[((phase[i] ?? 0) + shift) & 255] ?? 0) * (strength[i] ?? 0) * gain;
  }
}

function passBoats(
  backdrop: Backdrop,
  still: Canvas,
  on: Canvas,
  stage: Stage,
  scenarioSeconds: number,
  light: Light,
): void {
  const boats = boatsAt(stage, scenarioSeconds);
  if (boats.length === 0) return;
  for (const boat of boats) drawBoat(on, stage, boat, Math.min(1.05, light.day + 0.45 * light.lamps), light.lamps);
  // The lamp posts stand before the river: they are put back from the still picture.
  const half = on.widthPx >> 1;
  for (const pixel of backdrop.posts) {
    on.y[pixel] = still.y[pixel] ?? 0;
    const quarter = ((pixel / on.widthPx) >> 1) * half + ((pixel % on.widthPx) >> 1);
    on.u[quarter] = still.u[quarter] ?? 128;
    on.v[quarter] = still.v[quarter] ?? 128;
  }
}

type Drawn = { readonly y: number; readonly draw: () => void };

function drawScene(
  on: Canvas,
  stage: Stage,
  crowd: Crowd,
  bars: readonly Panel[],
  lookFor: (seed: number) => Look,
  scenarioSeconds: number,
  light: Light,
): Truth[] {
  const truth: Truth[] = [];
  const drawn: Drawn[] = [];
  const lightOn = (x: number, y: number): number =>
    Math.min(1.1, light.day + light.lamps * lampLight(stage, x, y) * 0.8);
  const person = (what: "person" | "actor", seed: number, stance: Stance, carries: Colour | null): void => {
    const look = lookFor(seed);
    drawShadow(on, stage.camera, stance, look.heightMetres, light.day);
    drawn.push({
      y: stance.y,
      draw: () => {
        const lit = lightOn(stance.x, stance.y);
        const box = drawPerson(on, stage.camera, stance, look, lit, carries ? dimmed(carries, lit) : null);
        if (box) truth.push({ what, seed, x: stance.x, y: stance.y, box });
      },
    });
  };
  present(crowd, scenarioSeconds, (seed, stance) => {
    if (stance.y > 8 && Math.abs(stance.x) < stance.y * 0.56 + 2) person("person", seed, stance, null);
  });
  for (const actor of actors) {
    if (actor.stage !== stage.name) continue;
    const stance = actorAt(actor, scenarioSeconds);
    if (stance) person("actor", actor.seed, stance, carriedBy(actor, scenarioSeconds));
  }
  for (const [index, prop] of props.entries()) {
    if (prop.stage !== stage.name || scenarioSeconds < prop.fromSeconds || scenarioSeconds >= prop.untilSeconds)
      continue;
    const { thing } = prop;
    drawn.push({
      y: thing.y,
      draw: () => {
        const box = drawThing(on, stage.camera, thing, lightOn(thing.x, thing.y));
        if (box) truth.push({ what: "object", seed: index, x: thing.x, y: thing.y, box });
      },
    });
  }
  // A barrier's panels stand at their own depths between the people.
  for (const bar of bars) drawn.push({ y: bar.y, draw: () => drawBars(on, bar, lightOn(bar.x, bar.y)) });
  drawn.sort((a, b) => b.y - a.y);
  for (const each of drawn) each.draw();
  return truth;
}

type Panel = {
  readonly x: number;
  readonly y: number;
  readonly strokes: readonly (readonly [number, number, number, number, number])[];
};

/** The panels of a row of barriers, each with its strokes in pixels, so that people pass in front of one and behind the next. */
function panelsOf(barrier: Barrier, stage: Stage): Panel[] {
  const [x0, y0] = barrier.from;
  const [x1, y1] = barrier.to;
  const count = Math.max(1, Math.round(Math.hypot(x1 - x0, y1 - y0) / 2.2));
  return Array.from({ length: count }, (_, i) => {
    const strokes: [number, number, number, number, number][] = [];
    const stroke = (ax: number, ay: number, az: number, bx: number, by: number, bz: number, metres: number): void => {
      const [a, b] = [project(stage.camera, ax, ay, az), project(stage.camera, bx, by, bz)];
      if (a && b) strokes.push([a[0], a[1], b[0], b[1], Math.max(0.35, (metres * stage.camera.focalPx) / ay / 2)]);
    };
    const at = (t: number): [number, number] => [
      x0 + ((x1 - x0) * (i + t)) / count,
      y0 + ((y1 - y0) * (i + t)) / count,
    ];
    const [ax, ay] = at(0.03);
    const [bx, by] = at(0.97);
    stroke(ax, ay, 1.08, bx, by, 1.08, 0.05);
    stroke(ax, ay, 0.22, bx, by, 0.22, 0.04);
    stroke(ax, ay, 0, ax, ay, 1.08, 0.05);
    stroke(bx, by, 0, bx, by, 1.08, 0.05);
    for (let k = 1; k < 9; k++) {
      const [px, py] = at(0.03 + (0.94 * k) / 9);
      stroke(px, py, 0.22, px, py, 1.08, 0.022);
    }
    const [x, y] = at(0.5);
    return { x, y, strokes };
  });
}

function drawBars(on: Canvas, bar: Panel, light: number): void {
  const metal = dimmed(rgb(168, 172, 176), light);
  for (const [ax, ay, bx, by, radius] of bar.strokes) limb(on, ax, ay, radius, bx, by, radius, metal, 0);
}

function addGrain(luma: Uint8ClampedArray, noise: Int8Array, frame: number): void {
  // A new offset for each frame; the tile is far longer than a row, so nothing repeats visibly.
  const offset = Math.imul(frame + 1, 0x9e3779b1) >>> 16;
  for (let i = 0; i < luma.length; i++)
    luma[i] = (luma[i] ?? 0) + (noise[(i + offset + (i >> 13) * 257) & (noiseLength - 1)] ?? 0);
}

function burnIn(on: Canvas, camera: PlannedCamera, scenarioSeconds: number): void {
  write(on, `${camera.reference.replace("-", " ")} ${camera.name.fr.replace(/[’,]/g, "")}`, 12, 12, 1);
  const rehearsal = "REHEARSAL / EXERCICE";
  write(on, rehearsal, on.widthPx - widthOfText(rehearsal, 2) - 12, 12, 2);
  write(on, `2024-07-26 ${clockFace(scenarioSeconds)}`, 12, on.heightPx - 22, 1);
}
