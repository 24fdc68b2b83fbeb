/** People: drawn from a small walking skeleton, so that legs and arms swing with the distance walked. */
import { type Canvas, type Colour, dimmed, limb, shadow } from "./canvas.ts";
import type { Look } from "./look.ts";
import { depthOf, type Pinhole, pictureX, pictureY } from "./pinhole.ts";
import { hash } from "./texture.ts";

/** Where someone stands and how they stride. Heading in radians, 0 along +x, a quarter turn along +y. */
export type Stance = {
  readonly x: number;
  readonly y: number;
  readonly headingRadians: number;
  readonly metresPerSecond: number;
  /** Metres walked so far: sets the phase of the stride. */
  readonly walkedMetres: number;
  /** Upright unless it says otherwise. */
  readonly posture?: Posture;
};

export type Posture = "upright" | "sitting" | "lying";

/** In pixels of the picture, clipped to it: what the renderer says is there. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Soft shadow on the ground: where the body touches it, and a longer one away from the low sun. */
export function drawShadow(on: Canvas, camera: Pinhole, stance: Stance, heightMetres: number, sun: number): void {
  const depth = depthOf(camera, stance.y, 0);
  if (depth < 1) return;
  const u = pictureX(camera, stance.x, depth);
  const v = pictureY(camera, stance.y, 0, depth);
  const across = (camera.focalPx * 0.34) / depth;
  const squash = (0.34 * camera.focalPx * camera.heightMetres) / (depth * depth);
  shadow(on, u, v, across, 0, 0, Math.max(1.2, squash), 0.42);
  if (sun < 0.05) return;
  const [endX, endY] = [stance.x + heightMetres * 1.1, stance.y - heightMetres * 0.45];
  const endDepth = depthOf(camera, endY, 0);
  if (endDepth < 1) return;
  const [eu, ev] = [pictureX(camera, endX, endDepth), pictureY(camera, endY, 0, endDepth)];
  shadow(on, (u + eu) / 2, (v + ev) / 2, (eu - u) / 1.8, (ev - v) / 1.8, 0, -Math.max(1.5, squash * 0.9), 0.3 * sun);
}

/** Where a joint of somebody upright is in another posture: metres forward and up. `radius` keeps it off the ground. */
function postured(posture: Posture, forward: number, up: number, radius: number): [forward: number, up: number] {
  switch (posture) {
    case "upright":
      return [forward, up];
    case "sitting":
      // On a seat of 45 cm: the thighs forward, the shanks down.
      if (up > 0.9) return [forward, up - 0.45];
      return up > 0.46 ? [forward + 0.9 - up, 0.47] : [forward + 0.44, up];
    case "lying":
      return [up - 0.85, Math.max(radius, 0.14 + forward)];
  }
}

/** Draws one person and returns the box around them, clipped to the picture. `light` 1 is full daylight. */
export function drawPerson(
  on: Canvas,
  camera: Pinhole,
  stance: Stance,
  look: Look,
  light: number,
  carries: Colour | null,
): Box | null {
  const whole = drawFigure(on, camera, stance, look, light, carries);
  return whole && clipped(whole, camera);
}

/** What of a box is in the picture; null when it is less than a pixel. */
export function clipped(whole: Box, picture: { readonly widthPx: number; readonly heightPx: number }): Box | null {
  const x = Math.max(0, whole.x);
  const y = Math.max(0, whole.y);
  const width = Math.min(picture.widthPx, whole.x + whole.width) - x;
  const height = Math.min(picture.heightPx, whole.y + whole.height) - y;
  return width > 1 && height > 1 ? { x, y, width, height } : null;
}

