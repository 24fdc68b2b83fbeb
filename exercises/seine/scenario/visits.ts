/**
 * Who comes to the gates, and when: more and more until the boats pass, hardly anybody once the ceremony is on, and all of them
 * out again from 22:15. A tenth or less of the real crowd, so that every one of them can be a scan. Who comes as what follows the
 * summer of 2024: of 380,000 passes that were checked, 14,000 were for another perimeter.
 */
import { hash } from "@cordon/scenes";
import { gates, type PlannedGate, type PlannedZone, zones } from "./perimeters.ts";
import { at } from "./time.ts";

/** Persons a second at a second of the evening; straight lines between. */
type Curve = readonly (readonly [seconds: number, perSecond: number])[];

const arriving: Curve = [
  [at(19, 0), 0.8],
  [at(19, 30), 1.2],
  [at(20, 0), 1.6],
  [at(20, 25), 2],
  [at(20, 45), 1.3],
  [at(21, 0), 0.5],
  [at(21, 30), 0.15],
  [at(23, 30), 0.05],
];
const leaving: Curve = [
  [at(19, 0), 0.05],
  [at(21, 30), 0.1],
  [at(22, 15), 0.5],
  [at(22, 45), 1.4],
  [at(23, 10), 1.8],
  [at(23, 30), 1.2],
];

/** How many have come, or gone, from 19:00 until a second. */
function sumOf(curve: Curve, seconds: number): number {
  let sum = 0;
  for (let i = 1; i < curve.length; i++) {
    const [from, rate] = curve[i - 1] ?? [0, 0];
    const [until, rateThen] = curve[i] ?? [0, 0];
    const passed = Math.min(seconds, until) - from;
    if (passed <= 0) break;
    const rateNow = rate + ((rateThen - rate) * passed) / (until - from);
    sum += ((rate + rateNow) / 2) * passed;
  }
  return sum;
}

function rateOf(curve: Curve, seconds: number): number {
  return sumOf(curve, seconds + 0.5) - sumOf(curve, seconds - 0.5);
}

/** As what somebody comes to a gate. */
export type Coming =
  /** With a pass for the zone of the gate. */
  | "pass"
  /** With a ticket or an accreditation, and an identity document; no pass is read. */
  | "ticket"
  /** With a pass for another zone than the gate's. */
  | "elsewhere"
  /** Shows a pass that somebody has gone in with just now. */
  | "again"
  /** Shows what cannot be read. */
  | "unreadable"
  /** By car, after 13:00. */
  | "car";

export type Arrival = { readonly ordinal: number; readonly atSeconds: number; readonly as: Coming };
export type Leaving = { readonly ordinal: number; readonly atSeconds: number };

/** Shares of all who arrive; who is left comes with the pass it takes. */
const shares: readonly (readonly [Coming, number])[] = [
  ["ticket", 0.3],
  ["elsewhere", 14_000 / 380_000],
  ["again", 0.003],
  ["unreadable", 0.006],
  ["car", 0.004],
];

/** As what the nth of the evening comes. */
export function comingAs(ordinal: number): Coming {
  let left = hash(ordinal, 1);
  for (const [as, share] of shares) {
    if (left < share) return as;
    left -= share;
  }
  return "pass";
}

/** Who arrives with `from < seconds <= until`: the same persons in whatever steps one asks. */
export function arrivalsBetween(fromSeconds: number, untilSeconds: number): readonly Arrival[] {
  return ordinals(arriving, fromSeconds, untilSeconds).map((one) => ({ ...one, as: comingAs(one.ordinal) }));
}

export function leavingBetween(fromSeconds: number, untilSeconds: number): readonly Leaving[] {
  return ordinals(leaving, fromSeconds, untilSeconds);
}

