import type { Luma } from "./picture/background.ts";

/** Draws pictures whose truth is known, for tests and for the benchmark: a textured ground, people, things, noise and light. */

/** A thing to draw at one moment; `x`, `y` is the middle of where it stands. */
export interface Drawn {
  readonly what: "person" | "thing" | "patch";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Grey level; for a patch, what the ground is multiplied by. */
  readonly level: number;
  /** Phase of the step in radians. */
  readonly stride?: number;
}

export interface RenderedScene {
  readonly width: number;
  readonly height: number;
  readonly seed: number;
  /** Grey levels of standard deviation, new for each picture. */
  readonly noise: number;
  /** Depth of the ground's texture in grey levels. */
  readonly texture: number;
  readonly ground: number;
  /** The light on the whole picture, 1 is full. */
  readonly light?: (seconds: number) => number;
  readonly draw: (seconds: number) => readonly Drawn[];
}

export interface RenderedPicture {
  readonly luma: Luma;
  /** 1 where something other than the ground or its light was drawn. */
  readonly truth: Uint8Array;
}

/** Small fast generator (mulberry32), so that every run draws the same. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Returns a function that draws the picture of any moment. */
export function renderer(scene: RenderedScene): (seconds: number) => RenderedPicture {
  const { width, height } = scene;
  const random = randomFrom(scene.seed);
  const ground = drawGround(scene, random);
  const noise = Float32Array.from({ length: 65536 }, () => scene.noise * gaussian(random));
  return (seconds) => {
    const values = ground.slice();
    const truth = new Uint8Array(width * height);
    for (const drawn of scene.draw(seconds)) paint(values, truth, drawn, width, height);
    const light = scene.light?.(seconds) ?? 1;
    const pixels = new Uint8Array(width * height);
    let from = Math.floor(random() * 65536);
    for (let at = 0; at < pixels.length; at++) {
      if (at % 4099 === 0) from = Math.floor(random() * 65536);
      pixels[at] = Math.max(
        0,
        Math.min(255, Math.round((values[at] ?? 0) * light + (noise[(from + at) & 65535] ?? 0))),
      );
    }
    return { luma: { pixels, width, height, stride: width }, truth };
  };
}

function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function drawGround({ width, height, ground, texture }: RenderedScene, random: () => number): Float32Array {
  const values = new Float32Array(width * height);
  const octaves = [64, 24, 9, 3].map((size) => {
    const columns = Math.ceil(width / size) + 2;
    return {
      size,
      columns,
      grid: Float32Array.from({ length: columns * (Math.ceil(height / size) + 2) }, () => random() - 0.5),
    };
  });
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let value = ground + 30 * (y / height - 0.5);
      for (const { size, columns, grid } of octaves) {
        const column = Math.floor(x / size);
        const row = Math.floor(y / size);
        const u = x / size - column;
        const v = y / size - row;
        const corner = (i: number, j: number): number => grid[(row + j) * columns + column + i] ?? 0;
        value +=
          texture *
          ((corner(0, 0) * (1 - u) + corner(1, 0) * u) * (1 - v) + (corner(0, 1) * (1 - u) + corner(1, 1) * u) * v);
      }
      values[y * width + x] = value;
    }
  }
  return values;
}

function paint(values: Float32Array, truth: Uint8Array, drawn: Drawn, width: number, height: number): void {
  const left = Math.floor(drawn.x - drawn.width / 2);
  const top = Math.floor(drawn.y - drawn.height);
  for (let y = Math.max(0, top); y < Math.min(height, Math.ceil(drawn.y)); y++) {
    for (let x = Math.max(0, left); x < Math.min(width, Math.ceil(drawn.x + drawn.width / 2)); x++) {
      const u = (x - drawn.x) / drawn.width;
      const v = (y - (drawn.y - drawn.height)) / drawn.height;
      const at = y * width + x;
      if (drawn.what === "patch") {
        values[at] = (values[at] ?? 0) * drawn.level;
        continue;
      }
      const level =
        drawn.what === "thing"
          ? drawn.level + 25 * (0.5 - v) + 12 * Math.sign(Math.sin(9 * v))
          : personLevel(drawn, u, v);
      if (level === undefined) continue;
      values[at] = level;
      truth[at] = 1;
    }
  }
}

/** A head, a body with a pattern and two legs that step; undefined beside the person. */
function personLevel(drawn: Drawn, u: number, v: number): number | undefined {
  const step = Math.sin(drawn.stride ?? 0);
  if (v < 0.17) return Math.hypot(u / 0.28, (v - 0.085) / 0.085) < 1 ? 150 : undefined;
  if (v < 0.55)
    return Math.abs(u) < 0.36 + 0.1 * Math.sin(3 * v + step) ? drawn.level + 14 * Math.sin(20 * v + 6 * u) : undefined;
  const down = (v - 0.55) / 0.45;
  const leg = 0.14 + 0.26 * step * down;
  return Math.abs(u - leg) < 0.14 || Math.abs(u + leg) < 0.14 ? drawn.level * 0.75 : undefined;
}
