import type { Instant, Interval } from "@cordon/kernel";
import { ALWAYS, type Calendar, type Category, type Means, type Rule, VEHICLES } from "../words.ts";

/** When the rules of Paris hold. */
export interface ParisDates extends Interval {
  /** Until then vehicles with an exemption enter the grey zone. In 2024: 26 July, 13:00 local time. */
  readonly vehiclesUntil: Instant;
}

const ON_FOOT: readonly Means[] = ["foot", "bicycle"];
const CIVIL_VEHICLES = VEHICLES.filter((means) => means !== "emergency-vehicle");

/**
 * The perimeters of the Paris 2024 opening ceremony (18 to 26 July): grey, an anti-terrorist perimeter of the SILT law; red and blue, where
 * traffic is regulated; black, the stands and the ceremony itself. They speak of regimes, so they hold for whatever zones have them.
 */
export function parisRules({ from, until, vehiclesUntil }: ParisDates): readonly Rule[] {
  const throughout: Calendar = { ...ALWAYS, spans: [{ from, until }] };
  const beforeTheDay: Calendar = { ...ALWAYS, spans: [{ from, until: vehiclesUntil }] };
  const rule = (id: string, note: string, said: Partial<Omit<Rule, "id" | "note">>): Rule => ({
    id,
    zones: [],
    regimes: [],
    categories: [],
    means: [],
    ages: null,
    when: throughout,
    effect: "admit",
    pass: "needed",
    idCheckFromAge: null,
    note,
    ...said,
  });
  return [
    rule("emergency-vehicles", "Services de secours / emergency services", {
      means: ["emergency-vehicle"],
      when: ALWAYS,
      pass: "not-needed",
    }),
    rule("emergency-services", "Services de secours / emergency services", {
      categories: ["emergency"],
      when: ALWAYS,
      pass: "not-needed",
    }),
    rule(
      "ceremony",
      "Billet ou accréditation et pièce d’identité / ticket or accreditation, and an identity document",
      {
        regimes: ["grey", "black"],
        categories: ["ticket", "accredited"],
        means: ON_FOOT,
        pass: "not-needed",
        idCheckFromAge: 0,
      },
    ),
    rule("grey-on-foot", "Périmètre SILT / SILT perimeter", { regimes: ["grey"], means: ON_FOOT, idCheckFromAge: 13 }),
    rule("grey-vehicles", "Par dérogation / by exemption", {
      regimes: ["grey"],
      categories: ["resident", "worker", "delivery", "official"],
      means: CIVIL_VEHICLES,
      when: beforeTheDay,
      idCheckFromAge: 13,
    }),
    rule("red-on-foot", "Piétons libres / pedestrians are free", {
      regimes: ["red"],
      means: ON_FOOT,
      pass: "not-needed",
    }),
    rule("red-vehicles", "", { regimes: ["red"], means: CIVIL_VEHICLES }),
    rule("blue-on-foot", "Piétons libres / pedestrians are free", {
      regimes: ["blue"],
      means: ON_FOOT,
      pass: "not-needed",
    }),
    rule("blue-vehicles-with-pass", "", { regimes: ["blue"], means: CIVIL_VEHICLES }),
    rule("blue-vehicles", "Sur justification / on justification", {
      regimes: ["blue"],
      means: CIVIL_VEHICLES,
      pass: "not-needed",
      idCheckFromAge: 0,
    }),
    rule("black-residents", "Riverains / residents", {
      regimes: ["black"],
      categories: ["resident"],
      means: ON_FOOT,
      idCheckFromAge: 13,
    }),
  ];
}

/** What passes are given for in Paris, with their names. */
export const PARIS_CATEGORIES: readonly Category[] = [
  { code: "resident", name: { fr: "Riverain", en: "Resident" } },
  { code: "worker", name: { fr: "Travailleur", en: "Worker" } },
  { code: "visitor", name: { fr: "Visiteur", en: "Visitor" } },
  { code: "delivery", name: { fr: "Livraison", en: "Delivery" } },
  { code: "ticket", name: { fr: "Billet", en: "Ticket" } },
  { code: "accredited", name: { fr: "Accrédité", en: "Accredited" } },
  { code: "press", name: { fr: "Presse", en: "Press" } },
  { code: "official", name: { fr: "Officiel", en: "Official" } },
  { code: "emergency", name: { fr: "Secours", en: "Emergency services" } },
  { code: "supervisor", name: { fr: "Superviseur", en: "Supervisor" } },
];
