/** Where the camera of a scene hangs, and how the scene's ground becomes the stage before the camera. */
import { applied, type Homography, pictureToGround, type Pinhole, pinhole, project } from "../drawing/pinhole.ts";

export type Spot = readonly [x: number, y: number];

/** Metres of the ground: x to the east, y to the north. */
export type Mounting = {
  readonly x: number;
  readonly y: number;
  readonly heightMetres: number;
  /** Where it looks, clockwise from north. */
  readonly headingDegrees: number;
  /** Below the horizontal; 90 looks straight down. */
  readonly tiltDegrees: number;
  /** Across the picture. */
  readonly fieldOfViewDegrees: number;
};

export type View = {
  readonly pinhole: Pinhole;
  /** From the ground to the stage, whose origin is below the camera and whose y points where it looks. */
  onStage(x: number, y: number): Spot;
  onGround(stageX: number, stageY: number): Spot;
  /** An angle clockwise from north as one of the stage: radians, 0 along its x, counter-clockwise. */
  stageHeading(degrees: number): number;
};

/** @param margin pixels added on every side: the picture is a part of what is drawn */
export function viewOf(mounting: Mounting, widthPx: number, heightPx: number, margin: number): View {
  const narrow = pinhole(mounting.fieldOfViewDegrees, mounting.heightMetres, mounting.tiltDegrees, {
    widthPx,
    heightPx,
  });
  const heading = (mounting.headingDegrees * Math.PI) / 180;
  const [sin, cos] = [Math.sin(heading), Math.cos(heading)];
  return {
    pinhole: { ...narrow, widthPx: widthPx + 2 * margin, heightPx: heightPx + 2 * margin },
    onStage(x, y) {
      const [dx, dy] = [x - mounting.x, y - mounting.y];
      return [dx * cos - dy * sin, dx * sin + dy * cos];
    },
    onGround(stageX, stageY) {
      return [mounting.x + stageX * cos + stageY * sin, mounting.y - stageX * sin + stageY * cos];
    },
    stageHeading: (degrees) => Math.PI / 2 - ((degrees - mounting.headingDegrees) * Math.PI) / 180,
  };
}

/** Pairs of a pixel and its place on the ground, exact to a thousandth of a pixel: what a calibration is made of. */
export type CalibrationPoint = { readonly pixel: Spot; readonly ground: Spot };

/** Four points of the ground, well apart in the picture and none far out where a pixel is many metres. */
export function calibrationOf(view: View, margin: number): readonly CalibrationPoint[] {
  const camera = view.pinhole;
  const toGround: Homography = pictureToGround(camera);
  const [width, height] = [camera.widthPx - 2 * margin, camera.heightPx - 2 * margin];
  const horizon = camera.heightPx / 2 - camera.focalPx * Math.tan(camera.pitchRadians) - margin;
  const top = Math.max(0.08 * height, horizon + 0.25 * (height - horizon));
  const corners: readonly Spot[] = [
    [0.1 * width, 0.94 * height],
    [0.9 * width, 0.94 * height],
    [0.8 * width, top],
    [0.2 * width, top],
  ];
  return corners.map(([u, v]) => {
    const ground = view.onGround(...applied(toGround, u + margin, v + margin)).map(thousandth);
    const [x = 0, y = 0] = ground;
    const [pu, pv] = project(camera, ...view.onStage(x, y), 0) ?? [u, v];
    return { pixel: [thousandth(pu - margin), thousandth(pv - margin)], ground: [x, y] };
  });
}

const thousandth = (value: number): number => Math.round(value * 1000) / 1000;
