import type { Scene } from "../scene.ts";
import { type GroundPlane, groundPlaneOf } from "./ground-plane.ts";

/** The size of the picture that is analysed, and how many pixels of the video became one. */
export interface Analysed {
  readonly width: number;
  readonly height: number;
  readonly factor: number;
}

/** The ground of a scene in analysed pixels; undefined without a calibration, or where no camera sees the ground so. */
export function analysedPlane({ calibration }: Scene, { width, height, factor }: Analysed): GroundPlane | undefined {
  const points = (calibration?.points ?? []).map(({ pixel, ground }) => ({
    pixel: { x: pixel.x / factor, y: pixel.y / factor },
    ground,
  }));
  const fit = groundPlaneOf(points, { width, height });
  return fit.outcome === "plane" ? fit.plane : undefined;
}
