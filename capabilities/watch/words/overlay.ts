import { CameraId } from "@cordon/kernel";
import { z } from "zod";

const Box = z.tuple([z.number(), z.number(), z.number(), z.number()]);

/**
 * What the analysis sees in one picture, for the eyes of an operator beside the picture itself: latest wins, never kept, never
 * journalled. All places are shares of the picture's width and height, 0 to 1, so that no viewer needs its size.
 */
export const Overlay = z.object({
  camera: CameraId,
  /** Seconds of the stream, as in the live picture's own time stamps. */
  seconds: z.number(),
  /** What moves: a number that lasts as long as it is in this picture, and left, top, width, height. */
  tracks: z.array(z.object({ id: z.int(), box: Box })).max(400),
  /** Where the picture flows: the middle of each cell that moves, and its speed in shares of the picture a second. */
  flow: z
    .array(z.object({ x: z.number(), y: z.number(), dx: z.number(), dy: z.number() }))
    .max(1000)
    .default([]),
  /** People per square metre, by cell of the ground as it lies in the picture. */
  density: z
    .array(z.object({ corners: z.array(z.tuple([z.number(), z.number()])).max(8), personsPerSquareMetre: z.number() }))
    .max(1000)
    .default([]),
  /** People seen, with the half width of the interval that holds the true number 19 times in 20; null where nobody counts. */
  count: z.object({ people: z.number(), error: z.number() }).nullable().default(null),
});
export type Overlay = z.infer<typeof Overlay>;
