import {
  type Actor,
  actorOf,
  type CommandId,
  type ContingentId,
  type DismissalReason,
  type FalseAlertCause,
  handOverMachine,
  type Exhibit,
  type Incident,
  IncidentClosed,
  IncidentHandedOver,
  IncidentHandOverDeclined,
  IncidentHandOverOffered,
  type IncidentId,
  incidentMachine,
  IncidentNoted,
  IncidentOpened,
  IncidentLocated,
  IncidentPrioritised,
  IncidentReopened,
  type IncidentState,
  type Instant,
  isRefusal,
  type NewEntry,
  type Place,
  PlaceDrawn,
  type Principal,
  type Priority,
  type Position,
  type Procedure,
  type Refusal,
  type Role,
  type Signal,
  SignalConfirmed,
  SignalDismissed,
  type SignalId,
  signalMachine,
  SignalMerged,
  SignalRaised,
  SignalReopened,
  type SignalState,
  step,
  type Task,
  TaskAcknowledged,
  TaskCancelled,
  type TaskEvent,
  TaskFinished,
  type TaskId,
  taskMachine,
  TaskOffered,
  TaskRefused,
  TaskStarted,
  type TaskState,
  type Unit,
  UnitRegistered,
  UnitWithdrawn,
} from "@cordon/kernel";
import type { z } from "zod";
import { refuseAs } from "./words/refusals.ts";

/** What follows: entries to append, none when all is as asked already, or why not. */
export type Decision = readonly NewEntry[] | Refusal;

/** Those who decide in the command room. */
export const DECIDES = ["operator", "supervisor", "commander"] as const satisfies readonly Role[];
const DECIDERS: readonly Role[] = [...DECIDES, "system"];
/** Those, and the rehearsal, which plays the units of its own scenario. */
const MOVES_ANY_TASK: readonly Role[] = [...DECIDERS, "exercise"];

/** Need to know: whoever belongs to a contingent sees what belongs to it, and what belongs to none. */
export function knows(by: Principal, contingent: ContingentId | null): boolean {
  return by.contingent === null || contingent === null || by.contingent === contingent;
}

// Signals ---------------------------------------------------------------------------------------------------------------

export type StandingSignal = Pick<Signal, "id" | "kind" | "position" | "place"> & { readonly state: SignalState };
export type NewIncident = Pick<Incident, "id" | "number" | "title" | "priority" | "commander"> & {
  readonly procedure?: Procedure | undefined;
};

/** @param now the journal's time: nothing can have begun after it */
export function raise(signal: Signal, now: Instant): Decision {
  if (signal.since > now)
    return refuseAs("report-ahead", "invalid", "what is reported cannot begin in the future", "since");
  return [SignalRaised.of(signal)];
}

export function confirm(signal: StandingSignal, incident: NewIncident): Decision {
  const next = step(signalMachine, signal.state, "confirm");
  if (isRefusal(next)) return next;
  const { kind, position, place } = signal;
  return [
    IncidentOpened.of({ ...incident, kind, position, place, signal: signal.id }),
    SignalConfirmed.of({ signal: signal.id, incident: incident.id }),
  ];
}

/** @param cause what fooled the camera, for a false alert whose cause is known */
export function dismiss(
  signal: StandingSignal,
  reason: DismissalReason,
  note: string,
  cause: FalseAlertCause | null = null,
): Decision {
  const next = step(signalMachine, signal.state, "dismiss");
  if (isRefusal(next)) return next;
  if (cause !== null && reason !== "false-alert")
    return refuseAs("cause-of-no-false-alert", "invalid", "only a false alert has a cause", "cause");
  if (reason === "other" && note === "")
    return refuseAs("other-unsaid", "invalid", 'the reason "other" needs a note that says which', "note");
  return [SignalDismissed.of({ signal: signal.id, reason, note, ...(cause === null ? {} : { cause }) })];
}

export function merge(signal: StandingSignal, incident: StandingIncident): Decision {
  const next = step(signalMachine, signal.state, "merge");
  if (isRefusal(next)) return next;
  if (incident.state !== "open") return closed(incident);
  const merged = SignalMerged.of({ signal: signal.id, incident: incident.id });
  const { position, place } = signal;
  if (incident.position !== null || position === null) return [merged];
  // What nobody knew the place of is where the signal is that tells of it.
  return [merged, IncidentLocated.of({ incident: incident.id, position, place, address: "" })];
}

