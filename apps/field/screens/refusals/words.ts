import type { PhoneRefusal } from "@cordon/command/refusals";
import type { KernelRefusals, RefusalReason } from "@cordon/kernel";
import { dictionary } from "@cordon/ui";

/** What a sentence speaks of, written as the reader reads it. */
export interface Spoken {
  readonly callSign: string;
  readonly number: string;
  readonly from: string;
  readonly until: string;
  readonly state: string;
}
type Sentence = (of: Spoken) => string;
/** Of the phone itself: the photograph is not on it any more. */
type Code = PhoneRefusal | keyof KernelRefusals | "photo-gone";

const en = {
  known: {
    "no-such-task": () => "This task is not there any more.",
    "task-not-yours": () => "This task is another unit’s.",
    "task-taken": ({ callSign }) => `${callSign} took this task before you.`,
    "reason-missing": () => "It needs a reason.",
    "press-used": () => "The command room has another answer under this name.",
    "task-without-incident": () => "This task belongs to no incident. Send a report instead.",
    "no-such-incident": () => "The incident is not there any more.",
    "incident-closed": ({ number }) => `Incident ${number} is closed.`,
    "incident-merged": ({ number }) => `Incident ${number} was merged into another one.`,
    "note-empty": () => "It was empty.",
    "report-ahead": () => "It would begin in the future. Check this phone’s clock.",
    "report-unsaid": () => "Say what you noticed.",
    "no-such-shift": () => "This shift is not there any more.",
    "shift-not-yours": () => "This shift is another unit’s.",
    "shift-early": ({ from }) => `The shift begins at ${from}. It can be taken up an hour before.`,
    "shift-over": () => "The shift was over by the time this arrived.",
    "shift-elsewhere": ({ from, until }) => `Your unit is planned elsewhere from ${from} to ${until}.`,
    "shift-stands": ({ state }) => `The shift is ${state}.`,
    "not-posted-there": () => "You are not posted there any more. Write to the command room.",
    "nobody-there": () => "Nobody is there now. Write to the command room.",
    "writes-to-room-alone": () => "A unit writes to the command room, or to its own post.",
    "answered-message-gone": () => "The message you answered is not there any more.",
    "address-gone": () => "The post you wrote to is not there any more.",
    "too-many-reached": () => "It would reach too many units.",
    "phone-without-unit": () => "This phone belongs to no unit.",
    "unit-not-registered": () => "This phone’s unit is not registered.",
    "unit-withdrawn": () => "Your unit was withdrawn.",
    "no-such-call": () => "The command room knows no such call.",
    "call-not-yours": () => "Only the unit that called can call it off.",
    "wrong-state": () => "It had changed meanwhile: that was not possible any more.",
    "photo-gone": () => "The photo is not on this phone any more.",
  } satisfies Record<Code, Sentence>,
  general: {
    "not-found": "What it was about is not there any more.",
    "not-permitted": "This phone may not do that.",
    "no-mandate": "No mandate allows it now.",
    "not-possible-now": "That was not possible any more.",
    conflict: "Something else had been decided meanwhile.",
    invalid: "The command room could not read it.",
    "too-large": "It is too large.",
    "too-many": "Too many at once.",
    "stale-client": "This page is older than the server. Load it again.",
    "store-full": "The server has no room left.",
    unavailable: "The server could not take it.",
  } satisfies Record<RefusalReason, string>,
  unknown: "The command room did not take it.",
  code: (code: string) => `(${code})`,
  shift: { planned: "planned", on: "on", ended: "ended", missed: "missed", cancelled: "cancelled" },
  taken: (callSign: string) => `${callSign} has taken this task`,
};

const fr: typeof en = {
  known: {
    "no-such-task": () => "Cette mission n’existe plus.",
    "task-not-yours": () => "Cette mission est celle d’une autre unité.",
    "task-taken": ({ callSign }) => `${callSign} a pris cette mission avant vous.`,
    "reason-missing": () => "Il faut un motif.",
    "press-used": () => "La salle a déjà une autre réponse sous ce nom.",
    "task-without-incident": () => "Cette mission n’est liée à aucun incident. Rendez compte plutôt.",
    "no-such-incident": () => "L’incident n’existe plus.",
    "incident-closed": ({ number }) => `L’incident ${number} est clos.`,
    "incident-merged": ({ number }) => `L’incident ${number} a été fusionné avec un autre.`,
    "note-empty": () => "C’était vide.",
    "report-ahead": () => "Cela commencerait dans le futur. Vérifiez l’heure de ce téléphone.",
    "report-unsaid": () => "Dites ce que vous avez remarqué.",
    "no-such-shift": () => "Ce service n’existe plus.",
    "shift-not-yours": () => "Ce service est celui d’une autre unité.",
    "shift-early": ({ from }) => `Le service commence à ${from}. On peut le prendre une heure avant.`,
    "shift-over": () => "Le service était fini quand c’est arrivé.",
    "shift-elsewhere": ({ from, until }) => `Votre unité est prévue ailleurs de ${from} à ${until}.`,
    "shift-stands": ({ state }) => `Le service est ${state}.`,
    "not-posted-there": () => "Vous n’êtes plus à ce poste. Écrivez à la salle de commandement.",
    "nobody-there": () => "Il n’y a personne là-bas. Écrivez à la salle de commandement.",
    "writes-to-room-alone": () => "Une unité écrit à la salle de commandement ou à son poste.",
    "answered-message-gone": () => "Le message auquel vous répondiez n’existe plus.",
    "address-gone": () => "Le poste auquel vous écriviez n’existe plus.",
    "too-many-reached": () => "Trop d’unités le recevraient.",
    "phone-without-unit": () => "Ce téléphone n’est à aucune unité.",
    "unit-not-registered": () => "L’unité de ce téléphone n’est pas enregistrée.",
    "unit-withdrawn": () => "Votre unité a été retirée.",
    "no-such-call": () => "La salle ne connaît pas cet appel.",
    "call-not-yours": () => "Seule l’unité qui a appelé peut lever l’appel.",
    "wrong-state": () => "Cela avait changé entre-temps : ce n’était plus possible.",
    "photo-gone": () => "La photo n’est plus sur ce téléphone.",
  },
  general: {
    "not-found": "Ce dont il s’agissait n’existe plus.",
    "not-permitted": "Ce téléphone n’en a pas le droit.",
    "no-mandate": "Aucun mandat ne le permet maintenant.",
    "not-possible-now": "Ce n’était plus possible.",
    conflict: "Autre chose avait été décidé entre-temps.",
    invalid: "La salle n’a pas pu le lire.",
    "too-large": "C’est trop volumineux.",
    "too-many": "Trop à la fois.",
    "stale-client": "Cette page est plus ancienne que le serveur. Rechargez-la.",
    "store-full": "Le serveur n’a plus de place.",
    unavailable: "Le serveur n’a pas pu le prendre.",
  },
  unknown: "La salle de commandement ne l’a pas pris en compte.",
  code: (code) => `(${code})`,
  shift: { planned: "prévu", on: "en cours", ended: "terminé", missed: "manqué", cancelled: "annulé" },
  taken: (callSign) => `${callSign} a pris cette mission`,
};

export const REFUSAL_WORDS = { en, fr };
export type RefusalWords = typeof en;
export const useRefusalWords = dictionary(REFUSAL_WORDS);
