import type { SayingsOf } from "@cordon/ui";
import type { ProcedureRefusals } from "../words/refusals.ts";

/** What is said when a checklist is not followed, and when incidents are not put together, taken apart or offered openly. */
export const PROCEDURE_SAYINGS: SayingsOf<ProcedureRefusals> = {
  en: {
    "no-such-checklist": () => "There is no such checklist any more.",
    "no-such-step": () => "The incident’s checklist has no such step any more.",
    "no-such-file": () => "The log has no such line, or the line has no such file.",
    "step-twice": (of) => `Two steps are called ${of("step")}.`,
    "step-after-later": (of) => `The step ${of("step")} comes after ${of("after")}, which is no earlier step.`,
    "step-needs-nobody": () => "This step needs no supervisor any more.",
    "checklist-of-another-kind": (of) => `The checklist ${of("checklist")} is for incidents of another kind.`,
    "incident-within-itself": (of) => `Incident ${of("number")} is part of incident ${of("part")} already.`,
    "incident-into-itself": () => "An incident cannot be merged into itself.",
    "nothing-to-split": () => "Choose the signals and tasks that belong to the new incident.",
    "not-of-this-incident": (of) => `Incident ${of("number")} has no such signal or task any more.`,
    "task-taken": (of) => `${of("callSign")} has taken this task.`,
    "task-id-used": () => "Another task was sent under the same name: try again.",
    "open-offer-to-one": () => "An open offer names at least two different units.",
  },
  fr: {
    "no-such-checklist": () => "Cette fiche n’existe plus.",
    "no-such-step": () => "La fiche de l’incident n’a plus cette étape.",
    "no-such-file": () => "La main courante n’a pas cette ligne, ou la ligne n’a pas ce fichier.",
    "step-twice": (of) => `Deux étapes s’appellent ${of("step")}.`,
    "step-after-later": (of) => `L’étape ${of("step")} suit ${of("after")}, qui ne la précède pas.`,
    "step-needs-nobody": () => "Cette étape n’attend plus de superviseur.",
    "checklist-of-another-kind": (of) => `La fiche ${of("checklist")} est faite pour un autre type d’incident.`,
    "incident-within-itself": (of) => `L’incident ${of("number")} est déjà une partie de l’incident ${of("part")}.`,
    "incident-into-itself": () => "Un incident ne se fusionne pas avec lui-même.",
    "nothing-to-split": () => "Choisissez les signaux et les missions qui reviennent au nouvel incident.",
    "not-of-this-incident": (of) => `L’incident ${of("number")} n’a plus ce signal ou cette mission.`,
    "task-taken": (of) => `${of("callSign")} a pris cette mission.`,
    "task-id-used": () => "Une autre mission a été envoyée sous le même nom : réessayez.",
    "open-offer-to-one": () => "Une offre ouverte nomme au moins deux unités différentes.",
  },
};
