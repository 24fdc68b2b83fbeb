import { type ContingentId, type Refusal, type UnitId } from "@cordon/kernel";
import type { Decision } from "../../../rules.ts";
import { type Sharing, SharingPaused, SharingResumed } from "../words.ts";
import { refuseAs } from "../../../words/refusals.ts";

/** What is known of a unit when it is asked whether its position may be taken now. */
export interface Duty {
  readonly withdrawn: boolean;
  /** The roster has shifts of it that were not cancelled: then they say when it is on duty. */
  readonly rostered: boolean;
  readonly shiftOn: boolean;
  readonly openTasks: number;
  readonly paused: boolean;
}

/**
 * Positions are shared on duty only: while a shift is on or a task is open. A unit that the roster knows no shift of is on duty for as long
 * as it is registered. Pausing goes before all of it: it is the unit's own choice, and the command room sees that it was made and why.
 */
export function sharingOf({ withdrawn, rostered, shiftOn, openTasks, paused }: Duty): Sharing {
  if (withdrawn) return "off-duty";
  if (paused) return "paused";
  return !rostered || shiftOn || openTasks > 0 ? "shared" : "off-duty";
}

export interface StandingSharing {
  readonly unit: UnitId;
  readonly contingent: ContingentId;
  readonly withdrawn: boolean;
  readonly paused: boolean;
}

/** Pausing what is paused changes nothing: the first reason stands. */
export function pause(of: StandingSharing, because: string): Decision {
  if (of.withdrawn) return gone(of);
  return of.paused ? [] : [SharingPaused.of({ unit: of.unit, contingent: of.contingent, because })];
}

export function resume(of: StandingSharing): Decision {
  return of.paused ? [SharingResumed.of({ unit: of.unit, contingent: of.contingent })] : [];
}

function gone({ unit }: StandingSharing): Refusal {
  return refuseAs("unit-withdrawn", "not-possible-now", "this unit was withdrawn: its position is not taken", unit, {});
}
