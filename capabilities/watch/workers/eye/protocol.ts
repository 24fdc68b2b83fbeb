import { CameraId, PixelBox } from "@cordon/kernel";
import { z } from "zod";
import { EVENT_KINDS, SceneSchema } from "../../analysis/scene.ts";
import { DetectorData } from "../../detector/detector-protocol.ts";
import { Playback } from "../../words.ts";
import { PictureSize, UprightPerson } from "../../words/calibration.ts";
import { Measure } from "../../words/measure.ts";
import { BlindReason, CameraPulse } from "../../words/health.ts";
import { Overlay } from "../../words/overlay.ts";

/** What the process that analyses is told. */
export const Order = z.discriminatedUnion("order", [
  z.object({
    order: z.literal("watch"),
    camera: CameraId,
    address: z.string(),
    /** A smaller stream of the same camera, to be analysed rather than the main one. */
    subAddress: z.string().nullable(),
    scene: SceneSchema,
    playback: Playback,
    /** Analysed; what the process thinks right when it is not said. */
    picturesPerSecond: z.number().positive().max(60).optional(),
  }),
  z.object({ order: z.literal("stop"), camera: CameraId }),
  /** Somebody looks at it, or nobody any more. */
  z.object({ order: z.literal("show"), camera: CameraId, live: z.boolean(), overlay: z.boolean() }),
  /** Somebody wants its next picture. */
  z.object({ order: z.literal("still"), camera: CameraId }),
  /** All cameras look with this detector from now on, or with none. */
  z.object({ order: z.literal("model"), model: DetectorData.nullable() }),
]);
export type Order = z.infer<typeof Order>;
export type ModelOrder = Extract<Order, { order: "model" }>;
export type WatchOrder = Extract<Order, { order: "watch" }>;
export type ShowOrder = Extract<Order, { order: "show" }>;
export type StillOrder = Extract<Order, { order: "still" }>;

const bytes = z.instanceof(Uint8Array).nullable();

/** What it says. It reads what strangers send, so what it says is checked like anything from outside. */
export const Report = z.discriminatedUnion("report", [
  /** There is a picture: the first, or the first after it was lost. */
  z.object({ report: z.literal("seeing"), camera: CameraId }),
  /** No picture; it goes on trying. */
  z.object({
    report: z.literal("lost"),
    camera: CameraId,
    because: z.string().max(40),
    detail: z.string().max(300),
  }),
  /** Nothing more will come. */
  z.object({
    report: z.literal("over"),
    camera: CameraId,
    because: z.enum(["unusable", "recording-ended"]),
    detail: z.string().max(300),
  }),
  z.object({ report: z.literal("stopped"), camera: CameraId }),
  /** How its picture is doing; with `alarm`, it has been behind for a minute. */
  z.object({ report: z.literal("pulse"), camera: CameraId, pulse: CameraPulse, alarm: z.boolean() }),
  /** Its picture cannot be used any more: once an episode. */
  z.object({
    report: z.literal("blind"),
    camera: CameraId,
    because: BlindReason,
    sinceSeconds: z.number().nonnegative(),
  }),
  /** Whole people who walked upright in the last half minute: where feet and heads were, for its calibration. */
  z.object({
    report: z.literal("upright"),
    camera: CameraId,
    picture: PictureSize,
    people: z.array(UprightPerson).min(1).max(100),
  }),
  z.object({
    report: z.literal("signal"),
    camera: CameraId,
    kind: z.enum(EVENT_KINDS),
    /** How long ago it began. */
    sinceSeconds: z.number().nonnegative(),
    confidence: z.number().min(0).max(1),
    zone: z.string().max(80).nullable(),
    box: PixelBox,
    /** What was counted, for events that count. */
    measure: Measure.optional(),
    /** Names it until its clip is told; unique. */
    ref: z.string().max(40),
    /** JPEG, people in blocks. */
    still: bytes,
    /** The same as the camera saw it: to be sealed. */
    originalStill: bytes,
  }),
  /** What a signal told of is over. */
  z.object({
    report: z.literal("ended"),
    camera: CameraId,
    ref: z.string().max(40),
    /** How long ago it was seen last. */
    agoSeconds: z.number().nonnegative(),
  }),
  /** The seconds around signals that were told before. MP4. */
  z.object({
    report: z.literal("clip"),
    camera: CameraId,
    refs: z.array(z.string().max(40)).max(400),
    clip: z.instanceof(Uint8Array),
    originalClip: bytes,
  }),
  /** A piece of its live picture: what every viewer needs first, or a fragment of one picture. Fragmented MP4. */
  z.object({
    report: z.literal("live"),
    camera: CameraId,
    beginning: z.boolean(),
    /** Can be shown without what came before. */
    key: z.boolean(),
    bytes: z.instanceof(Uint8Array),
  }),
  z.object({ report: z.literal("overlay"), camera: CameraId, overlay: Overlay }),
  /** JPEG. */
  z.object({ report: z.literal("still"), camera: CameraId, still: z.instanceof(Uint8Array) }),
]);
export type Report = z.infer<typeof Report>;
