import { dictionary } from "@cordon/ui";

const en = {
  pixelated: "People are pixelated.",
  onceConfirmed: "They can be shown once the signal is confirmed.",
  lift: "Show people as they are",
  why: "Why must they be seen?",
  written: "Your name, the time and this reason are written into the journal. It lasts an hour.",
  send: "Show them",
  lifted: "They are shown for an hour. It is written down.",
  open: (until: string) => `Not pixelated, for you alone, until ${until}`,
  still: "Original still picture",
  clip: "Original clip",
  log: "Who looked",
  line: (who: string, at: string) => `${who}, ${at}`,
  failed: "The original could not be opened. Try again, or look at the journal.",
};

const fr: typeof en = {
  pixelated: "Les personnes sont pixelisées.",
  onceConfirmed: "Elles pourront être montrées une fois le signal confirmé.",
  lift: "Montrer les personnes telles quelles",
  why: "Pourquoi faut-il les voir ?",
  written: "Votre nom, l’heure et ce motif sont inscrits au journal. Cela dure une heure.",
  send: "Les montrer",
  lifted: "Elles sont montrées pendant une heure. C’est inscrit au journal.",
  open: (until) => `Sans pixelisation, pour vous seul, jusqu’à ${until}`,
  still: "Image originale",
  clip: "Séquence originale",
  log: "Qui a regardé",
  line: (who, at) => `${who}, ${at}`,
  failed: "L’original n’a pas pu être ouvert. Réessayez, ou consultez le journal.",
};

/** What is said of looking behind the pixels. */
export const useOriginalWords = dictionary({ en, fr });
