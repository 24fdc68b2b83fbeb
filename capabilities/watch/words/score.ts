import { CameraId, COMMAND_ROOM, entry, Instant, OVERSIGHT, ScoreRunId } from "@cordon/kernel";
import { z } from "zod";
import { EVENT_KINDS, SceneSchema } from "./scene.ts";

/*
 * Replay score: a labelled clip is analysed as if it were happening, and what was signalled is compared with what is known to happen.
 */

const SEEN = { roles: [...new Set([...COMMAND_ROOM, ...OVERSIGHT])] };
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, "expected a SHA-256 in hexadecimal");

/** Name of a clip in the folder of labelled clips: a file, never a path. The label of `yard.mp4` is `yard.json` beside it. */
export const ClipName = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u, "expected the name of a file, without its folder");

/** A number of a scene's events, as the scene calls it: `dwellSeconds`. */
export const SettingName = z
  .string()
  .regex(/^[a-z][A-Za-z]{0,39}$/, "expected a member of an event such as dwellSeconds");
export const Setting = z.object({ name: SettingName, value: z.number() });
export type Setting = z.infer<typeof Setting>;

/** The clip is replayed once for each value, on every event of the kind that has this setting. */
export const Sweep = z.object({
  kind: z.enum(EVENT_KINDS),
  name: SettingName,
  values: z.array(z.number()).min(1).max(20),
});
export type Sweep = z.infer<typeof Sweep>;

/** What a replay was worth. Null: nothing was alerted, nothing was there to find, nothing was found: unknown, not zero. */
export const Measured = z.object({
  truePositives: z.int().nonnegative(),
  falsePositives: z.int().nonnegative(),
  missed: z.int().nonnegative(),
  precision: z.number().min(0).max(1).nullable(),
  recall: z.number().min(0).max(1).nullable(),
  /** From when an alert was due to when it was given. */
  delaySeconds: z.object({ median: z.number(), p95: z.number() }).nullable(),
});
export type Measured = z.infer<typeof Measured>;

/** One kind of event under one setting; without a sweep the setting is null: the scene as it stands. */
export const ScoreLine = Measured.extend({ kind: z.enum(EVENT_KINDS), setting: Setting.nullable() });
export type ScoreLine = z.infer<typeof ScoreLine>;

/** Which scene is replayed: that of the label, or that of the camera as it stands. */
export const ScoredScene = z.enum(["label", "camera"]);

export const ScoreState = z.enum(["queued", "running", "done", "failed", "cancelled"]);
export type ScoreState = z.infer<typeof ScoreState>;

export const ScoreAsked = entry(
  "watch.score.asked",
  z.object({
    run: ScoreRunId,
    camera: CameraId,
    clip: ClipName,
    scene: SceneSchema.nullable(),
    sweep: Sweep.nullable(),
  }),
  SEEN,
);
export const ScoreStarted = entry("watch.score.started", z.object({ run: ScoreRunId }), SEEN);
export const ScoreDone = entry(
  "watch.score.done",
  z.object({
    run: ScoreRunId,
    sha256: Sha256,
    /** Length of the clip. */
    seconds: z.number().nonnegative(),
    lines: z.array(ScoreLine).max(200).readonly(),
  }),
  SEEN,
);
/** `because` is a sentence for an operator. */
export const ScoreFailed = entry(
  "watch.score.failed",
  z.object({ run: ScoreRunId, because: z.string().max(300) }),
  SEEN,
);
export const ScoreCancelled = entry("watch.score.cancelled", z.object({ run: ScoreRunId }), SEEN);

/** What is remembered of a camera's event until another replay is kept. */
export const KeptScore = ScoreLine.extend({
  run: ScoreRunId,
  clip: ClipName,
  sha256: Sha256,
  at: Instant,
  /** The setting was put into the camera's scene. */
  applied: z.boolean(),
});
export type KeptScore = z.infer<typeof KeptScore>;

export const ScoreKept = entry("watch.score.kept", KeptScore.omit({ at: true }).extend({ camera: CameraId }), SEEN);

/** A replay as the console shows it. */
export const ScoreRun = z.object({
  id: ScoreRunId,
  camera: CameraId,
  clip: ClipName,
  sweep: Sweep.nullable(),
  state: ScoreState,
  /** Of what was analysed, 0 to 1; null where it is not running or its length is unknown. */
  progress: z.number().min(0).max(1).nullable(),
  because: z.string().nullable(),
  askedAt: Instant,
  changedAt: Instant,
  lines: z.array(ScoreLine).readonly(),
});
export type ScoreRun = z.infer<typeof ScoreRun>;

/** A clip of the folder, and whether it may be replayed. */
export const LabelledClip = z.object({
  clip: ClipName,
  bytes: z.int().nonnegative(),
  /** Of the label; empty where there is none that can be read. */
  kinds: z.array(z.enum(EVENT_KINDS)).readonly(),
  events: z.int().nonnegative(),
  /** A sentence: no label, a label of another file, kept longer than the law allows. Null: it may be replayed. */
  problem: z.string().nullable(),
  /** When it must be erased. */
  keepUntil: Instant,
});
export type LabelledClip = z.infer<typeof LabelledClip>;
