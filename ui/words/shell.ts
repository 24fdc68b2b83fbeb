import { dictionary } from "./dictionary.ts";

const en = {
  language: "Language",
  theme: "Theme",
  night: "Night",
  day: "Day",
  retry: "Try again",
  loading: "Loading…",
  named: (name: string, value: string) => `${name}: ${value}`,
  old: (age: string) => `Shown as of ${age}.`,
  unknown: "unknown",
  close: "Close",
  cancel: "Cancel",
  reload: "Reload",
  signIn: "Sign in",
  noPersonalData: "No names, no personal data: this line stays in the journal.",
  problem: {
    offlineTitle: "No link to the server",
    offline: "It is tried again by itself. What is on the screen may be old.",
    "not-signed-in": "Signed out. Sign in to go on.",
    "not-permitted": "Your role does not allow this.",
    "not-found": "There is no such thing any more.",
    "stale-client": "The server was updated. Reload the page to go on.",
    "store-full": "The server’s disk is full: nothing new is written, reading goes on. Call the administrator.",
    unavailable: "The server cannot answer right now. It is tried again.",
    "too-many": "Too many requests at once. Wait a moment.",
    broken: "The answer could not be read. If it happens again, tell the administrator.",
    failedTitle: "This did not work",
  },
  link: {
    live: "Live",
    opening: "Connecting…",
    catchingUp: "Catching up…",
    waiting: "No link – trying again",
    ended: "Disconnected",
  },
  map: {
    label: "Map of the operation",
    noWebGl: "The map cannot be drawn in this browser (no WebGL). The lists show everything that is on it.",
    baseFailed: (because: string) =>
      `The background map is not available (${because}). The operation’s own geometry is shown.`,
  },
};

const fr: typeof en = {
  language: "Langue",
  theme: "Thème",
  night: "Nuit",
  day: "Jour",
  retry: "Réessayer",
  loading: "Chargement…",
  named: (name, value) => `${name} : ${value}`,
  old: (age) => `Tel que connu ${age}.`,
  unknown: "inconnu",
  close: "Fermer",
  cancel: "Annuler",
  reload: "Recharger",
  signIn: "S’identifier",
  noPersonalData: "Ni nom ni donnée personnelle : cette ligne reste dans le journal.",
  problem: {
    offlineTitle: "Liaison perdue avec le serveur",
    offline: "Nouvel essai automatique. Ce qui est à l’écran peut dater.",
    "not-signed-in": "Session terminée. Identifiez-vous pour continuer.",
    "not-permitted": "Votre rôle ne le permet pas.",
    "not-found": "Cela n’existe plus.",
    "stale-client": "Le serveur a été mis à jour. Rechargez la page pour continuer.",
    "store-full":
      "Le disque du serveur est plein : plus rien ne s’écrit, la lecture continue. Prévenez l’administrateur.",
    unavailable: "Le serveur ne peut pas répondre pour l’instant. Nouvel essai en cours.",
    "too-many": "Trop de demandes à la fois. Patientez un instant.",
    broken: "La réponse est illisible. Si cela se reproduit, prévenez l’administrateur.",
    failedTitle: "Cela n’a pas fonctionné",
  },
  link: {
    live: "En direct",
    opening: "Connexion…",
    catchingUp: "Rattrapage…",
    waiting: "Liaison perdue – nouvel essai",
    ended: "Déconnecté",
  },
  map: {
    label: "Carte de l’opération",
    noWebGl:
      "La carte ne peut pas s’afficher dans ce navigateur (pas de WebGL). Les listes montrent tout ce qui s’y trouve.",
    baseFailed: (because) => `Fond de carte indisponible (${because}). La géométrie de l’opération reste affichée.`,
  },
};

/** What every part of the interface says. */
export const useShellWords = dictionary({ en, fr });
