/** Bags and boxes on the ground. */
import { type Canvas, type Colour, dimmed, face, limb, shadow } from "./canvas.ts";
import type { Box } from "./figure.ts";
import { depthOf, type Pinhole, pictureX, pictureY } from "./pinhole.ts";

export type Thing = {
  readonly x: number;
  readonly y: number;
  readonly widthMetres: number;
  readonly depthMetres: number;
  readonly heightMetres: number;
  readonly colour: Colour;
};

/** A bag or a box on the ground: its front, its top and its handle. */
export function drawThing(on: Canvas, camera: Pinhole, thing: Thing, light: number): Box | null {
  const { x, y, widthMetres: w, depthMetres: d, heightMetres: h } = thing;
  const at = (px: number, py: number, pz: number): [number, number] => {
    const depth = depthOf(camera, py, pz);
    return [pictureX(camera, px, depth), pictureY(camera, py, pz, depth)];
  };
  const [nearY, farY] = [y - d / 2, y + d / 2];
  const [a, b, c, e] = [
    at(x - w / 2, nearY, h),
    at(x + w / 2, nearY, h),
    at(x + w / 2, nearY, 0),
    at(x - w / 2, nearY, 0),
  ];
  const [f, g] = [at(x - w / 2, farY, h), at(x + w / 2, farY, h)];
  const pixels = camera.focalPx / depthOf(camera, y, 0);
  shadow(on, (e[0] + c[0]) / 2, c[1], w * 0.75 * pixels, 0, 0, Math.max(1.5, d * pixels * 0.35), 0.45);
  face(on, [...f, ...g, ...b, ...a], dimmed(thing.colour, light * 1.15));
  face(on, [...a, ...b, ...c, ...e], dimmed(thing.colour, light * 0.85));
  const side = x < 0 ? [b, at(x + w / 2, farY, h), at(x + w / 2, farY, 0), c] : [f, a, e, at(x - w / 2, farY, 0)];
  face(on, side.flat(), dimmed(thing.colour, light * 0.62));
  const handle = dimmed(thing.colour, light * 0.5);
  limb(
    on,
    a[0] + (b[0] - a[0]) * 0.35,
    a[1] - 0.05 * pixels,
    0.018 * pixels,
    a[0] + (b[0] - a[0]) * 0.65,
    a[1] - 0.05 * pixels,
    0.018 * pixels,
    handle,
    0,
  );
  const left = Math.max(0, Math.min(e[0], f[0], side[0]?.[0] ?? e[0]));
  const right = Math.min(camera.widthPx, Math.max(c[0], g[0]));
  const top = Math.max(0, Math.min(f[1], g[1], a[1] - 0.07 * pixels));
  const bottom = Math.min(camera.heightPx, c[1]);
  return right - left > 1 && bottom - top > 1 ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}
