import type { Instant } from "@cordon/kernel";
import { type Language, localMoment, type Names } from "../rules.ts";
import type { Claims, Holder } from "../words.ts";
import { type CardWords, cardWords } from "./card-words.ts";

/** What stands on a pass that one carries, on paper or on a phone, in the order in which it is read. */
export interface Card {
  readonly language: Language;
  /** What the code says: the pass itself. */
  readonly code: string;
  readonly title: string;
  /** "Laissez-passer n° 1 234": for the telephone, when the code cannot be read. */
  readonly number: string;
  readonly category: string;
  /** Each a line: "G1 – Trocadéro". */
  readonly zones: readonly string[];
  readonly validity: readonly [from: string, until: string];
  /** What the gate compares with an identity document or a number plate. */
  readonly holder: { readonly label: string; readonly value: string };
  /** What to do, a sentence each. */
  readonly advice: readonly string[];
  readonly headings: CardWords["headings"];
}

/** @param names how zones and categories are called; those it does not know are shown by their code */
export function cardOf(code: string, claims: Claims, names: Names, language: Language): Card {
  const words = cardWords[language];
  const { number, category, zones, notBefore, notAfter, holder } = claims;
  return {
    language,
    code,
    title: words.title,
    number: words.number(grouped(number)),
    category: names.category(category)?.[language] ?? category,
    zones: zones.map((zone) => {
      const name = names.zone(zone)?.[language];
      return name === undefined ? zone : `${zone} – ${name}`;
    }),
    validity: [words.from(said(notBefore, names, words)), words.until(said(notAfter, names, words))],
    holder: holderOf(holder, words),
    advice: holder.kind === "person" ? words.adviceForPersons : words.adviceForVehicles,
    headings: words.headings,
  };
}

function holderOf(holder: Holder, words: CardWords): Card["holder"] {
  if (holder.kind === "vehicle") return { label: words.plate, value: holder.plate };
  return { label: words.person, value: words.born(holder.initials, holder.birthYear) };
}

function said(at: Instant, { timeZone }: Names, words: CardWords): string {
  return words.moment(localMoment(at, timeZone));
}

/** In groups of three, as one reads a number aloud. */
function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, "\u00A0");
}
