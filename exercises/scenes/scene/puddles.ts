/** Water on the ground: it flickers by itself, and whoever stands behind it shows in it. */
import type { Canvas } from "../drawing/canvas.ts";
import { depthOf, type Pinhole, pictureX, pictureY } from "../drawing/pinhole.ts";
import type { Backdrop } from "./ground.ts";

const ripples = Float32Array.from(
  { length: 256 },
  (_, i) => 0.55 * Math.sin((i / 128) * Math.PI) + 0.45 * Math.sin((i / 64) * Math.PI + 1),
);

export function rippleWater(on: Canvas, water: Backdrop["water"], seconds: number): void {
  const shift = Math.floor(seconds * 90) & 255;
  // Gusts: the water lies still for a while and trembles for a while.
  const gust = 0.5 + 0.5 * Math.sin(seconds * 0.9) * Math.sin(seconds * 0.37 + 1);
  for (let i = 0; i < water.at.length; i++) {
    const pixel = water.at[i] ?? 0;
    on.y[pixel] =
      (on.y[pixel] ?? 0) + gust * (ripples[((water.phase[i] ?? 0) + shift) & 255] ?? 0) * (water.strength[i] ?? 0);
  }
}

/** The dark image of somebody in the water before them: only wet pixels keep it. */
export function mirrorPeople(
  on: Canvas,
  camera: Pinhole,
  isWet: Uint8Array,
  people: readonly { readonly stance: { readonly x: number; readonly y: number } }[],
): void {
  for (const { stance } of people) {
    const depth = depthOf(camera, stance.y, 0);
    if (depth < 2) continue;
    const pixels = camera.focalPx / depth;
    const [u, v] = [pictureX(camera, stance.x, depth), pictureY(camera, stance.y, 0, depth)];
    const [left, right] = [
      Math.max(0, Math.floor(u - 0.25 * pixels)),
      Math.min(on.widthPx, Math.ceil(u + 0.25 * pixels)),
    ];
    const [top, bottom] = [Math.max(0, Math.floor(v)), Math.min(on.heightPx, Math.ceil(v + 1.5 * pixels))];
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const at = y * on.widthPx + x;
        if (isWet[at] === 1) on.y[at] = (on.y[at] ?? 0) * 0.55;
      }
    }
  }
}
