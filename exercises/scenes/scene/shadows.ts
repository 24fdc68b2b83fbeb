/** Shadows that the sun casts on the ground. Those that overlap are no darker than one: they share a plane. */
import { type Canvas, limbPlane } from "../drawing/canvas.ts";
import { depthOf, type Pinhole, pictureX, pictureY } from "../drawing/pinhole.ts";
import type { Posture } from "../drawing/figure.ts";

/** Where the shadow of a point lies for each metre of its height, on the stage. */
export type Slant = { readonly x: number; readonly y: number };

/** Somebody's shadow: legs, body and head on the ground. `shade` is 255 where the sun does not reach. */
export function castShadow(
  shade: Uint8ClampedArray,
  camera: Pinhole,
  slant: Slant,
  at: { readonly x: number; readonly y: number; readonly headingRadians: number },
  heightMetres: number,
  posture: Posture,
): void {
  const scale = heightMetres / 1.75;
  const spot = (up: number): [u: number, v: number, pixels: number] | null => {
    const lying = posture === "lying";
    const along = lying ? (up - 0.85) * scale : 0;
    const height = (lying ? 0.15 : posture === "sitting" ? Math.max(0, up - 0.4) : up) * scale;
    const x = at.x + along * Math.cos(at.headingRadians) + slant.x * height;
    const y = at.y + along * Math.sin(at.headingRadians) + slant.y * height;
    const depth = depthOf(camera, y, 0);
    return depth < 1 ? null : [pictureX(camera, x, depth), pictureY(camera, y, 0, depth), camera.focalPx / depth];
  };
  const stroke = (fromUp: number, untilUp: number, fromRadius: number, untilRadius: number): void => {
    const [a, b] = [spot(fromUp), spot(untilUp)];
    if (!a || !b) return;
    // Seen at a slant a shadow is as flat as the ground.
    const flat = Math.max(0.35, Math.sin(camera.pitchRadians));
    const [ra, rb] = [fromRadius * scale * a[2] * flat, untilRadius * scale * b[2] * flat];
    limbPlane(shade, camera.widthPx, camera.heightPx, a[0], a[1], ra, b[0], b[1], rb, 255, 0);
  };
  stroke(0, 0.9, 0.09, 0.15);
  stroke(0.85, 1.4, 0.16, 0.2);
  stroke(1.4, 1.65, 0.1, 0.11);
}

export function darken(on: Canvas, shade: Uint8ClampedArray, depth: number): void {
  const times = Float32Array.from({ length: 256 }, (_, i) => 1 - (depth * i) / 255);
  for (let i = 0; i < shade.length; i++) {
    const here = shade[i] ?? 0;
    if (here > 0) on.y[i] = (on.y[i] ?? 0) * (times[here] ?? 1);
  }
}
