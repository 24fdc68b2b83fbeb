import type { SayingsOf } from "@cordon/ui";
import type { MessageRefusals } from "../words/refusals.ts";

const nobody = (to: string, said: { readonly place: string; readonly area: string; readonly incident: string }) =>
  to === "place" || to === "area" || to === "incident" ? said[to] : null;

/** What is said when a message is not written. */
export const MESSAGE_SAYINGS: SayingsOf<MessageRefusals> = {
  en: {
    "message-to-oneself": () => "You are the command room: write to a unit, a post or a contingent.",
    "writes-to-room-alone": () => "A unit writes to the command room, or to the post it is at.",
    "not-posted-there": () => "You are not posted there: write to the command room.",
    "too-many-reached": (of) =>
      `${of("count")} units are in reach, at most ${of("most")} are written to at once: write to their contingents.`,
    "nobody-there": (of) =>
      nobody(of("to"), {
        place: "Nobody is posted there now: write to a unit or a contingent.",
        area: "No unit is known to be inside now: draw a larger area, or write to a contingent.",
        incident: "No unit holds an open task of this incident: order one first, or write to a unit.",
      }) ?? "There is nobody to write to.",
    "answered-message-gone": () => "The message that this answers is not there any more.",
    "address-gone": () => "Whom this is written to is not there any more.",
    "no-push-here": () => "This server sends no push messages.",
    "push-service-unknown": () => "No push service that is known here has this address.",
  },
  fr: {
    "message-to-oneself": () => "Vous êtes la salle : écrivez à une unité, un poste ou un contingent.",
    "writes-to-room-alone": () => "Une unité écrit à la salle, ou au poste où elle est.",
    "not-posted-there": () => "Vous n’êtes pas à ce poste : écrivez à la salle.",
    "too-many-reached": (of) =>
      `${of("count")} unités le recevraient, et on écrit à ${of("most")} au plus à la fois : écrivez à leurs contingents.`,
    "nobody-there": (of) =>
      nobody(of("to"), {
        place: "Personne n’est à ce poste pour l’instant : écrivez à une unité ou à un contingent.",
        area: "Aucune unité n’y est connue pour l’instant : tracez plus large, ou écrivez à un contingent.",
        incident: "Aucune unité n’a de mission en cours sur cet incident : envoyez-en une, ou écrivez à une unité.",
      }) ?? "Il n’y a personne à qui écrire.",
    "answered-message-gone": () => "Le message auquel ceci répond n’existe plus.",
    "address-gone": () => "Ce destinataire n’existe plus.",
    "no-push-here": () => "Ce serveur n’envoie pas de notifications.",
    "push-service-unknown": () => "Cette adresse n’est celle d’aucun service de notification connu ici.",
  },
};
