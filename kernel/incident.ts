import { z } from "zod";
import { COMMAND_ROOM, entry } from "./entry.ts";
import { Position } from "./geo.ts";
import { BlobHash, IncidentId, PlaceId, SignalId, TaskId } from "./id.ts";
import type { Machine } from "./machine.ts";
import { Procedure } from "./procedure.ts";
import { Actor } from "./role.ts";
import { Exhibit, SignalKind } from "./signal.ts";

/** From 1 (act at once) to 4 (when there is time). */
export const Priority = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type Priority = z.infer<typeof Priority>;

export const IncidentState = z.enum(["open", "closed", "merged"]);
export type IncidentState = z.infer<typeof IncidentState>;
export type IncidentEvent = "close" | "reopen" | "merge";

/** A human's decision that something is happening. `number` is what people say on the radio; it counts from 1. */
export const Incident = z.object({
  id: IncidentId,
  number: z.int().positive(),
  kind: SignalKind,
  title: z.string().min(1).max(160),
  priority: Priority,
  /** Null where nobody knows yet; it is said later (`incident.located`). */
  position: Position.nullable(),
  place: PlaceId.nullable(),
  commander: Actor,
});
export type Incident = z.infer<typeof Incident>;

export const IncidentOpened = entry(
  "incident.opened",
  Incident.extend({
    signal: SignalId.nullable(),
    /** Its checklist, whole, as it was at that moment: it keeps it whatever is published later. Absent where there was none. */
    procedure: Procedure.optional(),
  }),
  { roles: COMMAND_ROOM },
);
/** A line of the incident's log. Free text: no personal data; the interface says so where it is typed. */
export const IncidentNoted = entry(
  "incident.noted",
  z.object({
    incident: IncidentId,
    text: z.string().min(1).max(2000),
    /** Photos and files that go with it; absent in entries from before there were any. */
    exhibits: z.array(Exhibit).min(1).max(8).readonly().optional(),
  }),
  { roles: COMMAND_ROOM },
);
/** A file of a line of the log is erased: by somebody, who says why, or because its time is up. What was said stays. */
export const IncidentAttachmentErased = entry(
  "incident.attachment-erased",
  z.object({
    incident: IncidentId,
    /** The line's number in the journal. */
    line: z.int().nonnegative(),
    blob: BlobHash,
    because: z.string().min(1).max(500),
  }),
  { roles: COMMAND_ROOM },
);
/** Where it is was not known, or is known better now. */
export const IncidentLocated = entry(
  "incident.located",
  z.object({
    incident: IncidentId,
    position: Position,
    place: PlaceId.nullable(),
    /** In words, as it was said or found; empty where it is coordinates alone. */
    address: z.string().max(160),
  }),
  { roles: COMMAND_ROOM },
);
export const IncidentPrioritised = entry(
  "incident.prioritised",
  z.object({ incident: IncidentId, priority: Priority }),
  { roles: COMMAND_ROOM },
);
/** It turned out to be something else. */
export const IncidentTyped = entry(
  "incident.typed",
  z.object({
    incident: IncidentId,
    kind: SignalKind,
    /** The checklist that begins with it, whole, as it was at that moment. Absent where there was none. */
    procedure: Procedure.optional(),
  }),
  { roles: COMMAND_ROOM },
);
/** What whoever takes over is told, and how things stood; absent in entries from before it was asked. */
const handOver = {
  note: z.string().max(1000).optional(),
  standing: z
    .object({
      openTasks: z.int().nonnegative(),
      waitingSteps: z.int().nonnegative(),
      signals: z.int().nonnegative(),
      priority: Priority,
    })
    .optional(),
};
export const IncidentHandedOver = entry(
  "incident.handed-over",
  z.object({ incident: IncidentId, commander: Actor, ...handOver }),
  {
    roles: COMMAND_ROOM,
  },
);
/** It becomes theirs when they take over; until then nothing changes. */
export const IncidentHandOverOffered = entry(
  "incident.hand-over-offered",
  z.object({ incident: IncidentId, commander: Actor, ...handOver }),
  { roles: COMMAND_ROOM },
);
/** Whoever was asked to take over does not, and says why: the incident stays whose it is. */
export const IncidentHandOverDeclined = entry(
  "incident.hand-over-declined",
  z.object({ incident: IncidentId, because: z.string().min(1).max(500) }),
  { roles: COMMAND_ROOM },
);
/** One incident turned out to be another: what belongs to it belongs to `into` from here on, and its log is read there. */
export const IncidentMerged = entry("incident.merged", z.object({ incident: IncidentId, into: IncidentId }), {
  roles: COMMAND_ROOM,
});
/** Part of a larger incident, or of none any more. */
export const IncidentNested = entry(
  "incident.nested",
  z.object({ incident: IncidentId, parent: IncidentId.nullable() }),
  { roles: COMMAND_ROOM },
);
/** Some of what belongs to an incident turned out to be another one, which was opened just before. */
export const IncidentSplit = entry(
  "incident.split",
  z.object({
    incident: IncidentId,
    into: IncidentId,
    signals: z.array(SignalId).max(100).readonly(),
    tasks: z.array(TaskId).max(100).readonly(),
  }),
  { roles: COMMAND_ROOM },
);
export const IncidentClosed = entry(
  "incident.closed",
  z.object({ incident: IncidentId, outcome: z.string().min(1).max(500) }),
  { roles: COMMAND_ROOM },
);
export const IncidentReopened = entry(
  "incident.reopened",
  z.object({ incident: IncidentId, because: z.string().min(1).max(500) }),
  { roles: COMMAND_ROOM },
);

/** What was merged stays merged: its signals and tasks are the survivor's, and can be split off again. */
export const incidentMachine: Machine<IncidentState, IncidentEvent> = {
  word: "incident",
  initial: "open",
  table: {
    open: { close: "closed", reopen: null, merge: "merged" },
    closed: { close: null, reopen: "open", merge: null },
    merged: { close: null, reopen: null, merge: null },
  },
};

/** Whether somebody is asked to take command of an incident. Asking again asks somebody else in their place; one may take over unasked. */
export type HandOverState = "none" | "asked";
export type HandOverEvent = "ask" | "take-over" | "decline";
export const handOverMachine: Machine<HandOverState, HandOverEvent> = {
  word: "handover",
  initial: "none",
  table: {
    none: { ask: "asked", "take-over": "none", decline: null },
    asked: { ask: "asked", "take-over": "none", decline: "none" },
  },
};
