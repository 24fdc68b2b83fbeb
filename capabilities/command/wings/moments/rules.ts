import {
  type ContingentId,
  type EntryKind,
  type Envelope,
  type FenceId,
  IncidentAttachmentErased,
  IncidentClosed,
  IncidentHandedOver,
  IncidentHandOverDeclined,
  IncidentHandOverOffered,
  type IncidentId,
  IncidentLocated,
  IncidentMerged,
  IncidentNested,
  IncidentNoted,
  IncidentOpened,
  IncidentPrioritised,
  IncidentReopened,
  IncidentSplit,
  IncidentTyped,
  type MessageId,
  type OverlayId,
  PlaceDrawn,
  type PlaceId,
  PlaceRemoved,
  type ShiftId,
  SignalConfirmed,
  SignalDismissed,
  SignalEnded,
  SignalExhibitsAdded,
  SignalExhibitsErased,
  type SignalId,
  SignalMerged,
  SignalRaised,
  SignalReopened,
  StepDone,
  StepReopened,
  StepSeen,
  StepSkipped,
  TaskAcknowledged,
  TaskCancelled,
  TaskEscalated,
  TaskFinished,
  type TaskId,
  TaskOffered,
  TaskRefused,
  TaskStarted,
  type UnitId,
  UnitRegistered,
  UnitWithdrawn,
} from "@cordon/kernel";
import { UnitEquipped } from "../forces/words/kit.ts";
import { MessageSent } from "../messages/words.ts";
import {
  FenceDrawn,
  FenceRemoved,
  OverlayDrawn,
  OverlayWithdrawn,
  SharingPaused,
  SharingResumed,
} from "../picture/words.ts";
import {
  PostRequired,
  ShiftCancelled,
  ShiftChanged,
  ShiftEnded,
  ShiftMissed,
  ShiftPlanned,
  ShiftTakenUp,
} from "../roster/words.ts";
import { SosCalledOff, SosPressedAgain } from "../sos/words.ts";
import type { ChangeHow } from "./words.ts";

/** A thing of the room that an entry did something to. */
export type Thing =
  | { readonly what: "signal"; readonly id: SignalId }
  | { readonly what: "incident"; readonly id: IncidentId }
  | { readonly what: "task"; readonly id: TaskId }
  | { readonly what: "unit"; readonly id: UnitId }
  | { readonly what: "shift"; readonly id: ShiftId }
  | { readonly what: "place"; readonly id: PlaceId }
  | { readonly what: "fence"; readonly id: FenceId }
  | { readonly what: "drawing"; readonly id: OverlayId }
  | { readonly what: "message"; readonly id: MessageId };

export interface Change {
  readonly thing: Thing;
  readonly how: ChangeHow;
  readonly entries: readonly Envelope[];
}

interface Did {
  readonly thing: Thing;
  readonly how: ChangeHow;
  /** Whose alone it is; null: the whole room's. */
  readonly contingent: ContingentId | null;
}

type Reading = (envelope: Envelope) => Did | null;

/** What an entry of a kind did, and to what. */
function did<Kind extends string, Data>(
  kind: EntryKind<Kind, Data>,
  how: ChangeHow | ((data: Data) => ChangeHow),
  thing: (data: Data) => Thing,
): readonly [string, Reading] {
  return [
    kind.kind,
    (envelope) =>
      kind.is(envelope)
        ? {
            thing: thing(envelope.data),
            how: typeof how === "function" ? how(envelope.data) : how,
            contingent: kind.contingentOf(envelope.data),
          }
        : null,
  ];
}

const signal = ({ signal: id }: { readonly signal: SignalId }): Thing => ({ what: "signal", id });
const incident = ({ incident: id }: { readonly incident: IncidentId }): Thing => ({ what: "incident", id });
const task = ({ task: id }: { readonly task: TaskId }): Thing => ({ what: "task", id });
const unit = ({ unit: id }: { readonly unit: UnitId }): Thing => ({ what: "unit", id });
const shift = ({ shift: id }: { readonly shift: ShiftId }): Thing => ({ what: "shift", id });
const place = ({ place: id }: { readonly place: PlaceId }): Thing => ({ what: "place", id });

