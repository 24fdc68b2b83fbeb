import { dictionary } from "@cordon/ui";
import type { Detected } from "../../words/detection.ts";
import type { ModelState } from "../../words/model.ts";

const state: Record<ModelState, string> = {
  waiting: "Being looked at",
  refused: "Refused",
  ready: "Ready",
  removed: "Removed",
};
const tells: Record<Detected, string> = {
  person: "people",
  bicycle: "bicycles",
  motorcycle: "motorcycles",
  car: "cars",
  bus: "buses",
  truck: "trucks",
  train: "trains",
  boat: "boats",
  backpack: "backpacks",
  handbag: "handbags",
  suitcase: "suitcases",
  animal: "animals",
};

const en = {
  title: "Detectors",
  intro:
    "Everything works without a detector, and better with one. One that tells who somebody is – faces, bodies compared, landmarks – is refused.",
  empty: "There is no detector",
  emptyHint: "Add one on the command line:",
  add: "Add one:",
  command: "npx cordon watch model add URL --sha256 …",
  state,
  used: "In use by all cameras",
  use: "Let all cameras use it",
  unuse: "Look without it",
  usedSaid: "All cameras look with it from now on.",
  unusedSaid: "Cameras look without a detector from now on.",
  licence: "Licence",
  source: "From",
  sha256: "SHA-256",
  kind: "Kind",
  input: (width: string, height: string) => `${width} × ${height} pixels`,
  size: "File",
  megabytes: (count: string) => `${count} MB`,
  tellsLabel: "Tells",
  tells,
};

const frState: Record<ModelState, string> = {
  waiting: "À l’examen",
  refused: "Refusé",
  ready: "Prêt",
  removed: "Retiré",
};
const frTells: Record<Detected, string> = {
  person: "personnes",
  bicycle: "vélos",
  motorcycle: "motos",
  car: "voitures",
  bus: "bus",
  truck: "camions",
  train: "trains",
  boat: "bateaux",
  backpack: "sacs à dos",
  handbag: "sacs à main",
  suitcase: "valises",
  animal: "animaux",
};

const fr: typeof en = {
  title: "Détecteurs",
  intro:
    "Tout fonctionne sans détecteur, et mieux avec un. Un modèle qui dit qui est quelqu’un – visages, comparaison de personnes, points du corps – est refusé.",
  empty: "Il n’y a aucun détecteur",
  emptyHint: "Ajoutez-en un en ligne de commande :",
  add: "En ajouter un :",
  command: "npx cordon watch model add URL --sha256 …",
  state: frState,
  used: "Utilisé par toutes les caméras",
  use: "L’utiliser pour toutes les caméras",
  unuse: "S’en passer",
  usedSaid: "Toutes les caméras l’utilisent désormais.",
  unusedSaid: "Les caméras se passent désormais de détecteur.",
  licence: "Licence",
  source: "Provenance",
  sha256: "SHA-256",
  kind: "Famille",
  input: (width, height) => `${width} × ${height} pixels`,
  size: "Fichier",
  megabytes: (count) => `${count} Mo`,
  tellsLabel: "Reconnaît",
  tells: frTells,
};

/** What the page of the detectors says. */
export const useModelWords = dictionary({ en, fr });