/** Draws one person and returns the box around all of them, also of what is outside the picture; null when too near. */
export function drawFigure(
  on: Canvas,
  camera: Pinhole,
  stance: Stance,
  look: Look,
  light: number,
  carries: Colour | null,
): Box | null {
  const depth = depthOf(camera, stance.y, 0.9);
  if (depth < 2) return null;
  const { posture = "upright" } = stance;
  const scale = look.heightMetres / 1.75;
  const pixels = camera.focalPx / depth;
  const [cos, sin] = [Math.cos(stance.headingRadians), Math.sin(stance.headingRadians)];
  let [left, right, top, bottom] = [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];

  /** A limb between two joints given as metres (forward, to the left, up) of the body. */
  const bone = (
    f0: number,
    l0: number,
    z0: number,
    r0: number,
    f1: number,
    l1: number,
    z1: number,
    r1: number,
    colour: Colour,
    round = 0.35,
  ): void => {
    if (posture !== "upright") {
      [f0, z0] = postured(posture, f0, z0, r0);
      [f1, z1] = postured(posture, f1, z1, r1);
    }
    const [x0, y0] = [stance.x + (f0 * cos - l0 * sin) * scale, stance.y + (f0 * sin + l0 * cos) * scale];
    const [x1, y1] = [stance.x + (f1 * cos - l1 * sin) * scale, stance.y + (f1 * sin + l1 * cos) * scale];
    const d0 = depthOf(camera, y0, z0 * scale);
    const d1 = depthOf(camera, y1, z1 * scale);
    const [u0, v0] = [pictureX(camera, x0, d0), pictureY(camera, y0, z0 * scale, d0)];
    const [u1, v1] = [pictureX(camera, x1, d1), pictureY(camera, y1, z1 * scale, d1)];
    const [p0, p1] = [r0 * scale * pixels, r1 * scale * pixels];
    left = Math.min(left, u0 - p0, u1 - p1);
    right = Math.max(right, u0 + p0, u1 + p1);
    top = Math.min(top, v0 - p0, v1 - p1);
    bottom = Math.max(bottom, v0 + p0, v1 + p1);
    limb(on, u0, v0, p0, u1, v1, p1, colour, round);
  };

  const gait = posture === "upright" ? Math.min(1, stance.metresPerSecond / 1.3) : 0;
  const phase = (stance.walkedMetres / (1.42 * scale)) * 2 * Math.PI;
  const swing = 0.46 * gait;
  const bob = 0.02 * gait * Math.cos(2 * phase);
  const [topColour, legColour, skin, hair, shoes] = [look.top, look.legs, look.skin, look.hair, look.shoes].map(
    (each) => dimmed(each, light),
  ) as [Colour, Colour, Colour, Colour, Colour];

  const leg = (side: 1 | -1): void => {
    const angle = swing * Math.sin(phase + (side > 0 ? 0 : Math.PI));
    const bend = 0.08 + 0.75 * gait * Math.max(0, Math.cos(phase + (side > 0 ? 0 : Math.PI) + 0.35));
    const hip = 0.9 + bob;
    const [kf, kz] = [0.44 * Math.sin(angle), hip - 0.44 * Math.cos(angle)];
    const [af, az] = [kf + 0.42 * Math.sin(angle - bend), Math.max(0.06, kz - 0.42 * Math.cos(angle - bend))];
    bone(0, side * 0.085, hip, 0.088, kf, side * 0.085, kz, 0.066, legColour);
    bone(kf, side * 0.085, kz, 0.064, af, side * 0.08, az, 0.046, look.skirt ? skin : legColour);
    bone(
      af - 0.02,
      side * 0.08,
      Math.max(0.04, az - 0.03),
      0.045,
      af + 0.15,
      side * 0.09,
      0.035 + Math.max(0, az - 0.1) * 0.6,
      0.036,
      shoes,
      0.15,
    );
  };
  const arm = (side: 1 | -1): void => {
    const holding = carries !== null && side < 0;
    const angle = holding ? 0.04 : -0.62 * swing * Math.sin(phase + (side > 0 ? 0 : Math.PI));
    const [ef, ez] = [0.29 * Math.sin(angle), 1.4 + bob - 0.29 * Math.cos(angle)];
    const lower = angle + (holding ? 0.02 : 0.22 + 0.25 * gait);
    const [hf, hz] = [ef + 0.25 * Math.sin(lower), ez - 0.25 * Math.cos(lower)];
    bone(0, side * 0.2, 1.4 + bob, 0.058, ef, side * 0.235, ez, 0.046, topColour);
    bone(
      ef,
      side * 0.235,
      ez,
      0.044,
      hf,
      side * 0.22,
      hz,
      0.036,
      hash(look.heightMetres * 1e6) < 0.5 ? topColour : skin,
    );
    bone(hf, side * 0.22, hz - 0.02, 0.042, hf, side * 0.22, hz - 0.06, 0.036, skin, 0.2);
    if (holding) bone(hf, side * 0.25, hz - 0.2, 0.12, hf, side * 0.25, hz - 0.36, 0.14, carries, 0.2);
  };

  // The side of the body that is farther from the camera is drawn first: its left arm points along (-sin, cos).
  const far: 1 | -1 = cos >= 0 ? 1 : -1;
  const near: 1 | -1 = far === 1 ? -1 : 1;
  const facesAway = sin > 0;
  const pack = look.backpack && dimmed(look.backpack, light);
  const drawPack = (): void => {
    if (pack) bone(-0.17, 0, 1.36 + bob, 0.13, -0.18, 0, 1.08 + bob, 0.15, pack, 0.3);
  };
  arm(far);
  leg(far);
  leg(near);
  if (look.skirt) {
    bone(0, 0.05, 0.92 + bob, 0.1, 0, 0.1, 0.58, 0.105, legColour, 0.3);
    bone(0, -0.05, 0.92 + bob, 0.1, 0, -0.1, 0.58, 0.105, legColour, 0.3);
    bone(0, 0, 0.92 + bob, 0.13, 0, 0, 0.62, 0.14, legColour, 0.3);
  }
  if (!facesAway) drawPack();
  const girth = 0.135 + 0.05 * Math.abs(sin);
  bone(0, 0, 1.34 + bob, girth + 0.02, 0, 0, 0.96 + bob, girth - 0.015, topColour, 0.4);
  bone(0, 0.09, 1.39 + bob, 0.075, 0, -0.09, 1.39 + bob, 0.075, topColour, 0.3);
  if (facesAway) drawPack();
  bone(0, 0, 1.5 + bob, 0.055, 0, 0, 1.44 + bob, 0.06, skin);
  bone(0.015, 0, 1.645 + bob, 0.092, 0.025, 0, 1.585 + bob, 0.078, skin, 0.3);
  bone(
    facesAway ? 0 : -0.03,
    0,
    1.675 + bob,
    0.095,
    -0.045,
    0,
    facesAway ? 1.61 + bob : 1.665 + bob,
    0.085,
    hair,
    0.25,
  );
  arm(near);

  return { x: left, y: top, width: right - left, height: bottom - top };
}
