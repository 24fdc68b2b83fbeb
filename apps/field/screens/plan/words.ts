import { dictionary } from "@cordon/ui";
import type { DrawnOverlay } from "../../phone/state.ts";

type Affiliation = NonNullable<DrawnOverlay["affiliation"]>;

const en = {
  title: "Plan",
  label: (scale: string) => `Plan, north is up; the bar is ${scale}`,
  move: "Drag to move, two fingers to come closer; the arrow keys and + and − do the same.",
  closer: "Closer",
  farther: "Farther",
  me: "Where I am",
  all: "All",
  north: "N",
  on: "On the plan",
  nothing: "Nothing was drawn for this unit",
  nothingHint: "What the command room draws for it appears here by itself.",
  unread: "What is drawn was not read yet.",
  you: "You",
  youOld: (age: string) => `You, ${age}`,
  noFix: "This phone does not know where it is. Turn its position on under “Shift”.",
  post: "Your post",
  task: (order: string) => `Task: ${order}`,
  away: (distance: string, wind: string) => `${distance} ${wind}`,
  winds: ["N", "NE", "E", "SE", "S", "SW", "W", "NW"],
  style: { area: "Area", line: "Line", arrow: "Arrow", mark: "Mark", text: "Text" } satisfies Record<
    DrawnOverlay["style"],
    string
  >,
  affiliation: { friend: "friend", hostile: "hostile", neutral: "neutral", unknown: "unknown" } satisfies Record<
    Affiliation,
    string
  >,
};

const fr: typeof en = {
  title: "Plan",
  label: (scale) => `Plan, le nord en haut ; la barre fait ${scale}`,
  move: "Glissez pour déplacer, deux doigts pour rapprocher ; les flèches et + et − font de même.",
  closer: "Rapprocher",
  farther: "Éloigner",
  me: "Où je suis",
  all: "Tout",
  north: "N",
  on: "Sur le plan",
  nothing: "Rien n’est tracé pour cette unité",
  nothingHint: "Ce que la salle trace pour elle apparaît ici tout seul.",
  unread: "Les tracés n’ont pas encore été lus.",
  you: "Vous",
  youOld: (age) => `Vous, ${age}`,
  noFix: "Ce téléphone ne sait pas où il est. Activez sa position dans « Service ».",
  post: "Votre poste",
  task: (order) => `Mission : ${order}`,
  away: (distance, wind) => `${distance} ${wind}`,
  winds: ["N", "NE", "E", "SE", "S", "SO", "O", "NO"],
  style: { area: "Zone", line: "Ligne", arrow: "Flèche", mark: "Repère", text: "Texte" },
  affiliation: { friend: "ami", hostile: "hostile", neutral: "neutre", unknown: "inconnu" },
};

export const usePlanWords = dictionary({ en, fr });
