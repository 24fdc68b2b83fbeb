import { newId } from "@cordon/ground";
import {
  type Actor,
  type Instant,
  instantOf,
  type MandateId,
  millisecondsOf,
  type NewEntry,
  type PassNumber,
  type PlaceId,
  SignalId,
  SignalRaised,
} from "@cordon/kernel";
import {
  type CardFault,
  compareMovements,
  laterOf,
  type Movement,
  needsMandate,
  type Neighbours,
  type Ruling,
  ruleScan,
} from "../../rules.ts";
import { signalOfDouble, signalOfNoMandate, signalOfOverride, signalOfVerdict } from "../../rules/gate-signals.ts";
import {
  admits,
  type Gate,
  type Ruled,
  type Scan,
  Scanned,
  type Verdict,
  withoutIdentity,
  type ZoneCode,
} from "../../words.ts";
import type { GateAndZone } from "./gates-of.ts";
import type { Known, KnownScan } from "./standing.ts";

/** A device whose clock is more ahead than this is told of in the scan. */
const AHEAD_MS = 60_000;
/** Somebody who tries the same thing again at the same gate calls for attention once. */
const SAME_AGAIN_MS = 60_000;

/** Everything that rulings of one call have in common. */
export interface Rulings {
  readonly device: Actor;
  readonly now: Instant;
  readonly gates: ReadonlyMap<PlaceId, GateAndZone>;
  /** Movements of passes that arrive after later ones. */
  readonly movements: readonly Movement[];
  /** Any gate by its place, to name it. */
  gateNamed(place: PlaceId): Gate | null;
  /** The mandate for a check at a gate then; null: there was none. */
  mandate(scan: Scan): MandateId | null;
  /** What is wrong with the card of an override as this server knows it; null when nothing is. */
  cardFault(scan: Scan): CardFault | null;
  /** When the last forged pass was told of at a gate; null when long ago. */
  forgedAt(gate: PlaceId): Instant | null;
}

export interface RuledScans {
  readonly entries: readonly NewEntry[];
  readonly ruled: readonly Ruled[];
}

type Pair = { last: Movement | null; readonly movements: Movement[] };

/** Rules scans in their order, each knowing what the earlier ones did. */
export function ruleAll(scans: readonly Scan[], known: readonly Known[], given: Rulings): RuledScans {
  const entries: NewEntry[] = [];
  const signals: NewEntry[] = [];
  const ruled: Ruled[] = [];
  const told = new Set<string>();
  const unlawful = new Map<PlaceId, Scan[]>();
  const pairs = pairsOf(scans, known, given);
  const before = new Map<string, KnownScan>();
  const forgedHere = new Map<PlaceId, Instant>();
  const raise = (signal: Parameters<typeof SignalRaised.of>[0]) => {
    if (told.has(signal.id)) return;
    told.add(signal.id);
    signals.push(SignalRaised.of(signal));
  };
  scans.forEach((scan, at) => {
    const place = given.gates.get(scan.gate);
    const standing = known[at];
    if (place === undefined || standing === undefined) throw new Error("a scan whose gate was not looked up");
    const said = before.get(scan.id) ?? standing.known;
    if (said !== null && !amends(scan, said)) {
      ruled.push({ scan: scan.id, verdict: said.verdict });
      return;
    }
    const { gate, zone } = place;
    const pair = scan.pass === null ? null : (pairs.get(pairKey(scan.pass, gate.zone)) ?? null);
    const mandate = given.mandate(scan);
    const closed = mandate === null && needsMandate(scan);
    const ruling = ruleScan(closed ? { ...scan, found: CLOSED, override: null } : scan, {
      zone: { code: gate.zone, antiPassback: zone?.antiPassback ?? false },
      revoked: standing.revoked,
      last: pair?.last ?? null,
      near: pair === null ? NOBODY : neighbours(pair.movements, scan, given.now),
      now: given.now,
    });
    const verdict = withoutIdentity(ruling.verdict);
    if (ruling.movement !== null && pair !== null && said?.moved !== true) move(pair, ruling.movement);
    const double = ruling.settled?.double ?? null;
    const doubleAfter = ruling.settled?.doubleAfter ?? null;
    const entry = {
      scan: { ...scan, found: withoutIdentity(scan.found) },
      device: given.device,
      zone: gate.zone,
      verdict,
      double: double !== null || doubleAfter !== null,
      countsAt: ruling.countsAt,
      fromTheFuture: millisecondsOf(scan.at) > millisecondsOf(given.now) + AHEAD_MS,
      ...(said === null ? {} : { again: { passed: admits(said.verdict) || said.overridden } }),
    };
    entries.push(Scanned.of(entry, mandate));
    ruled.push({ scan: scan.id, verdict });
    before.set(scan.id, knownOf(scan, verdict, ruling, given.device));
    for (const each of [double, doubleAfter]) {
      if (each === null) continue;
      const second = given.gateNamed(each.second.gate) ?? gate;
      raise(signalOfDouble(each, second, given.gateNamed(each.first.gate), given.now));
    }
    const forged = verdict.is === "not-genuine";
    const noticed = signalOfVerdict(scan, verdict, gate, given.now);
    if (
      noticed !== null &&
      !(forged && isSameAgain(scan, [given.forgedAt(scan.gate), forgedHere.get(scan.gate) ?? null]))
    )
      raise(noticed);
    if (forged) forgedHere.set(scan.gate, scan.at);
    const fault = scan.override !== null && ruling.passed && said?.overridden !== true ? given.cardFault(scan) : null;
    if (fault !== null) raise(signalOfOverride(scan, fault, gate, given.now));
    if (mandate === null && scan.standing === "acted" && scan.found.is !== "escort")
      unlawful.set(scan.gate, [...(unlawful.get(scan.gate) ?? []), scan]);
  });
  for (const [place, made] of unlawful) {
    const gate = given.gates.get(place)?.gate;
    if (gate !== undefined) raise(signalOfNoMandate(newId(SignalId), gate, made, given.now));
  }
  return { entries: [...entries, ...signals], ruled };
}

