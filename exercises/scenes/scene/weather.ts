/** Sun, light, rain, grain and shake: what the weather and the camera do to a picture. Deterministic by seed and second. */
import { hash, noise, sequence } from "../drawing/texture.ts";

export type Weather = {
  /** Where the sun stands; its shadows take away `depth` of the light. Without it there are only soft shadows at the feet. */
  readonly sun?: { readonly azimuthDegrees: number; readonly elevationDegrees: number; readonly depth?: number };
  /** From a second on the light becomes `gain` times full light, within `overSeconds` (0: at once). In order of time. */
  readonly light?: readonly { readonly atSeconds: number; readonly overSeconds: number; readonly gain: number }[];
  /** Shadows of clouds that pass over the ground, 0 none to 1 strong. */
  readonly clouds?: number;
  /** 0 none to 1 heavy. */
  readonly rain?: number;
  /** Standard deviation of the film noise in grey levels. */
  readonly grain?: number;
  /** Standard deviation of how far the picture trembles, pixels. */
  readonly shakePixels?: number;
};

/** @returns 1 for full light */
export function lightAt(weather: Weather, seconds: number): number {
  let gain = 1;
  for (const change of weather.light ?? []) {
    if (seconds < change.atSeconds) break;
    const t = change.overSeconds > 0 ? Math.min(1, (seconds - change.atSeconds) / change.overSeconds) : 1;
    gain += (change.gain - gain) * t * t * (3 - 2 * t);
  }
  return gain;
}

/** How far the picture is beside itself, pixels: a pole in the wind, and a lorry that passes. */
export function shakeAt(weather: Weather, seconds: number, seed: number): readonly [dx: number, dy: number] {
  const amount = weather.shakePixels ?? 0;
  if (amount === 0) return [0, 0];
  const sway = (phase: number): number =>
    Math.sin(seconds * 4.1 + phase) +
    0.7 * Math.sin(seconds * 9.7 + 2.3 * phase) +
    0.5 * Math.sin(seconds * 23 + phase);
  const burst = 0.6 + 0.8 * noise(seconds * 0.4, 0, seed);
  const most = 2 * amount;
  const limited = (value: number): number => Math.max(-most, Math.min(most, value));
  return [limited(amount * burst * sway(seed % 7)), limited(amount * burst * 0.8 * sway((seed % 5) + 1.7))];
}

const grainLength = 1 << 16;

/** Near Gaussian noise. */
export function grainTile(deviation: number, seed: number): Int8Array {
  const random = sequence(seed);
  return Int8Array.from({ length: grainLength }, () =>
    Math.round((random() + random() + random() + random() - 2) * 1.732 * deviation),
  );
}

export function addGrain(luma: Uint8ClampedArray, tile: Int8Array, seconds: number): void {
  // A new offset for each picture; the tile is far longer than a row, so nothing repeats visibly.
  const offset = Math.floor(hash(Math.round(seconds * 1000), 640) * grainLength);
  for (let i = 0; i < luma.length; i++)
    luma[i] = (luma[i] ?? 0) + (tile[(i + offset + (i >> 13) * 257) & (grainLength - 1)] ?? 0);
}

/** Streaks of falling drops, splashes on the ground, and a haze over all. */
export function addRain(
  luma: Uint8ClampedArray,
  widthPx: number,
  heightPx: number,
  rain: number,
  light: number,
  seconds: number,
  seed: number,
): void {
  const haze = 0.12 * rain;
  const grey = 150 * light * haze;
  for (let i = 0; i < luma.length; i++) luma[i] = (luma[i] ?? 0) * (1 - haze) + grey;
  const random = sequence(Math.round(seconds * 1000) + seed * 31);
  const bright = 205 * light;
  const streaks = Math.round((rain * 420 * widthPx * heightPx) / 230_400);
  for (let i = 0; i < streaks; i++) {
    const near = random() ** 3;
    const length = (7 + 26 * near) * (heightPx / 360);
    const alpha = 0.14 + 0.26 * random();
    let x = random() * widthPx;
    const top = Math.floor(random() * (heightPx + length) - length);
    for (let y = top; y < top + length; y++) {
      x += 0.12;
      if (y < 0 || y >= heightPx || x >= widthPx) continue;
      const at = y * widthPx + Math.floor(x);
      luma[at] = (luma[at] ?? 0) * (1 - alpha) + bright * alpha;
    }
  }
  const splashes = Math.round(streaks * 0.8);
  for (let i = 0; i < splashes; i++) {
    const y = Math.floor(heightPx * (0.35 + 0.65 * random()));
    const at = y * widthPx + Math.floor(random() * (widthPx - 1));
    luma[at] = (luma[at] ?? 0) + 22;
    luma[at + 1] = (luma[at + 1] ?? 0) + 14;
  }
}
