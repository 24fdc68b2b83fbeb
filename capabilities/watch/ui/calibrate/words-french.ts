import type { CalibrationFailure, CalibrationWarning } from "../../words/calibration.ts";
import type { Method, ShapeKind } from "./draft.ts";
import type { Measure, StepName } from "./steps.ts";
import type { CalibrationWords } from "./words-english.ts";

const step: Record<StepName, string> = {
  still: "Image fixe",
  ground: "Sol",
  check: "Vérifier",
  zones: "Zones",
  events: "Événements",
};
const hint: Record<StepName, string> = {
  still:
    "Voici ce que la caméra voit. L’image est-elle nette, montre-t-elle tout le sol à surveiller ? Alors continuez.",
  ground: "Donnez à Cordon une idée des tailles : cliquez ce dont vous connaissez les dimensions.",
  check:
    "Regardez les silhouettes : une personne à cet endroit aurait-elle cette taille ? Le pointillé est-il là où le sol finit, au loin ?",
  zones: "Dessinez où regarder : des zones, des lignes à franchir, et ce que personne ne doit voir.",
  events: "Dites ce qu’il faut rechercher, et où. Puis enregistrez.",
};
const method: Record<Method, string> = { points: "Points connus", people: "Passants", none: "Sans sol" };
const measure: Record<Measure, string> = { rectangle: "Un rectangle", metres: "En mètres", map: "Sur la carte" };
const measureHint: Record<Measure, string> = {
  rectangle:
    "Trouvez un rectangle au sol – passage piéton, place de parking, dallage. Indiquez sa taille et cliquez ses coins : près à gauche, près à droite, loin à droite, loin à gauche.",
  metres:
    "Cliquez au moins quatre points du sol, près et loin, et dites où ils sont : mètres à droite et devant, depuis n’importe quel coin de mesure.",
  map: "Cliquez un point de l’image, puis le même sur la carte ; quatre ou plus, près et loin.",
};
const shape: Record<ShapeKind, string> = { zone: "Zone", line: "Ligne", mask: "Masque" };
const shapeHint: Record<ShapeKind, string> = {
  zone: "Cliquez les coins de la zone au sol ; double clic ou Entrée pour finir.",
  line: "Cliquez le début puis la fin de la ligne. Gauche et droite sont celles de qui marche le long d’elle.",
  mask: "Entourez ce que personne ne doit voir – une fenêtre, une entrée. C’est noirci avant toute analyse et toute conservation.",
};
const warning: Record<CalibrationWarning, string> = {
  "nearly-on-a-line": "Les points sont presque alignés. Ajoutez-en un bien à côté.",
  "extrapolated-far":
    "Vos points ne couvrent qu’une partie du sol ; loin d’eux, les distances sont devinées. Ajoutez-en un là-bas.",
  "large-error": "Image et mesures diffèrent plus qu’un clic ne l’explique. Cherchez le point le plus décalé.",
  "above-horizon": "Quelque chose est au-dessus de l’horizon, où il n’y a pas de sol. Déplacez-le ou retirez-le.",
  "one-depth": "Tous les passants sont à peu près à la même distance. Ajoutez-en de plus près et de plus loin.",
  "people-left-out": "Certains passants ont été écartés : trop grands, trop petits ou penchés.",
  "methods-disagree": "Points et passants ne voient pas le même sol. Fiez-vous à ce que vous avez mesuré.",
  "unusual-camera": "Aucune caméra de rue n’est posée ainsi. Un coin a-t-il été cliqué dans le désordre ?",
  "field-of-view-unknown":
    "Les distances dépendent du champ enregistré : la taille des passants seule ne le dit pas. Est-il juste ?",
  "camera-elsewhere":
    "Ces points placent la caméra ailleurs que la carte. Sa position et sa direction sont-elles justes ?",
};
const failure: Record<CalibrationFailure, string> = {
  "too-few-points": "Il faut quatre points.",
  "too-few-people": "Il faut trois passants, près et loin.",
  "on-a-line": "Les points sont alignés : ils ne forment pas un sol.",
  "one-depth": "Tous les passants sont à la même distance : leurs tailles ne disent rien du sol.",
  "no-camera-sees-this": "Aucune caméra ne voit des points ainsi. Les coins ont-ils été cliqués dans l’ordre ?",
};

