import { z } from "zod";
import { DETECTED } from "../words/detection.ts";
import { Layout } from "../words/model.ts";

const Box = z.object({ left: z.number(), top: z.number(), right: z.number(), bottom: z.number() });

/** What a detector's thread is started with. */
export const DetectorData = z.object({ bytes: z.instanceof(Uint8Array), layout: Layout });
export type DetectorData = z.infer<typeof DetectorData>;

/** One window to look at. */
export const LookOrder = z.object({
  look: z.int(),
  /** Three planes of bytes, as `video/colour.ts` draws them. */
  planes: z.instanceof(Uint8Array),
  placement: z.object({ window: Box, width: z.number(), height: z.number() }),
});
export type LookOrder = z.infer<typeof LookOrder>;

/** What it saw there, in pixels of the video. */
export const LookReport = z.union([
  z.object({
    look: z.int(),
    detections: z.array(z.object({ what: z.enum(DETECTED), box: Box, confidence: z.number().min(0).max(1) })),
  }),
  z.object({ look: z.int(), refused: z.string() }),
]);
export type LookReport = z.infer<typeof LookReport>;
