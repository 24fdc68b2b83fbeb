import { dictionary } from "@cordon/ui";
import type { CameraState, StopReason } from "../words.ts";

const state: Record<CameraState, string> = { stopped: "Not analysed", running: "Analysed", lost: "Lost" };
const because: Record<StopReason, string> = {
  new: "It was just registered.",
  "no-mandate": "No mandate in force covers it.",
  "mandate-ended": "Its mandate has ended.",
  changed: "It was changed and starts again.",
  removed: "It was removed.",
  "recording-ended": "The recording has ended.",
  unusable: "Its address gives no video.",
  "server-stopped": "The server was stopped.",
  "events-suspended": "All that it is to look for is suspended.",
};

const en = {
  title: "Cameras",
  empty: "No camera is registered",
  emptyHint: "Register one below, or start Cordon with --camera.",
  register: "Register a camera",
  registered: "The camera is registered. It is analysed while a mandate covers it.",
  remove: "Remove",
  removeSure: "Remove it and destroy its address",
  removed: "The camera is removed.",
  show: "Show on the map",
  looksFor: "Looks for",
  purpose: "Purpose",
  since: "Since",
  address: "Address",
  mandate: "Mandate",
  signals: "Waiting signals",
  form: {
    reference: "Reference",
    referenceHint: "Your own name for it, e.g. cam-07",
    nameFr: "Name, in French",
    nameEn: "Name, in English",
    address: "Address",
    addressHint: "A file, http(s):// or rtsp(s)://. It is never shown again.",
    place: "Stands at",
    heading: "Heading, degrees true",
    view: "Field of view, degrees",
    range: "Sees as far as, metres",
    purpose: "Purpose, as in its mandate",
    events: "What to look for",
    dwell: "An object counts once it lies still for, seconds",
    send: "Register",
  },
  state,
  because,
};

const frState: Record<CameraState, string> = { stopped: "Non analysée", running: "Analysée", lost: "Perdue" };
const frBecause: Record<StopReason, string> = {
  new: "Elle vient d’être enregistrée.",
  "no-mandate": "Aucun mandat en vigueur ne la couvre.",
  "mandate-ended": "Son mandat a pris fin.",
  changed: "Elle a été modifiée et redémarre.",
  removed: "Elle a été retirée.",
  "recording-ended": "L’enregistrement est terminé.",
  unusable: "Son adresse ne donne pas de vidéo.",
  "server-stopped": "Le serveur a été arrêté.",
  "events-suspended": "Tout ce qu’elle doit rechercher est suspendu.",
};

const fr: typeof en = {
  title: "Caméras",
  empty: "Aucune caméra enregistrée",
  emptyHint: "Enregistrez-en une ci-dessous, ou démarrez Cordon avec --camera.",
  register: "Enregistrer une caméra",
  registered: "La caméra est enregistrée. Elle est analysée tant qu’un mandat la couvre.",
  remove: "Retirer",
  removeSure: "La retirer et détruire son adresse",
  removed: "La caméra est retirée.",
  show: "Montrer sur la carte",
  looksFor: "Recherche",
  purpose: "Finalité",
  since: "Depuis",
  address: "Adresse",
  mandate: "Mandat",
  signals: "Signaux en attente",
  form: {
    reference: "Référence",
    referenceHint: "Votre propre nom, p. ex. cam-07",
    nameFr: "Nom en français",
    nameEn: "Nom en anglais",
    address: "Adresse",
    addressHint: "Un fichier, http(s):// ou rtsp(s)://. Elle n’est plus jamais affichée.",
    place: "Emplacement",
    heading: "Direction, degrés vrais",
    view: "Champ, degrés",
    range: "Portée, mètres",
    purpose: "Finalité, comme dans son mandat",
    events: "Ce qu’il faut chercher",
    dwell: "Un objet compte quand il reste immobile, secondes",
    send: "Enregistrer",
  },
  state: frState,
  because: frBecause,
};

export const useWatchWords = dictionary({ en, fr });
