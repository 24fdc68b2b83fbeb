import { dictionary } from "@cordon/ui";

/** `12 h`, `11 h 30`: the same in both languages. */
const hoursOf = (hours: number, minutes: number) =>
  minutes === 0 ? `${hours} h` : `${hours} h ${String(minutes).padStart(2, "0")}`;

const en = {
  title: "Shift",
  none: "No shift is planned for this unit",
  unknown: "The shifts were not read yet.",
  on: "On shift",
  until: (time: string) => `until ${time}`,
  next: "Next shift",
  then: "Then",
  from: (from: string, until: string) => `${from} to ${until}`,
  missed: "It had begun. You can still take it up.",
  relief: (callSign: string, time: string) => `Relieved by ${callSign} at ${time}`,
  reliefHere: (callSign: string) => `${callSign} is here to relieve you`,
  rest: {
    resting: (time: string) => `Rest until ${time}`,
    rested: (hours: number, minutes: number) => `Rested. May work for ${hoursOf(hours, minutes)}.`,
  },
  plan: "Plan",
  takeUp: "We are at the post",
  end: "We leave the post",
  endSure: "Yes, we leave",
  endNote: "What do you hand over? (may be empty)",
  back: "Back",
  waiting: "will be sent",
  position: "Position",
  sharing: {
    unasked: "Not shared: nobody has allowed it yet.",
    denied: "This browser does not tell where it is. Allow it in the settings of the browser.",
    searching: "Looking for the position…",
    shared: "Shared with the command room",
    "off-duty": "Off duty: not looked for, not shared.",
    paused: "Paused by you: the command room sees that, and why.",
  },
  within: (metres: string, age: string) => `within ${metres}, ${age}`,
  allow: "Share my position on duty",
  pause: "Pause",
  resume: "Share again",
  why: "Why?",
  reasons: ["Covert work", "In private rooms", "Protecting a person", "Phone is charging elsewhere"],
  phrases: "Phrase cards",
};

const fr: typeof en = {
  title: "Service",
  none: "Aucun service prévu pour cette unité",
  unknown: "Les services n’ont pas encore été lus.",
  on: "En service",
  until: (time) => `jusqu’à ${time}`,
  next: "Prochain service",
  then: "Ensuite",
  from: (from, until) => `${from} à ${until}`,
  missed: "Il avait commencé. Vous pouvez encore le prendre.",
  relief: (callSign, time) => `Relève par ${callSign} à ${time}`,
  reliefHere: (callSign) => `${callSign} est là pour la relève`,
  rest: {
    resting: (time) => `Repos jusqu’à ${time}`,
    rested: (hours, minutes) => `Reposés. Peuvent servir ${hoursOf(hours, minutes)}.`,
  },
  plan: "Plan",
  takeUp: "Nous sommes au poste",
  end: "Nous quittons le poste",
  endSure: "Oui, nous partons",
  endNote: "Que transmettez-vous ? (peut rester vide)",
  back: "Retour",
  waiting: "va partir",
  position: "Position",
  sharing: {
    unasked: "Non partagée : personne ne l’a encore autorisée.",
    denied: "Ce navigateur ne dit pas où il est. Autorisez-le dans ses réglages.",
    searching: "Recherche de la position…",
    shared: "Partagée avec la salle de commandement",
    "off-duty": "Hors service : ni cherchée, ni partagée.",
    paused: "Suspendue par vous : la salle le voit, avec le motif.",
  },
  within: (metres, age) => `à ${metres} près, ${age}`,
  allow: "Partager ma position en service",
  pause: "Suspendre",
  resume: "Partager à nouveau",
  why: "Pourquoi ?",
  reasons: ["Mission discrète", "Dans des locaux privés", "Protection d’une personne", "Téléphone en charge ailleurs"],
  phrases: "Cartes de phrases",
};

export const useShiftWords = dictionary({ en, fr });
