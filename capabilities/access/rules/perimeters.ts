import { asJson, canonicalJson, isTimeZone } from "@cordon/kernel";
import type { Perimeters, Rule } from "../words.ts";
import { MEANS_BITS } from "./prepared.ts";
import { fault, type PerimeterFault, type Subject } from "./perimeter-fault.ts";
import { faultsOfShapes } from "./perimeter-shapes.ts";

/** Everything wrong or odd about perimeters, the worst first. Empty: they can be published as they are. */
export function faultsOfPerimeters(perimeters: Perimeters): readonly PerimeterFault[] {
  const faults = [
    ...faultsOfTimeZone(perimeters),
    ...faultsOfCodes(perimeters),
    ...faultsOfNames(perimeters),
    ...faultsOfShapes(perimeters),
    ...faultsOfEntry(perimeters),
    ...faultsOfOrder(perimeters),
  ];
  return faults.sort((a, b) => rank(a) - rank(b));
}

const rank = ({ severity }: PerimeterFault) => (severity === "error" ? 0 : 1);

function faultsOfTimeZone({ timeZone }: Perimeters): PerimeterFault[] {
  if (isTimeZone(timeZone)) return [];
  const subject: Subject = { kind: "perimeter", code: timeZone };
  return [
    fault(
      "error",
      "unknown-time-zone",
      subject,
      `Aucun fuseau horaire ne s’appelle « ${timeZone} ».`,
      `There is no time zone called “${timeZone}”.`,
    ),
  ];
}

function faultsOfCodes({ zones, gates, categories, rules }: Perimeters): PerimeterFault[] {
  const said: readonly [Subject["kind"], readonly string[]][] = [
    ["zone", zones.map(({ code }) => code)],
    ["gate", gates.map(({ code }) => code)],
    ["category", categories.map(({ code }) => code)],
    ["rule", rules.map(({ id }) => id)],
  ];
  const faults = said.flatMap(([kind, codes]) =>
    repeated(codes).map((code) =>
      fault(
        "error",
        "duplicate-code",
        { kind, code },
        `${FRENCH_SUBJECT[kind]} ${code} existe deux fois.`,
        `${ENGLISH_SUBJECT[kind]} ${code} exists twice.`,
      ),
    ),
  );
  for (const { code, lanes } of gates) {
    for (const lane of repeated(lanes.map((each) => each.code))) {
      const [fr, en] = [`Le point d’accès ${code} a deux files ${lane}.`, `Gate ${code} has two lanes ${lane}.`];
      faults.push(fault("error", "duplicate-code", { kind: "gate", code }, fr, en));
    }
  }
  return faults;
}

const FRENCH_SUBJECT = {
  zone: "La zone",
  gate: "Le point d’accès",
  category: "La catégorie",
  rule: "La règle",
  perimeter: "Le périmètre",
} as const;
const ENGLISH_SUBJECT = {
  zone: "Zone",
  gate: "Gate",
  category: "Category",
  rule: "Rule",
  perimeter: "Perimeter",
} as const;

function faultsOfNames({ zones, gates, categories, rules }: Perimeters): PerimeterFault[] {
  const zoneCodes = new Set<string>(zones.map(({ code }) => code));
  const categoryCodes = new Set<string>(categories.map(({ code }) => code));
  const regimes = new Set<string>(zones.map(({ regime }) => regime));
  const faults: PerimeterFault[] = [];
  for (const { code, zone } of gates) {
    if (zoneCodes.has(zone)) continue;
    const fr = `Le point d’accès ${code} mène à la zone ${zone}, qui n’existe pas.`;
    faults.push(
      fault(
        "error",
        "unknown-zone",
        { kind: "gate", code },
        fr,
        `Gate ${code} leads to zone ${zone}, which does not exist.`,
      ),
    );
  }
  for (const rule of rules) {
    const subject: Subject = { kind: "rule", code: rule.id };
    for (const zone of rule.zones.filter((each) => !zoneCodes.has(each))) {
      const fr = `La règle ${rule.id} nomme la zone ${zone}, qui n’existe pas.`;
      faults.push(
        fault("error", "unknown-zone", subject, fr, `Rule ${rule.id} names zone ${zone}, which does not exist.`),
      );
    }
    for (const category of rule.categories.filter((each) => !categoryCodes.has(each))) {
      const fr = `La règle ${rule.id} nomme la catégorie ${category}, qui n’existe pas.`;
      faults.push(
        fault(
          "error",
          "unknown-category",
          subject,
          fr,
          `Rule ${rule.id} names category ${category}, which does not exist.`,
        ),
      );
    }
    for (const regime of rule.regimes.filter((each) => !regimes.has(each))) {
      const fr = `La règle ${rule.id} nomme le régime « ${regime} », qu’aucune zone n’a.`;
      faults.push(
        fault(
          "warning",
          "unknown-regime",
          subject,
          fr,
          `Rule ${rule.id} names the regime “${regime}”, which no zone has.`,
        ),
      );
    }
    if (rule.ages !== null && rule.ages.from >= rule.ages.below) {
      const fr = `La règle ${rule.id} ne concerne aucun âge.`;
      faults.push(fault("error", "no-ages", subject, fr, `Rule ${rule.id} is about no age at all.`));
    }
  }
  return faults;
}

