import { dictionary } from "@cordon/ui";
import type { ScoreState } from "../../words/score.ts";

const state: Record<ScoreState, string> = {
  queued: "Waiting",
  running: "Running",
  done: "Done",
  failed: "Failed",
  cancelled: "Given up",
};

const en = {
  title: "Replay scores",
  intro:
    "A labelled clip is analysed as if it were happening, and what was signalled is compared with what is known to happen in it. It needs a mandate whose purpose is tuning.",
  ask: "Replay a clip",
  camera: "For the camera",
  clip: "Clip",
  clipEvents: (clip: string, events: string) => `${clip} – ${events} events`,
  noClips: "There is no labelled clip",
  noClipsHint:
    "Put a clip and its label (the same name, .json) into the folder “labelled” beside the server's data. Clips are erased when their time is up.",
  problems: "Not to be replayed",
  scene: "With the scene of",
  scenes: { label: "the label", camera: "the camera, as it stands" },
  sweep: "Try several settings",
  sweepKind: "Event",
  sweepName: "Setting",
  sweepValues: "Values, with spaces between",
  sweepValuesHint: "e.g. 5 10 20 30; with a point for decimals",
  start: "Start",
  started: "The replay is under way.",
  runs: "Replays",
  noRuns: "Nothing was replayed yet",
  state,
  progress: (share: string) => `${share} done`,
  cancel: "Give up",
  table: {
    event: "Event",
    setting: "Setting",
    precision: "Precision",
    recall: "Recall",
    delay: "Delay, s",
    delayHint: "median (95 % at most)",
    counts: "right · false · missed",
  },
  unknown: "unknown",
  asItStands: "as it stands",
  keep: "Keep",
  apply: "Keep and use",
  kept: "Kept: it stands beside the camera's event from now on.",
  applied: "Kept, and the setting is put into the camera's scene.",
};

const frState: Record<ScoreState, string> = {
  queued: "En attente",
  running: "En cours",
  done: "Terminée",
  failed: "Échouée",
  cancelled: "Abandonnée",
};

const fr: typeof en = {
  title: "Scores de relecture",
  intro:
    "Une séquence annotée est analysée comme si elle avait lieu ; ce qui est signalé est comparé à ce qui s’y passe vraiment. Il faut un mandat dont la finalité est le réglage.",
  ask: "Relire une séquence",
  camera: "Pour la caméra",
  clip: "Séquence",
  clipEvents: (clip, events) => `${clip} – ${events} événements`,
  noClips: "Aucune séquence annotée",
  noClipsHint:
    "Placez une séquence et son annotation (même nom, .json) dans le dossier « labelled » à côté des données du serveur. Les séquences sont effacées à leur échéance.",
  problems: "À ne pas relire",
  scene: "Avec la scène de",
  scenes: { label: "l’annotation", camera: "la caméra, telle quelle" },
  sweep: "Essayer plusieurs réglages",
  sweepKind: "Événement",
  sweepName: "Réglage",
  sweepValues: "Valeurs, séparées par des espaces",
  sweepValuesHint: "p. ex. 5 10 20 30 ; un point pour les décimales",
  start: "Démarrer",
  started: "La relecture est lancée.",
  runs: "Relectures",
  noRuns: "Rien n’a encore été relu",
  state: frState,
  progress: (share) => `${share} fait`,
  cancel: "Abandonner",
  table: {
    event: "Événement",
    setting: "Réglage",
    precision: "Précision",
    recall: "Rappel",
    delay: "Délai, s",
    delayHint: "médiane (95 % au plus)",
    counts: "justes · fausses · manquées",
  },
  unknown: "inconnu",
  asItStands: "tel quel",
  keep: "Garder",
  apply: "Garder et utiliser",
  kept: "Gardé : le score figure désormais auprès de l’événement de la caméra.",
  applied: "Gardé, et le réglage est mis dans la scène de la caméra.",
};

/** What the replay scores say. */
export const useScoreWords = dictionary({ en, fr });
