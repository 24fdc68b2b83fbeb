import { millisecondsOf, type PlaceId, type LocalTime, localTimeOf } from "@cordon/kernel";
import {
  type CategoryCode,
  type Gate,
  Means,
  type Perimeters,
  type Rule,
  type RuleSet,
  VEHICLES,
  type Zone,
} from "../words.ts";
import type { Interval } from "@cordon/kernel";
import { type PreparedCalendar, prepareCalendar } from "./calendar.ts";

/** A rule set made ready for judging: everything is looked up by its key, calendars know their time zone. Made once, by {@link prepare}. */
export interface PreparedRules {
  readonly ruleSet: RuleSet;
  readonly validFrom: number;
  readonly validUntil: number;
  readonly localTime: LocalTime;
  readonly gates: ReadonlyMap<PlaceId, PreparedGate>;
}

export interface PreparedGate {
  readonly gate: Gate;
  /** Null when the rule set does not say what zone it is: then only rules that name its code speak of it. */
  readonly zone: Zone | null;
  /** In their order; those that can speak of this zone. Shared by the gates of one zone. */
  readonly rules: readonly PreparedRule[];
  readonly hours: PreparedCalendar;
  /** What may come in by a lane, as bits of {@link MEANS_BITS}; the emergency services by any. */
  readonly meansIn: number;
  readonly lanes: ReadonlyMap<string, number>;
}

export interface PreparedRule {
  readonly rule: Rule;
  /** Null: all. */
  readonly categories: ReadonlySet<CategoryCode> | null;
  /** Bits of {@link MEANS_BITS}. */
  readonly means: number;
  readonly when: PreparedCalendar;
}

/** Each way to come as a bit. */
export const MEANS_BITS: Readonly<Record<Means, number>> = {
  foot: 1,
  bicycle: 2,
  "two-wheeler": 4,
  car: 8,
  van: 16,
  lorry: 32,
  bus: 64,
  "emergency-vehicle": 128,
};
const ALL_MEANS = maskOf(Means.options);
const ON_FOOT = MEANS_BITS.foot | MEANS_BITS.bicycle;

export function isVehicle(means: Means): boolean {
  return VEHICLES.includes(means);
}

export function prepare(ruleSet: RuleSet): PreparedRules {
  return { ...prepareShapes(ruleSet), ruleSet, ...boundsOf(ruleSet.valid) };
}

/** Draft perimeters as if they were published and always valid: for trying out. */
export function prepareDraft(perimeters: Perimeters, valid: Interval): PreparedRules {
  return prepare({ ...perimeters, number: 1, publishedAt: valid.from, valid });
}

function prepareShapes(ruleSet: RuleSet): Pick<PreparedRules, "localTime" | "gates"> {
  const { timeZone } = ruleSet;
  const rules = ruleSet.rules.map(
    (rule): PreparedRule => ({
      rule,
      categories: rule.categories.length === 0 ? null : new Set(rule.categories),
      means: rule.means.length === 0 ? ALL_MEANS : maskOf(rule.means),
      when: prepareCalendar(rule.when, timeZone),
    }),
  );
  // What is said twice counts as it was said first; publishing refuses it.
  const zones = new Map<string, Zone>();
  for (const zone of ruleSet.zones) if (!zones.has(zone.code)) zones.set(zone.code, zone);
  const rulesOf = new Map<string, readonly PreparedRule[]>();
  const gates = new Map<PlaceId, PreparedGate>();
  for (const gate of ruleSet.gates) {
    if (gates.has(gate.place)) continue;
    const zone = zones.get(gate.zone) ?? null;
    const own = rulesOf.get(gate.zone) ?? rules.filter(({ rule }) => speaksOfZone(rule, gate.zone, zone));
    rulesOf.set(gate.zone, own);
    gates.set(gate.place, prepareGate(gate, zone, own, timeZone));
  }
  return { localTime: localTimeOf(timeZone), gates };
}

function prepareGate(gate: Gate, zone: Zone | null, rules: readonly PreparedRule[], timeZone: string): PreparedGate {
  const lanes = new Map<string, number>();
  let meansIn = MEANS_BITS["emergency-vehicle"];
  for (const lane of gate.lanes) {
    const means = (lane.means.length === 0 ? ON_FOOT : maskOf(lane.means)) | MEANS_BITS["emergency-vehicle"];
    if (!lanes.has(lane.code)) lanes.set(lane.code, means);
    if (lane.direction !== "out") meansIn |= means;
  }
  return { gate, zone, rules, hours: prepareCalendar(gate.hours, timeZone), meansIn, lanes };
}

function speaksOfZone(rule: Rule, code: string, zone: Zone | null): boolean {
  if (rule.zones.length > 0 && !rule.zones.some((named) => named === code)) return false;
  return rule.regimes.length === 0 || (zone !== null && rule.regimes.includes(zone.regime));
}

function maskOf(means: readonly Means[]): number {
  return means.reduce((mask, one) => mask | MEANS_BITS[one], 0);
}

function boundsOf({ from, until }: Interval): Pick<PreparedRules, "validFrom" | "validUntil"> {
  return { validFrom: millisecondsOf(from), validUntil: millisecondsOf(until) };
}
