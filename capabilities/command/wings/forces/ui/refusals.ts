import { type Language, type SayingsOf, useVocabulary, wordOf } from "@cordon/ui";
import { RowFaultReason } from "../words/import.ts";
import type { ForcesRefusals } from "../words/refusals.ts";
import { KindState, Missing } from "../words.ts";
import { useImportWords } from "./import-words.ts";
import { whyOf } from "./why.ts";
import { useForcesWords } from "./words.ts";

const kindIn = (language: Language, code: string) => wordOf(useVocabulary.in(language).unit, code);

/** What keeps a unit from a task, after a colon; nothing where it cannot be read. */
function missingIn(language: Language, json: string): string {
  const why = whyOf(useForcesWords.in(language), useVocabulary.in(language), (code) => kindIn(language, code));
  const said = missingOf(json).map(why);
  if (said.length === 0) return "";
  return language === "fr" ? ` : ${said.join(" ; ")}` : `: ${said.join("; ")}`;
}

function missingOf(json: string): readonly Missing[] {
  try {
    const missing = Missing.array().safeParse(JSON.parse(json));
    return missing.success ? missing.data : [];
  } catch {
    return [];
  }
}

/** Who could take the task instead; nothing where nobody looked. */
function others(
  of: (name: "others" | "more") => string,
  words: {
    readonly none: string;
    readonly some: (who: string, one: boolean) => string;
    readonly more: (who: string, count: string) => string;
  },
): string {
  const who = of("others");
  if (of("more") === "") return "";
  if (who === "") return ` ${words.none}`;
  return ` ${of("more") === "0" ? words.some(who, !who.includes(", ")) : words.more(who, of("more"))}`;
}

const stateIn = (language: Language, state: string) => {
  const known = KindState.safeParse(state);
  return known.success ? useForcesWords.in(language).state[known.data] : state;
};
const faultIn = (language: Language, because: string) => {
  const known = RowFaultReason.safeParse(because);
  return known.success ? useImportWords.in(language).fault[known.data] : because;
};
const equipmentIn = (language: Language, kind: string) => wordOf(useForcesWords.in(language).equipment, kind);

/** What is said when a unit is not registered, equipped, named or sent. */
export const FORCES_SAYINGS: SayingsOf<ForcesRefusals> = {
  en: {
    "catalogue-not-yours": () => "The catalogue belongs to all contingents.",
    "catalogue-full": (of) => `The catalogue holds ${of("most")} kinds and takes no more.`,
    "no-such-kind": () => "The catalogue has no such kind any more.",
    "kind-not-listed": (of) => `The catalogue has no kind ${of("kind")}: register it there first.`,
    "kind-over": (of) =>
      `${kindIn("en", of("kind"))}: ${stateIn("en", of("state"))}. No new unit is registered as one.`,
    "kind-carried": (of) =>
      `${of("count") === "1" ? "1 unit is" : `${of("count")} units are`} of the kind ${kindIn("en", of("kind"))}: ${of("callSigns")}${of("more") === "0" ? "" : ` and ${of("more")} more`}. Withdraw what is of it first; or retire the kind, so that no new ones come.`,
    "radio-twice": (of) => `Two radios are called ${of("radio")}.`,
    "radio-carried": (of) => `The radio ${of("radio")} is carried by ${of("callSign")}.`,
    "equipment-twice": (of) => `Equipment stands twice: ${equipmentIn("en", of("kind"))}. Say how many.`,
    "powers-not-yours": () => "A contingent does not say itself what the law lets it do.",
    "powers-without-area": () => "Powers are granted in areas; this place is none, or is not there any more.",
    "unit-off-duty": () => "This unit is no longer on duty.",
    "unit-unfit": (of) =>
      `${of("callSign")} is not given this task${missingIn("en", of("missing"))}.${others(of, {
        none: "No unit on duty could.",
        some: (who) => `${who} could.`,
        more: (who, count) => `${who} and ${count} more could.`,
      })}`,
    "forces-file-wrong": (of) =>
      `Nothing was imported. Line ${of("line")}, ${of("column")}: “${of("said")}” ${faultIn("en", of("because"))}.`,
  },
  fr: {
    "catalogue-not-yours": () => "Le catalogue est commun à tous les contingents.",
    "catalogue-full": (of) => `Le catalogue contient ${of("most")} types et n’en prend plus.`,
    "no-such-kind": () => "Le catalogue n’a plus ce type.",
    "kind-not-listed": (of) => `Le catalogue n’a pas le type ${of("kind")} : inscrivez-l’y d’abord.`,
    "kind-over": (of) =>
      `${kindIn("fr", of("kind"))} : ${stateIn("fr", of("state"))}. On n’en enregistre plus de nouvelle.`,
    "kind-carried": (of) =>
      `${of("count") === "1" ? "1 unité est" : `${of("count")} unités sont`} du type ${kindIn("fr", of("kind"))} : ${of("callSigns")}${of("more") === "0" ? "" : ` et ${of("more")} de plus`}. À retirer du service d’abord ; ou retirez le type, et il n’en viendra plus.`,
    "radio-twice": (of) => `Deux radios s’appellent ${of("radio")}.`,
    "radio-carried": (of) => `La radio ${of("radio")} est portée par ${of("callSign")}.`,
    "equipment-twice": (of) => `Un équipement figure deux fois : ${equipmentIn("fr", of("kind"))}. Indiquez combien.`,
    "powers-not-yours": () => "Un contingent ne dit pas lui-même ce que la loi lui permet.",
    "powers-without-area": () =>
      "Les pouvoirs s’accordent dans des zones ; ce lieu n’en est pas une, ou n’existe plus.",
    "unit-off-duty": () => "Cette unité n’est plus en service.",
    "unit-unfit": (of) =>
      `${of("callSign")} ne reçoit pas cette mission${missingIn("fr", of("missing"))}.${others(of, {
        none: "Aucune unité en service ne le pourrait.",
        some: (who, one) => (one ? `${who} le pourrait.` : `${who} le pourraient.`),
        more: (who, count) => `${who} et ${count} de plus le pourraient.`,
      })}`,
    "forces-file-wrong": (of) =>
      `Rien n’a été importé. Ligne ${of("line")}, ${of("column")} : « ${of("said")} » ${faultIn("fr", of("because"))}.`,
  },
};
