import { dictionary } from "@cordon/ui";
import type { RestRule } from "../../words.ts";

const fields: Record<keyof RestRule, string> = {
  maxStretchMinutes: "Longest stretch",
  minRestMinutes: "Rest between two",
  maxDayMinutes: "Work in 24 hours",
  maxWeekMinutes: "Work in 7 days",
};

const en = {
  fields,
  inHours: (field: string) => `${field}, hours`,
  bounds: (least: string, most: string) => `from ${least} to ${most}`,
  intro:
    "The most particular rule holds: of a kind in its contingent, then of the contingent, then of the kind, then of all.",
  all: "All units",
  kind: "Kind of unit",
  everyKind: "Every kind",
  contingent: "Contingent",
  everyContingent: "Every contingent",
  of: (kind: string, contingent: string) => `${kind}, ${contingent}`,
  allBut: (kinds: string) => `but ${kinds}`,
  standard: "default",
  ruled: (time: string, who: string) => `set ${time} by ${who}`,
  ruledOnce: "set",
  me: "me",
  newRule: "New rule",
  change: "Change",
  back: "Back to the default",
  weigh: "See what it changes",
  weighing: "Looking through the roster…",
  rule: "Set the rule",
  ruleOut: "Take the rule away",
  done: (who: string) => `${who}: rest rule set`,
  gone: (who: string) => `${who}: rest rule taken away`,
  same: "For no unit would anything be different.",
  units: (said: string, count: number) =>
    count === 1 ? "Another rule will hold for 1 unit." : `Another rule will hold for ${said} units.`,
  breaking: (said: string, count: number) =>
    count === 0
      ? "None of their planned shifts breaks it."
      : count === 1
        ? "1 of their planned shifts will break it"
        : `${said} of their planned shifts will break it`,
  breakingNow: (said: string) => `${said} break the rule of today`,
  such: (callSigns: string) => `such as those of ${callSigns}`,
  stays:
    "What is planned stays planned. Who plans or changes a shift from then on keeps to the rule, or a supervisor says why not.",
  // One shift
  shortened: (why: string) => `rest shortened: ${why}`,
  shortenWhy: "Why may rest be shortened?",
  shortenIt: "Shorten rest and send again",
  shortenWho: "A supervisor or a commander may let rest be shortened, saying why.",
  shortenLines: (lines: number) =>
    lines === 1
      ? "1 line leaves too little rest. Why may it be shortened?"
      : `${lines} lines leave too little rest. Why may it be shortened?`,
  lookAgain: "Look again with this reason",
};
type Words = typeof en;

const fr: Words = {
  fields: {
    maxStretchMinutes: "Travail d’affilée",
    minRestMinutes: "Repos entre deux",
    maxDayMinutes: "Travail en 24 heures",
    maxWeekMinutes: "Travail en 7 jours",
  },
  inHours: (field) => `${field}, en heures`,
  bounds: (least, most) => `de ${least} à ${most}`,
  intro:
    "La règle la plus précise l’emporte : celle d’un type d’unité dans son contingent, puis du contingent, puis du type, puis de toutes.",
  all: "Toutes les unités",
  kind: "Type d’unité",
  everyKind: "Tous les types",
  contingent: "Contingent",
  everyContingent: "Tous les contingents",
  of: (kind, contingent) => `${kind}, ${contingent}`,
  allBut: (kinds) => `sauf ${kinds}`,
  standard: "par défaut",
  ruled: (time, who) => `fixée ${time} par ${who}`,
  ruledOnce: "fixée",
  me: "moi",
  newRule: "Nouvelle règle",
  change: "Modifier",
  back: "Revenir au défaut",
  weigh: "Voir ce que cela change",
  weighing: "Examen du service…",
  rule: "Fixer la règle",
  ruleOut: "Retirer la règle",
  done: (who) => `${who} : règle de repos fixée`,
  gone: (who) => `${who} : règle de repos retirée`,
  same: "Rien ne changera pour aucune unité.",
  units: (said, count) =>
    count === 1 ? "Une autre règle vaudra pour 1 unité." : `Une autre règle vaudra pour ${said} unités.`,
  breaking: (said, count) =>
    count === 0
      ? "Aucun de leurs services prévus ne l’enfreint."
      : count === 1
        ? "1 de leurs services prévus l’enfreindra"
        : `${said} de leurs services prévus l’enfreindront`,
  breakingNow: (said) => `${said} enfreignent la règle actuelle`,
  such: (callSigns) => `par exemple ${callSigns}`,
  stays:
    "Ce qui est prévu le reste. Ensuite, qui prévoit ou modifie un service s’en tient à la règle, ou un superviseur dit pourquoi non.",
  shortened: (why) => `repos écourté : ${why}`,
  shortenWhy: "Pourquoi écourter le repos ?",
  shortenIt: "Écourter le repos et renvoyer",
  shortenWho: "Un superviseur ou un commandant peut écourter le repos, en disant pourquoi.",
  shortenLines: (lines) =>
    lines === 1
      ? "1 ligne laisse trop peu de repos. Pourquoi l’écourter ?"
      : `${lines} lignes laissent trop peu de repos. Pourquoi l’écourter ?`,
  lookAgain: "Regarder à nouveau avec ce motif",
};

export const useRestWords = dictionary<Words>({ en, fr });
