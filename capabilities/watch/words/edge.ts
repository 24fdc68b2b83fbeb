import { BlobHash, CameraId, Instant, PixelBox, SignalId } from "@cordon/kernel";
import { z } from "zod";
import { CameraPulse, BlindReason } from "./health.ts";
import { Measure } from "./measure.ts";
import { EVENT_KINDS, SceneSchema } from "./scene.ts";

/** An edge: a machine near the cameras that analyses them, and keeps what they signal while its centre is out of reach. */

/** Pieces in which a still or a clip travels. */
export const PIECE_BYTES = 256 * 1024;
/** A clip is refused when it is larger: it would be no seconds but a film. */
export const MOST_CONTENT_BYTES = 32 * 1024 * 1024;

/** One camera that an edge is to analyse, and how long it may do so without hearing anything more: its lease. */
export const EdgeOrder = z.object({
  camera: CameraId,
  address: z.string().max(2000),
  subAddress: z.string().max(2000).nullable(),
  scene: SceneSchema,
  playback: z.enum(["loop", "once"]),
  /** From the moment of the answer: until the mandate ends, and never longer than the lease. */
  leaseSeconds: z.number().nonnegative().max(86_400),
});
export type EdgeOrder = z.infer<typeof EdgeOrder>;

/** The detector that the centre's operators chose. */
export const EdgeModel = z.object({
  sha256: BlobHash,
  /** Names of its classes, where it does not name them itself. */
  classes: z.array(z.string().max(80)).max(2000).nullable(),
});
export type EdgeModel = z.infer<typeof EdgeModel>;

/** A part of its file, and how long all of it is. */
export const EdgeModelPiece = z.object({ piece: z.base64(), bytes: z.int().positive() });
export type EdgeModelPiece = z.infer<typeof EdgeModelPiece>;

export const EdgeOrders = z.object({
  now: Instant,
  /** Names these orders: who asks with it is answered when they changed, or after two seconds. */
  mark: z.string().max(80),
  cameras: z.array(EdgeOrder).max(1000),
  /** What all cameras look with; a centre of before says nothing of it. */
  model: EdgeModel.nullable().default(null),
});
export type EdgeOrders = z.infer<typeof EdgeOrders>;

const Content = z.object({ hash: BlobHash, bytes: z.int().positive().max(MOST_CONTENT_BYTES) });
export type Content = z.infer<typeof Content>;

/** What an edge keeps until its centre has it; in the order in which it happened. */
export const EdgeItem = z.discriminatedUnion("item", [
  z.object({
    item: z.literal("signal"),
    /** Drawn at the edge: sent twice it is one signal. */
    signal: SignalId,
    camera: CameraId,
    kind: z.enum(EVENT_KINDS),
    since: Instant,
    noticedAt: Instant,
    confidence: z.number().min(0).max(1),
    zone: z.string().max(80).nullable(),
    box: PixelBox,
    /** What was counted, for events that count. */
    measure: Measure.optional(),
    still: Content.nullable(),
  }),
  z.object({ item: z.literal("clip"), signal: SignalId, camera: CameraId, clip: Content }),
  /** What a signal told of is over. */
  z.object({ item: z.literal("ended"), signal: SignalId, camera: CameraId, seenUntil: Instant }),
  /** The camera itself: it does not see, or is not kept up with. */
  z.object({
    item: z.literal("camera"),
    signal: SignalId,
    camera: CameraId,
    because: z.union([BlindReason, z.literal("behind")]),
    since: Instant,
    noticedAt: Instant,
  }),
]);
export type EdgeItem = z.infer<typeof EdgeItem>;

/** How a camera stands at its edge now: the latest is true, nothing of it is kept. */
export const EdgeStanding = z.discriminatedUnion("state", [
  z.object({ state: z.literal("seeing"), camera: CameraId, pulse: CameraPulse.nullable() }),
  z.object({
    state: z.literal("lost"),
    camera: CameraId,
    because: z.string().max(40),
    detail: z.string().max(300),
  }),
  z.object({
    state: z.literal("over"),
    camera: CameraId,
    because: z.enum(["unusable", "recording-ended"]),
    detail: z.string().max(300),
  }),
]);
export type EdgeStanding = z.infer<typeof EdgeStanding>;

/** What became of each item, in order: after the first that was not taken nothing was looked at. */
export const EdgeAnswer = z.object({
  /** How many are settled and need not be kept: written down, written down before, or not to be written down. */
  settled: z.int().nonnegative(),
  /** Content the next item needs and the centre has not been given. */
  missing: z.array(BlobHash).max(2),
});
export type EdgeAnswer = z.infer<typeof EdgeAnswer>;
