import { dictionary } from "@cordon/ui";
import type { Filter, Sort } from "./standing.ts";

const filter: Record<Filter, string> = {
  all: "All",
  attention: "Asking for attention",
  running: "Analysed",
  dark: "Dark",
};
const sort: Record<Sort, string> = { attention: "What asks for attention first", reference: "By reference" };

const en = {
  title: "Cameras",
  wall: "Wall",
  list: "Register and remove",
  filter,
  filterLabel: "Which cameras",
  sort,
  sortLabel: "Order",
  find: "Find a camera",
  nothing: "No camera is like that",
  nothingHint: "Show all, or look for another name.",
  tiles: "Cameras: arrows move, Enter opens",
  count: (running: number, all: number) => `${running} of ${all} analysed`,
  waiting: (count: number) => (count === 1 ? "1 signal waits" : `${count} signals wait`),
  overBudget: "Too many false alerts",
  wide: "Over the whole page",
  beside: "Beside the map",
};

const frFilter: Record<Filter, string> = {
  all: "Toutes",
  attention: "À regarder",
  running: "Analysées",
  dark: "Sans image",
};
const frSort: Record<Sort, string> = { attention: "D’abord ce qui demande attention", reference: "Par référence" };

const fr: typeof en = {
  title: "Caméras",
  wall: "Mur",
  list: "Enregistrer et retirer",
  filter: frFilter,
  filterLabel: "Quelles caméras",
  sort: frSort,
  sortLabel: "Ordre",
  find: "Trouver une caméra",
  nothing: "Aucune caméra ne correspond",
  nothingHint: "Affichez-les toutes, ou cherchez un autre nom.",
  tiles: "Caméras : flèches pour se déplacer, Entrée pour ouvrir",
  count: (running, all) => `${running} analysées sur ${all}`,
  waiting: (count) => (count <= 1 ? `${count} signal en attente` : `${count} signaux en attente`),
  overBudget: "Trop de fausses alertes",
  wide: "Sur toute la page",
  beside: "À côté de la carte",
};

/** What the camera wall says. */
export const useWallWords = dictionary({ en, fr });