const CLOSED: Verdict = { is: "gate-closed", because: "no-mandate" };
const NOBODY: Neighbours = { before: null, after: null };

/** Whether what is sent again says more than what was written down: that somebody went through after all. */
function amends(scan: Scan, said: KnownScan): boolean {
  if (scan.override !== null && !said.overridden) return true;
  return scan.standing === "acted" && said.standing === "asked" && scan.found.is !== said.verdict.is;
}

function knownOf(scan: Scan, verdict: Verdict, ruling: Ruling, device: Actor): KnownScan {
  return {
    by: device.id,
    standing: scan.standing,
    source: scan.source,
    verdict,
    overridden: scan.override !== null,
    moved: ruling.movement !== null,
  };
}

/** @param last when forged passes were shown at this gate: as the tables say, and among the scans of this call */
function isSameAgain(scan: Scan, last: readonly (Instant | null)[]): boolean {
  return last.some((at) => at !== null && Math.abs(millisecondsOf(scan.at) - millisecondsOf(at)) < SAME_AGAIN_MS);
}

function pairsOf(scans: readonly Scan[], known: readonly Known[], given: Rulings): Map<string, Pair> {
  const pairs = new Map<string, Pair>();
  for (const movement of given.movements) {
    const key = pairKey(movement.pass, movement.zone);
    const pair = pairs.get(key) ?? { last: null, movements: [] };
    pairs.set(key, pair);
    pair.movements.push(movement);
  }
  scans.forEach((scan, at) => {
    const zone = given.gates.get(scan.gate)?.gate.zone;
    if (scan.pass === null || zone === undefined) return;
    const key = pairKey(scan.pass, zone);
    const last = known[at]?.last ?? null;
    const pair = pairs.get(key) ?? { last: null, movements: last === null ? [] : [last] };
    pairs.set(key, pair);
    pair.last = last;
  });
  return pairs;
}

function move(pair: Pair, movement: Movement): void {
  pair.last = laterOf(pair.last, movement);
  pair.movements.push(movement);
}

/** Those next to where an acted scan belongs; ruling an asked one does not look at them. */
function neighbours(movements: readonly Movement[], scan: Scan, now: Instant): Neighbours {
  const own = { at: scan.at < now ? scan.at : now, scan: scan.id };
  let before: Movement | null = null;
  let after: Movement | null = null;
  for (const movement of movements) {
    if (movement.scan === scan.id) continue;
    if (isBefore(movement, own)) before = laterOf(before, movement);
    else if (after === null || compareMovements(movement, after) < 0) after = movement;
  }
  return { before, after };
}

function isBefore(movement: Movement, own: { readonly at: Instant; readonly scan: Scan["id"] }): boolean {
  return movement.at < own.at || (movement.at === own.at && movement.scan < own.scan);
}

function pairKey(pass: PassNumber, zone: ZoneCode): string {
  return `${pass} ${zone}`;
}

/** Whether something of a pass is known to have happened after a scan that was acted on: then its neighbours have to be looked up. */
export function isLate(scan: Scan, known: Known): boolean {
  return scan.standing === "acted" && known.last !== null && !isBefore(known.last, { at: scan.at, scan: scan.id });
}

/** When forged passes tried before then call for attention again. */
export function sameAgainSince(now: Instant): Instant {
  return instantOf(millisecondsOf(now) - SAME_AGAIN_MS);
}
