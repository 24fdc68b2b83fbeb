import {
  type DismissalReason,
  type ErasedBecause,
  type FalseAlertCause,
  type IncidentState,
  type LegalPower,
  type MandateRefusal,
  type PlaceKind,
  type Processing,
  type Role,
  type SignalKind,
  type SignalState,
  type StandardAbility,
  STANDARD_UNIT_KINDS,
  type StandardUnitKind,
  type TaskState,
  type UnitDomain,
} from "@cordon/kernel";
import { dictionary } from "./dictionary.ts";

type Named<Word extends string> = Record<Word, string>;

interface Vocabulary {
  readonly [part: string]: Readonly<Record<string, string>>;
  readonly signal: Named<SignalKind>;
  readonly signalState: Named<SignalState>;
  readonly dismissal: Named<DismissalReason>;
  readonly falseAlertCause: Named<FalseAlertCause>;
  readonly erased: Named<ErasedBecause>;
  readonly incidentState: Named<IncidentState>;
  readonly task: Named<TaskState>;
  readonly unit: Named<StandardUnitKind>;
  readonly ability: Named<StandardAbility>;
  readonly power: Named<LegalPower>;
  readonly domain: Named<UnitDomain>;
  readonly place: Named<PlaceKind>;
  readonly processing: Named<Processing>;
  readonly mandateRefusal: Named<MandateRefusal>;
  readonly priority: Named<"1" | "2" | "3" | "4">;
  readonly tone: Named<"calm" | "notice" | "attention" | "urgent">;
  readonly role: Named<Role>;
}

/** The catalogue names its kinds itself, in both languages. */
const kinds = (language: "fr" | "en") => (code: StandardUnitKind) =>
  STANDARD_UNIT_KINDS.find((kind) => kind.code === code)?.name[language] ?? code;
const named = (language: "fr" | "en"): Named<StandardUnitKind> => {
  const name = kinds(language);
  return {
    patrol: name("patrol"),
    "public-order": name("public-order"),
    "dog-team": name("dog-team"),
    "bomb-disposal": name("bomb-disposal"),
    "special-intervention": name("special-intervention"),
    medics: name("medics"),
    fire: name("fire"),
    river: name("river"),
    mounted: name("mounted"),
    drone: name("drone"),
    robot: name("robot"),
    helicopter: name("helicopter"),
    "surveillance-aircraft": name("surveillance-aircraft"),
    "fighter-on-alert": name("fighter-on-alert"),
  };
};

