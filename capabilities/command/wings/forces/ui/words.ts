import { dictionary } from "@cordon/ui";
import type { KindState, PowerGap } from "../words.ts";

type Named<Word extends string> = Record<Word, string>;

const gap: Named<PowerGap> = {
  "not-recorded": "powers not written down",
  "not-granted": "not granted",
  "not-here": "not granted here",
  "not-now": "not granted now",
};
const state: Named<KindState> = { standing: "in use", retired: "no new units", removed: "removed" };

const en = {
  gap,
  state,
  missing: {
    kind: (kind: string) => `${kind}: not in the catalogue`,
    ability: (ability: string) => `cannot ${ability}`,
    power: (power: string, gap: string) => `may not ${power} (${gap})`,
    language: (language: string) => `does not speak ${language}`,
    release: (nation: string) => `may not be told (${nation})`,
    notAsked: "of another kind",
  },
  units: (count: string, one: boolean) => (one ? `${count} unit` : `${count} units`),
  needs: "What it takes",
  needsHint: "Nothing chosen: any unit",
  abilities: "Can",
  powers: "May",
  languages: "Speaks",
  releasableTo: "May be told to",
  everybody: "all nations",
  leftOut: "Left out",
};

type Words = typeof en;

const frGap: Named<PowerGap> = {
  "not-recorded": "pouvoirs non consignés",
  "not-granted": "non accordé",
  "not-here": "non accordé ici",
  "not-now": "non accordé à cette heure",
};
const frState: Named<KindState> = { standing: "en usage", retired: "plus d’unités nouvelles", removed: "supprimé" };

const fr: Words = {
  gap: frGap,
  state: frState,
  missing: {
    kind: (kind) => `${kind} : absent du catalogue`,
    ability: (ability) => `ne sait pas ${ability}`,
    power: (power, gap) => `pouvoir manquant : ${power} (${gap})`,
    language: (language) => `ne parle pas ${language}`,
    release: (nation) => `ne peut en être informé (${nation})`,
    notAsked: "d’un autre type",
  },
  units: (count, one) => (one ? `${count} unité` : `${count} unités`),
  needs: "Ce qu’il faut",
  needsHint: "Rien de choisi : toute unité",
  abilities: "Sait",
  powers: "A le droit",
  languages: "Parle",
  releasableTo: "Communicable à",
  everybody: "toutes les nations",
  leftOut: "Écartées",
};

export const useForcesWords = dictionary<Words>({ en, fr });
