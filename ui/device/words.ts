import { dictionary } from "../words/dictionary.ts";

const en = {
  rehearsal: "REHEARSAL",
  settings: {
    toDay: "Day screen",
    toNight: "Night screen",
    otherLanguage: "Passer en français",
    otherLanguageShort: "FR",
  },
  code: {
    or: "Or paste the link here",
    field: "Enrolment link",
    go: "Go on",
    notALink: "This is no enrolment link. It ends with #enrol= and a code.",
    over: "This code was used already, or is over. Ask for another.",
  },
  offered: {
    yes: "Yes, enrol",
    busy: "Enrolling…",
    no: "No",
  },
  taken: {
    title: (by: string) => `This browser is signed in as ${by}`,
    rehearsal: "the rehearsal operator",
    what: (label: string) => `Going on as ${label} signs it out. Use a private window to keep both.`,
    yes: (label: string) => `Go on as ${label}`,
  },
};

const fr: typeof en = {
  rehearsal: "RÉPÉTITION",
  settings: {
    toDay: "Écran de jour",
    toNight: "Écran de nuit",
    otherLanguage: "Switch to English",
    otherLanguageShort: "EN",
  },
  code: {
    or: "Ou collez le lien ici",
    field: "Lien d’enrôlement",
    go: "Continuer",
    notALink: "Ce n’est pas un lien d’enrôlement. Il finit par #enrol= et un code.",
    over: "Ce code a déjà servi, ou n’est plus valable. Demandez-en un autre.",
  },
  offered: {
    yes: "Oui, enrôler",
    busy: "Enrôlement…",
    no: "Non",
  },
  taken: {
    title: (by) => `Session ouverte dans ce navigateur\u00a0: ${by}`,
    rehearsal: "opérateur d’exercice",
    what: (label) => `Continuer comme ${label} ferme cette session. Une fenêtre privée garde les deux.`,
    yes: (label) => `Continuer comme ${label}`,
  },
};

/** What every device says alike. What it is and what it does, it says in words of its own. */
export const useDeviceWords = dictionary({ en, fr });