const en: Vocabulary = {
  signal: {
    "abandoned-object": "Object left behind",
    weapon: "Weapon",
    "wrong-direction": "Against the flow",
    "zone-entry": "Entry into a closed zone",
    "fallen-person": "Person on the ground",
    "crowd-movement": "Crowd movement",
    density: "Crowd density",
    fire: "Fire",
    "camera-lost": "Camera lost",
    "camera-blind": "Camera blind",
    sos: "SOS – officer in danger",
    report: "Report",
    gate: "Gate",
    capacity: "Capacity",
    coverage: "Post uncovered",
    "fence-entered": "Unit entered an area",
    "fence-left": "Unit left an area",
    system: "System",
  },
  signalState: { waiting: "Waiting", confirmed: "Confirmed", dismissed: "Dismissed", merged: "Merged" },
  dismissal: {
    "false-alert": "False alert",
    known: "Already known",
    "no-action": "Real, nothing to do",
    test: "Test or exercise",
    duplicate: "Seen twice",
    other: "Other",
  },
  falseAlertCause: {
    light: "Light",
    shadow: "Shadow",
    reflection: "Reflection",
    rain: "Rain or water",
    animal: "Animal",
    "person-still": "Somebody keeping still",
    furniture: "Street furniture",
    "camera-moved": "The camera moved",
    other: "Something else",
  },
  erased: {
    dismissed: "the signal was dismissed",
    retention: "they may be kept no longer",
  },
  incidentState: { open: "Open", closed: "Closed", merged: "Merged" },
  task: {
    offered: "Offered",
    acknowledged: "Acknowledged",
    "under-way": "Under way",
    done: "Done",
    refused: "Refused",
    cancelled: "Cancelled",
  },
  unit: named("en"),
  ability: {
    observe: "observe",
    "secure-place": "secure a place",
    "control-crowd": "control a crowd",
    detain: "detain",
    escort: "escort",
    "direct-traffic": "direct traffic",
    "search-person": "search people",
    "search-vehicle": "search vehicles",
    "search-explosives": "search for explosives",
    "search-drugs": "search for drugs",
    "defuse-explosives": "defuse explosives",
    assault: "assault",
    treat: "treat the injured",
    "carry-patients": "carry patients",
    "fight-fire": "fight fire",
    rescue: "rescue",
    "rescue-water": "rescue from water",
    "observe-from-air": "observe from the air",
    "lift-people": "lift people",
    "inspect-object": "inspect an object",
    "intercept-aircraft": "intercept aircraft",
  },
  power: {
    "carry-arms": "carry arms",
    arrest: "arrest",
    "check-identity": "check identity",
    "search-person": "search people",
    "search-bag": "search bags",
    "search-vehicle": "search vehicles",
    "search-premises": "search premises",
    "force-physical": "physical force",
    "force-intermediate": "intermediate force",
    "force-firearm": "use of firearms",
    "close-area": "close an area",
    "direct-traffic": "direct traffic",
    "fly-over-people": "fly over people",
    "intercept-in-air": "intercept in the air",
  },
  domain: { land: "Land", air: "Air", water: "Water" },
  place: { zone: "Zone", gate: "Gate", post: "Post", venue: "Venue", quay: "Quay", bridge: "Bridge", river: "River" },
  processing: {
    "algorithmic-video": "Algorithmic video",
    "position-tracking": "Positions of units",
    "pass-check": "Pass checks",
    "vehicle-check": "Vehicle checks",
  },
  mandateRefusal: {
    "no-mandate-for-processing": "no mandate allows this processing",
    "event-not-covered": "the mandate does not cover these events",
    "other-purpose": "the mandate has another purpose",
    "not-yet-in-force": "the mandate is not in force yet",
    "no-longer-in-force": "the mandate's period is over",
    withdrawn: "the mandate was withdrawn",
    "outside-area": "the place is outside the mandate's area",
  },
  priority: { "1": "Act at once", "2": "High", "3": "Normal", "4": "When there is time" },
  tone: { calm: "As planned", notice: "To know", attention: "To look at", urgent: "To act on" },
  role: {
    operator: "Operator",
    supervisor: "Supervisor",
    commander: "Commander",
    liaison: "Liaison officer",
    "pass-officer": "Pass officer",
    steward: "Steward",
    officer: "Officer",
    "data-protection": "Data protection officer",
    auditor: "Auditor",
    admin: "Administrator",
    "gate-device": "Gate device",
    "field-device": "Field phone",
    "edge-device": "Edge device",
    "node-device": "Local node",
    exercise: "Exercise",
    system: "System",
  },
};

