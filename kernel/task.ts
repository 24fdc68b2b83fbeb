import { z } from "zod";
import { COMMAND_ROOM, entry, EVERYONE_ON_DUTY } from "./entry.ts";
import { Position } from "./geo.ts";
import { TaskNeeds } from "./force.ts";
import { CommandId, ContingentId, IncidentId, TaskId, UnitId } from "./id.ts";
import type { Machine } from "./machine.ts";
import { Instant } from "./time.ts";

export const TaskState = z.enum(["offered", "acknowledged", "under-way", "done", "refused", "cancelled"]);
export type TaskState = z.infer<typeof TaskState>;
export type TaskEvent = "acknowledge" | "start" | "finish" | "refuse" | "cancel";

/** An order to a unit. It belongs to the unit's contingent: need to know follows it. */
export const Task = z.object({
  id: TaskId,
  incident: IncidentId.nullable(),
  unit: UnitId,
  contingent: ContingentId,
  order: z.string().min(1).max(500),
  position: Position,
  /** Offered to several units at once: the id of the first of these tasks. Whoever acknowledges has it, the others are told. */
  offer: TaskId.optional(),
  /** What whoever takes it must be able and allowed to do; absent in journals from before it was asked. */
  needs: TaskNeeds.optional(),
});
export type Task = z.infer<typeof Task>;

const seen = { roles: EVERYONE_ON_DUTY, contingentOf: (data: { contingent: ContingentId }) => data.contingent };
/**
 * `commandId` and `pressedAt` come from a phone that may have been out of reach: which press it was, and when by the
 * phone's clock. Shown, never trusted over the journal's own time.
 */
const step = z.object({
  task: TaskId,
  unit: UnitId,
  contingent: ContingentId,
  commandId: CommandId.nullable(),
  pressedAt: Instant.nullable(),
});

export const TaskOffered = entry("task.offered", Task, seen);
export const TaskAcknowledged = entry("task.acknowledged", step, seen);
export const TaskStarted = entry("task.started", step, seen);
export const TaskFinished = entry("task.finished", step.extend({ note: z.string().max(500) }), seen);
export const TaskRefused = entry("task.refused", step.extend({ reason: z.string().min(1).max(500) }), seen);
export const TaskCancelled = entry(
  "task.cancelled",
  step.extend({
    reason: z.string().min(1).max(500),
    /** The call sign of the unit that took an open offer before; absent where somebody cancelled it, and said why. */
    takenBy: z.string().min(1).max(40).optional(),
  }),
  seen,
);

/** Nobody said that an order was understood within its time. Step 1 is for the supervisor, step 2 for the commander too. */
export const TaskEscalated = entry(
  "task.escalated",
  z.object({
    task: TaskId,
    unit: UnitId,
    contingent: ContingentId,
    step: z.union([z.literal(1), z.literal(2)]),
    waitedSeconds: z.int().nonnegative(),
  }),
  { roles: COMMAND_ROOM, contingentOf: (data) => data.contingent },
);

/** A unit may start without acknowledging first: starting says it. What has ended stays ended; a new order is a new task. */
export const taskMachine: Machine<TaskState, TaskEvent> = {
  word: "task",
  initial: "offered",
  table: {
    offered: { acknowledge: "acknowledged", start: "under-way", finish: null, refuse: "refused", cancel: "cancelled" },
    acknowledged: { acknowledge: null, start: "under-way", finish: "done", refuse: "refused", cancel: "cancelled" },
    "under-way": { acknowledge: null, start: null, finish: "done", refuse: "refused", cancel: "cancelled" },
    done: { acknowledge: null, start: null, finish: null, refuse: null, cancel: null },
    refused: { acknowledge: null, start: null, finish: null, refuse: null, cancel: null },
    cancelled: { acknowledge: null, start: null, finish: null, refuse: null, cancel: null },
  },
};
