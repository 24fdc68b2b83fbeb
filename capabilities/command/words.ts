import {
  Actor,
  CommandId,
  Contingent,
  ContingentId,
  DismissalReason,
  ErasedBecause,
  Exhibit,
  Incident,
  IncidentId,
  IncidentState,
  Instant,
  Place,
  PlaceId,
  Point,
  Polygon,
  Position,
  Priority,
  Procedure,
  ProcedureStep,
  Signal,
  SignalId,
  SignalKind,
  SignalState,
  StepKey,
  Task,
  TaskId,
  TaskState,
  Unit,
  UnitId,
  UnitKind,
  VideoEvent,
} from "@cordon/kernel";
import { z } from "zod";
import { CallView } from "./wings/calls/words.ts";
import { SosView } from "./wings/sos/words.ts";

/*
 * The entries of this room are the kernel's: signal.*, incident.*, task.*, unit.*, contingent.*, place.*. Here is what its
 * operations take and answer.
 */

// Control characters, halves of surrogate pairs and marks that turn the direction of a line: none belongs in what is said.
const ONE_LINE = /^[^\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]*$/u;
const LINES = /^(?:\n|[^\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069])*$/u;

/** One line that a person typed, at least one character once trimmed. */
export const line = (max: number) =>
  z.string().trim().min(1).max(max).regex(ONE_LINE, "expected one line without control characters");
/** The same, or nothing. */
export const lineOrNothing = (max: number) =>
  z.string().trim().max(max).regex(ONE_LINE, "expected one line without control characters");
/** Several lines. */
export const lines = (max: number) =>
  z.string().trim().min(1).max(max).regex(LINES, "expected text without control characters");

/** Several lines, or nothing. */
export const linesOrNothing = (max: number) =>
  z.string().trim().max(max).regex(LINES, "expected text without control characters");

/** A signal as triage sees it. `ageSeconds` counts from when it began. */
export const SignalView = Signal.extend({
  state: SignalState,
  ageSeconds: z.number().nonnegative(),
  /** The incident it was confirmed as or merged into. */
  incident: IncidentId.nullable(),
  dismissal: z.object({ reason: DismissalReason, note: z.string() }).nullable(),
  decidedAt: Instant.nullable(),
  decidedBy: Actor.nullable(),
  /** When what it tells of was seen last: it is over; null while it goes on, or nobody can say. */
  seenUntil: Instant.nullable(),
  /** Since when and why its exhibits are gone; null while they are kept. */
  exhibitsErased: z.object({ at: Instant, because: ErasedBecause }).nullable(),
  /** Who calls for help, and how sure it is where from; null for every other kind. */
  sos: SosView.nullable(),
  /** Who told of it over the radio or by telephone; null where nobody did. */
  call: CallView.nullable(),
  /** Which unit crossed a fence; null for every other kind, and for whoever may not know of the unit. */
  crossed: z.object({ unit: UnitId, callSign: z.string() }).nullable(),
});
export type SignalView = z.infer<typeof SignalView>;

/** What a person can tell of, from a phone, by radio or by telephone: also what a camera could have seen - smoke, a weapon, someone on the ground. */
export const ReportKind = z.enum(["report", "gate", "capacity", ...VideoEvent.options]);
export type ReportKind = z.infer<typeof ReportKind>;

export const IncidentView = Incident.extend({
  state: IncidentState,
  openedAt: Instant,
  openedBy: Actor,
  closedAt: Instant.nullable(),
  outcome: z.string().nullable(),
  /** The larger incident it is part of. */
  parent: IncidentId.nullable(),
  mergedInto: IncidentId.nullable(),
  /** Who was asked to take over and has not yet. */
  handOver: z.object({ to: Actor, note: z.string() }).nullable(),
  /** Tasks by how they stand; `waiting` are offered and not yet acknowledged. */
  tasks: z.object({ waiting: z.int(), running: z.int(), ended: z.int() }),
  signals: z.int(),
});
export type IncidentView = z.infer<typeof IncidentView>;

/** An incident as one says it on the radio. */
export const IncidentRef = z.object({ incident: IncidentId, number: z.int().positive() });
export type IncidentRef = z.infer<typeof IncidentRef>;

export const LogKind = z.enum([
  "incident.opened",
  "incident.noted",
  "incident.attachment-erased",
  "incident.located",
  "incident.prioritised",
  "incident.typed",
  "incident.handed-over",
  "incident.hand-over-offered",
  "incident.hand-over-declined",
  "incident.closed",
  "incident.reopened",
  "incident.merged",
  "incident.split",
  "incident.nested",
  "incident.step-done",
  "incident.step-skipped",
  "incident.step-reopened",
  "incident.step-seen",
  "signal.confirmed",
  "signal.merged",
  "signal.reopened",
  "task.offered",
  "task.acknowledged",
  "task.started",
  "task.finished",
  "task.refused",
  "task.cancelled",
  "task.taken",
  "task.escalated",
]);
export type LogKind = z.infer<typeof LogKind>;

