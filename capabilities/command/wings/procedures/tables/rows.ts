import type {
  Actor,
  BlobHash,
  IncidentId,
  Instant,
  Procedure,
  SignalKind,
  StepKey,
  StepNeed,
  StepState,
  TaskId,
} from "@cordon/kernel";
import type { JSONColumnType } from "kysely";
import type { CommandTables } from "../../../tables.ts";
import type { EscalationTimes } from "../words.ts";

export interface ProcedureTables {
  procedure: {
    reference: string;
    version: number;
    seq: number;
    kind: SignalKind | null;
    body: JSONColumnType<Procedure>;
    published_at: Instant;
    published_by: JSONColumnType<Actor>;
  };
  /** The checklist of an incident: what it was opened with, or what it was given since. */
  incident_step: {
    incident: IncidentId;
    step: StepKey;
    position: number;
    body: JSONColumnType<Procedure["steps"][number]>;
    state: StepState;
    at: Instant | null;
    by: JSONColumnType<Actor> | null;
    said: string;
    seen: StepNeed | null;
    /** When the checklist began: its times count from then. */
    started_at: Instant;
  };
  task_clock: {
    task: TaskId;
    offer: TaskId | null;
    seq: number;
    offered_at: Instant;
    acknowledged_at: Instant | null;
    started_at: Instant | null;
    ended_at: Instant | null;
    escalated: 0 | 1 | 2;
    escalated_at: Instant | null;
  };
  /** Files that were taken out of a log: their content goes when nothing else names it. */
  attachment_erased: { seq: number; blob: BlobHash };
  /** One row, once somebody set the times. */
  escalation: { id: 1; times: JSONColumnType<EscalationTimes>; silent_seconds: number | null };
}

export type Tables = CommandTables & ProcedureTables;