export const fr: CalibrationWords = {
  title: (camera) => `Calibrer : ${camera}`,
  steps: "Étapes",
  step,
  hint,
  next: "Suivant",
  back: "Retour",
  save: "Enregistrer",
  saved: "Enregistré. L’analyse de la caméra reprend avec ces réglages.",
  undo: "Annuler",
  redo: "Rétablir",
  kept: "Non enregistré. Vos tracés seront là à votre retour, jusqu’au rechargement de la page.",
  discard: "Revenir à l’existant",
  unsaved: "Pas encore enregistré",
  canvas:
    "Image fixe. Les flèches déplacent le viseur, avec Maj pixel par pixel, Entrée pose un point, Retour arrière ôte le dernier",
  still: {
    another: "En prendre une autre",
    none: "Pas d’image sur laquelle calibrer",
    noneHint: "La caméra doit tourner : sous un mandat en vigueur, et non perdue. Puis prenez une autre image.",
    size: (width, height) => `${width} × ${height} pixels`,
    stays: "Les personnes en mouvement sont pixelisées. L’image reste dans cette page et n’est pas conservée.",
  },
  method,
  methodLabel: "Comment trouver le sol",
  noGround:
    "Zones et événements se font alors en pixels. Pas de densité, pas de distances en mètres, rien sur la carte.",
  measure,
  measureLabel: "Ce que vous connaissez",
  measureHint,
  width: "Largeur, mètres",
  length: "Longueur, mètres",
  corners: ["près à gauche", "près à droite", "loin à droite", "loin à gauche"],
  nextCorner: (corner) => `Ensuite : le coin ${corner}`,
  table: {
    number: "N°",
    x: "x, px",
    y: "y, px",
    right: "à droite, m",
    ahead: "devant, m",
    position: "latitude, longitude",
    off: "écart",
  },
  remove: "Retirer",
  removePoint: (number) => `Retirer le point ${number}`,
  pointNumber: (number) => `Point ${number}`,
  onMapNext: (number) => `Cliquez maintenant le point ${number} sur la carte`,
  notOnMapYet: "pas encore sur la carte",
  people: {
    hint: "Cliquez les pieds d’un passant debout, puis le haut de sa tête ; au moins trois, près et loin. Ou prenez ceux que l’analyse a vus.",
    use: (count) => `Prendre ${count} passants vus`,
    none: "Aucun passant debout n’a été vu ce dernier quart d’heure.",
    count: (count) => `${count} passants`,
    height: "Leur taille moyenne, mètres",
    head: "Maintenant le haut de la tête",
    clear: "Tous les retirer",
  },
  moreNeeded: (count) => `encore ${count}`,
  working: "Calcul…",
  good: "Rien ne s’y oppose.",
  exact: "Quatre points concordent toujours : un cinquième dirait l’écart",
  error: (typical, largest) => `Écart de ${typical} en général, ${largest} au plus`,
  view: (height, tilt) => `La caméra est à ${height} de haut et penche de ${tilt}°.`,
  noView: "Un plan convient, mais aucune caméra ordinaire : vérifiez l’ordre des coins.",
  horizon: "horizon",
  figures: "Les silhouettes mesurent 1,7 m ; le quadrillage a pour maille",
  agreement: (horizon, scale) => `Points et passants diffèrent de ${horizon} px d’horizon et de ${scale} de distance.`,
  failure,
  warning,
  shape,
  shapeHint,
  newName: { zone: "zone", line: "ligne", mask: "masque" },
  drawTool: "Que dessiner",
  name: "Nom",
  drawn: "Dessiné",
  nothingDrawn: "Rien n’est dessiné. Les événements peuvent porter sur toute l’image.",
  finish: "Finir la forme (Entrée)",
  aboveHorizon: "dépasse l’horizon : elle n’est pas montrée sur la carte",
  cornersOf: (count) => `${count} coins`,
  edit: "Coins",
  events: {
    add: "Rechercher",
    where: "Où",
    everywhere: "Toute l’image",
    none: "Rien n’est encore recherché. Choisissez un événement.",
    more: "Ce qu’il voit et ce qui le trompe",
    needsGround: "exige un sol : revenez à l’étape 2",
    dwell: { "abandoned-object": "Immobile depuis, secondes", "zone-entry": "Dedans depuis, secondes (0 : aussitôt)" },
    ownerMetres: "Son propriétaire est au-delà de, mètres",
    direction: "Dans quel sens",
    directions: {
      either: "Dans les deux sens",
      "to-left": "Vers la gauche de la ligne",
      "to-right": "Vers la droite de la ligne",
    },
    people: "À partir de tant de personnes",
    capacity: "Capacité",
    tolerance: "À tant de degrés près",
    heading: "Dessiner le sens de circulation",
    headingHint: "Cliquez d’où vient la circulation, puis où elle va.",
    headingMissing: "Le sens de circulation n’est pas encore dessiné",
  },
  mandate: "Un événement hors du mandat de la caméra l’arrête jusqu’à ce qu’un mandat le couvre.",
};
