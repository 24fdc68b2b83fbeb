import type { SayingsOf } from "@cordon/ui";
import type { CommandRefusals } from "../words/refusals.ts";

/** What the command room says when it does not do what was asked. */
export const COMMAND_SAYINGS: SayingsOf<CommandRefusals> = {
  en: {
    "no-such-signal": () => "There is no such signal any more.",
    "no-such-incident": () => "There is no such incident any more.",
    "no-such-task": () => "There is no such task any more.",
    "no-such-unit": () => "There is no such unit any more.",
    "no-such-contingent": () => "There is no such contingent any more.",
    "no-such-place": () => "There is no such place any more.",
    "period-backwards": () => "It must end after it begins.",
    "window-too-long": (of) => `At most ${of("days")} days can be looked at together.`,
    "moment-ahead": () => "This moment lies ahead.",
    "report-ahead": () => "What is reported cannot begin in the future.",
    "report-unsaid": () => "A report of this kind says what was noticed.",
    "cause-of-no-false-alert": () => "Only a false alert has a cause.",
    "other-unsaid": () => "The reason “Other” needs a note that says which.",
    "incident-closed": (of) => `Incident ${of("number")} is closed: reopen it first.`,
    "incident-merged": (of) => `Incident ${of("number")} was merged into another one.`,
    "incident-open-tasks": (of) => `Incident ${of("number")} has tasks that have not ended: ${of("callSigns")}.`,
    "not-asked-to-take-over": () => "Only whoever was asked to take command declines it.",
    "task-not-yours": () => "Only the unit that holds a task, or the command room, moves it.",
    "task-without-incident": () => "This task is about no incident: report it as a signal instead.",
    "task-without-position": () => "Nobody has said where: a task needs a position.",
    "note-empty": () => "A note holds a line or a photo.",
    "reason-missing": () => "Say why.",
    "press-used": () => "This was sent before, and said something else then.",
    "phone-without-unit": () => "This is for the phone of a unit.",
    "unit-not-registered": () => "This unit is not registered.",
    "unit-withdrawn": (of) => `${of("callSign") || "This unit"} was withdrawn.`,
    "unit-holds-tasks": (of) =>
      of("count") === "1"
        ? `${of("callSign")} still holds a task: cancel it first.`
        : `${of("callSign")} still holds ${of("count")} tasks: cancel them first.`,
    "call-sign-taken": (of) => `Another unit is called ${of("callSign")} already.`,
    "contingent-taken": (of) => `Another contingent has the reference ${of("reference")} already.`,
    "own-contingent-alone": () => "Who belongs to a contingent registers no other.",
    "place-twice": (of) => `Two places have the reference ${of("reference")}.`,
  },
  fr: {
    "no-such-signal": () => "Ce signal n’existe plus.",
    "no-such-incident": () => "Cet incident n’existe plus.",
    "no-such-task": () => "Cette mission n’existe plus.",
    "no-such-unit": () => "Cette unité n’existe plus.",
    "no-such-contingent": () => "Ce contingent n’existe plus.",
    "no-such-place": () => "Ce lieu n’existe plus.",
    "period-backwards": () => "La fin doit venir après le début.",
    "window-too-long": (of) => `On peut regarder ${of("days")} jours au plus à la fois.`,
    "moment-ahead": () => "Ce moment est encore à venir.",
    "report-ahead": () => "Ce qui est signalé ne peut pas commencer dans le futur.",
    "report-unsaid": () => "Un compte rendu de ce type dit ce qui a été remarqué.",
    "cause-of-no-false-alert": () => "Seule une fausse alerte a une cause.",
    "other-unsaid": () => "Le motif « Autre » demande une note qui précise lequel.",
    "incident-closed": (of) => `L’incident ${of("number")} est clos : rouvrez-le d’abord.`,
    "incident-merged": (of) => `L’incident ${of("number")} a été fusionné avec un autre.`,
    "incident-open-tasks": (of) => `L’incident ${of("number")} a des missions inachevées : ${of("callSigns")}.`,
    "not-asked-to-take-over": () => "Seule la personne sollicitée peut décliner le commandement.",
    "task-not-yours": () => "Seule l’unité qui a la mission, ou la salle, la fait avancer.",
    "task-without-incident": () => "Cette mission n’est liée à aucun incident : faites plutôt un compte rendu.",
    "task-without-position": () => "Personne n’a dit où : une mission demande une position.",
    "note-empty": () => "Une note contient une ligne ou une photo.",
    "reason-missing": () => "Il faut un motif.",
    "press-used": () => "Ceci a déjà été envoyé, et disait autre chose.",
    "phone-without-unit": () => "Ceci est réservé au téléphone d’une unité.",
    "unit-not-registered": () => "Cette unité n’est pas enregistrée.",
    "unit-withdrawn": (of) =>
      of("callSign") === "" ? "Cette unité a été retirée." : `${of("callSign")} a été retirée.`,
    "unit-holds-tasks": (of) =>
      of("count") === "1"
        ? `${of("callSign")} a encore une mission : annulez-la d’abord.`
        : `${of("callSign")} a encore ${of("count")} missions : annulez-les d’abord.`,
    "call-sign-taken": (of) => `Une autre unité a déjà l’indicatif ${of("callSign")}.`,
    "contingent-taken": (of) => `Un autre contingent a déjà la référence ${of("reference")}.`,
    "own-contingent-alone": () => "Un membre d’un contingent n’en enregistre pas d’autres.",
    "place-twice": (of) => `Deux lieux ont la référence ${of("reference")}.`,
  },
};
