import type {
  Actor,
  CameraId,
  CommandId,
  ContingentId,
  DismissalReason,
  ErasedBecause,
  Exhibit,
  FenceId,
  IncidentId,
  IncidentState,
  Instant,
  PixelBox,
  Place,
  PlaceId,
  PlaceKind,
  Priority,
  SignalId,
  SignalKind,
  SignalState,
  StepKey,
  TaskEvent,
  TaskId,
  TaskState,
  UnitId,
  UnitKind,
} from "@cordon/kernel";
import type { JSONColumnType } from "kysely";
import type { CallTables } from "../wings/calls/tables/rows.ts";
import type { SosWhere } from "../wings/sos/words.ts";
import type { LogKind, LogLine } from "../words.ts";

export interface SignalTables {
  signal: {
    id: SignalId;
    /** The number of the entry that raised it: the order of the queue. */
    seq: number;
    state: SignalState;
    kind: SignalKind;
    since: Instant;
    noticed_at: Instant;
    /** Both null: nobody knows where. */
    lon: number | null;
    lat: number | null;
    place: PlaceId | null;
    camera: CameraId | null;
    confidence: number | null;
    note: string;
    zone: string | null;
    box: JSONColumnType<PixelBox> | null;
    exhibits: JSONColumnType<Exhibit[]>;
    seen_until: Instant | null;
    exhibits_erased_at: Instant | null;
    exhibits_erased_because: ErasedBecause | null;
    incident: IncidentId | null;
    dismissal_reason: DismissalReason | null;
    dismissal_note: string | null;
    decided_at: Instant | null;
    decided_by: JSONColumnType<Actor> | null;
  };
}

export interface IncidentTables {
  incident: {
    id: IncidentId;
    /** What people say on the radio: from 1, without a gap. */
    number: number;
    state: IncidentState;
    kind: SignalKind;
    title: string;
    priority: Priority;
    /** Both null: nobody knows where. */
    lon: number | null;
    lat: number | null;
    place: PlaceId | null;
    commander: JSONColumnType<Actor>;
    opened_at: Instant;
    opened_by: JSONColumnType<Actor>;
    closed_at: Instant | null;
    outcome: string | null;
    /** The larger incident it is part of. */
    parent: IncidentId | null;
    merged_into: IncidentId | null;
    /** Who was asked to take over, and what they are told. */
    offered_to: JSONColumnType<Actor> | null;
    offered_note: string | null;
  };
}

export interface LogTables {
  /** What the entries of the journal say about each incident, ready to be read in order. */
  incident_log: {
    seq: number;
    incident: IncidentId;
    at: Instant;
    by: JSONColumnType<Actor>;
    kind: LogKind;
    text: string;
    priority: Priority | null;
    signal: SignalId | null;
    task: TaskId | null;
    unit: UnitId | null;
    /** Whose unit it is about: the line follows that contingent's need to know. */
    contingent: ContingentId | null;
    pressed_at: Instant | null;
    exhibits: JSONColumnType<Exhibit[]> | null;
    step: StepKey | null;
    step_text: JSONColumnType<NonNullable<LogLine["stepText"]>> | null;
    typed: JSONColumnType<NonNullable<LogLine["typed"]>> | null;
  };
}

export interface TaskTables {
  task: {
    id: TaskId;
    /** The number of the entry that offered it. */
    seq: number;
    state: TaskState;
    incident: IncidentId | null;
    unit: UnitId;
    contingent: ContingentId;
    order: string;
    lon: number;
    lat: number;
    offered_at: Instant;
    offered_by: JSONColumnType<Actor>;
    changed_at: Instant;
    changed_by: JSONColumnType<Actor>;
    pressed_at: Instant | null;
    said: string;
    /** Call sign of the unit that took the open offer it was part of. */
    taken_by: string | null;
  };
  /** Presses that were taken: a phone that sends one again, having missed the answer, is told the same. */
  command_seen: {
    command_id: CommandId;
    task: TaskId;
    event: TaskEvent;
    state: TaskState;
  };
}

export interface UnitTables {
  contingent: {
    id: ContingentId;
    reference: string;
    name: string;
    nation: string;
    languages: JSONColumnType<string[]>;
  };
  unit: {
    id: UnitId;
    call_sign: string;
    kind: UnitKind;
    contingent: ContingentId;
    strength: number;
    /** The small number its positions carry on the live plane. Never given to another unit. */
    track: number;
    withdrawn_at: Instant | null;
  };
}

export interface PlaceTables {
  place: {
    id: PlaceId;
    reference: string;
    kind: PlaceKind;
    name_fr: string;
    name_en: string;
    shape: JSONColumnType<Place["shape"]>;
    regime: string | null;
  };
}

export interface SosTables {
  sos: {
    signal: SignalId;
    unit: UnitId;
    call_sign: string;
    contingent: ContingentId;
    device: string;
    presses: number;
    /** Of the last press. */
    pressed_at: Instant;
    position_from: SosWhere;
    position_age_seconds: number | null;
    accuracy_metres: number | null;
    called_off_at: Instant | null;
    /** The number of the entry that raised it. */
    seq: number;
  };
  /** Which signal each press led to: a phone that sends one again is told the same. */
  sos_press: { press: SignalId; signal: SignalId };
}

export interface CrossingTables {
  /** Which unit crossed a fence, apart from the signal that everybody in the room sees. */
  fence_crossing: {
    signal: SignalId;
    fence: FenceId;
    unit: UnitId;
    contingent: ContingentId;
    did: "enter" | "leave";
    since: Instant;
  };
}

/** What this room remembers. Every row follows from entries; `journal rebuild` makes them again. */
export interface CommandTables
  extends SignalTables,
    IncidentTables,
    LogTables,
    TaskTables,
    UnitTables,
    PlaceTables,
    SosTables,
    CallTables,
    CrossingTables {}
