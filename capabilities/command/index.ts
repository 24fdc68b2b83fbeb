import { type ApiOf, capability, type Refused } from "@cordon/ground";
import {
  ContingentRegistered,
  IncidentClosed,
  IncidentHandedOver,
  IncidentHandOverDeclined,
  IncidentNoted,
  IncidentOpened,
  IncidentLocated,
  IncidentPrioritised,
  IncidentReopened,
  PlaceDrawn,
  PlaceRemoved,
  SignalConfirmed,
  SignalDismissed,
  SignalExhibitsAdded,
  SignalEnded,
  SignalExhibitsErased,
  SignalMerged,
  SignalRaised,
  SignalReopened,
  TaskAcknowledged,
  TaskCancelled,
  TaskFinished,
  TaskOffered,
  TaskRefused,
  TaskStarted,
  UnitRegistered,
  UnitWithdrawn,
} from "@cordon/kernel";
import { acknowledgeTask } from "./operations/acknowledge-task.ts";
import { cancelTask } from "./operations/cancel-task.ts";
import { closeIncident } from "./operations/close-incident.ts";
import { confirmSignal } from "./operations/confirm-signal.ts";
import { dismissSignal } from "./operations/dismiss-signal.ts";
import { drawPlace } from "./operations/draw-place.ts";
import { finishTask } from "./operations/finish-task.ts";
import { declineHandOverOfIncident } from "./operations/decline-hand-over.ts";
import { handOverIncident } from "./operations/hand-over-incident.ts";
import { importPlaces } from "./operations/import-places.ts";
import { listContingents } from "./operations/list-contingents.ts";
import { listIncidents } from "./operations/list-incidents.ts";
import { locateIncident } from "./operations/locate-incident.ts";
import { listPlaces } from "./operations/list-places.ts";
import { listSignals } from "./operations/list-signals.ts";
import { listTasks } from "./operations/list-tasks.ts";
import { listUnitTracks } from "./operations/list-unit-tracks.ts";
import { listUnits } from "./operations/list-units.ts";
import { mergeSignal } from "./operations/merge-signal.ts";
import { myTasks } from "./operations/my-tasks.ts";
import { noteIncident } from "./operations/note-incident.ts";
import { noteTask } from "./operations/note-task.ts";
import { offerTask } from "./operations/offer-task.ts";
import { openIncident } from "./operations/open-incident.ts";
import { prioritiseIncident } from "./operations/prioritise-incident.ts";
import { raiseSignal } from "./operations/raise-signal.ts";
import { refuseTask } from "./operations/refuse-task.ts";
import { registerContingent } from "./operations/register-contingent.ts";
import { registerUnit } from "./operations/register-unit.ts";
import { removePlace } from "./operations/remove-place.ts";
import { reopenIncident } from "./operations/reopen-incident.ts";
import { reopenSignal } from "./operations/reopen-signal.ts";
import { showIncident } from "./operations/show-incident.ts";
import { showSignal } from "./operations/show-signal.ts";
import { startTask } from "./operations/start-task.ts";
import { withdrawUnit } from "./operations/withdraw-unit.ts";
import { calls as callsWing } from "./wings/calls/index.ts";
import { ForceIndex, forces as forcesWing, type Positions } from "./wings/forces/index.ts";
import { messages } from "./wings/messages/index.ts";
import type { PushSettings } from "./wings/messages/push/settings.ts";
import { moments } from "./wings/moments/index.ts";
import { picture } from "./wings/picture/index.ts";
import type { SharingBook } from "./wings/picture/sharing-book.ts";
import type { TrailSettings } from "./wings/picture/workers/keep-trail.ts";
import { afterAction } from "./wings/procedures/documents/after-action.ts";
import { procedures } from "./wings/procedures/index.ts";
import { roster as rosterWing } from "./wings/roster/index.ts";
import { sos } from "./wings/sos/index.ts";
import { migrations, projections, tables } from "./tables.ts";

export { PUSH_HOSTS } from "./wings/messages/push/endpoint.ts";
export type { PushSettings } from "./wings/messages/push/settings.ts";
export { vapidIn } from "./wings/messages/push/vapid.ts";
export type { Positions } from "./wings/forces/index.ts";
export { SharingBook } from "./wings/picture/sharing-book.ts";
export type { TrailSettings } from "./wings/picture/workers/keep-trail.ts";
export * from "./words.ts";

