import { type Language, type SayingsOf, useVocabulary, wordOf } from "@cordon/ui";
import { ShiftState } from "../words.ts";
import { RowProblem } from "../words/import.ts";
import { PostProblem } from "../words/posts.ts";
import type { PlanParams, RosterRefusals } from "../words/refusals.ts";
import { usePostWords } from "./file/post-words.ts";
import { usePlanWords } from "./plan-words.ts";
import { hoursSaid } from "./when.ts";

const STATES: Readonly<Record<Language, Readonly<Record<ShiftState, string>>>> = {
  en: { planned: "planned", on: "on", ended: "over", missed: "missed", cancelled: "cancelled" },
  fr: { planned: "prévu", on: "en cours", ended: "fini", missed: "manqué", cancelled: "annulé" },
};
const RULES = ["stretch", "day", "week"] as const;

const stateIn = (language: Language, state: string) => {
  const known = ShiftState.safeParse(state);
  return known.success ? STATES[language][known.data] : state;
};
const abilityIn = (language: Language, code: string) => {
  const { unit, ability } = useVocabulary.in(language);
  return wordOf({ ...unit, ...ability }, code);
};
/** What is wrong with a line of a file. */
const kindIn = (language: Language, kind: string) => {
  const known = RowProblem.shape.kind.safeParse(kind);
  return known.success ? usePlanWords.in(language).problems[known.data] : kind;
};
const postKindIn = (language: Language, kind: string, other: string) => {
  const known = PostProblem.shape.kind.safeParse(kind);
  return known.success ? usePostWords.in(language).problems[known.data](Number(other)) : kind;
};
const hours = (minutes: string) => hoursSaid(Number(minutes));
const breachesIn = (language: Language, of: (name: keyof PlanParams) => string) =>
  RULES.filter((rule) => of(rule) !== "")
    .map((rule) => usePlanWords.in(language).breach(rule, hours(of(rule)), hours(of(`${rule}Allowed`))))
    .join(" · ");
/** The other shift, after a colon; nothing where it is not known. */
const span = (of: { readonly time: (name: "from" | "until") => string }, colon: string) =>
  of.time("from") === "" ? "" : `${colon}${of.time("from")} – ${of.time("until")}`;

/** What the roster says when it does not plan, change or move a shift. */
export const ROSTER_SAYINGS: SayingsOf<RosterRefusals> = {
  en: {
    "shift-unit-unknown": () => "There is no such unit.",
    "shift-period": () => "A shift ends after it begins, and within 48 hours.",
    "shift-over": () => "That time is over.",
    "shift-withdrawn": (of) => `${of("unit")} was withdrawn.`,
    "shift-incapable": (of) => `${of("unit")} cannot do that: ${abilityIn("en", of("ability"))}.`,
    "shift-overlap": (of) => `${of("unit")} has another shift then${span(of, ": ")}.`,
    "shift-rest": (of) => `Too little rest for ${of("unit")}: ${breachesIn("en", of)}.`,
    "shifts-impossible": (of) => `${of("count")} shifts cannot be planned. Their units: ${of("units")}.`,
    "shift-stays": () => "A shift that is on stays where and when it began: end it and plan another.",
    "shift-stands": (of) => `The shift is ${stateIn("en", of("state"))} by now.`,
    "shift-not-begun": () => "The shift has not begun: nobody is missing yet.",
    "shift-early": (of) => `The shift begins at ${of.time("from")}: it is taken up at most an hour before.`,
    "shift-elsewhere": (of) => `The unit was planned elsewhere meanwhile${span(of, ": ")}.`,
    "shift-not-yours": () => "Only the unit whose shift it is, or the command room, moves it.",
    "shift-id-used": () => "Another shift was sent under the same name: try again.",
    "shift-unnamed": () => "Say which shift is changed.",
    "shift-of-another": () => "That shift is another unit’s.",
    "shift-at-another-post": () => "That shift is at another post, or for something else.",
    "shift-not-spanning": () => "A unit is sent over within its own shift.",
    "no-such-shift": () => "There is no such shift any more.",
    "rest-not-yours-to-shorten": () => "Only a supervisor or a commander lets rest be shortened.",
    "need-backwards": (of) => `Need ${of("number")} must end after it begins.`,
    "roster-not-read-yet": () => "The roster is still being read: ask again in a moment.",
    "shifts-file-wrong": (of) => `Nothing was planned. Line ${of("line")}: ${kindIn("en", of("kind"))}.`,
    "posts-file-wrong": (of) => `Nothing was drawn. Line ${of("line")}: ${postKindIn("en", of("kind"), of("other"))}.`,
  },
  fr: {
    "shift-unit-unknown": () => "Cette unité n’existe pas.",
    "shift-period": () => "Un service finit après son début, et en moins de 48 heures.",
    "shift-over": () => "Cet horaire est déjà passé.",
    "shift-withdrawn": (of) => `${of("unit")} a été retirée.`,
    "shift-incapable": (of) => `${of("unit")} ne sait pas faire cela : ${abilityIn("fr", of("ability"))}.`,
    "shift-overlap": (of) => `${of("unit")} a un autre service à ce moment-là${span(of, " : ")}.`,
    "shift-rest": (of) => `Repos insuffisant pour ${of("unit")} : ${breachesIn("fr", of)}.`,
    "shifts-impossible": (of) => `${of("count")} services ne peuvent pas être prévus. Leurs unités : ${of("units")}.`,
    "shift-stays": () => "Un service en cours garde son poste et son début : terminez-le et prévoyez-en un autre.",
    "shift-stands": (of) => `Le service est déjà ${stateIn("fr", of("state"))}.`,
    "shift-not-begun": () => "Le service n’a pas commencé : personne ne manque encore.",
    "shift-early": (of) => `Le service commence à ${of.time("from")} : il se prend au plus une heure avant.`,
    "shift-elsewhere": (of) => `L’unité a été prévue ailleurs entre-temps${span(of, " : ")}.`,
    "shift-not-yours": () => "Seule l’unité dont c’est le service, ou la salle, le fait avancer.",
    "shift-id-used": () => "Un autre service a été envoyé sous le même nom : réessayez.",
    "shift-unnamed": () => "Indiquez quel service est modifié.",
    "shift-of-another": () => "Ce service est celui d’une autre unité.",
    "shift-at-another-post": () => "Ce service est à un autre poste, ou pour autre chose.",
    "shift-not-spanning": () => "Une unité est déplacée pendant son propre service.",
    "no-such-shift": () => "Ce service n’existe plus.",
    "rest-not-yours-to-shorten": () => "Seul un superviseur ou un commandant peut écourter le repos.",
    "need-backwards": (of) => `Le besoin ${of("number")} doit finir après son début.`,
    "roster-not-read-yet": () => "Le tableau de service est en cours de lecture : redemandez dans un instant.",
    "shifts-file-wrong": (of) => `Rien n’a été prévu. Ligne ${of("line")} : ${kindIn("fr", of("kind"))}.`,
    "posts-file-wrong": (of) =>
      `Rien n’a été tracé. Ligne ${of("line")} : ${postKindIn("fr", of("kind"), of("other"))}.`,
  },
};