const READINGS: ReadonlyMap<string, Reading> = new Map([
  did(SignalRaised, "new", ({ id }) => ({ what: "signal", id })),
  ...[SignalReopened, SignalExhibitsAdded, SignalEnded, SignalExhibitsErased].map((kind) =>
    did<string, { readonly signal: SignalId }>(kind, "changed", signal),
  ),
  did(SosPressedAgain, "changed", signal),
  did(SosCalledOff, "changed", signal),
  did(SignalConfirmed, "closed", signal),
  did(SignalDismissed, "closed", signal),
  did(SignalMerged, "closed", signal),
  did(IncidentOpened, "new", ({ id }) => ({ what: "incident", id })),
  did(IncidentNoted, "changed", incident),
  did(IncidentAttachmentErased, "changed", incident),
  did(IncidentLocated, "changed", incident),
  did(IncidentPrioritised, "changed", incident),
  did(IncidentTyped, "changed", incident),
  did(IncidentHandOverOffered, "changed", incident),
  did(IncidentHandOverDeclined, "changed", incident),
  did(IncidentHandedOver, "changed", incident),
  did(IncidentNested, "changed", incident),
  did(IncidentSplit, "changed", incident),
  did(StepDone, "changed", incident),
  did(StepSkipped, "changed", incident),
  did(StepReopened, "changed", incident),
  did(StepSeen, "changed", incident),
  did(IncidentReopened, "changed", incident),
  did(IncidentMerged, "closed", incident),
  did(IncidentClosed, "closed", incident),
  did(TaskOffered, "new", ({ id }) => ({ what: "task", id })),
  did(TaskAcknowledged, "changed", task),
  did(TaskStarted, "changed", task),
  did(TaskEscalated, "changed", task),
  did(TaskFinished, "closed", task),
  did(TaskRefused, "closed", task),
  did(TaskCancelled, "closed", task),
  did(UnitRegistered, "new", ({ id }) => ({ what: "unit", id })),
  did(UnitEquipped, "changed", unit),
  did(SharingPaused, "changed", unit),
  did(SharingResumed, "changed", unit),
  did(UnitWithdrawn, "closed", unit),
  did(ShiftPlanned, "new", ({ id }) => ({ what: "shift", id })),
  did(ShiftChanged, "changed", ({ id }) => ({ what: "shift", id })),
  did(ShiftTakenUp, "changed", shift),
  did(ShiftEnded, "closed", shift),
  did(ShiftMissed, "closed", shift),
  did(ShiftCancelled, "closed", shift),
  // Whether a place or a fence stood there before, the entry does not say: whoever reads the journal further back finds out.
  did(PlaceDrawn, "changed", ({ id }) => ({ what: "place", id })),
  did(PostRequired, "changed", place),
  did(PlaceRemoved, "closed", place),
  did(FenceDrawn, "changed", ({ id }) => ({ what: "fence", id })),
  did(FenceRemoved, "closed", ({ fence: id }) => ({ what: "fence", id })),
  did(
    OverlayDrawn,
    ({ version }) => (version === 1 ? "new" : "changed"),
    ({ id }) => ({ what: "drawing", id }),
  ),
  did(OverlayWithdrawn, "closed", ({ overlay: id }) => ({ what: "drawing", id })),
  did(MessageSent, "new", ({ message: id }) => ({ what: "message", id })),
]);

/**
 * What entries did to each thing, last changed first. New stays new whatever happened to it since, unless it is over: then it is closed. What was
 * closed and is open again is changed.
 * @param contingent narrows to one's own; null: may know of all
 */
export function changesOf(entries: readonly Envelope[], contingent: ContingentId | null): readonly Change[] {
  const changes = new Map<string, Change & { readonly began: boolean }>();
  for (const envelope of entries) {
    const read = READINGS.get(envelope.kind)?.(envelope) ?? null;
    if (read === null) continue;
    const { thing, how } = read;
    if (contingent !== null && read.contingent !== null && read.contingent !== contingent) continue;
    const before = changes.get(thing.id);
    const began = how === "new" || before?.began === true;
    changes.delete(thing.id);
    changes.set(thing.id, {
      thing,
      how: how === "changed" && began ? "new" : how,
      entries: [...(before?.entries ?? []), envelope],
      began,
    });
  }
  return [...changes.values()].toReversed();
}