/** Undoes a dismissal or a merge. */
export function reopenSignal(signal: { readonly id: SignalId; readonly state: SignalState }): Decision {
  const next = step(signalMachine, signal.state, "reopen");
  return isRefusal(next) ? next : [SignalReopened.of({ signal: signal.id })];
}

// Incidents -------------------------------------------------------------------------------------------------------------

export interface StandingIncident {
  readonly id: IncidentId;
  readonly number: number;
  readonly state: IncidentState;
  readonly priority: Priority;
  readonly commander: Actor;
  readonly position: Position | null;
}

export function open(incident: Incident & { readonly procedure?: Procedure | undefined }): Decision {
  return [IncidentOpened.of({ ...incident, signal: null })];
}

export function note(incident: StandingIncident, text: string, exhibits: readonly Exhibit[] = []): Decision {
  if (incident.state !== "open") return closed(incident);
  return [IncidentNoted.of({ incident: incident.id, text, ...(exhibits.length === 0 ? {} : { exhibits }) })];
}

/** Says where an incident is, when that was not known or is known better now. */
export function locate(incident: StandingIncident, where: Omit<Located, "incident">): Decision {
  if (incident.state !== "open") return closed(incident);
  return [IncidentLocated.of({ incident: incident.id, ...where })];
}
type Located = z.output<typeof IncidentLocated.data>;

export function prioritise(incident: StandingIncident, priority: Priority): Decision {
  if (incident.state !== "open") return closed(incident);
  return incident.priority === priority ? [] : [IncidentPrioritised.of({ incident: incident.id, priority })];
}

/** What whoever takes over is told, and how things stand at that moment. */
export interface HandOver {
  readonly note: string;
  readonly standing: z.output<typeof IncidentHandedOver.data>["standing"];
}

/**
 * Who takes command says so: it is theirs when they take over themselves. Naming somebody else asks them, and leaves the incident with whoever
 * has it until they do.
 */
export function handOver(incident: StandingIncident, commander: Actor, by: Actor, said: HandOver): Decision {
  if (incident.state !== "open") return closed(incident);
  if (sameActor(incident.commander, commander)) return [];
  const data = {
    incident: incident.id,
    commander,
    ...(said.note === "" ? {} : { note: said.note }),
    ...(said.standing === undefined ? {} : { standing: said.standing }),
  };
  return [sameActor(commander, by) ? IncidentHandedOver.of(data) : IncidentHandOverOffered.of(data)];
}

/** @param asked who was asked to take over, and has not */
export function declineHandOver(incident: StandingIncident, asked: Actor | null, by: Actor, because: string): Decision {
  if (incident.state !== "open") return closed(incident);
  const next = step(handOverMachine, asked === null ? "none" : "asked", "decline");
  if (isRefusal(next)) return next;
  if (asked === null || !sameActor(asked, by))
    return refuseAs(
      "not-asked-to-take-over",
      "not-permitted",
      "only who was asked to take over declines it",
      incident.id,
    );
  return [IncidentHandOverDeclined.of({ incident: incident.id, because })];
}

const sameActor = (a: Actor, b: Actor) => a.kind === b.kind && a.id === b.id;

/** @param openTasks those that have not ended, as their units are called */
export function close(
  incident: StandingIncident,
  outcome: string,
  openTasks: readonly { readonly id: TaskId; readonly callSign: string }[],
): Decision {
  const next = step(incidentMachine, incident.state, "close");
  if (isRefusal(next)) return next;
  if (openTasks.length > 0) {
    const who = openTasks.map((task) => task.callSign).join(", ");
    return refuseAs(
      "incident-open-tasks",
      "not-possible-now",
      `incident ${incident.number} has tasks that have not ended: ${who}`,
      openTasks.map((task) => task.id).join(" "),
      { number: String(incident.number), callSigns: who },
    );
  }
  return [IncidentClosed.of({ incident: incident.id, outcome })];
}

export function reopenIncident(incident: StandingIncident, because: string): Decision {
  const next = step(incidentMachine, incident.state, "reopen");
  return isRefusal(next) ? next : [IncidentReopened.of({ incident: incident.id, because })];
}

/** What is over takes nothing more. */
export function closed(incident: StandingIncident): Refusal {
  const because =
    incident.state === "merged"
      ? `incident ${incident.number} was merged into another`
      : `incident ${incident.number} is closed; reopen it first`;
  const code = incident.state === "merged" ? "incident-merged" : "incident-closed";
  return refuseAs(code, "not-possible-now", because, incident.id, { number: String(incident.number) });
}

