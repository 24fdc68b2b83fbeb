import type { MandateBook } from "@cordon/ground";
import {
  type DeviceId,
  type Envelope,
  type Instant,
  type MandateId,
  type MandateNeed,
  millisecondsOf,
  permits,
  type PlaceId,
  type Position,
  type Processing,
} from "@cordon/kernel";
import type { CapacityLevel } from "../rules.ts";
import type { PublishedRules } from "../tables/rules.ts";
import {
  admits,
  type Gate,
  type GateHolds,
  type LaneCode,
  KeysPublished,
  OccupancySet,
  PassesReinstated,
  PassesRevoked,
  QueueReported,
  type QueueReport,
  Scanned,
  type Verdict,
  type Zone,
  type ZoneCode,
} from "../words.ts";
import { LaneTally, VerdictTally } from "./tally.ts";

/** What a device said of itself when it last asked for news. */
export interface Heard {
  readonly at: Instant;
  readonly holds: GateHolds;
}

/** How many are inside a zone. */
export interface Occupancy {
  inside: number;
  asOf: Instant;
  countedAt: Instant | null;
}

/** Most devices that are remembered; the one heard of longest ago makes room. */
const MOST_DEVICES = 5_000;
/** Every mandate for passes is granted for this, and every check is made for it. */
export const PASS_CHECK_PURPOSE = "event-security";

/**
 * The gates as they work now, in memory: counters and who was heard of, which are no decisions and so no entries. Whatever is here follows
 * from the journal (but for what devices say of themselves) and is made again at every start. `follow-gates` feeds it.
 */
export class GateBoard {
  #inForce: PublishedRules | null = null;
  /** Gates of every rule set that was read: what was scanned at a gate that is gone since still belongs to it. */
  readonly #gates = new Map<PlaceId, Gate>();
  /** Places where devices are posted and that no rule set up to the one in force knows as gates: drawn, and not published yet. */
  readonly #inNone = new Set<PlaceId>();
  readonly #lanes = new Map<string, LaneTally>();
  readonly #verdicts = new Map<PlaceId, VerdictTally>();
  readonly #occupancy = new Map<ZoneCode, Occupancy>();
  readonly #warned = new Map<ZoneCode, CapacityLevel>();
  readonly #queues = new Map<string, QueueReport>();
  readonly #presence = new Map<ZoneCode, number>();
  #keys = 0;
  #revocations = 0;
  readonly #devices = new Map<DeviceId, Heard>();
  #mandates: Pick<MandateBook, "all" | "permits"> | null = null;

  /** Until then no mandate is known and no gate is open. */
  consult(mandates: Pick<MandateBook, "all" | "permits">): void {
    this.#mandates = mandates;
  }

