import { dictionary, type Problem } from "@cordon/ui";
import { ROSTER_REFUSALS, type RosterRefusal } from "../words/refusals.ts";
import type { ShiftState } from "../words.ts";

/** What a refusal speaks of, in words: the call sign, times and hours of work. */
export interface RefusalParts {
  readonly unit: string;
  readonly ability: string;
  readonly span: string;
  readonly from: string;
  readonly state: string;
  readonly breaches: string;
}
type Said = Readonly<Record<RosterRefusal, (parts: RefusalParts) => string>>;

const states: Record<ShiftState, string> = {
  planned: "planned",
  on: "on",
  ended: "over",
  missed: "missed",
  cancelled: "cancelled",
};
const said: Said = {
  "shift-unit-unknown": () => "There is no such unit.",
  "shift-period": () => "A shift ends after it begins, and within 48 hours.",
  "shift-over": () => "That time is over.",
  "shift-withdrawn": ({ unit }) => `${unit} was withdrawn.`,
  "shift-incapable": ({ unit, ability }) => `${unit} cannot do that: ${ability}.`,
  "shift-overlap": ({ unit, span }) => `${unit} has another shift then${span === "" ? "" : `: ${span}`}.`,
  "shift-rest": ({ unit, breaches }) => `Too little rest for ${unit}: ${breaches}.`,
  "shift-stays": () => "A shift that is on stays where and when it began: end it and plan another.",
  "shift-stands": ({ state }) => `The shift is ${state} by now.`,
  "no-such-shift": () => "There is no such shift any more.",
  "shift-not-begun": () => "The shift has not begun: nobody is missing yet.",
  "shift-early": ({ from }) => `The shift begins at ${from}: it is taken up at most an hour before.`,
  "shift-elsewhere": ({ span }) => `The unit was planned elsewhere meanwhile: ${span}.`,
};
const en = { states, refused: said };
type Words = typeof en;

const fr: Words = {
  states: { planned: "prévu", on: "en cours", ended: "fini", missed: "manqué", cancelled: "annulé" },
  refused: {
    "shift-unit-unknown": () => "Cette unité n’existe pas.",
    "shift-period": () => "Un service finit après son début, et en moins de 48 heures.",
    "shift-over": () => "Cet horaire est déjà passé.",
    "shift-withdrawn": ({ unit }) => `${unit} a été retirée.`,
    "shift-incapable": ({ unit, ability }) => `${unit} ne sait pas faire cela : ${ability}.`,
    "shift-overlap": ({ unit, span }) => `${unit} a un autre service à ce moment-là${span === "" ? "" : ` : ${span}`}.`,
    "shift-rest": ({ unit, breaches }) => `Repos insuffisant pour ${unit} : ${breaches}.`,
    "shift-stays": () => "Un service en cours garde son poste et son début : terminez-le et prévoyez-en un autre.",
    "shift-stands": ({ state }) => `Le service est déjà ${state}.`,
    "no-such-shift": () => "Ce service n’existe plus.",
    "shift-not-begun": () => "Le service n’a pas commencé : personne ne manque encore.",
    "shift-early": ({ from }) => `Le service commence à ${from} : il se prend au plus une heure avant.`,
    "shift-elsewhere": ({ span }) => `L’unité a été prévue ailleurs entre-temps : ${span}.`,
  },
};

export const useRefusalWords = dictionary<Words>({ en, fr });

/** The roster's name for a refusal, or null where it is another's. */
export const rosterRefusal = ({ code }: Problem): RosterRefusal | null =>
  ROSTER_REFUSALS.find((each) => each === code) ?? null;
