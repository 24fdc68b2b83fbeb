/** What does not move: the ground with its paving, painted lines and puddles, and what is beyond it. Painted once. */
import { type Canvas, canvas, rgb } from "../drawing/canvas.ts";
import { cloudy, hash, noise } from "../drawing/texture.ts";
import type { Spot, View } from "./mounting.ts";

export type Paving = "asphalt" | "slabs" | "cobbles" | "gravel" | "hall" | "grass";

export type Ground = {
  readonly paving: Paving;
  /** How bright it is, 1 as usual. */
  readonly tone?: number;
  /** Painted on it, white: between lanes, at a kerb. */
  readonly lines?: readonly { readonly from: Spot; readonly to: Spot; readonly widthMetres: number }[];
  /** Water on it: flickers, and shows who stands beside it. */
  readonly puddles?: readonly { readonly x: number; readonly y: number; readonly radiusMetres: number }[];
};

export type Backdrop = {
  readonly picture: Canvas;
  /** Pixels of puddles, the phase of their ripple, and its strength in grey levels. */
  readonly water: { readonly at: Uint32Array; readonly phase: Uint8Array; readonly strength: Uint8Array };
  readonly isWet: Uint8Array;
};

type Tone = readonly [r: number, g: number, b: number];

export function paintGround(ground: Ground, view: View, seed: number): Backdrop {
  const { widthPx: width, heightPx: height, focalPx, pitchRadians, heightMetres } = view.pinhole;
  const picture = canvas(width, height);
  const [sin, cos] = [Math.sin(pitchRadians), Math.cos(pitchRadians)];
  const [at, phase, strength]: number[][] = [[], [], []];
  const isWet = new Uint8Array(width * height);
  for (let v = 0; v < height; v++) {
    for (let u = 0; u < width; u++) {
      const dx = (u + 0.5 - width / 2) / focalPx;
      const up = (height / 2 - v - 0.5) / focalPx;
      const [dy, dz] = [cos + up * sin, up * cos - sin];
      const pixel = v * width + u;
      const distance = dz < -1e-3 ? -heightMetres / dz : Number.POSITIVE_INFINITY;
      let tone: Tone;
      if (distance < 400) {
        const [x, y] = view.onGround(dx * distance, dy * distance);
        const metresPerPixel = distance / focalPx;
        const wet = wetness(ground, x, y);
        tone = groundAt(ground, x, y, metresPerPixel, seed);
        if (wet > 0) {
          const sky = 0.55 + 0.5 * cloudy(x * 0.7, y * 0.7, seed + 77);
          tone = [tone[0] * 0.4 + 105 * sky * wet, tone[1] * 0.4 + 108 * sky * wet, tone[2] * 0.4 + 112 * sky * wet];
          at?.push(pixel);
          phase?.push(Math.floor(256 * noise(x * 3, y * 3, seed + 78)));
          strength?.push(Math.round(26 * wet));
          isWet[pixel] = 1;
        }
      } else tone = beyond(dx / Math.max(0.05, dy), dz / Math.max(0.05, dy), seed);
      const colour = rgb(...tone);
      picture.y[pixel] = colour.y;
      if ((u & v & 1) === 1) {
        const quarter = (v >> 1) * (width >> 1) + (u >> 1);
        picture.u[quarter] = colour.u;
        picture.v[quarter] = colour.v;
      }
    }
  }
  return {
    picture,
    water: {
      at: Uint32Array.from(at ?? []),
      phase: Uint8Array.from(phase ?? []),
      strength: Uint8Array.from(strength ?? []),
    },
    isWet,
  };
}

/** 0 outside the puddles, up to 1 inside, with ragged edges. */
function wetness(ground: Ground, x: number, y: number): number {
  let most = 0;
  for (const puddle of ground.puddles ?? []) {
    const out = Math.hypot(x - puddle.x, y - puddle.y) / puddle.radiusMetres;
    if (out > 1.3) continue;
    const edge = 0.8 + 0.4 * noise(x * 1.7, y * 1.7, 79);
    most = Math.max(most, Math.min(1, (edge - out) * 5));
  }
  return most;
}

const bases: Readonly<Record<Paving, Tone>> = {
  asphalt: [96, 97, 99],
  slabs: [150, 146, 138],
  cobbles: [124, 120, 116],
  gravel: [176, 160, 132],
  hall: [168, 160, 148],
  grass: [92, 112, 66],
};

/** Size of the pattern's pieces in metres, how much one differs from the next, how dark its joints are. */
const patterns: Readonly<Record<Paving, readonly [size: number, varies: number, joint: number]>> = {
  asphalt: [0, 0, 0],
  slabs: [1.2, 0.1, 0.2],
  cobbles: [0.24, 0.2, 0.16],
  gravel: [0, 0, 0],
  hall: [2.4, 0.05, 0.12],
  grass: [0, 0, 0],
};

function groundAt(ground: Ground, x: number, y: number, metresPerPixel: number, seed: number): Tone {
  const [r, g, b] = bases[ground.paving];
  let tone = (ground.tone ?? 1) * (0.86 + 0.24 * cloudy(x * 0.16, y * 0.16, seed + 11, 4));
  // What is finer than a pixel fades instead of shimmering.
  const fine = (metres: number): number => Math.min(1, metres / (2 * metresPerPixel));
  tone *= 1 + 0.12 * fine(0.08) * (noise(x * 12, y * 12, seed + 13) - 0.5);
  tone *= 1 + 0.14 * fine(0.5) * (noise(x * 2.1, y * 2.1, seed + 14) - 0.5);
  const [size, varies, joint] = patterns[ground.paving];
  if (size > 0) {
    const clear = fine(size / 3);
    const row = Math.floor(y / size);
    const column = x / size + (row & 1) * 0.5;
    tone *= 1 + clear * varies * (hash(Math.floor(column), row, seed + 21) - 0.5);
    const edge = Math.min(Math.abs(y / size - Math.round(y / size)), Math.abs(column - Math.round(column))) * size;
    if (edge < Math.max(0.03, 0.04 * size)) tone *= 1 - joint * fine(0.08);
  }
  for (const line of ground.lines ?? []) {
    const [dx, dy] = [line.to[0] - line.from[0], line.to[1] - line.from[1]];
    const length = Math.hypot(dx, dy);
    const along = ((x - line.from[0]) * dx + (y - line.from[1]) * dy) / length;
    const across = Math.abs((x - line.from[0]) * dy - (y - line.from[1]) * dx) / length;
    if (along < 0 || along > length || across > line.widthMetres / 2) continue;
    const worn = 0.85 + 0.2 * noise(x * 4, y * 4, seed + 31);
    return [205 * worn, 204 * worn, 198 * worn];
  }
  return [r * tone, g * tone, b * tone];
}

/** A row of houses with windows and the sky over it. @param across, up tangents of azimuth and elevation */
function beyond(across: number, up: number, seed: number): Tone {
  const house = Math.floor(across * 9);
  const eaves = 0.1 + 0.07 * hash(house, 1, seed);
  if (up > eaves) {
    const white = cloudy(across * 6, up * 20, seed + 81, 4);
    return [176 + 36 * white, 188 + 26 * white, 204 + 8 * white];
  }
  const [column, storey] = [across * 90, up * 60];
  const isWindow = Math.abs(column - Math.round(column)) < 0.25 && Math.abs(storey - Math.round(storey)) < 0.3;
  const tone = (0.8 + 0.3 * hash(house, 2, seed)) * (0.95 + 0.1 * noise(column, storey, seed + 5));
  return isWindow ? [82, 86, 90] : [186 * tone, 176 * tone, 156 * tone];
}
