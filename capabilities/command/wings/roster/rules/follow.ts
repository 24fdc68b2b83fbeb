import {
  type Envelope,
  type Place,
  PlaceDrawn,
  PlaceRemoved,
  type Position,
  positionWithin,
  type ShiftId,
  UnitRegistered,
  UnitWithdrawn,
} from "@cordon/kernel";
import { UnitKindChanged, UnitKindRegistered } from "../../forces/words.ts";
import {
  PostRequired,
  RestRuled,
  ShiftCancelled,
  ShiftChanged,
  ShiftEnded,
  ShiftMissed,
  ShiftPlanned,
  ShiftTakenUp,
} from "../words.ts";
import type { Coverage } from "./coverage.ts";
import type { StandingShift } from "./plan.ts";
import { withRule } from "./rest.ts";

/** What an entry of the journal does to the coverage; most do nothing. */
export function follow(coverage: Coverage, envelope: Envelope): void {
  if (ShiftPlanned.is(envelope)) coverage.setShift({ ...envelope.data, state: "planned", endedAt: null });
  else if (ShiftChanged.is(envelope)) moved(coverage, envelope.data.id, envelope.data);
  else if (ShiftCancelled.is(envelope)) moved(coverage, envelope.data.shift, { state: "cancelled" });
  else if (ShiftMissed.is(envelope)) moved(coverage, envelope.data.shift, { state: "missed" });
  else if (ShiftTakenUp.is(envelope)) moved(coverage, envelope.data.shift, { state: "on" });
  else if (ShiftEnded.is(envelope)) moved(coverage, envelope.data.shift, { state: "ended", endedAt: envelope.at });
  else if (PostRequired.is(envelope)) coverage.setRequirements(envelope.data.place, envelope.data.requirements);
  else if (UnitWithdrawn.is(envelope)) coverage.withdraw(envelope.data.unit);
  else if (UnitRegistered.is(envelope)) {
    const { id, callSign, kind, contingent, strength } = envelope.data;
    coverage.setUnit({ id, callSign, kind, contingent, strength, withdrawn: false });
  } else if (UnitKindRegistered.is(envelope) || UnitKindChanged.is(envelope))
    coverage.setKind(envelope.data.code, envelope.data.can);
  else if (PlaceDrawn.is(envelope)) coverage.setPlace(envelope.data.id, postOf(envelope.data));
  else if (PlaceRemoved.is(envelope)) {
    coverage.setPlace(envelope.data.place, null);
    coverage.setRequirements(envelope.data.place, []);
  } else if (RestRuled.is(envelope)) coverage.setRest(withRule(coverage.ruled, envelope.data));
}

function moved(coverage: Coverage, id: ShiftId, to: Partial<StandingShift>): void {
  const shift = coverage.shift(id);
  if (shift !== null) coverage.setShift({ ...shift, ...to });
}

export function postOf({ shape, reference, name }: Pick<Place, "shape" | "reference" | "name">) {
  const at: Position | null = shape.type === "Point" ? shape.coordinates : (positionWithin(shape) ?? null);
  return { at, reference, name };
}
