import { z } from "zod";
import { COMMAND_ROOM, entry } from "./entry.ts";
import { Position } from "./geo.ts";
import { BlobHash, CameraId, IncidentId, PlaceId, SignalId } from "./id.ts";
import type { Machine } from "./machine.ts";
import { VideoEvent } from "./mandate.ts";
import { Instant } from "./time.ts";

/** What was noticed: an event of lawful video, or something a person, a gate or the system itself says. */
export const SignalKind = z.enum([
  ...VideoEvent.options,
  "camera-lost",
  "camera-blind",
  /** An officer calls for help: before everything else. */
  "sos",
  "report",
  "gate",
  "capacity",
  /** A post where nobody, or too few, will be. */
  "coverage",
  "fence-entered",
  "fence-left",
  "system",
]);
export type SignalKind = z.infer<typeof SignalKind>;

/** A stored piece of evidence by its content address. `mediaType` as in IANA's registry, e.g. `image/jpeg`, `video/mp4`. */
export const Exhibit = z.object({
  blob: BlobHash,
  role: z.enum(["still", "clip", "file"]),
  mediaType: z.string().max(80),
  bytes: z.int().nonnegative(),
});
export type Exhibit = z.infer<typeof Exhibit>;

/** A box in pixels of the source picture, from its top left corner. */
export const PixelBox = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number().positive(),
  height: z.number().positive(),
});
export type PixelBox = z.infer<typeof PixelBox>;

/** Something a machine or a person noticed. It draws attention; it is never a decision. */
export const Signal = z.object({
  id: SignalId,
  kind: SignalKind,
  /** When it began; `noticedAt - since` is the time to detection. */
  since: Instant,
  noticedAt: Instant,
  /** Null where nobody knows: an officer calls for help from a phone without a position. It is on no map then. */
  position: Position.nullable(),
  place: PlaceId.nullable(),
  camera: CameraId.nullable(),
  /** From 0 to 1; null where the source has none (a person's report). */
  confidence: z.number().min(0).max(1).nullable(),
  /** One line of free text without personal data: what a steward says, why a camera is lost. */
  note: z.string().max(500),
  zone: z.string().max(80).nullable(),
  box: PixelBox.nullable(),
  exhibits: z.array(Exhibit).max(8).readonly(),
});
export type Signal = z.infer<typeof Signal>;

export const DismissalReason = z.enum(["false-alert", "known", "no-action", "test", "duplicate", "other"]);
export type DismissalReason = z.infer<typeof DismissalReason>;

/** What made a camera's analysis take something for what it was not; told by whoever dismisses a false alert. */
export const FalseAlertCause = z.enum([
  "light",
  "shadow",
  "reflection",
  "rain",
  "animal",
  "person-still",
  "furniture",
  "camera-moved",
  "other",
]);
export type FalseAlertCause = z.infer<typeof FalseAlertCause>;

export const SignalRaised = entry("signal.raised", Signal, { roles: COMMAND_ROOM });
export const SignalConfirmed = entry("signal.confirmed", z.object({ signal: SignalId, incident: IncidentId }), {
  roles: COMMAND_ROOM,
});
export const SignalDismissed = entry(
  "signal.dismissed",
  z.object({
    signal: SignalId,
    reason: DismissalReason,
    note: z.string().max(500),
    /** For a false alert, where somebody said so; absent in entries from before it was asked. */
    cause: FalseAlertCause.optional(),
  }),
  { roles: COMMAND_ROOM },
);
/** It tells of an incident that is known already. */
export const SignalMerged = entry("signal.merged", z.object({ signal: SignalId, incident: IncidentId }), {
  roles: COMMAND_ROOM,
});
/** A triage taken back. */
export const SignalReopened = entry("signal.reopened", z.object({ signal: SignalId }), { roles: COMMAND_ROOM });

/** What shows it better came later: the clip, once what follows has happened. */
export const SignalExhibitsAdded = entry(
  "signal.exhibits-added",
  z.object({ signal: SignalId, exhibits: z.array(Exhibit).min(1).max(8).readonly() }),
  { roles: COMMAND_ROOM },
);
/** `dismissed`: it was nothing, and stayed so. `retention`: they may be kept no longer. */
export const ErasedBecause = z.enum(["dismissed", "retention"]);
export type ErasedBecause = z.infer<typeof ErasedBecause>;
/** Its exhibits are gone for good, from here on; their hashes stay. */
export const SignalExhibitsErased = entry(
  "signal.exhibits-erased",
  z.object({ signal: SignalId, because: ErasedBecause }),
  { roles: COMMAND_ROOM },
);

/** What it told of is over: a thing was taken away, somebody left a zone. A fact beside it: it waits for a human as before. */
export const SignalEnded = entry(
  "signal.ended",
  z.object({
    signal: SignalId,
    /** When it was seen last. */
    seenUntil: Instant,
  }),
  { roles: COMMAND_ROOM },
);

export const SignalState = z.enum(["waiting", "confirmed", "dismissed", "merged"]);
export type SignalState = z.infer<typeof SignalState>;
export type SignalEvent = "confirm" | "dismiss" | "merge" | "reopen";

/** A signal waits until a human says what it is; every answer can be taken back but for a confirmed one, whose incident is closed instead. */
export const signalMachine: Machine<SignalState, SignalEvent> = {
  word: "signal",
  initial: "waiting",
  table: {
    waiting: { confirm: "confirmed", dismiss: "dismissed", merge: "merged", reopen: null },
    confirmed: { confirm: null, dismiss: null, merge: null, reopen: null },
    dismissed: { confirm: null, dismiss: null, merge: null, reopen: "waiting" },
    merged: { confirm: null, dismiss: null, merge: null, reopen: "waiting" },
  },
};
