import type { GroundRefusals } from "@cordon/ground";
import { type Language, type SayingsOf, useVocabulary, wordOf } from "@cordon/ui";

const rolesIn = (language: Language, codes: string) =>
  codes
    .split(", ")
    .map((code) => wordOf(useVocabulary.in(language).role, code))
    .join(", ");
const mandateIn = (language: Language, because: string) => wordOf(useVocabulary.in(language).mandateRefusal, because);

/** What is said when what every room stands on does not do what was asked: who one is, what one may, files, the past. */
export const GROUND_SAYINGS: SayingsOf<GroundRefusals> = {
  en: {
    "signed-out": () => "Signed out. Sign in to go on.",
    "role-missing": (of) => `Your role does not allow this. It takes: ${rolesIn("en", of("roles"))}.`,
    "no-mandate": (of) => `No mandate covers this: ${mandateIn("en", of("because"))}.`,
    "input-misfit": () => "Something that was entered does not fit.",
    "no-such-operation": () => "The server knows nothing of the kind: reload the page.",
    "no-such-moment": () => "A moment is a number of entries, or an instant such as 2024-07-26T18:14:07.000Z.",
    "changed-meanwhile": () => "Somebody changed the same thing at the same moment. Try again.",
    "message-too-large": (of) =>
      `This is too much for one message: at most ${of("kib")} KiB are taken. Nothing was kept; send less at a time.`,
    "line-too-large": () => "This is too much for one line of the journal.",
    "past-unchangeable": () => "What was cannot be changed.",
    "now-alone": () => "This can be seen for now alone, not for a moment of the past.",
    "beyond-now": () => "This moment lies ahead.",
    "past-being-read": () => "The past is being read. Try again in a moment.",
    "past-not-allowed": () =>
      "The database does not let the past be shown. Whoever runs it can allow it; the server’s answer says how.",
    "past-unreadable": () => "The past cannot be shown: an entry could not be read. The server’s log says why.",
    "file-type": (of) => `Files of the type ${of("type")} are not taken; these are: ${of("types")}.`,
    "file-empty": () => "The file is empty.",
    "file-too-large": (of) => `A file may have ${of("megabytes")} MB at most.`,
    "file-broken": (of) => `The file is not what it says: no ${of("type")}.`,
    "file-not-sent": () => "The file was not sent, or too long ago: attach it again.",
    "file-being-erased": () => "An older copy is being erased. Send it again in a moment.",
    "no-such-exhibit": () => "There is no such exhibit, or it was erased.",
    "exhibit-changed": () => "What is stored under this name is no longer what was stored.",
    "personal-data-too-long": () => "This is too long to be kept as personal data.",
    "personal-data-erased": () => "This person’s data was erased, which cannot be undone.",
    "no-such-person": () => "There is no such person any more.",
    "last-administrator": () => "This is the last administrator: make another one first.",
    "revoked-without-roles": () => "A person who was revoked holds no roles.",
    "person-not-revoked": () => "Revoke the person first: nobody works here without a name.",
    "own-contingent-only": () => "You look after your own contingent alone.",
    "invitation-over": () => "This invitation was used already, or is over: ask for another.",
    "challenge-over": () => "This took too long, or was answered already: begin again.",
    "passkey-known": () => "This passkey is registered already.",
    "passkeys-full": (of) => `A person holds at most ${of("most")} passkeys.`,
    "invitation-or-session-first": () => "Open your invitation, or sign in first.",
    "sign-in-anew": (of) =>
      `Sign out and in again first: a passkey is added within ${of("minutes")} minutes of signing in.`,
    "passkey-not-accepted": () => "This passkey was not accepted.",
    "passkey-needs-browser": () => "A passkey needs a browser: open Cordon’s page.",
    "passkey-needs-name": (of) =>
      `Browsers give no passkeys to an address of numbers: open this page ${of("address") === "" ? "by its name" : `as ${of("address")}`}.`,
    "no-session": () => "This call came without a session.",
    "no-rehearsal-here": () => "This server does not rehearse: sign in with a passkey.",
    "rehearsal-from-here-only": () =>
      "The rehearsal operator signs in on the machine itself, not through the network or a proxy.",
    "no-such-device": () => "There is no such device any more.",
    "field-device-without-unit": () => "A field phone belongs to a unit and its contingent: name both.",
    "unit-without-field-device": () => "Only a field phone belongs to a unit.",
    "node-without-site": () => "A node speaks for the gates of one site: name it.",
    "site-without-gate": () => "Only gates and their node belong to a site.",
    "no-such-mandate": () => "There is no such mandate any more.",
    "order-changed": (of) =>
      `The order ${of("reference")} is registered already, with another content: an order that changes is another order.`,
    "period-over": () => "This period is over already.",
    "video-without-events": () => "Say which events the video may be searched for.",
    "events-without-video": () => "Events belong to algorithmic video alone.",
    "video-too-long": (of) => `Algorithmic video is ordered for at most ${of("days")} days, and then anew.`,
    "kept-too-long": (of) => `Nothing is kept for more than ${of("days")} days.`,
  },
  fr: {
    "signed-out": () => "Session terminée. Identifiez-vous pour continuer.",
    "role-missing": (of) => `Votre rôle ne le permet pas. Il faut : ${rolesIn("fr", of("roles"))}.`,
    "no-mandate": (of) => `Aucun mandat ne couvre cela : ${mandateIn("fr", of("because"))}.`,
    "input-misfit": () => "Ce qui a été saisi ne convient pas.",
    "no-such-operation": () => "Le serveur ne connaît rien de tel : rechargez la page.",
    "no-such-moment": () => "Un moment est un nombre d’entrées, ou un instant comme 2024-07-26T18:14:07.000Z.",
    "changed-meanwhile": () => "Quelqu’un a modifié la même chose au même instant. Réessayez.",
    "message-too-large": (of) =>
      `C’est trop pour un seul envoi : ${of("kib")} Kio au plus. Rien n’a été gardé ; envoyez-en moins à la fois.`,
    "line-too-large": () => "C’est trop pour une seule ligne du journal.",
    "past-unchangeable": () => "Le passé ne se modifie pas.",
    "now-alone": () => "Cela ne se voit qu’au présent, pas à un moment du passé.",
    "beyond-now": () => "Ce moment est encore à venir.",
    "past-being-read": () => "Le passé est en cours de lecture. Réessayez dans un instant.",
    "past-not-allowed": () =>
      "La base de données ne permet pas de montrer le passé. Qui l’exploite peut l’autoriser ; la réponse du serveur dit comment.",
    "past-unreadable": () =>
      "Le passé ne peut pas être montré : une entrée est illisible. Le journal technique du serveur dit pourquoi.",
    "file-type": (of) => `Les fichiers du type ${of("type")} ne sont pas pris ; ceux-ci le sont : ${of("types")}.`,
    "file-empty": () => "Le fichier est vide.",
    "file-too-large": (of) => `Un fichier fait ${of("megabytes")} Mo au plus.`,
    "file-broken": (of) => `Le fichier n’est pas ce qu’il dit être : ${of("type")}.`,
    "file-not-sent": () => "Le fichier n’a pas été envoyé, ou il y a trop longtemps : joignez-le à nouveau.",
    "file-being-erased": () => "Une copie plus ancienne est en cours d’effacement. Renvoyez-le dans un instant.",
    "no-such-exhibit": () => "Cette pièce n’existe pas, ou a été effacée.",
    "exhibit-changed": () => "Ce qui est conservé sous ce nom n’est plus ce qui avait été conservé.",
    "personal-data-too-long": () => "C’est trop long pour être conservé comme donnée personnelle.",
    "personal-data-erased": () => "Les données de cette personne ont été effacées, sans retour possible.",
    "no-such-person": () => "Cette personne n’existe plus ici.",
    "last-administrator": () => "C’est le dernier administrateur : nommez-en d’abord un autre.",
    "revoked-without-roles": () => "Une personne révoquée n’a pas de rôle.",
    "person-not-revoked": () => "Révoquez d’abord la personne : nul ne travaille ici sans nom.",
    "own-contingent-only": () => "Vous ne gérez que votre propre contingent.",
    "invitation-over": () => "Cette invitation a déjà servi, ou est échue : demandez-en une autre.",
    "challenge-over": () => "Cela a pris trop de temps, ou a déjà été fait : recommencez.",
    "passkey-known": () => "Cette clé d’accès est déjà enregistrée.",
    "passkeys-full": (of) => `Une personne a ${of("most")} clés d’accès au plus.`,
    "invitation-or-session-first": () => "Ouvrez votre invitation, ou identifiez-vous d’abord.",
    "sign-in-anew": (of) =>
      `Déconnectez-vous et identifiez-vous à nouveau : une clé d’accès s’ajoute dans les ${of("minutes")} minutes qui suivent.`,
    "passkey-not-accepted": () => "Cette clé d’accès n’a pas été acceptée.",
    "passkey-needs-browser": () => "Une clé d’accès demande un navigateur : ouvrez la page de Cordon.",
    "passkey-needs-name": (of) =>
      `Les navigateurs ne donnent pas de clé d’accès à une adresse en chiffres : ouvrez cette page ${of("address") === "" ? "par son nom" : `à l’adresse ${of("address")}`}.`,
    "no-session": () => "Cette demande est venue sans session.",
    "no-rehearsal-here": () => "Ce serveur ne fait pas d’exercice : identifiez-vous avec une clé d’accès.",
    "rehearsal-from-here-only": () =>
      "L’opérateur d’exercice s’identifie sur la machine même, pas à travers le réseau ni un mandataire.",
    "no-such-device": () => "Cet appareil n’existe plus.",
    "field-device-without-unit": () =>
      "Un téléphone de terrain appartient à une unité et à son contingent : indiquez les deux.",
    "unit-without-field-device": () => "Seul un téléphone de terrain appartient à une unité.",
    "node-without-site": () => "Un nœud parle pour les points d’accès d’un site : indiquez lequel.",
    "site-without-gate": () => "Seuls les points d’accès et leur nœud appartiennent à un site.",
    "no-such-mandate": () => "Ce mandat n’existe plus.",
    "order-changed": (of) =>
      `L’arrêté ${of("reference")} est déjà enregistré, avec un autre contenu : un arrêté qui change est un autre arrêté.`,
    "period-over": () => "Cette période est déjà échue.",
    "video-without-events": () => "Indiquez quels événements la vidéo peut rechercher.",
    "events-without-video": () => "Les événements ne concernent que la vidéo algorithmique.",
    "video-too-long": (of) => `La vidéo algorithmique s’autorise pour ${of("days")} jours au plus, puis à nouveau.`,
    "kept-too-long": (of) => `Rien n’est conservé plus de ${of("days")} jours.`,
  },
};
