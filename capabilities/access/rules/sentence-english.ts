import type { Instant } from "@cordon/kernel";
import { type Calendar, type Means, type Rule, VEHICLES, type Verdict, type Way } from "../words.ts";
import type { Names } from "./names.ts";
import { listed, localMoment, runsOfDays, twoDigits } from "./said-time.ts";

/** "In grey zones, residents and workers on foot or by bicycle may enter with a pass; from age 13 they show an identity document." */
export function englishRule(rule: Rule, names: Names): string {
  const place = where(rule, names);
  const people = `${who(rule, names)}${ages(rule.ages)}${how(rule.means)}`;
  const times = when(rule.when, names.timeZone);
  const told = `${people} ${effect(rule)}${times === "" ? "" : `, ${times}`}`;
  return `${place === "" ? capitalised(told) : `${place}, ${told}`}${identity(rule)}.`;
}

function where({ zones, regimes }: Rule, names: Names): string {
  const places = listed(
    zones.map((code) => named(code, names.zone(code)?.en)),
    "and",
  );
  const kinds = listed(
    regimes.map((regime) => REGIMES[regime] ?? `“${regime}”`),
    "and",
  );
  if (zones.length > 0 && regimes.length > 0) return `In zone${plural(zones)} ${places} where the regime is ${kinds}`;
  if (zones.length > 0) return `In zone${plural(zones)} ${places}`;
  return regimes.length > 0 ? `In ${kinds} zones` : "";
}

const REGIMES: Readonly<Record<string, string>> = { grey: "grey", red: "red", blue: "blue", black: "black" };

function who({ categories }: Rule, names: Names): string {
  if (categories.length === 0) return "anyone";
  return listed(
    categories.map((code) => CATEGORIES[code] ?? `“${names.category(code)?.en ?? code}”`),
    "and",
  );
}

const CATEGORIES: Readonly<Record<string, string>> = {
  resident: "residents",
  worker: "workers",
  visitor: "visitors",
  delivery: "delivery drivers",
  ticket: "ticket holders",
  accredited: "accredited persons",
  press: "the press",
  official: "officials",
  emergency: "emergency services",
  supervisor: "supervisors",
};

function how(means: readonly Means[]): string {
  if (means.length === 0) return "";
  const vehicles = VEHICLES.filter((one) => means.includes(one));
  const civil = VEHICLES.filter((one) => one !== "emergency-vehicle");
  const others = means.filter((one) => !VEHICLES.includes(one)).map((one) => MEANS[one]);
  if (vehicles.length === VEHICLES.length) return ` ${listed([...others, "in any vehicle"], "or")}`;
  if (civil.every((one) => vehicles.includes(one))) return ` ${listed([...others, "in any ordinary vehicle"], "or")}`;
  return ` ${listed([...others, ...vehicles.map((one) => MEANS[one])], "or")}`;
}

const MEANS: Readonly<Record<Means, string>> = {
  foot: "on foot",
  bicycle: "by bicycle",
  "two-wheeler": "by motorcycle",
  car: "by car",
  van: "by van",
  lorry: "by lorry",
  bus: "by bus",
  "emergency-vehicle": "in an emergency vehicle",
};

function ages(range: Rule["ages"]): string {
  if (range === null || (range.from === 0 && range.below >= 131)) return "";
  if (range.from === 0) return ` under ${range.below}`;
  if (range.below >= 131) return ` aged ${range.from} and over`;
  return range.below - range.from === 1 ? ` aged ${range.from}` : ` aged ${range.from} to ${range.below - 1}`;
}

function effect({ effect: does, pass }: Rule): string {
  if (does === "refuse") return "may not enter";
  return pass === "needed" ? "may enter with a pass" : "may enter without a pass";
}

function identity({ effect: does, idCheckFromAge }: Rule): string {
  if (does === "refuse" || idCheckFromAge === null) return "";
  if (idCheckFromAge === 0) return "; they show an identity document";
  return `; from age ${idCheckFromAge} they show an identity document`;
}

