import type { VideoEvent } from "@cordon/kernel";

export type PublicLanguage = "fr" | "en";

/** What every page of the public register says: what the law calls things, and how its times are written. */
export interface PublicWords {
  readonly locale: string;
  readonly other: string;
  readonly authority: string;
  readonly legalBasis: string;
  readonly events: string;
  readonly period: string;
  readonly retention: string;
  readonly days: (days: number) => string;
  readonly fromUntil: (from: string, until: string) => string;
  readonly videoEvents: Readonly<Record<VideoEvent, string>>;
  readonly limits: string;
  readonly machine: string;
  readonly asOf: string;
}

export const PUBLIC_WORDS: Readonly<Record<PublicLanguage, PublicWords>> = {
  fr: {
    locale: "fr-FR",
    other: "English",
    authority: "Autorité",
    legalBasis: "Base légale",
    events: "Événements recherchés",
    period: "Période",
    retention: "Conservation",
    days: (days) => `${days.toLocaleString("fr-FR")} ${days >= 2 ? "jours" : "jour"} au plus`,
    fromUntil: (from, until) => `du ${from} au ${until}`,
    videoEvents: {
      "abandoned-object": "objet abandonné",
      weapon: "présence ou usage d’une arme",
      "wrong-direction": "non-respect du sens de circulation",
      "zone-entry": "entrée dans une zone interdite ou sensible",
      "fallen-person": "personne au sol",
      "crowd-movement": "mouvement de foule",
      density: "densité trop importante de personnes",
      fire: "départ de feu",
    },
    limits:
      "Aucune reconnaissance faciale, aucune donnée biométrique, aucune décision automatique : un signal attire l’attention d’une personne, qui décide.",
    machine: "Le même registre pour les machines (JSON)",
    asOf: "État au",
  },
  en: {
    locale: "en-GB",
    other: "Français",
    authority: "Authority",
    legalBasis: "Legal basis",
    events: "Events looked for",
    period: "Period",
    retention: "Kept for",
    days: (days) => `at most ${days.toLocaleString("en-GB")} ${days === 1 ? "day" : "days"}`,
    fromUntil: (from, until) => `${from} to ${until}`,
    videoEvents: {
      "abandoned-object": "abandoned object",
      weapon: "presence or use of a weapon",
      "wrong-direction": "movement against the direction of traffic",
      "zone-entry": "entry into a forbidden or sensitive zone",
      "fallen-person": "person on the ground",
      "crowd-movement": "crowd movement",
      density: "too high a density of people",
      fire: "start of a fire",
    },
    limits:
      "No face recognition, no biometric data, no automatic decision: a signal draws the attention of a person, who decides.",
    machine: "The same register for machines (JSON)",
    asOf: "As of",
  },
};
