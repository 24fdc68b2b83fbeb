import { dictionary } from "@cordon/ui";
import type { CoverageVoid, FixHow } from "../words.ts";

const how: Record<FixHow, string> = {
  extend: "stays longer",
  move: "one too many at another post",
  spare: "free and on duty that day",
  reserve: "called in from reserve",
};

const en = {
  title: "Roster",
  tabs: { voids: "Voids", who: "Who is there", time: "Timeline", plan: "Plan", needs: "Needs", file: "File" },
  window: "From now",
  windows: { "6": "6 h", "24": "24 h", "72": "3 days", "336": "14 days" },
  filter: "All capabilities",
  missing: (units: number) => (units === 1 ? "1 unit missing" : `${units} units missing`),
  missingPeople: (missing: number, needed: number) => `${missing} of ${needed} people missing`,
  people: (count: number) => (count === 1 ? "1 person" : `${count} people`),
  onMap: (missing: string, capability: string) => `${capability}: ${missing}`,
  none: "Every post is covered",
  noneHint:
    "No void in this period by the roster as it stands, among the posts whose needs are written down. Choose a longer period to look further ahead.",
  next: "Later",
  back: "Earlier",
  keys: "J/K next · F fill with the cheapest",
  fill: "Fill",
  filled: (callSign: string) => `${callSign} fills it`,
  overtime: (minutes: number) => `${minutes} min more work`,
  unknownWay: "way unknown",
  part: "a part of it",
  noFix: "Nobody is free, rested and able: call on another contingent",
  looking: "Looking for a fix…",
  running: "now",
  how,
  due: "Due within the hour",
  on: "On",
  late: "Missing",
  nobody: "Nobody",
  left: "Left within two hours",
  handsOver: (time: string) => `left at ${time}`,
  here: "At the post",
  leave: "Left",
  absent: "Did not come",
  handOver: "What does it hand over? (may be empty)",
  leaveIt: "It left the post",
  absentWhy: "Why did it not come? (may be empty)",
  absentIt: "It did not come: the post is void",
  tookUp: (callSign: string) => `${callSign} is at its post`,
  ended: (callSign: string) => `${callSign} left its post`,
  missed: (callSign: string) => `${callSign} did not come: its post is void`,
  saidMissed: "said not to have come",
  attendKeys: "J/K next · A at the post · L left · X did not come",
  count: (shown: number, count: number) => (shown < count ? `${shown} of ${count}` : `${count}`),
  timeline: "Posts, who is planned there, and what they lack",
  searchPost: "Post, by reference or name",
  onlyVoids: "Only posts with a void",
  posts: (count: number, said: string) => (count === 1 ? "1 row" : `${said} rows`),
  more: (count: number) => `+${count} more`,
  noPosts: "No post found",
  noPostsHint: "No post with needs or shifts in this period is called so. Look for less, or choose a longer period.",
  void: "void",
  show: "Show on the map",
};

type Words = typeof en;

const frHow: Record<FixHow, string> = {
  extend: "prolonge son service",
  move: "en surnombre à un autre poste",
  spare: "libre et de service ce jour-là",
  reserve: "rappelée de la réserve",
};

const fr: Words = {
  title: "Service",
  tabs: { voids: "Vides", who: "Qui est là", time: "Frise", plan: "Prévoir", needs: "Besoins", file: "Fichier" },
  window: "À partir de maintenant",
  windows: { "6": "6 h", "24": "24 h", "72": "3 jours", "336": "14 jours" },
  filter: "Toutes les capacités",
  missing: (units) => (units === 1 ? "il manque 1 unité" : `il manque ${units} unités`),
  missingPeople: (missing, needed) => `il manque ${missing} personne${missing < 2 ? "" : "s"} sur ${needed}`,
  people: (count) => `${count} personne${count < 2 ? "" : "s"}`,
  onMap: (missing, capability) => `${capability} : ${missing}`,
  none: "Tous les postes sont tenus",
  noneHint:
    "Aucun vide sur cette période d’après le service tel qu’il est prévu, parmi les postes dont les besoins sont inscrits. Choisissez une période plus longue pour voir plus loin.",
  next: "Plus tard",
  back: "Plus tôt",
  keys: "J/K suivant · F combler au moindre coût",
  fill: "Combler",
  filled: (callSign) => `${callSign} comble le vide`,
  overtime: (minutes) => `${minutes} min de travail en plus`,
  unknownWay: "trajet inconnu",
  part: "une partie seulement",
  noFix: "Personne de libre, reposé et apte : sollicitez un autre contingent",
  looking: "Recherche d’une solution…",
  running: "en cours",
  how: frHow,
  due: "Attendus dans l’heure",
  on: "En poste",
  late: "Manquants",
  nobody: "Personne",
  left: "Parties depuis moins de deux heures",
  handsOver: (time) => `partie à ${time}`,
  here: "Au poste",
  leave: "Partie",
  absent: "Pas venue",
  handOver: "Que transmet-elle ? (peut rester vide)",
  leaveIt: "Elle a quitté le poste",
  absentWhy: "Pourquoi n’est-elle pas venue ? (peut rester vide)",
  absentIt: "Elle n’est pas venue : le poste est vide",
  tookUp: (callSign) => `${callSign} est à son poste`,
  ended: (callSign) => `${callSign} a quitté son poste`,
  missed: (callSign) => `${callSign} n’est pas venue : son poste est vide`,
  saidMissed: "signalée absente",
  attendKeys: "J/K suivant · A au poste · L partie · X pas venue",
  count: (shown, count) => (shown < count ? `${shown} sur ${count}` : `${count}`),
  timeline: "Les postes, qui y est prévu et ce qui y manque",
  searchPost: "Poste, par référence ou nom",
  onlyVoids: "Seulement les postes avec un vide",
  posts: (count, said) => `${said} ligne${count < 2 ? "" : "s"}`,
  more: (count) => `+${count} autres`,
  noPosts: "Aucun poste trouvé",
  noPostsHint:
    "Aucun poste ayant des besoins ou des services sur cette période ne porte ce nom. Cherchez moins précis, ou choisissez une période plus longue.",
  void: "vide",
  show: "Montrer sur la carte",
};

/** What a void lacks: units, people, or both. */
export function lackSaid(words: Words, { missing, people }: Pick<CoverageVoid, "missing" | "people">): string {
  const units = missing > 0 ? [words.missing(missing)] : [];
  return [...units, ...(people === null ? [] : [words.missingPeople(people.missing, people.needed)])].join(" · ");
}

export const useRosterWords = dictionary<Words>({ en, fr });
