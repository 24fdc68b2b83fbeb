import {
  ContingentRegistered,
  type Envelope,
  PlaceDrawn,
  PlaceRemoved,
  TaskCancelled,
  TaskFinished,
  TaskOffered,
  TaskRefused,
  UnitRegistered,
  UnitWithdrawn,
} from "@cordon/kernel";
import { PowersGranted, UnitKindChanged, UnitKindRegistered, UnitKindRemoved, UnitKindRetired } from "../words.ts";
import { UnitEquipped } from "../words/kit.ts";
import type { ForceIndex } from "./force-index.ts";

/** What an entry changes in the index. Taking one again changes nothing. */
export function learn(index: ForceIndex, envelope: Envelope): void {
  if (UnitRegistered.is(envelope)) index.register(envelope.data);
  else if (UnitEquipped.is(envelope)) index.speaks(envelope.data.unit, envelope.data.languages);
  else if (UnitWithdrawn.is(envelope)) index.withdraw(envelope.data.unit);
  else if (TaskOffered.is(envelope)) index.taskBegan(envelope.data.id, envelope.data.unit);
  else if (TaskFinished.is(envelope) || TaskRefused.is(envelope) || TaskCancelled.is(envelope))
    index.taskEnded(envelope.data.task);
  else if (ContingentRegistered.is(envelope)) index.contingent(envelope.data.id, envelope.data);
  else if (PowersGranted.is(envelope)) index.grants(envelope.data.contingent, envelope.data.grants);
  else if (UnitKindRegistered.is(envelope)) index.kind({ ...envelope.data, state: "standing" });
  else if (UnitKindChanged.is(envelope))
    index.kind({ ...envelope.data, state: index.stateOfKind(envelope.data.code) ?? "standing" });
  else if (UnitKindRetired.is(envelope)) index.kindState(envelope.data.code, "retired");
  else if (UnitKindRemoved.is(envelope)) index.kindState(envelope.data.code, "removed");
  else if (PlaceDrawn.is(envelope)) {
    const { id, shape } = envelope.data;
    if (shape.type === "Polygon") index.area(id, shape);
    else index.noArea(id);
  } else if (PlaceRemoved.is(envelope)) index.noArea(envelope.data.place);
}
