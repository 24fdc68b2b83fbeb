/**
 * A pinhole camera above the origin of a stage's ground, looking along +y and down.
 *
 * Stage coordinates are metres: x to the right, y away from the camera, z up from the ground. Picture coordinates are
 * pixels from the top left corner. The ground homography is exact, so it is the ground truth for any calibration.
 */

export type Pinhole = {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly focalPx: number;
  /** Above the ground. */
  readonly heightMetres: number;
  /** Below the horizontal. */
  readonly pitchRadians: number;
};

/** Three rows of three; maps homogeneous (x, y, 1) to homogeneous (u, v, w). */
export type Homography = readonly (readonly [number, number, number])[];

/** @param fieldOfViewDegrees across the picture @param pitchDegrees below the horizontal */
export function pinhole(
  fieldOfViewDegrees: number,
  heightMetres: number,
  pitchDegrees: number,
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number } = { widthPx: 640, heightPx: 360 },
): Pinhole {
  return {
    widthPx,
    heightPx,
    focalPx: widthPx / 2 / Math.tan((fieldOfViewDegrees * Math.PI) / 360),
    heightMetres,
    pitchRadians: (pitchDegrees * Math.PI) / 180,
  };
}

/** Distance along the optical axis, metres: positive in front of the camera. */
export function depthOf(camera: Pinhole, y: number, z: number): number {
  return y * Math.cos(camera.pitchRadians) + (camera.heightMetres - z) * Math.sin(camera.pitchRadians);
}

export function pictureX(camera: Pinhole, x: number, depth: number): number {
  return camera.widthPx / 2 + (camera.focalPx * x) / depth;
}

export function pictureY(camera: Pinhole, y: number, z: number, depth: number): number {
  const up = y * Math.sin(camera.pitchRadians) + (z - camera.heightMetres) * Math.cos(camera.pitchRadians);
  return camera.heightPx / 2 - (camera.focalPx * up) / depth;
}

/** Where a point of the stage appears, pixels; undefined behind the camera. */
export function project(camera: Pinhole, x: number, y: number, z: number): readonly [u: number, v: number] | undefined {
  const depth = depthOf(camera, y, z);
  return depth > 0.1 ? [pictureX(camera, x, depth), pictureY(camera, y, z, depth)] : undefined;
}

/** From the ground (metres) to the picture (pixels). */
export function groundToPicture(camera: Pinhole): Homography {
  const [sin, cos] = [Math.sin(camera.pitchRadians), Math.cos(camera.pitchRadians)];
  const { focalPx: f, heightMetres: h } = camera;
  const [cx, cy] = [camera.widthPx / 2, camera.heightPx / 2];
  return [
    [f, cx * cos, cx * h * sin],
    [0, cy * cos - f * sin, cy * h * sin + f * h * cos],
    [0, cos, h * sin],
  ];
}

/** From the picture (pixels, below the horizon) to the ground (metres): the inverse, up to scale. */
export function pictureToGround(camera: Pinhole): Homography {
  const [[a, b, c], [d, e, f], [g, h, i]] = groundToPicture(camera) as readonly [
    readonly [number, number, number],
    readonly [number, number, number],
    readonly [number, number, number],
  ];
  return [
    [e * i - f * h, c * h - b * i, b * f - c * e],
    [f * g - d * i, a * i - c * g, c * d - a * f],
    [d * h - e * g, b * g - a * h, a * e - b * d],
  ];
}

export function applied(homography: Homography, x: number, y: number): readonly [number, number] {
  const [u = 0, v = 0, w = 1] = homography.map(([a, b, c]) => a * x + b * y + c);
  return [u / w, v / w];
}
