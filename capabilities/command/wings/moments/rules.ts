import {
  type ContingentId,
  type Envelope,
  IncidentClosed,
  IncidentHandedOver,
  type IncidentId,
  IncidentNoted,
  IncidentOpened,
  IncidentLocated,
  IncidentPrioritised,
  IncidentReopened,
  IncidentTyped,
  SignalConfirmed,
  SignalDismissed,
  SignalEnded,
  SignalExhibitsAdded,
  SignalExhibitsErased,
  type SignalId,
  SignalMerged,
  SignalRaised,
  SignalReopened,
  TaskAcknowledged,
  TaskCancelled,
  TaskFinished,
  type TaskId,
  TaskOffered,
  TaskRefused,
  TaskStarted,
  type UnitId,
  UnitRegistered,
  UnitWithdrawn,
} from "@cordon/kernel";
import type { ChangeHow } from "./words.ts";

/** A thing of the room that an entry did something to. */
export type Thing =
  | { readonly what: "signal"; readonly id: SignalId }
  | { readonly what: "incident"; readonly id: IncidentId }
  | { readonly what: "task"; readonly id: TaskId; readonly contingent: ContingentId }
  | { readonly what: "unit"; readonly id: UnitId; readonly contingent: ContingentId };

export interface Change {
  readonly thing: Thing;
  readonly how: ChangeHow;
  readonly entries: readonly Envelope[];
}

interface Did {
  readonly thing: Thing;
  readonly how: ChangeHow;
}

const SIGNAL_CHANGED = [SignalReopened, SignalExhibitsAdded, SignalEnded, SignalExhibitsErased];
const SIGNAL_CLOSED = [SignalConfirmed, SignalDismissed, SignalMerged];
const INCIDENT_CHANGED = [
  ...[IncidentNoted, IncidentLocated, IncidentPrioritised, IncidentTyped],
  ...[IncidentHandedOver, IncidentReopened],
];
const TASK_CHANGED = [TaskAcknowledged, TaskStarted];
const TASK_CLOSED = [TaskFinished, TaskRefused, TaskCancelled];

/** What an entry did, and to what; null for entries about something else. */
function didOf(envelope: Envelope): Did | null {
  const signal = (id: SignalId, how: ChangeHow): Did => ({ thing: { what: "signal", id }, how });
  const incident = (id: IncidentId, how: ChangeHow): Did => ({ thing: { what: "incident", id }, how });
  if (SignalRaised.is(envelope)) return signal(envelope.data.id, "new");
  for (const kind of SIGNAL_CHANGED) if (kind.is(envelope)) return signal(envelope.data.signal, "changed");
  for (const kind of SIGNAL_CLOSED) if (kind.is(envelope)) return signal(envelope.data.signal, "closed");
  if (IncidentOpened.is(envelope)) return incident(envelope.data.id, "new");
  for (const kind of INCIDENT_CHANGED) if (kind.is(envelope)) return incident(envelope.data.incident, "changed");
  if (IncidentClosed.is(envelope)) return incident(envelope.data.incident, "closed");
  if (TaskOffered.is(envelope)) {
    const { id, contingent } = envelope.data;
    return { thing: { what: "task", id, contingent }, how: "new" };
  }
  for (const [kinds, how] of [
    [TASK_CHANGED, "changed"],
    [TASK_CLOSED, "closed"],
  ] as const) {
    for (const kind of kinds) {
      if (!kind.is(envelope)) continue;
      const { task, contingent } = envelope.data;
      return { thing: { what: "task", id: task, contingent }, how };
    }
  }
  if (UnitRegistered.is(envelope)) {
    const { id, contingent } = envelope.data;
    return { thing: { what: "unit", id, contingent }, how: "new" };
  }
  if (UnitWithdrawn.is(envelope)) {
    const { unit, contingent } = envelope.data;
    return { thing: { what: "unit", id: unit, contingent }, how: "closed" };
  }
  return null;
}

/**
 * What entries did to each thing, last changed first. New stays new whatever happened to it since, unless it is over: then it is closed. What was
 * closed and is open again is changed.
 * @param contingent narrows to one's own; null: may know of all
 */
export function changesOf(entries: readonly Envelope[], contingent: ContingentId | null): readonly Change[] {
  const changes = new Map<string, Change>();
  for (const envelope of entries) {
    const did = didOf(envelope);
    if (did === null) continue;
    const { thing, how } = did;
    if (contingent !== null && "contingent" in thing && thing.contingent !== contingent) continue;
    const before = changes.get(thing.id);
    changes.delete(thing.id);
    changes.set(thing.id, {
      thing,
      how: how === "changed" && before?.entries.some(isFirst) === true ? "new" : how,
      entries: [...(before?.entries ?? []), envelope],
    });
  }
  return [...changes.values()].toReversed();
}

const FIRST = [SignalRaised, IncidentOpened, TaskOffered, UnitRegistered];

function isFirst(envelope: Envelope): boolean {
  return FIRST.some((kind) => kind.is(envelope));
}
