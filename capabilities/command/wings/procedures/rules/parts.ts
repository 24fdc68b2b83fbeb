import {
  type IncidentId,
  incidentMachine,
  IncidentMerged,
  IncidentNested,
  IncidentSplit,
  isRefusal,
  type SignalId,
  step,
  type TaskId,
} from "@cordon/kernel";
import { closed, type Decision, type StandingIncident } from "../../../rules.ts";
import { refuseStep } from "../words/refusals.ts";

/** An incident and the larger one it is part of. */
export interface Part extends StandingIncident {
  readonly parent: IncidentId | null;
}

/** @param above the parent and all that it is part of, from the nearest on: no incident is part of itself */
export function nest(part: Part, parent: StandingIncident | null, above: readonly IncidentId[]): Decision {
  if (part.state !== "open") return closed(part);
  if (parent === null) return part.parent === null ? [] : [IncidentNested.of({ incident: part.id, parent: null })];
  if (parent.state !== "open") return closed(parent);
  if (parent.id === part.id || above.includes(part.id))
    return refuseStep(
      "incident-within-itself",
      "invalid",
      `incident ${parent.number} is part of incident ${part.number} already`,
      parent.id,
      { number: String(parent.number), part: String(part.number) },
    );
  return part.parent === parent.id ? [] : [IncidentNested.of({ incident: part.id, parent: parent.id })];
}

/** @param above all that the survivor is part of; @param children of the one that is merged: they become the survivor's */
export function mergeIncidents(
  gone: Part,
  survivor: Part,
  above: readonly IncidentId[],
  children: readonly IncidentId[],
): Decision {
  if (gone.id === survivor.id)
    return refuseStep("incident-into-itself", "invalid", "an incident cannot be merged into itself", gone.id);
  const next = step(incidentMachine, gone.state, "merge");
  if (isRefusal(next)) return next;
  if (survivor.state !== "open") return closed(survivor);
  // What is above the survivor may be the one that goes: then the survivor takes its place.
  const lifted = above.includes(gone.id) ? [IncidentNested.of({ incident: survivor.id, parent: gone.parent })] : [];
  const moved = children
    .filter((child) => child !== survivor.id && !above.includes(child))
    .map((child) => IncidentNested.of({ incident: child, parent: survivor.id }));
  return [...lifted, ...moved, IncidentMerged.of({ incident: gone.id, into: survivor.id })];
}

/** What follows the opening of the new incident. */
export function splitOff(
  from: StandingIncident,
  into: IncidentId,
  chosen: { readonly signals: readonly SignalId[]; readonly tasks: readonly TaskId[] },
  theirs: { readonly signals: readonly SignalId[]; readonly tasks: readonly TaskId[] },
): Decision {
  if (from.state !== "open") return closed(from);
  if (chosen.signals.length + chosen.tasks.length === 0)
    return refuseStep(
      "nothing-to-split",
      "invalid",
      "choose the signals and tasks that belong to the new incident",
      "signals",
    );
  const stranger =
    chosen.signals.find((signal) => !theirs.signals.includes(signal)) ??
    chosen.tasks.find((task) => !theirs.tasks.includes(task));
  if (stranger !== undefined)
    return refuseStep(
      "not-of-this-incident",
      "not-found",
      `incident ${from.number} has no such signal or task`,
      stranger,
      { number: String(from.number) },
    );
  return [IncidentSplit.of({ incident: from.id, into, ...chosen })];
}