/** A line of an incident's log: one entry of the journal, `seq` its number there. */
export const LogLine = z.object({
  seq: z.int().nonnegative(),
  at: Instant,
  by: Actor,
  kind: LogKind,
  /** What was said: the note, the order, the reason, the outcome; empty where the kind says it all. */
  text: z.string(),
  /** For `incident.opened` and `incident.prioritised`. */
  priority: Priority.nullable(),
  signal: SignalId.nullable(),
  task: TaskId.nullable(),
  unit: UnitId.nullable(),
  callSign: z.string().nullable(),
  /** By the clock of a phone that was out of reach. Shown beside `at`, never in its place. */
  pressedAt: Instant.nullable(),
  /** Photos and files that go with a note. */
  exhibits: z.array(Exhibit).readonly(),
  /** Which step of the checklist it is about, and how that was worded: the checklist may be another one by now. */
  step: StepKey.nullable(),
  stepText: ProcedureStep.shape.text.nullable(),
  /** For `incident.typed`: as what, and with which checklist. */
  typed: z.object({ kind: SignalKind, checklist: Procedure.shape.name.nullable() }).nullable(),
});
export type LogLine = z.infer<typeof LogLine>;

export const TaskView = Task.extend({
  state: TaskState,
  callSign: z.string(),
  unitKind: UnitKind,
  incidentNumber: z.int().positive().nullable(),
  incidentTitle: z.string().nullable(),
  priority: Priority.nullable(),
  offeredAt: Instant,
  offeredBy: Actor,
  /** When it came into its state, and by whom. */
  changedAt: Instant,
  changedBy: Actor,
  pressedAt: Instant.nullable(),
  /** The reason of a refusal or a cancellation, the note of one that is done; else empty. */
  said: z.string(),
  /** The call sign of the unit that took an open offer before this one; null where that is not why it ended. */
  takenBy: z.string().nullable(),
});
export type TaskView = z.infer<typeof TaskView>;

/** What the sender of a task's step may add: which press it was, so that sending it twice does it once, and when. */
export const Press = { commandId: CommandId.nullable().default(null), pressedAt: Instant.nullable().default(null) };
export const TaskStep = z.object({ task: TaskId, state: TaskState });
export type TaskStep = z.infer<typeof TaskStep>;

export const UnitView = Unit.extend({
  contingentName: z.string(),
  nation: z.string(),
  withdrawnAt: Instant.nullable(),
  /** Tasks that are offered, acknowledged or under way. */
  openTasks: z.int().nonnegative(),
});
export type UnitView = z.infer<typeof UnitView>;

export const ContingentView = Contingent.extend({ units: z.int().nonnegative() });
export type ContingentView = z.infer<typeof ContingentView>;

const placeProperties = Place.pick({ reference: true, kind: true, name: true, regime: true }).extend({
  reference: line(80),
  name: z.object({ fr: line(120), en: line(120) }),
  regime: line(40).nullable(),
});

/** A polygon that was checked when it was drawn; checking it costs the square of its corners, so reading does not do it again. */
const DrawnPolygon = z.object({
  type: z.literal("Polygon"),
  coordinates: z.array(z.array(Position).readonly()).readonly(),
});

/** A place as GeoJSON (RFC 7946), as list-places answers it. */
export const PlaceFeature = z.object({
  type: z.literal("Feature"),
  id: PlaceId.optional(),
  geometry: z.discriminatedUnion("type", [Point, DrawnPolygon]),
  properties: placeProperties,
});
export type PlaceFeature = z.infer<typeof PlaceFeature>;

/** What list-places answers, import-places reads. */
export const PlaceCollection = z.object({
  type: z.literal("FeatureCollection"),
  features: z.array(PlaceFeature).readonly(),
});
export type PlaceCollection = z.infer<typeof PlaceCollection>;

/** The same from outside: every polygon is checked. */
export const PlacesToDraw = z.object({
  type: z.literal("FeatureCollection"),
  features: z
    .array(PlaceFeature.extend({ geometry: z.discriminatedUnion("type", [Point, Polygon]) }))
    .max(2000)
    .readonly(),
});

/** The largest number that PostgreSQL's `integer` holds: an incident's number is one. */
export const LAST = 2 ** 31 - 1;
/** Newest first, a page at a time: `next` is the `before` of the following page, null on the last. */
export const Page = { before: z.int().nonnegative().max(LAST).optional(), limit: z.int().min(1).max(200).default(50) };
export const Next = z.int().nonnegative().nullable();

export const ContingentRef = z.object({ contingent: ContingentId });