/** What the room needs of the house. */
export interface CommandOutside {
  readonly positions: Positions;
  /** What the live plane did not take; nothing when left out. */
  readonly refused?: () => Refused;
  /** Shared with whoever lets positions in; without one the room has its own. */
  readonly sharing?: SharingBook;
  /** For how long it is kept where units were; a day when left out. */
  readonly trail?: TrailSettings;
  /** Null, or left out: phones are pushed nothing. */
  readonly push?: PushSettings | null;
  /** After which what was written is erased, and who telephoned; thirty when left out. */
  readonly keepMessagesDays?: number;
  /** From the end of an incident until the files of its log are erased; a year when left out. */
  readonly keepAttachmentsDays?: number;
  /** Of the operation: what a printed report says the time in. */
  readonly timeZone?: string;
}

/** The command room: signals become incidents, incidents become tasks, units carry them out. */
export function command(outside: CommandOutside) {
  const seen = picture(outside);
  const written = messages(outside);
  const roster = rosterWing();
  const helped = sos(outside);
  const calls = callsWing(outside);
  const worked = procedures(outside);
  const index = new ForceIndex(outside.positions);
  const forces = forcesWing(index, outside.positions);
  return capability({
    name: "command",
    entries: [
      SignalRaised,
      SignalConfirmed,
      SignalDismissed,
      SignalMerged,
      SignalReopened,
      SignalExhibitsAdded,
      SignalEnded,
      SignalExhibitsErased,
      IncidentOpened,
      IncidentNoted,
      IncidentLocated,
      IncidentPrioritised,
      IncidentHandedOver,
      IncidentHandOverDeclined,
      IncidentClosed,
      IncidentReopened,
      TaskOffered,
      TaskAcknowledged,
      TaskStarted,
      TaskFinished,
      TaskRefused,
      TaskCancelled,
      ContingentRegistered,
      UnitRegistered,
      UnitWithdrawn,
      PlaceDrawn,
      PlaceRemoved,
      ...forces.entries,
      ...roster.entries,
      ...worked.entries,
      ...seen.entries,
      ...written.entries,
      ...moments.entries,
      ...helped.entries,
      ...calls.entries,
    ],
    operations: [
      raiseSignal,
      listSignals,
      showSignal,
      confirmSignal,
      dismissSignal,
      mergeSignal,
      reopenSignal,
      listIncidents,
      showIncident,
      openIncident,
      noteIncident,
      locateIncident,
      prioritiseIncident,
      handOverIncident,
      declineHandOverOfIncident,
      closeIncident,
      reopenIncident,
      offerTask(index),
      noteTask,
      acknowledgeTask,
      startTask,
      finishTask,
      refuseTask,
      cancelTask,
      listTasks,
      myTasks,
      registerContingent,
      registerUnit,
      withdrawUnit,
      listUnits,
      listUnitTracks,
      listContingents,
      drawPlace,
      removePlace,
      listPlaces,
      importPlaces,
      ...forces.operations,
      ...roster.operations,
      ...worked.operations,
      ...seen.operations,
      ...written.operations,
      ...moments.operations,
      ...helped.operations,
      ...calls.operations,
    ],
    migrations: [
      ...migrations,
      ...forces.migrations,
      ...roster.migrations,
      ...worked.migrations,
      ...seen.migrations,
      ...written.migrations,
      ...moments.migrations,
      ...helped.migrations,
      ...calls.migrations,
    ],
    tables: [
      ...tables,
      ...forces.tables,
      ...roster.tables,
      ...worked.tables,
      ...seen.tables,
      ...written.tables,
      ...moments.tables,
      ...helped.tables,
      ...calls.tables,
    ],
    projections: [
      ...projections,
      ...forces.projections,
      ...roster.projections,
      ...worked.projections,
      ...seen.projections,
      ...written.projections,
      ...moments.projections,
      ...helped.projections,
      ...calls.projections,
    ],
    media: [afterAction(outside.timeZone ?? "Europe/Paris")],
    workers: [
      ...forces.workers,
      ...roster.workers,
      ...worked.workers,
      ...seen.workers,
      ...written.workers,
      ...moments.workers,
      ...helped.workers,
      ...calls.workers,
    ],
  });
}

/** The operations' names, inputs and outputs, for a typed client. */
export type CommandApi = ApiOf<ReturnType<typeof command>["operations"]>;
