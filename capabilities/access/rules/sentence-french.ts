import type { Instant } from "@cordon/kernel";
import { type Calendar, type Means, type Rule, VEHICLES, type Verdict, type Way } from "../words.ts";
import type { Names } from "./names.ts";
import { listed, localMoment, runsOfDays, twoDigits } from "./said-time.ts";

// French puts a thin space that does not break before ; and a full one before :, and full ones inside its quotation marks.
const THIN = "\u202F";
const FULL = "\u00A0";

/** « En zone grise, les riverains et les travailleurs, à pied ou à vélo, entrent avec un laissez-passer ; dès 13 ans, sur présentation d’une pièce d’identité. » */
export function frenchRule(rule: Rule, names: Names): string {
  const place = where(rule, names);
  const people = `${who(rule, names)}${ages(rule.ages)}${how(rule.means)}`;
  const times = when(rule.when, names.timeZone);
  const told = `${people} ${effect(rule)}${times === "" ? "" : `, ${times}`}`;
  return `${place === "" ? capitalised(told) : `${place}, ${told}`}${identity(rule)}.`;
}

function where({ zones, regimes }: Rule, names: Names): string {
  const places = listed(
    zones.map((code) => named(code, names.zone(code)?.fr)),
    "et",
  );
  const kinds = listed(
    regimes.map((regime) => REGIMES[regime] ?? quoted(regime)),
    "ou",
  );
  if (zones.length > 0 && regimes.length > 0) return `${inZones(zones)} ${places} de régime ${kinds}`;
  if (zones.length > 0) return `${inZones(zones)} ${places}`;
  return regimes.length > 0 ? `En zone ${kinds}` : "";
}

const inZones = (zones: readonly unknown[]) => (zones.length === 1 ? "Dans la zone" : "Dans les zones");
const REGIMES: Readonly<Record<string, string>> = { grey: "grise", red: "rouge", blue: "bleue", black: "noire" };

function who({ categories, effect: does }: Rule, names: Names): string {
  if (categories.length === 0) return does === "refuse" ? "aucune personne" : "toute personne";
  return listed(
    categories.map((code) => CATEGORIES[code] ?? `la catégorie ${quoted(names.category(code)?.fr ?? code)}`),
    "et",
  );
}

const CATEGORIES: Readonly<Record<string, string>> = {
  resident: "les riverains",
  worker: "les travailleurs",
  visitor: "les visiteurs",
  delivery: "les livreurs",
  ticket: "les porteurs de billet",
  accredited: "les accrédités",
  press: "la presse",
  official: "les officiels",
  emergency: "les secours",
  supervisor: "les superviseurs",
};

function how(means: readonly Means[]): string {
  if (means.length === 0) return "";
  const vehicles = VEHICLES.filter((one) => means.includes(one));
  const civil = VEHICLES.filter((one) => one !== "emergency-vehicle");
  const others = means.filter((one) => !VEHICLES.includes(one)).map((one) => MEANS[one]);
  if (vehicles.length === VEHICLES.length) return `, ${listed([...others, "avec tout véhicule"], "ou")},`;
  if (civil.every((one) => vehicles.includes(one))) {
    return `, ${listed([...others, "avec tout véhicule hors secours"], "ou")},`;
  }
  return `, ${listed([...others, ...vehicles.map((one) => MEANS[one])], "ou")},`;
}

const MEANS: Readonly<Record<Means, string>> = {
  foot: "à pied",
  bicycle: "à vélo",
  "two-wheeler": "à deux-roues motorisé",
  car: "en voiture",
  van: "en camionnette",
  lorry: "en camion",
  bus: "en car",
  "emergency-vehicle": "en véhicule de secours",
};

function ages(range: Rule["ages"]): string {
  if (range === null || (range.from === 0 && range.below >= 131)) return "";
  if (range.from === 0) return ` de moins de ${range.below} ans`;
  if (range.below >= 131) return ` de ${range.from} ans et plus`;
  return range.below - range.from === 1 ? ` de ${range.from} ans` : ` de ${range.from} à ${range.below - 1} ans`;
}

function effect({ effect: does, pass, categories }: Rule): string {
  const isSingular =
    categories.length === 0 ||
    (categories.length === 1 && (CATEGORIES[categories[0] ?? ""] ?? "la ").startsWith("la "));
  const verb = isSingular ? "entre" : "entrent";
  if (does === "refuse") return categories.length === 0 ? "n’entre" : `n’${verb} pas`;
  return pass === "needed" ? `${verb} avec un laissez-passer` : `${verb} sans laissez-passer`;
}

function identity({ effect: does, idCheckFromAge }: Rule): string {
  if (does === "refuse" || idCheckFromAge === null) return "";
  if (idCheckFromAge === 0) return `${THIN}; une pièce d’identité est demandée`;
  return `${THIN}; dès ${idCheckFromAge} ans, une pièce d’identité est demandée`;
}

function when({ spans, weekly, except }: Calendar, timeZone: string): string {
  const period = ({ from, until }: Calendar["spans"][number]) =>
    `du ${moment(from, timeZone)} au ${moment(until, timeZone)}`;
  const hours = weekly.map(({ days, fromMinute, untilMinute }) => {
    const isNight = untilMinute <= fromMinute;
    return `${daysSaid(days)} de ${clock(fromMinute)} à ${clock(untilMinute)}${isNight ? " le lendemain" : ""}`;
  });
  return [
    listed(spans.map(period), "et"),
    listed(hours, "et"),
    except.length === 0 ? "" : `sauf ${listed(except.map(period), "et")}`,
  ]
    .filter((part) => part !== "")
    .join(", ");
}