function ordinals(curve: Curve, fromSeconds: number, untilSeconds: number): Leaving[] {
  const first = Math.floor(sumOf(curve, fromSeconds)) + 1;
  const count = Math.max(0, Math.floor(sumOf(curve, untilSeconds)) - first + 1);
  const span = untilSeconds - fromSeconds;
  return Array.from({ length: count }, (_, i) => ({
    ordinal: first + i,
    atSeconds: fromSeconds + (span * (i + 1)) / (count + 1),
  }));
}

/** Of those who come, so many go in. */
const letIn = 0.955;

/** How many are inside a zone at a second, as it was planned: what a count of it would say. */
export function insideAt(zone: PlannedZone, seconds: number): number {
  const ticketed = 0.3;
  const share = zone.shareOfPasses * (1 - ticketed) + zone.shareOfTickets * ticketed;
  return Math.round(zone.insideAtSeven + share * (sumOf(arriving, seconds) * letIn - sumOf(leaving, seconds)));
}

function pick<T>(of: readonly T[], weight: (one: T) => number, chance: number): T {
  let left = chance * of.reduce((sum, one) => sum + weight(one), 0);
  for (const one of of) {
    left -= weight(one);
    if (left < 0) return one;
  }
  const last = of.at(-1);
  if (last === undefined) throw new Error("there is nothing to pick from");
  return last;
}

const byZone = Map.groupBy(gates, ({ zone }) => zone);

/** The gate of a zone that somebody comes to; `salt` tells one use of an ordinal from another. */
export function gateInto(zone: string, ordinal: number, salt: number): PlannedGate {
  return pick(byZone.get(zone) ?? gates, ({ weight }) => weight, hash(ordinal, salt));
}

/** The zone that somebody with a ticket, or who goes home, has to do with. */
export function zoneOfTicket(ordinal: number, salt: number): string {
  return pick(zones, ({ shareOfTickets }) => shareOfTickets, hash(ordinal, salt)).code;
}

/** The zone that the nth pass of a batch is given for. */
export function zoneOfPass(n: number): string {
  return pick(zones, ({ shareOfPasses }) => shareOfPasses, hash(n, 11)).code;
}

/** Another zone on the same bank of the order: the grey zone that a pass for `zone` does not open. */
export function greyBeside(zone: string, ordinal: number): string {
  const others = zones.filter(({ code }) => code !== zone && code.startsWith("G"));
  return pick(others, () => 1, hash(ordinal, 12)).code;
}

/** A lane of a gate for somebody who goes that way; lanes for vehicles are theirs alone. */
export function laneOf(gate: PlannedGate, as: "in" | "out" | "vehicle", ordinal: number): string | null {
  const lanes = gate.lanes.filter(({ direction, means }) =>
    as === "vehicle" ? means.length > 0 : means.length === 0 && direction === as,
  );
  return lanes[Math.floor(hash(ordinal, 13) * lanes.length)]?.code ?? null;
}

/** Minutes one waits at a gate, as a steward would judge: longer where many come, and in the busiest half hour. */
export function minutesOfWait(gate: PlannedGate, seconds: number): number {
  const rush = rateOf(arriving, seconds) / 2;
  const breath = 0.7 + 0.6 * hash(Math.floor(seconds / 600), gates.indexOf(gate), 14);
  return rush * (2 + 5 * gate.weight) * breath;
}

/** Persons a minute who come to one lane of a gate. */
export function perMinute(gate: PlannedGate, seconds: number): number {
  const zone = zones.find(({ code }) => code === gate.zone);
  const siblings = byZone.get(gate.zone) ?? [];
  const share = (zone?.shareOfPasses ?? 0) * 0.7 + (zone?.shareOfTickets ?? 0) * 0.3;
  const weights = siblings.reduce((sum, { weight }) => sum + weight, 0);
  const lanes = gate.lanes.filter(({ direction, means }) => direction === "in" && means.length === 0).length;
  return lanes === 0 ? 0 : (rateOf(arriving, seconds) * 60 * share * gate.weight) / weights / lanes;
}