const fr: Vocabulary = {
  signal: {
    "abandoned-object": "Objet abandonné",
    weapon: "Arme",
    "wrong-direction": "À contresens",
    "zone-entry": "Entrée en zone interdite",
    "fallen-person": "Personne au sol",
    "crowd-movement": "Mouvement de foule",
    density: "Densité de foule",
    fire: "Départ de feu",
    "camera-lost": "Caméra perdue",
    "camera-blind": "Caméra aveugle",
    sos: "SOS – agent en danger",
    report: "Compte rendu",
    gate: "Point d’accès",
    capacity: "Jauge",
    coverage: "Poste à découvert",
    "fence-entered": "Entrée dans un périmètre surveillé",
    "fence-left": "Sortie d’un périmètre surveillé",
    system: "Système",
  },
  signalState: { waiting: "En attente", confirmed: "Confirmé", dismissed: "Écarté", merged: "Rattaché" },
  dismissal: {
    "false-alert": "Fausse alerte",
    known: "Déjà connu",
    "no-action": "Réel, rien à faire",
    test: "Essai ou exercice",
    duplicate: "Vu deux fois",
    other: "Autre",
  },
  falseAlertCause: {
    light: "Lumière",
    shadow: "Ombre",
    reflection: "Reflet",
    rain: "Pluie ou eau",
    animal: "Animal",
    "person-still": "Personne immobile",
    furniture: "Mobilier urbain",
    "camera-moved": "Caméra déplacée",
    other: "Autre chose",
  },
  erased: {
    dismissed: "le signal a été écarté",
    retention: "leur durée de conservation est écoulée",
  },
  incidentState: { open: "Ouvert", closed: "Clos", merged: "Fusionné" },
  task: {
    offered: "Proposée",
    acknowledged: "Reçue",
    "under-way": "En cours",
    done: "Faite",
    refused: "Refusée",
    cancelled: "Annulée",
  },
  unit: named("fr"),
  ability: {
    observe: "observer",
    "secure-place": "tenir un lieu",
    "control-crowd": "contenir une foule",
    detain: "retenir une personne",
    escort: "escorter",
    "direct-traffic": "régler la circulation",
    "search-person": "fouiller des personnes",
    "search-vehicle": "fouiller des véhicules",
    "search-explosives": "détecter des explosifs",
    "search-drugs": "détecter des stupéfiants",
    "defuse-explosives": "neutraliser un engin",
    assault: "donner l’assaut",
    treat: "soigner",
    "carry-patients": "transporter des blessés",
    "fight-fire": "éteindre un feu",
    rescue: "secourir",
    "rescue-water": "secourir dans l’eau",
    "observe-from-air": "observer du ciel",
    "lift-people": "hélitreuiller",
    "inspect-object": "examiner un objet",
    "intercept-aircraft": "intercepter un aéronef",
  },
  power: {
    "carry-arms": "port d’arme",
    arrest: "interpellation",
    "check-identity": "contrôle d’identité",
    "search-person": "fouille de personnes",
    "search-bag": "fouille de bagages",
    "search-vehicle": "fouille de véhicules",
    "search-premises": "perquisition",
    "force-physical": "contrainte physique",
    "force-intermediate": "force intermédiaire",
    "force-firearm": "usage de l’arme",
    "close-area": "fermeture d’un secteur",
    "direct-traffic": "circulation",
    "fly-over-people": "survol de personnes",
    "intercept-in-air": "interception en vol",
  },
  domain: { land: "Terre", air: "Air", water: "Eau" },
  place: {
    zone: "Zone",
    gate: "Point d’accès",
    post: "Poste",
    venue: "Site",
    quay: "Quai",
    bridge: "Pont",
    river: "Fleuve",
  },
  processing: {
    "algorithmic-video": "Vidéo algorithmique",
    "position-tracking": "Positions des unités",
    "pass-check": "Contrôle des laissez-passer",
    "vehicle-check": "Contrôle des véhicules",
  },
  mandateRefusal: {
    "no-mandate-for-processing": "aucun mandat n’autorise ce traitement",
    "event-not-covered": "le mandat ne couvre pas ces événements",
    "other-purpose": "le mandat a une autre finalité",
    "not-yet-in-force": "le mandat n’est pas encore en vigueur",
    "no-longer-in-force": "la période du mandat est échue",
    withdrawn: "le mandat a été retiré",
    "outside-area": "le lieu est hors du périmètre du mandat",
  },
  priority: { "1": "Agir tout de suite", "2": "Haute", "3": "Normale", "4": "Quand on peut" },
  tone: { calm: "Conforme", notice: "À savoir", attention: "À regarder", urgent: "À traiter" },
  role: {
    operator: "Opérateur",
    supervisor: "Superviseur",
    commander: "Commandant",
    liaison: "Officier de liaison",
    "pass-officer": "Agent des laissez-passer",
    steward: "Stadier",
    officer: "Agent de terrain",
    "data-protection": "Délégué à la protection des données",
    auditor: "Auditeur",
    admin: "Administrateur",
    "gate-device": "Terminal d’accès",
    "field-device": "Téléphone de terrain",
    "edge-device": "Poste déporté",
    "node-device": "Nœud local",
    exercise: "Exercice",
    system: "Système",
  },
};

/** The kernel's words, as people read them. */
export const useVocabulary = dictionary<Vocabulary>({ en, fr });

/** A word of an open list: its name, or the code itself where the operation added it. */
export function wordOf(words: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(words, code) ? (words[code] ?? code) : code.replaceAll("-", " ");
}
