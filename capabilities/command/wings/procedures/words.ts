import {
  Actor,
  ContingentId,
  entry,
  IncidentId,
  IncidentState,
  Instant,
  Position,
  Priority,
  Procedure,
  ProcedureStep,
  StepKey,
  StepNeed,
  StepState,
  TaskId,
  UnitId,
} from "@cordon/kernel";
import { z } from "zod";
import { line } from "../../words.ts";

const seconds = z.int().min(10).max(86_400);
/** How long an order of each priority may wait to be understood, in seconds. */
export const EscalationTimes = z.object({ 1: seconds, 2: seconds, 3: seconds, 4: seconds });
export type EscalationTimes = z.infer<typeof EscalationTimes>;

/** After so long without news a unit on a task is called silent, in seconds. */
export const SilentSeconds = z.int().min(30).max(86_400);

export const EscalationSet = entry(
  "escalation.set",
  z.object({
    times: EscalationTimes,
    /** Absent: as it was. */
    silentSeconds: SilentSeconds.optional(),
  }),
  {
    roles: ["operator", "supervisor", "commander", "auditor"],
  },
);

/** A checklist, and who published it; null for those that Cordon came with. */
export const ProcedureView = Procedure.extend({ publishedAt: Instant.nullable(), publishedBy: Actor.nullable() });
export type ProcedureView = z.infer<typeof ProcedureView>;

const typed = (max: number) => z.object({ fr: line(max), en: line(max) });
/** A step as somebody types it. */
export const StepToPublish = ProcedureStep.extend({ text: typed(200), role: typed(60) });

export const StepView = ProcedureStep.extend({
  state: StepState,
  /** When it came into its state, by whom, and what they said. */
  at: Instant.nullable(),
  by: Actor.nullable(),
  said: z.string(),
  dueAt: Instant.nullable(),
  /** What a supervisor has seen of it. */
  seen: StepNeed.nullable(),
});
export type StepView = z.infer<typeof StepView>;

/** Another incident as it belongs to this one. */
export const PartView = z.object({
  relation: z.enum(["parent", "child", "merged", "into"]),
  incident: IncidentId,
  number: z.int().positive(),
  title: z.string(),
  state: IncidentState,
  priority: Priority,
});
export type PartView = z.infer<typeof PartView>;

/** The moments of a task, each null until it comes. */
export const TaskClock = z.object({
  task: TaskId,
  /** Offered to several units at once, if it was. */
  offer: TaskId.nullable(),
  offeredAt: Instant,
  acknowledgedAt: Instant.nullable(),
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  /** How far it has gone up since nobody acknowledged it; 0 again once somebody did. */
  escalated: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  dueAt: Instant.nullable(),
});
export type TaskClock = z.infer<typeof TaskClock>;

/** Something that waits for a supervisor. */
export const Need = z.discriminatedUnion("need", [
  z.object({
    need: z.literal("step"),
    incident: IncidentId,
    number: z.int().positive(),
    title: z.string(),
    priority: Priority,
    step: StepKey,
    text: z.object({ fr: z.string(), en: z.string() }),
    why: StepNeed,
    /** When it became so. */
    since: Instant,
    said: z.string(),
  }),
  z.object({
    need: z.literal("acknowledgement"),
    task: TaskId,
    unit: UnitId,
    contingent: ContingentId,
    callSign: z.string(),
    order: z.string(),
    incident: IncidentId.nullable(),
    number: z.int().positive().nullable(),
    priority: Priority.nullable(),
    step: z.union([z.literal(1), z.literal(2)]),
    since: Instant,
  }),
  z.object({
    need: z.literal("contact"),
    /** Null for a unit that is on a shift and has no task. */
    task: TaskId.nullable(),
    unit: UnitId,
    contingent: ContingentId,
    callSign: z.string(),
    order: z.string().nullable(),
    /** Where it was then. */
    position: Position,
    incident: IncidentId.nullable(),
    number: z.int().positive().nullable(),
    priority: Priority.nullable(),
    /** When it was heard of last. */
    since: Instant,
  }),
  /** Whoever reads it is asked to take command; nobody else is told. */
  z.object({
    need: z.literal("hand-over"),
    incident: IncidentId,
    number: z.int().positive(),
    title: z.string(),
    priority: Priority,
    commander: Actor,
    note: z.string(),
    /** When they were asked last. */
    since: Instant,
  }),
]);
export type Need = z.infer<typeof Need>;
