import type { LogKind, LogLine, TaskView } from "../words.ts";

/** What each line of a log says was done: on the screens, and in the report afterwards. */
export const LOG_WORDS: Readonly<Record<"en" | "fr", Readonly<Record<LogKind, string>>>> = {
  en: {
    "incident.opened": "opened the incident",
    "incident.noted": "noted",
    "incident.attachment-erased": "erased a file",
    "incident.located": "said where it is",
    "incident.prioritised": "set the priority",
    "incident.typed": "said what it is",
    "incident.handed-over": "took over",
    "incident.hand-over-offered": "asked to be relieved",
    "incident.hand-over-declined": "declined to take over",
    "incident.closed": "closed",
    "incident.reopened": "reopened",
    "incident.merged": "merged into incident",
    "incident.split": "split off incident",
    "incident.nested": "made part of incident",
    "incident.step-done": "step done",
    "incident.step-skipped": "step skipped",
    "incident.step-reopened": "step taken back",
    "incident.step-seen": "supervisor has seen it",
    "signal.confirmed": "confirmed the signal",
    "signal.merged": "merged a signal",
    "signal.reopened": "took a signal out again",
    "task.offered": "task offered",
    "task.acknowledged": "task acknowledged",
    "task.started": "under way",
    "task.finished": "task done",
    "task.refused": "task refused",
    "task.cancelled": "task cancelled",
    "task.taken": "task taken before by",
    "task.escalated": "nobody acknowledged, escalated, step",
  },
  fr: {
    "incident.opened": "a ouvert l’incident",
    "incident.noted": "a noté",
    "incident.attachment-erased": "a effacé un fichier",
    "incident.located": "a dit où c’est",
    "incident.prioritised": "a fixé la priorité",
    "incident.typed": "a dit ce que c’est",
    "incident.handed-over": "a pris le commandement",
    "incident.hand-over-offered": "a demandé la relève",
    "incident.hand-over-declined": "a décliné la relève",
    "incident.closed": "a clos",
    "incident.reopened": "a rouvert",
    "incident.merged": "fusionné dans l’incident",
    "incident.split": "scindé : incident",
    "incident.nested": "rattaché à l’incident",
    "incident.step-done": "étape faite",
    "incident.step-skipped": "étape passée",
    "incident.step-reopened": "étape reprise",
    "incident.step-seen": "vu par le superviseur",
    "signal.confirmed": "a confirmé le signal",
    "signal.merged": "a rattaché un signal",
    "signal.reopened": "a détaché un signal",
    "task.offered": "mission proposée",
    "task.acknowledged": "mission reçue",
    "task.started": "en route",
    "task.finished": "mission faite",
    "task.refused": "mission refusée",
    "task.cancelled": "mission annulée",
    "task.taken": "mission déjà prise par",
    "task.escalated": "sans accusé de réception, alerte de niveau",
  },
};

const SAID_BY_UNIT: ReadonlySet<LogKind> = new Set([
  "task.acknowledged",
  "task.started",
  "task.finished",
  "task.refused",
]);

/**
 * Whether the room entered what a unit told it. A unit's own phone is a device, and nobody signs in as a unit: a person who moves a unit's
 * task was told by it.
 */
export function isEnteredForUnit({ kind, by }: Pick<LogLine, "kind" | "by">): boolean {
  return by.kind === "person" && SAID_BY_UNIT.has(kind);
}

/** The same of how a task stands now. */
export function isStateEnteredForUnit({ state, changedBy }: Pick<TaskView, "state" | "changedBy">): boolean {
  return changedBy.kind === "person" && state !== "offered" && state !== "cancelled";
}