  publish(inForce: PublishedRules): void {
    if (this.#inForce !== null && inForce.ruleSet.number <= this.#inForce.ruleSet.number) return;
    this.#inForce = inForce;
    this.#inNone.clear();
    for (const gate of inForce.ruleSet.gates) this.#gates.set(gate.place, gate);
  }

  /** A gate of an older rule set, found again for what was scanned there. */
  recall(gate: Gate): void {
    if (!this.#gates.has(gate.place)) this.#gates.set(gate.place, gate);
  }

  /** All rule sets were read for this place, in vain. */
  remarkNone(place: PlaceId): void {
    this.#inNone.add(place);
  }

  isInNone(place: PlaceId): boolean {
    return this.#inNone.has(place);
  }

  rules(): PublishedRules | null {
    return this.#inForce;
  }

  /** Null for a place that was a gate in no rule set this server has read. */
  gate(place: PlaceId): Gate | null {
    return this.#gates.get(place) ?? null;
  }

  zone(code: ZoneCode): Zone | null {
    return this.#inForce?.ruleSet.zones.find((zone) => zone.code === code) ?? null;
  }

  /** Until when such checks may be made there, as it stands; null: no mandate for them is in force. */
  permittedUntil(processing: Processing, position: Position, at: Instant): Instant | null {
    const permission = this.#mandates?.permits(checkAt(processing, [position], at));
    return permission?.permitted === true ? permission.until : null;
  }

  /** How long scans made there now may be kept, of people or vehicles, whichever is longer; null: no mandate is in force. */
  retentionDays(position: Position, at: Instant): number | null {
    const mandates = (["pass-check", "vehicle-check"] as const).map((each) => this.mandateThen(each, position, at));
    const days = (this.#mandates?.all() ?? [])
      .filter(({ id }) => mandates.includes(id))
      .map((one) => one.retentionDays);
    return days.length === 0 ? null : Math.max(...days);
  }

  /** The mandate under which a check was made there and then; null: there was none. */
  mandateThen(processing: Processing, position: Position, at: Instant): MandateId | null {
    const permission = permits(this.#mandates?.all() ?? [], checkAt(processing, [position], at));
    return permission.permitted ? permission.mandate : null;
  }

  /** @returns the zone whose count changed */
  learn(envelope: Envelope): ZoneCode | null {
    if (Scanned.is(envelope)) {
      const { scan, verdict, zone, countsAt, again } = envelope.data;
      if (again === undefined) this.countScans(scan.gate, scan.lane, millisecondsOf(countsAt), verdict, 1);
      const passes = admits(verdict) || scan.override !== null;
      if (passes && scan.pass !== null) this.changed(zone, envelope.seq);
      const more = Number(passes) - Number(again?.passed ?? false);
      const counted = this.#occupancy.get(zone)?.countedAt ?? null;
      if (more === 0 || (counted !== null && countsAt <= counted)) return null;
      this.#move(zone, scan.direction === "in" ? more : -more, envelope.at);
      return zone;
    }
    if (OccupancySet.is(envelope)) {
      const { zone, inside } = envelope.data;
      this.#occupancy.set(zone, { inside, asOf: envelope.at, countedAt: envelope.at });
      return zone;
    }
    if (QueueReported.is(envelope)) this.queue(envelope.data);
    else if (KeysPublished.is(envelope)) this.know({ keys: envelope.data.keySet.number });
    else if (PassesRevoked.is(envelope) || PassesReinstated.is(envelope)) this.know({ revocations: envelope.seq });
    return null;
  }

  #move(zone: ZoneCode, by: number, asOf: Instant): void {
    const standing = this.#occupancy.get(zone);
    if (standing === undefined) this.#occupancy.set(zone, { inside: by, asOf, countedAt: null });
    else {
      standing.inside += by;
      if (asOf > standing.asOf) standing.asOf = asOf;
    }
  }

  countScans(gate: PlaceId, lane: LaneCode, ms: number, verdict: Pick<Verdict, "is">, count: number): void {
    // A lane of no gate is shown to nobody, and a device could name as many as there are.
    if (this.#gates.get(gate)?.lanes.some(({ code }) => code === lane) === true) {
      const key = laneKey(gate, lane);
      const tally = this.#lanes.get(key) ?? new LaneTally();
      this.#lanes.set(key, tally);
      tally.count(ms, verdict, count);
    }
    const verdicts = this.#verdicts.get(gate) ?? new VerdictTally();
    this.#verdicts.set(gate, verdicts);
    verdicts.count(ms, verdict.is, count);
  }

  occupy(zone: ZoneCode, occupancy: Occupancy): void {
    this.#occupancy.set(zone, occupancy);
  }

  /** Who went in less who went out, never below none: who came before anybody counted goes out too. Null where nobody was counted. */
  occupancy(zone: ZoneCode): { readonly inside: number; readonly asOf: Instant } | null {
    const standing = this.#occupancy.get(zone);
    return standing === undefined ? null : { inside: Math.max(0, standing.inside), asOf: standing.asOf };
  }

  warned(zone: ZoneCode): CapacityLevel {
    return this.#warned.get(zone) ?? "calm";
  }

  warn(zone: ZoneCode, level: CapacityLevel): void {
    this.#warned.set(zone, level);
  }

  queue(report: QueueReport): void {
    const key = laneKey(report.gate, report.lane);
    const standing = this.#queues.get(key);
    if (standing === undefined || standing.at <= report.at) this.#queues.set(key, report);
  }

  queued(gate: PlaceId, lane: LaneCode): QueueReport | null {
    return this.#queues.get(laneKey(gate, lane)) ?? null;
  }

  lane(gate: PlaceId, lane: LaneCode, at: Instant): ReturnType<LaneTally["now"]> {
    return (
      this.#lanes.get(laneKey(gate, lane))?.now(at) ?? { scansPerMinute: 0, admittedPerMinute: 0, lastScanAt: null }
    );
  }

  verdicts(gate: PlaceId, at: Instant): Readonly<Record<string, number>> {
    return this.#verdicts.get(gate)?.now(at) ?? {};
  }

  /** The number of the last entry that changed who is inside a zone; 0 before the first. */
  presenceVersion(zone: ZoneCode): number {
    return this.#presence.get(zone) ?? 0;
  }

  know({ keys = 0, revocations = 0 }: { readonly keys?: number; readonly revocations?: number }): void {
    this.#keys = Math.max(this.#keys, keys);
    this.#revocations = Math.max(this.#revocations, revocations);
  }

  /** What there is by now, for gates to compare with what they hold. */
  versions(zones: readonly ZoneCode[]): Readonly<Record<"rules" | "keys" | "revocations" | "presence", number>> {
    return {
      rules: this.#inForce?.ruleSet.number ?? 0,
      keys: this.#keys,
      revocations: this.#revocations,
      presence: zones.reduce((version, zone) => Math.max(version, this.presenceVersion(zone)), 0),
    };
  }

  changed(zone: ZoneCode, seq: number): void {
    if (seq > this.presenceVersion(zone)) this.#presence.set(zone, seq);
  }

  hear(device: DeviceId, heard: Heard): void {
    this.#devices.delete(device);
    if (this.#devices.size >= MOST_DEVICES) {
      const oldest = this.#devices.keys().next();
      if (oldest.done !== true) this.#devices.delete(oldest.value);
    }
    this.#devices.set(device, heard);
  }

  heard(device: DeviceId): Heard | null {
    return this.#devices.get(device) ?? null;
  }
}

export function checkAt(processing: Processing, positions: readonly Position[], at: Instant): MandateNeed {
  return { processing, events: [], positions, at, purpose: PASS_CHECK_PURPOSE };
}

function laneKey(gate: PlaceId, lane: LaneCode): string {
  return `${gate} ${lane}`;
}
