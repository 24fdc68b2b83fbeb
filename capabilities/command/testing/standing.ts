import {
  type Actor,
  ContingentId,
  IncidentId,
  type IncidentState,
  isRefusal,
  type NewEntry,
  type Position,
  type Principal,
  SignalId,
  type SignalState,
  ulid,
  UnitId,
} from "@cordon/kernel";
import type { Decision, StandingIncident, StandingUnit } from "../rules.ts";

/** Things as they stand before a rule is asked, for tests. */

let drawn = 0;
/** A ULID that no other call has. */
export const id = () => ulid(1_700_000_000_000 + drawn++, new Uint8Array(10));

export const trocadero: Position = [2.2885, 48.8617];
export const commander: Actor = { kind: "person", id: "p1" };
export const contingent = ContingentId.parse(id());
export const operator: Principal = { kind: "person", id: "p1", roles: ["operator"], contingent: null, unit: null };

export const unit: StandingUnit = {
  id: UnitId.parse(id()),
  callSign: "K9-2",
  kind: "dog-team",
  contingent,
  strength: 2,
  track: 7,
  withdrawnAt: null,
};
/** The phone of that unit. */
export const phone: Principal = { kind: "device", id: "d1", roles: ["field-device"], contingent, unit: unit.id };

export const incident = (state: IncidentState = "open"): StandingIncident => ({
  id: IncidentId.parse(id()),
  number: 12,
  state,
  priority: 2,
  commander,
  position: trocadero,
});
export const signal = (state: SignalState = "waiting") => ({
  id: SignalId.parse(id()),
  kind: "report" as const,
  position: trocadero,
  place: null,
  state,
});

export function entries(decision: Decision): readonly NewEntry[] {
  if (isRefusal(decision)) throw new Error(decision.because);
  return decision;
}
export const kinds = (decision: Decision) => entries(decision).map((entry) => entry.kind);
export const reason = (decision: Decision) => (isRefusal(decision) ? decision.refused : null);
