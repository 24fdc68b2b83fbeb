import { CameraId, Instant, Polygon, Position } from "@cordon/kernel";
import { z } from "zod";

/*
 * From a still to a ground plane. Ground: metres, x to the right and y ahead of the point below the camera. Picture: pixels of the
 * video from its top left corner.
 */

/** Generous, but no number that arithmetic cannot carry. */
const coordinate = z.number().min(-100_000).max(100_000);
const Pixel = z.object({ x: coordinate, y: coordinate });
const GroundPoint = z.object({ x: coordinate, y: coordinate });

export const PictureSize = z.object({ width: z.int().min(16).max(16_384), height: z.int().min(16).max(16_384) });
export type PictureSize = z.infer<typeof PictureSize>;

/** A point in the picture whose place is known: in metres before the camera, or on the map. */
export const KnownPoint = z.object({ pixel: Pixel, at: GroundPoint.or(Position) });
export type KnownPoint = z.infer<typeof KnownPoint>;

/**
 * Somebody who walks upright: where the feet and the top of the head are. Positions in a picture, of nobody in particular. With the
 * head straight above the feet, the lower and upper edge of an upright box around them.
 */
export const UprightPerson = z.object({ foot: Pixel, head: Pixel });
export type UprightPerson = z.infer<typeof UprightPerson>;

/** The mean height of walking adults with shoes. */
export const WALKING_HEIGHT_METRES = 1.7;

export const CalibrationInput = z.object({
  /** For its position, its heading and its zones. */
  camera: CameraId,
  picture: PictureSize,
  method: z.enum(["points", "people"]),
  /** At least four for the method `points`; otherwise, if given, only compared. */
  points: z.array(KnownPoint).max(100).default([]),
  /** At least three, near and far, for the method `people`; otherwise, if given, only compared. */
  people: z.array(UprightPerson).max(400).default([]),
  personHeightMetres: z.number().min(0.5).max(2.5).default(WALKING_HEIGHT_METRES),
  /** Horizontal, from the camera's data sheet, true to a twentieth. Left out, what the camera is said to have is a first guess only. */
  fieldOfViewDegrees: z.number().min(1).max(170).optional(),
  /** Zones drawn so far, to be shown on the map; without them those of the camera's scene. */
  zones: z
    .array(z.object({ name: z.string().min(1).max(80), polygon: z.array(Pixel).min(3).max(200) }))
    .max(100)
    .optional(),
  /** The same of tripwires, from their first point to their second. */
  lines: z
    .array(z.object({ name: z.string().min(1).max(80), points: z.tuple([Pixel, Pixel]) }))
    .max(100)
    .optional(),
});
export type CalibrationInput = z.output<typeof CalibrationInput>;

export const CalibrationWarning = z.enum([
  /** The known points lie nearly on one line. */
  "nearly-on-a-line",
  /** The points or people are on a small part of the picture's ground: far from them distances are guesses. */
  "extrapolated-far",
  /** The picture and the ground disagree by more than clicking explains. */
  "large-error",
  /** Feet or known points above the horizon. */
  "above-horizon",
  /** All people are about equally far: their sizes say little of the horizon. */
  "one-depth",
  /** Distances hang on the field of view, which is a guess: boxes of people do not tell it. */
  "field-of-view-unknown",
  /** Some were left out, as too tall, too short or bent. */
  "people-left-out",
  /** The two methods put the horizon or the distances elsewhere. */
  "methods-disagree",
  /** A height, tilt or field of view that no street camera has. */
  "unusual-camera",
  /** The known points put the camera elsewhere, or turn it elsewhere, than the map does. */
  "camera-elsewhere",
]);
export type CalibrationWarning = z.infer<typeof CalibrationWarning>;

export const CalibrationFailure = z.enum([
  "too-few-points",
  "too-few-people",
  "on-a-line",
  "one-depth",
  "no-camera-sees-this",
]);
export type CalibrationFailure = z.infer<typeof CalibrationFailure>;

/** Worked out, so anywhere. */
const Seen = z.object({ x: z.number(), y: z.number() });
const OnGround = Seen;

/** Root mean square and largest. */
const Spread = z.object({ rms: z.number().nonnegative(), largest: z.number().nonnegative() });

export const Calibrated = z.object({
  result: z.literal("calibrated"),
  /** For the scene: `scene.calibration.points`. */
  points: z.array(z.object({ pixel: Seen, ground: OnGround })).min(4),
  /** The camera that sees it so; null where the points fit a plane but no camera with square pixels. */
  view: z
    .object({
      heightMetres: z.number(),
      /** Downwards from level. */
      tiltDegrees: z.number(),
      /** Clockwise as seen in the picture's horizon. */
      rollDegrees: z.number(),
      focalPixels: z.number(),
      horizontalDegrees: z.number(),
      /** The ground below the lens: (0, 0) where the known points agree with the camera's place on the map. */
      stands: OnGround,
      /** Of the optical axis, clockwise from y: 0 where they agree with the camera's heading. */
      headingDegrees: z.number(),
    })
    .nullable(),
  /** Where it meets the left and the right edge of the picture. */
  horizon: z.object({ left: Seen, right: Seen }).nullable(),
  /** How far off the given points or heads are. Metres: on the ground for points, of the body for people. */
  error: z.object({ pixels: Spread, metres: Spread }),
  /** In the order given. */
  each: z.array(
    z.object({ fitted: Seen, pixels: z.number().nonnegative(), metres: z.number().nonnegative(), used: z.boolean() }),
  ),
  /** Against the other method, where its points or people were given too; null otherwise. */
  agreement: z
    .object({
      /** Between the two horizons, in the middle of the picture. */
      horizonPixels: z.number().nonnegative(),
      /** Distances of this method by those of the other. */
      scale: z.number().positive(),
      agrees: z.boolean(),
    })
    .nullable(),
  /** Given feet or points above the horizon. */
  aboveHorizon: z.int().nonnegative(),
  warnings: z.array(CalibrationWarning),
  /** How a person of the given height looks at some places of the picture: to be drawn on the still and checked by eye. */
  samples: z.array(z.object({ ground: OnGround, foot: Seen, head: Seen, width: z.number().positive() })),
  /** Null where a corner lies on or above the horizon. */
  zones: z.array(z.object({ name: z.string(), onMap: Polygon.nullable() })),
  /** Null where an end lies on or above the horizon. */
  lines: z.array(z.object({ name: z.string(), onMap: z.tuple([Position, Position]).nullable() })),
  /** The part of the ground that the picture shows up to the camera's range. */
  covers: Polygon.nullable(),
});

export type Calibrated = z.infer<typeof Calibrated>;

export const CalibrationOutput = z.discriminatedUnion("result", [
  Calibrated,
  z.object({ result: z.literal("undetermined"), because: CalibrationFailure }),
]);
export type CalibrationOutput = z.infer<typeof CalibrationOutput>;

/** Upright walkers that the running analysis saw lately; never kept longer than a quarter of an hour. */
export const SeenUpright = z.object({
  picture: PictureSize.nullable(),
  people: z.array(UprightPerson).readonly(),
  newest: Instant.nullable(),
});
export type SeenUpright = z.infer<typeof SeenUpright>;
