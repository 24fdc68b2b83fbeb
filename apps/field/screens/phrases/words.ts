import { dictionary } from "@cordon/ui";
import type { Topic } from "./deck/phrases.ts";

const en = {
  title: "Phrase cards",
  language: "Show in",
  look: "Look for a phrase",
  none: "No phrase says this.",
  topics: {
    way: "Which way",
    check: "Checks",
    danger: "Danger",
    care: "Care",
    talk: "Talking",
  } satisfies Record<Topic, string>,
  favourites: "Used often",
  speak: "Say it aloud",
  invert: "Turn black and white",
  like: "Keep among those used often",
  unlike: "No longer among those used often",
  close: "Close",
};

const fr: typeof en = {
  title: "Cartes de phrases",
  language: "Montrer en",
  look: "Chercher une phrase",
  none: "Aucune phrase ne le dit.",
  topics: { way: "Par où", check: "Contrôles", danger: "Danger", care: "Soins", talk: "Se parler" },
  favourites: "Souvent utilisées",
  speak: "Le dire à voix haute",
  invert: "Inverser noir et blanc",
  like: "Garder parmi les souvent utilisées",
  unlike: "Ne plus garder parmi les souvent utilisées",
  close: "Fermer",
};

export const usePhraseWords = dictionary({ en, fr });
