import type { Language, LocalMoment } from "../rules.ts";

export interface CardWords {
  readonly title: string;
  readonly headings: { readonly zones: string; readonly validity: string; readonly advice: string };
  readonly person: string;
  readonly plate: string;
  readonly adviceForPersons: readonly string[];
  readonly adviceForVehicles: readonly string[];
  number(digits: string): string;
  born(initials: string, birthYear: number): string;
  from(moment: string): string;
  until(moment: string): string;
  moment(at: LocalMoment): string;
}

const NBSP = "\u00A0";
const two = (value: number) => String(value).padStart(2, "0");

const french: CardWords = {
  title: "Laissez-passer",
  headings: { zones: "Zones", validity: "Validité", advice: "Au point d’accès" },
  person: "Titulaire",
  plate: "Immatriculation",
  adviceForPersons: [
    "Présentez le code entier, bien à plat, ou sur l’écran du téléphone, luminosité au maximum.",
    "Ayez sur vous une pièce d’identité avec photo à partir de 13 ans.",
    "Ne publiez pas ce code et ne le prêtez pas : qui l’a vu peut le copier.",
    "Perdu ou volé : faites-le révoquer en donnant le numéro ci-dessus.",
  ],
  adviceForVehicles: [
    "Présentez le code entier, bien à plat, ou sur l’écran du téléphone, luminosité au maximum.",
    "La plaque du véhicule est comparée à celle-ci ; le conducteur présente une pièce d’identité sur demande.",
    "Ne publiez pas ce code et ne le prêtez pas : qui l’a vu peut le copier.",
    "Perdu ou volé : faites-le révoquer en donnant le numéro ci-dessus.",
  ],
  number: (digits) => `n°${NBSP}${digits}`,
  born: (initials, birthYear) => `${initials}, né(e) en ${birthYear}`,
  from: (moment) => `du ${moment}`,
  until: (moment) => `au ${moment}`,
  moment: ({ year, month, day, hour, minute }) =>
    `${day === 1 ? "1er" : day} ${FRENCH_MONTHS[month - 1] ?? ""} ${year}, ${two(hour)}${NBSP}h${NBSP}${two(minute)}`,
};

const english: CardWords = {
  title: "Pass",
  headings: { zones: "Zones", validity: "Valid", advice: "At the gate" },
  person: "Holder",
  plate: "Number plate",
  adviceForPersons: [
    "Show the whole code, flat, or on the screen of your phone at full brightness.",
    "From the age of 13, carry an identity document with a photograph.",
    "Do not publish or lend this code: whoever has seen it can copy it.",
    "Lost or stolen: have it revoked, giving the number above.",
  ],
  adviceForVehicles: [
    "Show the whole code, flat, or on the screen of your phone at full brightness.",
    "The plate of the vehicle is compared with this one; the driver shows an identity document when asked.",
    "Do not publish or lend this code: whoever has seen it can copy it.",
    "Lost or stolen: have it revoked, giving the number above.",
  ],
  number: (digits) => `no.${NBSP}${digits}`,
  born: (initials, birthYear) => `${initials}, born in ${birthYear}`,
  from: (moment) => `from ${moment}`,
  until: (moment) => `until ${moment}`,
  moment: ({ year, month, day, hour, minute }) =>
    `${day} ${ENGLISH_MONTHS[month - 1] ?? ""} ${year}, ${two(hour)}:${two(minute)}`,
};

const FRENCH_MONTHS = [
  ...["janvier", "février", "mars", "avril", "mai", "juin"],
  ...["juillet", "août", "septembre", "octobre", "novembre", "décembre"],
];
const ENGLISH_MONTHS = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];

/** No line breaks before a colon or a semicolon. */
function spaced(text: string): string {
  return text.replace(/ ([:;])/g, `${NBSP}$1`);
}

export const cardWords: Readonly<Record<Language, CardWords>> = {
  fr: {
    ...french,
    adviceForPersons: french.adviceForPersons.map(spaced),
    adviceForVehicles: french.adviceForVehicles.map(spaced),
  },
  en: english,
};
