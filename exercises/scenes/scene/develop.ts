/** From what is drawn to what the camera delivers: the light, clouds, rain and grain, and the part that the trembling camera shows. */
import type { Canvas } from "../drawing/canvas.ts";
import { cloudy } from "../drawing/texture.ts";
import { addGrain, addRain, grainTile, lightAt, shakeAt, type Weather } from "./weather.ts";
import type { Picture } from "./words.ts";

type Developed = Pick<Picture, "yuv" | "luma"> &
  Pick<Picture["truth"], "mask" | "labels"> & { readonly shift: readonly [number, number] };

/** Fraction bits of a shift between pixels. */
const part = 16;

/** @param margin pixels around the picture that are drawn and not shown */
export function developer(
  drawn: Canvas,
  widthPx: number,
  heightPx: number,
  margin: number,
  weather: Weather,
  seed: number,
): (seconds: number) => Developed {
  const { labels: drawnLabels } = drawn;
  if (!drawnLabels) throw new Error("a scene's canvas keeps labels");
  const count = widthPx * heightPx;
  const yuv = new Uint8ClampedArray((count * 3) / 2);
  const y = yuv.subarray(0, count);
  const luma = { pixels: new Uint8Array(yuv.buffer, 0, count), width: widthPx, height: heightPx, stride: widthPx };
  const mask = new Uint8Array(count);
  const labels = new Uint16Array(count);
  const tile = grainTile(weather.grain ?? 1.3, seed + 640);
  const sky = weather.clouds ? cloudTile(seed) : null;
  return (seconds) => {
    const light = lightAt(weather, seconds);
    const [dx, dy] = shakeAt(weather, seconds, seed);
    const [shiftX, shiftY] = [Math.round((margin + dx) * part), Math.round((margin + dy) * part)];
    cut(drawn.y, drawn.widthPx, y, widthPx, heightPx, shiftX, shiftY);
    const [wholeX, wholeY] = [Math.round(shiftX / part), Math.round(shiftY / part)];
    const [halfX, halfY] = [wholeX >> 1, wholeY >> 1];
    const [halfWidth, halfHeight] = [widthPx >> 1, heightPx >> 1];
    for (const [plane, offset] of [
      [drawn.u, count],
      [drawn.v, count + count / 4],
    ] as const) {
      for (let row = 0; row < halfHeight; row++) {
        const from = (row + halfY) * (drawn.widthPx >> 1) + halfX;
        yuv.set(plane.subarray(from, from + halfWidth), offset + row * halfWidth);
      }
    }
    for (let row = 0; row < heightPx; row++) {
      const from = (row + wholeY) * drawn.widthPx + wholeX;
      labels.set(drawnLabels.plane.subarray(from, from + widthPx), row * widthPx);
    }
    for (let i = 0; i < count; i++) mask[i] = labels[i] === 0 ? 0 : 1;
    if (light !== 1) {
      for (let i = 0; i < count; i++) y[i] = (y[i] ?? 0) * light;
      const colour = Math.min(1, light);
      for (let i = count; i < yuv.length; i++) yuv[i] = 128 + ((yuv[i] ?? 128) - 128) * colour;
    }
    if (sky) passClouds(y, widthPx, heightPx, sky, weather.clouds ?? 0, seconds);
    if (weather.rain) addRain(y, widthPx, heightPx, weather.rain, light, seconds, seed);
    addGrain(y, tile, seconds);
    return { yuv, luma, mask, labels, shift: [shiftX / part, shiftY / part] };
  };
}

/** Takes a part of a plane whose corner lies between pixels, `part` steps each. */
function cut(
  from: Uint8ClampedArray,
  stride: number,
  into: Uint8ClampedArray,
  width: number,
  height: number,
  shiftX: number,
  shiftY: number,
): void {
  const [x0, y0] = [Math.floor(shiftX / part), Math.floor(shiftY / part)];
  const [fx, fy] = [(shiftX - x0 * part) / part, (shiftY - y0 * part) / part];
  const [a, b, c, d] = [(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy];
  for (let y = 0; y < height; y++) {
    let at = (y + y0) * stride + x0;
    const out = y * width;
    if (fx === 0 && fy === 0) {
      into.set(from.subarray(at, at + width), out);
      continue;
    }
    for (let x = 0; x < width; x++, at++)
      into[out + x] =
        a * (from[at] ?? 0) + b * (from[at + 1] ?? 0) + c * (from[at + stride] ?? 0) + d * (from[at + stride + 1] ?? 0);
  }
}

const cloudSide = 256;

function cloudTile(seed: number): Float32Array {
  return Float32Array.from({ length: cloudSide * cloudSide }, (_, i) => {
    const value = cloudy((i % cloudSide) / 40, Math.floor(i / cloudSide) / 40, seed + 500, 3);
    return Math.min(1, Math.max(0, (value - 0.45) * 5));
  });
}

/** The tile drifts over the picture, back and forth so that it never jumps at its edge. */
function passClouds(
  luma: Uint8ClampedArray,
  width: number,
  height: number,
  tile: Float32Array,
  strength: number,
  seconds: number,
): void {
  const drift = seconds * 6;
  for (let y = 0; y < height; y++) {
    const row = mirrored(y / 4 + drift * 0.3) * cloudSide;
    for (let x = 0; x < width; x++) {
      const shade = tile[row + mirrored(x / 4 + drift)] ?? 0;
      const at = y * width + x;
      luma[at] = (luma[at] ?? 0) * (1 - 0.4 * strength * shade);
    }
  }
}

function mirrored(value: number): number {
  const at = Math.floor(value) % (2 * cloudSide);
  return at < cloudSide ? at : 2 * cloudSide - 1 - at;
}
