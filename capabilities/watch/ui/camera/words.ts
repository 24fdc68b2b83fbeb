import { dictionary } from "@cordon/ui";
import type { Layer } from "../picture/draw-overlay.ts";

const layer: Record<Layer, string> = { zones: "Zones", tracks: "What moves", flow: "Flow", density: "Density" };

const en = {
  gone: "There is no such camera",
  goneHint: "It was removed. The wall shows those there are.",
  back: "All cameras",
  live: (name: string) => `Live picture of ${name}, moving people pixelated`,
  layers: "Drawn over the picture",
  layer,
  people: (count: string, error: string) => `${count} ± ${error} people`,
  moving: (count: string) => `${count} moving`,
  nobodyCounts: "Nobody counts here",
  overlayNone: "The analysis has said nothing yet",
  overlayOld: "The analysis is silent; nothing is drawn",
  pixelated: "Moving people are pixelated here and in clips.",
  dark: "No picture",
  calibrate: "Calibrate",
  next: "Next camera",
  previous: "Previous camera",
  facts: "This camera",
  heading: "Looks towards",
  degrees: (value: string) => `${value}°`,
  view: "Field of view",
  range: "Sees as far as",
  position: "Stands at",
  calibration: { name: "Ground", yes: (points: string) => `calibrated from ${points} points`, no: "not calibrated" },
  signals: "Its signals",
  noSignals: "Nothing waits",
};

const frLayer: Record<Layer, string> = { zones: "Zones", tracks: "Mouvements", flow: "Flux", density: "Densité" };

const fr: typeof en = {
  gone: "Cette caméra n’existe pas",
  goneHint: "Elle a été retirée. Le mur montre celles qui restent.",
  back: "Toutes les caméras",
  live: (name) => `Image en direct de ${name}, personnes en mouvement pixelisées`,
  layers: "Tracé sur l’image",
  layer: frLayer,
  people: (count, error) => `${count} ± ${error} personnes`,
  moving: (count) => `${count} en mouvement`,
  nobodyCounts: "Aucun comptage ici",
  overlayNone: "L’analyse n’a encore rien dit",
  overlayOld: "L’analyse se tait ; rien n’est tracé",
  pixelated: "Les personnes en mouvement sont pixelisées, ici et dans les séquences.",
  dark: "Pas d’image",
  calibrate: "Calibrer",
  next: "Caméra suivante",
  previous: "Caméra précédente",
  facts: "Cette caméra",
  heading: "Regarde vers",
  degrees: (value) => `${value}°`,
  view: "Champ",
  range: "Portée",
  position: "Se trouve à",
  calibration: { name: "Sol", yes: (points) => `calibré sur ${points} points`, no: "non calibré" },
  signals: "Ses signaux",
  noSignals: "Rien n’attend",
};

/** What the page of one camera says. */
export const useCameraWords = dictionary({ en, fr });
