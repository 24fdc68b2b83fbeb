import { z } from "zod";
import { EVENT_KINDS, SceneSchema } from "./scene.ts";

/** Something that happens in a clip, as a person saw it who looked at the clip. Times are seconds of the clip. */
export const TruthEvent = z
  .strictObject({
    kind: z.enum(EVENT_KINDS),
    /** The zone or the line of the scene it happens in; null: the whole picture. */
    zone: z.string().min(1).max(80).nullable().default(null),
    /** When it began: put down, first foot inside, the line crossed. The dwell of the scene begins here. */
    fromSeconds: z.number().nonnegative(),
    /** When it was over: taken away, last foot outside; the end of the clip where it is not. */
    toSeconds: z.number().nonnegative(),
    /** Left, top, width, height in pixels of the clip, where it is best seen. */
    box: z.tuple([z.number(), z.number(), z.number().positive(), z.number().positive()]).optional(),
    /** False where two people who look would not agree: it is neither missed nor is finding it a mistake. */
    sure: z.boolean().default(true),
  })
  .refine(({ fromSeconds, toSeconds }) => fromSeconds <= toSeconds, {
    path: ["toSeconds"],
    message: "an event does not end before it begins",
  });
export type TruthEvent = z.infer<typeof TruthEvent>;

/** What truly happens in one clip: the format of `truth/*.json` and of what a replay is scored against. */
export const Truth = z.strictObject({
  /** Where the clip lies, from the folder of the recordings. */
  clip: z.string().min(1).max(300),
  /** Of the clip's bytes, in lower-case hex: a label belongs to one file. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/, "expected a SHA-256 in hex"),
  /** A role, never a name. */
  labelledBy: z.string().min(1).max(120),
  /** What is looked for; every kind and zone the labels speak of. */
  scene: SceneSchema,
  /** Complete for what the scene asks: what is not here does not happen. */
  events: z.array(TruthEvent).max(1000),
  note: z.string().max(2000).default(""),
});
export type Truth = z.infer<typeof Truth>;
