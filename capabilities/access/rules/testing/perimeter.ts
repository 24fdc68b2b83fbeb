import { type Instant, instantOf, PassNumber, PlaceId, type Position, ScanId, ulid } from "@cordon/kernel";
import {
  ALWAYS,
  type Claims,
  Claims as ClaimsWord,
  type Gate,
  type Perimeters,
  type Rule,
  RuleSet,
  type Zone,
} from "../../words.ts";
import { PARIS_CATEGORIES, parisRules } from "../presets.ts";

/** A ULID that ends in a number: the same number is the same id. */
const idOf = (number: number) => ulid(number, new Uint8Array(10));
export const placeOf = (number: number) => PlaceId.parse(idOf(number));
export const scanOf = (number: number) => ScanId.parse(idOf(number));

/** @param text local time of Paris in summer 2024: `07-26T13:01` or `07-26T13:01:30` */
export function paris(text: string): Instant {
  return instantOf(Date.parse(`2024-${text.length === 11 ? `${text}:00` : text}+02:00`));
}

function square([west, south]: Position, degrees: number): Zone["shape"] {
  const [east, north] = [west + degrees, south + degrees];
  return {
    type: "Polygon",
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  };
}

function zone(number: number, code: string, regime: string, corner: Position, more: Partial<Zone> = {}): Zone {
  return {
    place: placeOf(number),
    code,
    name: { fr: `Zone ${code}`, en: `Zone ${code}` },
    regime,
    shape: square(corner, 0.01),
    capacity: null,
    antiPassback: false,
    ...more,
  };
}

function gate(number: number, code: string, into: string, position: Position, more: Partial<Gate> = {}): Gate {
  return {
    place: placeOf(number),
    code,
    name: { fr: `Porte ${code}`, en: `Gate ${code}` },
    position,
    zone: into,
    site: "trocadero",
    lanes: [
      { code: "A", direction: "in", means: [] },
      { code: "V", direction: "in", means: ["two-wheeler", "car", "van", "lorry", "bus"] },
      { code: "S", direction: "out", means: [] },
    ],
    hours: ALWAYS,
    ...more,
  };
}

/** Four zones side by side, one of each regime; gates 7 and 8 into the grey one, 3 red, 4 blue, 5 black (feet only). */
export const perimeters: Perimeters = {
  timeZone: "Europe/Paris",
  zones: [
    zone(1, "G1", "grey", [2.28, 48.86], { antiPassback: true, capacity: 1000 }),
    zone(2, "R1", "red", [2.29, 48.86]),
    zone(3, "B1", "blue", [2.3, 48.86]),
    zone(4, "N1", "black", [2.31, 48.86]),
  ],
  gates: [
    gate(17, "7", "G1", [2.285, 48.87]),
    gate(18, "8", "G1", [2.289, 48.87]),
    gate(13, "3", "R1", [2.295, 48.87]),
    gate(14, "4", "B1", [2.305, 48.87]),
    gate(15, "5", "N1", [2.315, 48.87], { lanes: [{ code: "A", direction: "both", means: [] }] }),
  ],
  categories: PARIS_CATEGORIES,
  rules: parisRules({ from: paris("07-18T05:00"), until: paris("07-27T06:00"), vehiclesUntil: paris("07-26T13:00") }),
};

/** @param more what is said otherwise */
export function ruleSetOf(more: Partial<RuleSet> = {}): RuleSet {
  return RuleSet.parse({
    ...perimeters,
    number: 1,
    publishedAt: paris("07-17T12:00"),
    valid: { from: paris("07-18T00:00"), until: paris("07-28T00:00") },
    ...more,
  });
}

export function ruleOf(id: string, said: Partial<Rule> = {}): Rule {
  return {
    id,
    zones: [],
    regimes: [],
    categories: [],
    means: [],
    ages: null,
    when: ALWAYS,
    effect: "admit",
    pass: "needed",
    idCheckFromAge: null,
    note: "",
    ...said,
  };
}

/** @param birthYear null: a vehicle's pass */
export function claimsOf(birthYear: number | null, said: Partial<Claims> = {}): Claims {
  return ClaimsWord.parse({
    number: PassNumber.parse(1),
    category: "resident",
    zones: ["G1"],
    notBefore: paris("07-18T05:00"),
    notAfter: paris("07-27T06:00"),
    holder:
      birthYear === null ? { kind: "vehicle", plate: "AB-123-CD" } : { kind: "person", initials: "AM", birthYear },
    ...said,
  });
}