// Tasks -----------------------------------------------------------------------------------------------------------------

export type StandingTask = Pick<Task, "id" | "unit" | "contingent"> & { readonly state: TaskState };

/** A step of a task as someone pressed it. `said` is a reason or a note; empty where none is asked for. */
export interface TaskPress {
  readonly event: TaskEvent;
  readonly said: string;
  readonly commandId: CommandId | null;
  readonly pressedAt: Instant | null;
}

/** A unit may hold several tasks; one that was withdrawn gets no more. */
export function offer(
  task: Omit<Task, "unit" | "contingent">,
  unit: StandingUnit,
  incident: StandingIncident | null,
): Decision {
  if (unit.withdrawnAt !== null) return withdrawn(unit);
  if (incident !== null && incident.state !== "open") return closed(incident);
  return [TaskOffered.of({ ...task, unit: unit.id, contingent: unit.contingent })];
}

/** Only the unit itself or the command room moves a task, and only the command room cancels one. */
export function press(task: StandingTask, by: Principal, pressed: TaskPress): Decision {
  const own = by.unit === task.unit && pressed.event !== "cancel";
  if (!own && !by.roles.some((role) => MOVES_ANY_TASK.includes(role))) {
    return refuseAs(
      "task-not-yours",
      "not-permitted",
      "only the unit that holds a task, or the command room, moves it",
      task.id,
    );
  }
  const next = step(taskMachine, task.state, pressed.event);
  if (isRefusal(next)) return next;
  const { event, said, commandId, pressedAt } = pressed;
  const at = { task: task.id, unit: task.unit, contingent: task.contingent, commandId, pressedAt };
  switch (event) {
    case "acknowledge":
      return [TaskAcknowledged.of(at)];
    case "start":
      return [TaskStarted.of(at)];
    case "finish":
      return [TaskFinished.of({ ...at, note: said })];
    case "refuse":
      return said === "" ? unsaid : [TaskRefused.of({ ...at, reason: said })];
    case "cancel":
      return said === "" ? unsaid : [TaskCancelled.of({ ...at, reason: said })];
  }
}

const withdrawn = ({ id, callSign }: StandingUnit) =>
  refuseAs("unit-withdrawn", "not-possible-now", `${callSign} was withdrawn`, id, { callSign });

const unsaid = refuseAs("reason-missing", "invalid", "a refusal or a cancellation says why", "reason");

// Units and places ------------------------------------------------------------------------------------------------------

export type StandingUnit = Unit & { readonly withdrawnAt: Instant | null };

/** Registering what is registered already changes nothing; one that was withdrawn comes back as the same unit. */
export function register(unit: Unit, standing: StandingUnit | null): Decision {
  if (standing === null || standing.withdrawnAt !== null) return [UnitRegistered.of(unit)];
  const same =
    standing.kind === unit.kind && standing.contingent === unit.contingent && standing.strength === unit.strength;
  return same
    ? []
    : refuseAs("call-sign-taken", "conflict", `the call sign ${unit.callSign} is taken by another unit`, standing.id, {
        callSign: unit.callSign,
      });
}

/** @param openTasks how many of its tasks have not ended */
export function withdraw(unit: StandingUnit, because: string, openTasks: number): Decision {
  if (unit.withdrawnAt !== null) return [];
  if (openTasks > 0)
    return refuseAs(
      "unit-holds-tasks",
      "not-possible-now",
      `${unit.callSign} still holds ${openTasks} open tasks; cancel them first`,
      unit.id,
      { callSign: unit.callSign, count: String(openTasks) },
    );
  return [UnitWithdrawn.of({ unit: unit.id, contingent: unit.contingent, because })];
}

/** Drawing a place as it stands changes nothing; otherwise it replaces what stood under its reference. */
export function draw(place: Place, standing: Place | null): Decision {
  return standing !== null && samePlace(place, standing) ? [] : [PlaceDrawn.of(place)];
}

function samePlace(a: Place, b: Place): boolean {
  const said = (place: Place) =>
    JSON.stringify([place.kind, place.name.fr, place.name.en, place.regime, place.shape.type, place.shape.coordinates]);
  return said(a) === said(b);
}

/** The commander of an incident unless another is named: whoever opens it. */
export function commanderOf(by: Principal): Actor {
  return actorOf(by);
}
