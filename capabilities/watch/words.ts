import {
  CameraId,
  COMMAND_ROOM,
  DeviceId,
  entry,
  Instant,
  MandateId,
  OVERSIGHT,
  PlaceId,
  Position,
  SubjectId,
} from "@cordon/kernel";
import { z } from "zod";
import { EVENT_KINDS, SceneSchema } from "./words/scene.ts";

// Control characters and marks that turn the direction of a line: none belongs in a name.
const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]*$/u, "expected one line without control characters");

/** What a recording does when it ends; a live camera has no end. */
export const Playback = z.enum(["loop", "once"]);

/** What everybody in the command room may know of a camera. */
export const Camera = z.object({
  id: CameraId,
  /** The organiser's own name for it, unique: registering twice changes nothing. */
  reference: line(80),
  /** As posted on the spot, for people who read the register. */
  name: z.object({ fr: line(120), en: line(120) }),
  place: PlaceId.nullable(),
  position: Position,
  /** Degrees true, to the middle of the picture. */
  headingDegrees: z.number().min(0).lt(360),
  /** Horizontal. */
  fieldOfViewDegrees: z.number().positive().max(360),
  rangeMetres: z.number().positive().max(5000),
  /** Must be that of the mandate it runs under. */
  purpose: line(80),
  scene: SceneSchema,
  playback: Playback,
  /** Where its address is kept in the vault: an address may hold a password. */
  source: SubjectId,
  /** The address without user, password and query; for a file its name. */
  shownAddress: z.string().max(300),
  /** The same of its sub-stream; null where it has none. */
  shownSubAddress: z.string().max(300).nullable().default(null),
  /** The machine beside it that analyses it; null: this server does. */
  edge: DeviceId.nullable().default(null),
});
export type Camera = z.infer<typeof Camera>;

/** What an operator says to register a camera or to change it. */
export const CameraInput = z.object({
  reference: Camera.shape.reference,
  name: Camera.shape.name,
  place: PlaceId.nullable().default(null),
  position: Position,
  headingDegrees: Camera.shape.headingDegrees.default(0),
  fieldOfViewDegrees: Camera.shape.fieldOfViewDegrees.default(60),
  rangeMetres: Camera.shape.rangeMetres.default(60),
  purpose: Camera.shape.purpose,
  scene: SceneSchema.default({
    events: [
      { kind: "zone-entry", dwellSeconds: 0 },
      { kind: "abandoned-object", dwellSeconds: 30 },
    ],
    zones: [],
  }),
  playback: Playback.default("loop"),
  /** A file, http(s)://, rtsp(s)://. Never shown again. */
  address: z.string().trim().min(1).max(2000),
  /** A smaller stream of the same camera, analysed instead of the main one. Left out: as before; null: none. */
  subAddress: z.string().trim().min(1).max(2000).nullable().optional(),
  /** The edge that is to analyse it. Left out: as before; null: this server. */
  edge: DeviceId.nullable().optional(),
});
export type CameraInput = z.infer<typeof CameraInput>;

/** Why a camera's picture is not analysed. */
export const StopReason = z.enum([
  "new",
  "no-mandate",
  "mandate-ended",
  "changed",
  "removed",
  "recording-ended",
  "unusable",
  "server-stopped",
  /** Every event of its scene is suspended. */
  "events-suspended",
]);
export type StopReason = z.infer<typeof StopReason>;

export const CameraState = z.enum(["stopped", "running", "lost"]);
export type CameraState = z.infer<typeof CameraState>;

export const CameraView = Camera.omit({ source: true }).extend({
  state: CameraState,
  /** For `stopped` a `StopReason`; for `lost` what went wrong; null while running. */
  because: z.string().nullable(),
  /** The same in a sentence for an operator. */
  detail: z.string().nullable(),
  since: Instant,
  /** The mandate it runs under. */
  mandate: MandateId.nullable(),
  /** Events that somebody suspended: not looked for though the scene asks for them. */
  suspended: z.array(z.enum(EVENT_KINDS)).readonly(),
});
export type CameraView = z.infer<typeof CameraView>;

const SEEN = { roles: [...new Set([...COMMAND_ROOM, ...OVERSIGHT])] };

export const CameraRegistered = entry("watch.camera.registered", Camera, SEEN);
/** Replaces all that was said of it. */
export const CameraChanged = entry("watch.camera.changed", Camera, SEEN);
export const CameraRemoved = entry("watch.camera.removed", z.object({ camera: CameraId }), SEEN);
/** Analysis began; the envelope names the mandate. */
export const CameraStarted = entry("watch.camera.started", z.object({ camera: CameraId }), SEEN);
export const CameraStopped = entry(
  "watch.camera.stopped",
  z.object({ camera: CameraId, because: StopReason, detail: z.string().max(300) }),
  SEEN,
);
/** There is no picture any more, and Cordon tries to get it back. */
export const CameraLost = entry(
  "watch.camera.lost",
  z.object({ camera: CameraId, because: z.string().max(40), detail: z.string().max(300) }),
  SEEN,
);
export const CameraRecovered = entry("watch.camera.recovered", z.object({ camera: CameraId }), SEEN);