function daysSaid(days: readonly number[]): string {
  if (new Set(days).size === 7) return "tous les jours";
  const name = (day: number) => DAYS[day - 1] ?? "";
  return listed(
    runsOfDays(days).map(([first, last]) =>
      first === last ? `le ${name(first)}` : `du ${name(first)} au ${name(last)}`,
    ),
    "et",
  );
}

const DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const MONTHS = [
  ...["janvier", "février", "mars", "avril", "mai", "juin"],
  ...["juillet", "août", "septembre", "octobre", "novembre", "décembre"],
];

function moment(at: Instant, timeZone: string): string {
  const { year, month, day, hour, minute } = localMoment(at, timeZone);
  const first = day === 1 ? "1er" : String(day);
  return `${first} ${MONTHS[month - 1] ?? ""} ${year} à ${clock(hour * 60 + minute)}`;
}

function clock(minutes: number): string {
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)}${FULL}h${rest === 0 ? "" : `${FULL}${twoDigits(rest)}`}`;
}

/** « Pas cette zone : allez au point d’accès 7 (Pont d’Iéna), à 350 m, environ 5 minutes à pied. » */
export function frenchVerdict(verdict: Verdict, names: Names): string {
  switch (verdict.is) {
    case "admit":
      return "Peut entrer.";
    case "admit-with-id-check":
      return verdict.identity === null
        ? "Peut entrer avec une pièce d’identité conforme au billet, à l’accréditation ou au justificatif."
        : `Peut entrer avec une pièce d’identité${FULL}: initiales ${verdict.identity.initials}, né(e) en ${verdict.identity.birthYear}.`;
    case "wrong-zone":
      return verdict.go === null
        ? "Pas cette zone, et aucun point d’accès n’est ouvert à ce laissez-passer en ce moment."
        : `Pas cette zone${FULL}: ${way(verdict.go)}.`;
    case "not-yet":
      return `Pas encore${FULL}: à partir du ${moment(verdict.from, names.timeZone)}.`;
    case "no-longer":
      return `Ce n’est plus possible depuis le ${moment(verdict.until, names.timeZone)}.`;
    case "revoked":
      return "Ce laissez-passer a été révoqué.";
    case "already-inside": {
      const gate = names.gate(verdict.gate);
      const by = gate === null ? "" : `, par le point d’accès ${gate.code}`;
      return `Déjà à l’intérieur depuis le ${moment(verdict.since, names.timeZone)}${by}.`;
    }
    case "unreadable":
      return UNREADABLE[verdict.because];
    case "not-genuine":
      return NOT_GENUINE[verdict.because];
    case "vehicle-not-allowed": {
      const since = verdict.since === undefined ? "" : ` depuis le ${moment(verdict.since, names.timeZone)}`;
      const go = verdict.go === null ? "aucun point d’accès ne l’accepte en ce moment" : way(verdict.go);
      return `Ce véhicule n’entre pas ici${since}${FULL}: ${go}.`;
    }
    case "escort":
      return "Peut entrer avec une escorte.";
    case "gate-closed":
      return CLOSED[verdict.because];
  }
}

function way({ code, name, metres, minutes }: Way): string {
  const walk = `environ ${minutes} ${minutes === 1 ? "minute" : "minutes"} à pied`;
  return `allez au point d’accès ${code} (${name.fr}), à ${metres}${FULL}m, ${walk}`;
}

const UNREADABLE = {
  "no-code": "Il faut ici un laissez-passer, et aucun n’a été présenté.",
  "two-codes": `Deux codes visibles${FULL}: n’en présentez qu’un.`,
  "not-a-pass": "Ce code n’est pas un laissez-passer.",
  malformed: `Le code est abîmé${FULL}: essayez un autre tirage ou l’écran.`,
  "newer-version": `Ce laissez-passer est plus récent que ce point d’accès${FULL}: mettez le poste à jour.`,
} as const;

const NOT_GENUINE = {
  "bad-signature": `Faux${FULL}: la signature n’est pas bonne.`,
  "unknown-key": `Faux${FULL}: signé avec une clé inconnue.`,
  "retired-key": `Refusé${FULL}: signé avec une clé retirée.`,
  "from-the-future": `Faux${FULL}: signé avec une clé qui n’est pas encore en service.`,
} as const;

const CLOSED = {
  "no-mandate": `Fermé${FULL}: aucun mandat en vigueur n’autorise le contrôle des laissez-passer.`,
  "no-rules": `Fermé${FULL}: ce point d’accès n’a pas de règles en vigueur.`,
  "no-keys": `Fermé${FULL}: ce point d’accès n’a pas de clés pour vérifier les laissez-passer.`,
  hours: "Fermé à cette heure.",
  "cannot-keep": `Fermé${FULL}: cet appareil n’a plus de place pour conserver les contrôles.`,
} as const;

const quoted = (text: string) => `«${FULL}${text}${FULL}»`;
const named = (code: string, name: string | undefined) => (name === undefined ? code : `${code} (${name})`);
const capitalised = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
