import type {
  Actor,
  CommandId,
  ContingentId,
  Instant,
  PlaceId,
  ShiftId,
  SignalId,
  UnitId,
  UnitKind,
} from "@cordon/kernel";
import type { JSONColumnType } from "kysely";
import type { CommandTables } from "../../../tables.ts";
import type { ForcesTables } from "../../forces/tables.ts";
import type { CapabilityCode, ShiftEvent, ShiftState } from "../words.ts";

/** What the roster remembers; every row follows from entries. */
export interface RosterTables extends CommandTables, ForcesTables {
  post_requirement: {
    place: PlaceId;
    /** Its number in the list of its place. */
    nth: number;
    capability: CapabilityCode;
    units: number;
    /** Null where units alone are counted. */
    people: number | null;
    from_at: Instant;
    until_at: Instant;
  };
  shift: {
    id: ShiftId;
    seq: number;
    unit: UnitId;
    contingent: ContingentId;
    place: PlaceId;
    capability: CapabilityCode;
    from_at: Instant;
    until_at: Instant;
    state: ShiftState;
    override: string;
    taken_up_at: Instant | null;
    ended_at: Instant | null;
    pressed_at: Instant | null;
    relieves: ShiftId | null;
    relieved_by: ShiftId | null;
    said: string;
  };
  /** Presses that were taken: a phone that sends one again is told the same. */
  shift_press: {
    command_id: CommandId;
    shift: ShiftId;
    event: ShiftEvent;
    state: ShiftState;
  };
  /** Empty texts where a rule is for every kind or every contingent: a key has no nulls. */
  rest_rule: {
    kind: UnitKind | "";
    contingent: ContingentId | "";
    max_stretch_minutes: number;
    min_rest_minutes: number;
    max_day_minutes: number;
    max_week_minutes: number;
    /** Null where it was set before this was kept. */
    ruled_at: Instant | null;
    ruled_by: JSONColumnType<Actor> | null;
  };
  /** What a signal was raised about and is not over. */
  roster_alert: {
    about: string;
    signal: SignalId;
    shift: ShiftId | null;
    place: PlaceId;
    capability: CapabilityCode;
    from_at: Instant;
    until_at: Instant;
  };
}
