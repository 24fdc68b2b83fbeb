import { PUBLIC_WORDS, type PublicLanguage, type PublicWords } from "@cordon/ground";
import type { RegisteredCamera } from "./register.ts";

export type Language = PublicLanguage;

interface Words extends PublicWords {
  readonly title: string;
  readonly lead: string;
  readonly none: string;
  readonly states: Readonly<Record<RegisteredCamera["state"], string>>;
  readonly since: string;
  readonly mandate: string;
  readonly people: string;
  readonly hidden: string;
  readonly masks: (count: number) => string;
  readonly all: string;
}

export const WORDS: Readonly<Record<Language, Words>> = {
  fr: {
    ...PUBLIC_WORDS.fr,
    title: "Caméras sous traitement algorithmique",
    lead: "Chaque caméra dont l’image est analysée en ce moment, ce qui y est recherché, et par quelle autorisation.",
    none: "Aucune caméra n’est analysée en ce moment.",
    states: { analysed: "analysée", interrupted: "sans image en ce moment" },
    since: "Depuis",
    mandate: "Autorisation",
    people: "Personnes",
    hidden:
      "Pixelisées. Seules les secondes autour d’un signal sont conservées ; elles sont effacées quand le signal est écarté.",
    masks: (count) =>
      count === 0
        ? ""
        : count === 1
          ? " Une partie de l’image est masquée."
          : ` ${count} parties de l’image sont masquées.`,
    all: "Registre public des traitements",
  },
  en: {
    ...PUBLIC_WORDS.en,
    title: "Cameras under algorithmic processing",
    lead: "Each camera whose picture is analysed at this moment, what is looked for in it, and by which authorisation.",
    none: "No camera is analysed at this moment.",
    states: { analysed: "analysed", interrupted: "no picture at the moment" },
    since: "Since",
    mandate: "Authorisation",
    people: "People",
    hidden: "Pixelated. Only the seconds around a signal are kept; they are erased when the signal is dismissed.",
    masks: (count) =>
      count === 0
        ? ""
        : count === 1
          ? " One part of the picture is masked."
          : ` ${count} parts of the picture are masked.`,
    all: "Public register of processing",
  },
};