function faultsOfEntry({ zones, gates, rules }: Perimeters): PerimeterFault[] {
  return zones.flatMap(({ code, regime }) => {
    const subject: Subject = { kind: "zone", code };
    const hasGate = gates.some((gate) => gate.zone === code && gate.lanes.some(({ direction }) => direction !== "out"));
    if (!hasGate) {
      const fr = `Aucun point d’accès n’a de file d’entrée vers la zone ${code}.`;
      return [fault("warning", "nobody-can-enter", subject, fr, `No gate has a lane into zone ${code}.`)];
    }
    const admits = rules.some(
      (rule) =>
        rule.effect === "admit" &&
        (rule.zones.length === 0 || rule.zones.includes(code)) &&
        (rule.regimes.length === 0 || rule.regimes.includes(regime)),
    );
    if (admits) return [];
    const fr = `Aucune règle ne laisse entrer qui que ce soit dans la zone ${code}.`;
    return [fault("warning", "nobody-can-enter", subject, fr, `No rule lets anybody into zone ${code}.`)];
  });
}

/** A rule after one that speaks of all its cases never decides: nearly always the two stand in the wrong order. */
function faultsOfOrder({ zones, rules }: Perimeters): PerimeterFault[] {
  const zonesOf = (rule: Rule) =>
    new Set(
      zones
        .filter(
          ({ code, regime }) =>
            (rule.zones.length === 0 || rule.zones.includes(code)) &&
            (rule.regimes.length === 0 || rule.regimes.includes(regime)),
        )
        .map(({ code }) => code),
    );
  return rules.flatMap((rule, at) => {
    const where = zonesOf(rule);
    if (where.size === 0) return [];
    const earlier = rules.slice(0, at).find((other) => where.isSubsetOf(zonesOf(other)) && covers(other, rule));
    if (earlier === undefined) return [];
    return [
      fault(
        "warning",
        "never-decides",
        { kind: "rule", code: rule.id },
        `La règle ${rule.id} ne décide jamais : la règle ${earlier.id}, placée avant, dit déjà tout ce qu’elle dit.`,
        `Rule ${rule.id} never decides: rule ${earlier.id} comes before it and speaks of all its cases.`,
      ),
    ];
  });
}

/** Whether `earlier` speaks of every case of `later`, zones aside. In doubt it does not: better no warning than a wrong one. */
function covers(earlier: Rule, later: Rule): boolean {
  const needsPass = earlier.effect === "admit" && earlier.pass === "needed";
  if (needsPass && !(later.effect === "admit" && later.pass === "needed")) return false;
  if (earlier.categories.length > 0) {
    if (later.categories.length === 0 || !later.categories.every((one) => earlier.categories.includes(one)))
      return false;
  }
  const [means, laterMeans] = [maskOf(earlier), maskOf(later)];
  if ((means & laterMeans) !== laterMeans) return false;
  return coversAges(earlier, later) && coversTimes(earlier.when, later.when);
}

function coversAges(earlier: Rule, later: Rule): boolean {
  if (earlier.ages === null) return true;
  // An age that is not certain is not held against anybody: a refusal by age speaks of fewer than its numbers say.
  if (later.ages === null || earlier.effect === "refuse") return false;
  return earlier.ages.from <= later.ages.from && earlier.ages.below >= later.ages.below;
}

function coversTimes(earlier: Rule["when"], later: Rule["when"]): boolean {
  if (canonicalJson(asJson(earlier)) === canonicalJson(asJson(later))) return true;
  if (earlier.weekly.length > 0 || earlier.except.length > 0) return false;
  if (earlier.spans.length === 0) return true;
  const isCovered = (span: Rule["when"]["spans"][number]) =>
    earlier.spans.some(({ from, until }) => from <= span.from && span.until <= until);
  return later.spans.length > 0 && later.spans.every(isCovered);
}

function maskOf({ means }: Rule): number {
  const all = means.length === 0 ? Object.values(MEANS_BITS) : means.map((one) => MEANS_BITS[one]);
  return all.reduce((mask, bit) => mask | bit, 0);
}

function repeated(codes: readonly string[]): string[] {
  return [...new Set(codes.filter((code, at) => codes.indexOf(code) !== at))];
}
