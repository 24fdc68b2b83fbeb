import type { MandateState, Processing } from "@cordon/kernel";
import { PUBLIC_WORDS, type PublicLanguage, type PublicWords } from "./public-words.ts";

export type Language = PublicLanguage;

interface Words extends PublicWords {
  readonly title: string;
  readonly lead: string;
  readonly none: string;
  readonly sections: Readonly<Record<"in-force" | "coming" | "ended", string>>;
  readonly states: Readonly<Record<MandateState, string>>;
  readonly purpose: string;
  /** What known purposes are called; an order may name one of its own, which is shown as it stands. */
  readonly purposes: Readonly<Record<string, string>>;
  readonly processing: string;
  readonly area: string;
  readonly ended: string;
  readonly ran: string;
  readonly nothingRan: string;
  readonly what: string;
  readonly from: string;
  readonly until: string;
  readonly stillRunning: string;
  readonly because: Readonly<Record<string, string>>;
  readonly mapOf: (width: string, height: string, centre: string) => string;
  readonly processings: Readonly<Record<Processing, string>>;
}

export const WORDS: Readonly<Record<Language, Words>> = {
  fr: {
    ...PUBLIC_WORDS.fr,
    title: "Registre public des traitements",
    lead: "Ce qui observe l’espace public pendant l’événement, par quelle autorité, où, quand, et pour combien de temps.",
    none: "Aucun.",
    sections: { "in-force": "En vigueur", coming: "À venir", ended: "Terminés" },
    states: {
      "in-force": "en vigueur",
      coming: "à venir",
      expired: "arrivé à son terme",
      withdrawn: "retiré avant son terme",
    },
    purpose: "Finalité",
    purposes: { "event-security": "sécurité de l’événement" },
    processing: "Traitement",
    area: "Zone",
    ended: "Fin",
    ran: "Ce qui a fonctionné",
    nothingRan: "Rien n’a fonctionné sur cette base.",
    what: "Quoi",
    from: "Depuis",
    until: "Jusqu’à",
    stillRunning: "en cours",
    because: { "mandate-ended": "fin de l’autorisation", stopped: "arrêt", lost: "liaison perdue" },
    mapOf: (width, height, centre) =>
      `Forme de la zone, le nord en haut : ${width} d’ouest en est, ${height} du sud au nord, autour de ${centre}.`,
    processings: {
      "algorithmic-video": "analyse algorithmique de la vidéo",
      "position-tracking": "position des équipes",
      "pass-check": "contrôle des laissez-passer",
      "vehicle-check": "contrôle des véhicules",
    },
  },
  en: {
    ...PUBLIC_WORDS.en,
    title: "Public register of processing",
    lead: "What observes public space during the event, by whose authority, where, when, and for how long.",
    none: "None.",
    sections: { "in-force": "In force", coming: "Coming", ended: "Ended" },
    states: {
      "in-force": "in force",
      coming: "coming",
      expired: "its period is over",
      withdrawn: "withdrawn before its time",
    },
    purpose: "Purpose",
    purposes: { "event-security": "security of the event" },
    processing: "Processing",
    area: "Area",
    ended: "Ended",
    ran: "What ran",
    nothingRan: "Nothing ran on this basis.",
    what: "What",
    from: "From",
    until: "Until",
    stillRunning: "running",
    because: { "mandate-ended": "end of the authorisation", stopped: "stopped", lost: "connection lost" },
    mapOf: (width, height, centre) =>
      `Shape of the area, north up: ${width} from west to east, ${height} from south to north, around ${centre}.`,
    processings: {
      "algorithmic-video": "algorithmic analysis of video",
      "position-tracking": "position of the teams on duty",
      "pass-check": "checking of passes",
      "vehicle-check": "checking of vehicles",
    },
  },
};