function when({ spans, weekly, except }: Calendar, timeZone: string): string {
  const period = ({ from, until }: Calendar["spans"][number]) =>
    `from ${moment(from, timeZone)} to ${moment(until, timeZone)}`;
  const hours = weekly.map(({ days, fromMinute, untilMinute }) => {
    const isNight = untilMinute <= fromMinute;
    return `${daysSaid(days)} ${clock(fromMinute)}–${clock(untilMinute)}${isNight ? " the next day" : ""}`;
  });
  return [
    listed(spans.map(period), "and"),
    listed(hours, "and"),
    except.length === 0 ? "" : `but not ${listed(except.map(period), "nor")}`,
  ]
    .filter((part) => part !== "")
    .join(", ");
}

function daysSaid(days: readonly number[]): string {
  if (new Set(days).size === 7) return "daily";
  const name = (day: number) => DAYS[day - 1] ?? "";
  return listed(
    runsOfDays(days).map(([first, last]) => (first === last ? name(first) : `${name(first)} to ${name(last)}`)),
    "and",
  );
}

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];

function moment(at: Instant, timeZone: string): string {
  const { year, month, day, hour, minute } = localMoment(at, timeZone);
  return `${day} ${MONTHS[month - 1] ?? ""} ${year}, ${hour}:${twoDigits(minute)}`;
}

const clock = (minutes: number) => `${Math.floor(minutes / 60)}:${twoDigits(minutes % 60)}`;

/** "Wrong zone: go to gate 7 (Pont d’Iéna), 350 m, about 5 minutes on foot." */
export function englishVerdict(verdict: Verdict, names: Names): string {
  switch (verdict.is) {
    case "admit":
      return "Let in.";
    case "admit-with-id-check":
      return verdict.identity === null
        ? "Let in with an identity document that agrees with the ticket, the accreditation or the justification."
        : `Let in with an identity document: initials ${verdict.identity.initials}, born in ${verdict.identity.birthYear}.`;
    case "wrong-zone":
      return verdict.go === null
        ? "Not this zone, and no gate is open to this pass now."
        : `Not this zone: ${way(verdict.go)}.`;
    case "not-yet":
      return `Not yet: from ${moment(verdict.from, names.timeZone)}.`;
    case "no-longer":
      return `No longer: ended on ${moment(verdict.until, names.timeZone)}.`;
    case "revoked":
      return "This pass was revoked.";
    case "already-inside": {
      const gate = names.gate(verdict.gate);
      const by = gate === null ? "" : `, by gate ${gate.code}`;
      return `Already inside since ${moment(verdict.since, names.timeZone)}${by}.`;
    }
    case "unreadable":
      return UNREADABLE[verdict.because];
    case "not-genuine":
      return NOT_GENUINE[verdict.because];
    case "vehicle-not-allowed": {
      const since = verdict.since === undefined ? "" : ` since ${moment(verdict.since, names.timeZone)}`;
      const go = verdict.go === null ? "no gate takes it now" : way(verdict.go);
      return `This vehicle is not let in here${since}: ${go}.`;
    }
    case "escort":
      return "Let in with an escort.";
    case "gate-closed":
      return CLOSED[verdict.because];
  }
}

function way({ code, name, metres, minutes }: Way): string {
  return `go to gate ${code} (${name.en}), ${metres} m, about ${minutes} ${minutes === 1 ? "minute" : "minutes"} on foot`;
}

const UNREADABLE = {
  "no-code": "A pass is needed here and none was shown.",
  "two-codes": "Two codes in view: show one at a time.",
  "not-a-pass": "This code is no pass.",
  malformed: "The code is damaged: try another print or the screen.",
  "newer-version": "This pass is newer than this gate: update the gate.",
} as const;

const NOT_GENUINE = {
  "bad-signature": "Not genuine: the signature is wrong.",
  "unknown-key": "Not genuine: signed with a key nobody knows.",
  "retired-key": "Not accepted: signed with a key that was retired.",
  "from-the-future": "Not genuine: signed with a key that is not in use yet.",
} as const;

const CLOSED = {
  "no-mandate": "Closed: no mandate to check passes is in force.",
  "no-rules": "Closed: this gate holds no rules that are in force.",
  "no-keys": "Closed: this gate holds no keys to verify passes with.",
  hours: "Closed at this hour.",
  "cannot-keep": "Closed: this device has no room left to keep scans.",
} as const;

const plural = (things: readonly unknown[]) => (things.length === 1 ? "" : "s");
const named = (code: string, name: string | undefined) => (name === undefined ? code : `${code} (${name})`);
const capitalised = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
