import { z } from "zod";
import { SceneSchema } from "./scene.ts";

/** One vehicle or person that goes along a lane from one end of it to the other, as a person saw it who looked at the clip. */
export const Passage = z
  .strictObject({
    /** The lane: a zone of the scene. */
    zone: z.string().min(1).max(80),
    /** While it stands in the lane, in seconds of the clip. */
    fromSeconds: z.number().nonnegative(),
    toSeconds: z.number().nonnegative(),
    /** False where the clip begins or ends before the passage does, or two people who look would not agree: it is counted nowhere. */
    sure: z.boolean().default(true),
    what: z.string().max(200).optional(),
  })
  .refine(({ fromSeconds, toSeconds }) => fromSeconds < toSeconds, {
    path: ["toSeconds"],
    message: "a passage does not end before it begins",
  });
export type Passage = z.infer<typeof Passage>;

/**
 * Everything that goes along the lanes of one clip, all of it the way it should: the format of `truth/passages/*.json`. Played backwards,
 * or with its headings turned round, the same passages all go the wrong way.
 */
export const Passages = z.strictObject({
  /** Where the clip lies, from the folder of the recordings. */
  clip: z.string().min(1).max(300),
  /** Of the clip's bytes, in lower-case hex: a label belongs to one file. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/, "expected a SHA-256 in hex"),
  /** A role, never a name. */
  labelledBy: z.string().min(1).max(120),
  /** The lanes, each with its `wrong-direction` event. */
  scene: SceneSchema,
  /** Complete for the lanes of the scene. */
  passages: z.array(Passage).max(1000),
  note: z.string().max(2000).default(""),
});
export type Passages = z.infer<typeof Passages>;
