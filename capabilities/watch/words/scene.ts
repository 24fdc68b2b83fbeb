import { z } from "zod";
import { checkDensity, densitySchema } from "./density.ts";
import { checkHeadings, headingSchema } from "./heading.ts";
import { checkLines, CROSSING_DIRECTIONS, lineSchema } from "./lines.ts";

/** Every kind of event this analysis can raise; the law closes the list (decree 2023-828). */
export const EVENT_KINDS = ["abandoned-object", "zone-entry", "wrong-direction", "density"] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export const PointSchema = z
  .object({ x: z.number(), y: z.number() })
  .or(z.tuple([z.number(), z.number()]).transform(([x, y]) => ({ x, y })));
export type Point = { readonly x: number; readonly y: number };

const PolygonSchema = z.array(PointSchema).min(3, "a zone has at least three corners").max(200);

/** As long as a signal has room for. */
const ZoneName = z.string().min(1).max(80);

const NamedZoneSchema = z
  .strictObject({
    name: ZoneName,
    /** Corners in pixels of the video. */
    polygon: PolygonSchema.optional(),
    /** Corners on the ground, in the units of the calibration (metres). */
    ground: PolygonSchema.optional(),
  })
  .refine(
    (zone) => (zone.polygon === undefined) !== (zone.ground === undefined),
    "a zone has either a `polygon` in pixels or its corners on the `ground`",
  );

/** A list of named zones, or the short form `{"name": [[x, y], ...]}` in pixels. */
const ZonesSchema = z.preprocess((zones) => {
  const isShort = typeof zones === "object" && zones !== null && !Array.isArray(zones);
  return isShort ? Object.entries(zones).map(([name, polygon]) => ({ name, polygon })) : zones;
}, z.array(NamedZoneSchema).max(100));

/** Four or more points seen in the picture whose place on the ground is known. */
const CalibrationSchema = z.strictObject({
  points: z
    .array(z.strictObject({ pixel: PointSchema, ground: PointSchema }))
    .min(4, "a calibration needs four points")
    .max(100),
});

/** What nobody may see: neither analysed nor shown nor kept. Corners in pixels of the video. */
const MaskSchema = z.strictObject({ name: ZoneName, polygon: PolygonSchema });

const EventSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("abandoned-object"),
    /** How long it lies still before it counts, in seconds. */
    dwellSeconds: z.number().positive().max(3600).default(30),
    zone: ZoneName.optional(),
    /** How far whoever brought it must have gone; needs a calibration. Without, it is `ownerHeights`. */
    ownerMetres: z.number().nonnegative().max(100).optional(),
    /** The same in multiples of the height in the picture of whoever brought it. */
    ownerHeights: z.number().nonnegative().max(20).optional(),
  }),
  z.strictObject({
    kind: z.literal("zone-entry"),
    /** How long something must be inside before it counts, in seconds: 0 is presence, more is loitering. */
    dwellSeconds: z.number().nonnegative().max(3600).default(0),
    zone: ZoneName.optional(),
    /** Instead of a zone: a line that is crossed. */
    line: ZoneName.optional(),
    /** Which way across the line counts. */
    direction: z.enum(CROSSING_DIRECTIONS).optional(),
  }),
  z.strictObject({
    kind: z.literal("wrong-direction"),
    /** The lane; without one, the whole picture is one lane. */
    zone: ZoneName.optional(),
    /** The way traffic goes here, in pixels of the video. */
    heading: headingSchema(PointSchema).optional(),
    /** The same on the ground, in the units of the calibration: true wherever perspective bends it in the picture. */
    groundHeading: headingSchema(PointSchema).optional(),
    /** Who goes the opposite way, give or take this, goes the wrong way; who crosses the lane does not. */
    toleranceDegrees: z.number().min(10).max(85).default(60),
  }),
  densitySchema(ZoneName),
]);
export type SceneEvent = z.infer<typeof EventSchema>;

/** What to look for in one camera's picture. That a calibration's points define a ground is checked where it is used. Without a zone an event is looked for in the whole picture. */
export const SceneSchema = z
  .strictObject({
    /** The size of the picture it was drawn on. Where the video has another, everything is where it was drawn. */
    picture: z.strictObject({ width: z.int().min(16).max(16_384), height: z.int().min(16).max(16_384) }).optional(),
    events: z.array(EventSchema).min(1, "a scene asks for at least one event").max(32),
    zones: ZonesSchema.default([]),
    /** Optional, so that a scene without lines reads as it always did. */
    lines: z.array(lineSchema(PointSchema, ZoneName)).max(100).optional(),
    masks: z
      .array(MaskSchema)
      .max(50)
      .refine((masks) => new Set(masks.map(({ name }) => name)).size === masks.length, "two masks have the same name")
      .optional(),
    calibration: CalibrationSchema.optional(),
  })
  .superRefine(checkLines)
  .superRefine(checkHeadings)
  .superRefine(checkDensity)
  .superRefine((scene, context) => {
    const names = new Set<string>();
    scene.zones.forEach((zone, index) => {
      if (names.has(zone.name))
        context.addIssue({
          code: "custom",
          path: ["zones", index, "name"],
          message: `there are two zones called ${JSON.stringify(zone.name)}`,
        });
      names.add(zone.name);
      if (zone.ground !== undefined && scene.calibration === undefined) {
        context.addIssue({
          code: "custom",
          path: ["zones", index, "ground"],
          message: "a zone on the ground needs a calibration",
        });
      }
    });
    scene.events.forEach((event, index) => {
      if (event.kind === "abandoned-object" && event.ownerMetres !== undefined && scene.calibration === undefined)
        context.addIssue({
          code: "custom",
          path: ["events", index, "ownerMetres"],
          message: "a distance in metres needs a calibration; without one say `ownerHeights`",
        });
      if (event.zone === undefined || names.has(event.zone)) return;
      const known =
        names.size === 0
          ? "the scene has no zones"
          : `the zones are ${[...names].map((name) => JSON.stringify(name)).join(", ")}`;
      context.addIssue({
        code: "custom",
        path: ["events", index, "zone"],
        message: `no zone is called ${JSON.stringify(event.zone)}: ${known}`,
      });
    });
  });
export type Scene = z.infer<typeof SceneSchema>;
