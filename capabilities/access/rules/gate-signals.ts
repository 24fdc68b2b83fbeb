import { type Instant, type PlaceId, type Position, type Signal, SignalId } from "@cordon/kernel";
import type { Double, Gate, Scan, Verdict, Zone } from "../words.ts";
import type { CapacityLevel } from "./occupancy.ts";
import type { CardFault } from "./supervisor-card.ts";

/** What of a gate a signal says. */
export type SignallingGate = Pick<Gate, "place" | "code" | "name" | "position" | "zone">;

type Told = Pick<Signal, "id" | "kind" | "since" | "note"> & {
  readonly zone: string;
  readonly position: Position;
  readonly place: PlaceId | null;
};

function signalOf({ id, kind, since, note, zone, position, place }: Told, now: Instant): Signal {
  const noticedAt = since > now ? since : now;
  return {
    id,
    kind,
    since,
    noticedAt,
    position,
    place,
    camera: null,
    confidence: null,
    note: note.slice(0, 500),
    zone,
    box: null,
    exhibits: [],
  };
}

/**
 * One pass went in twice. Bears the second scan's id, as every signal about a scan bears that scan's: it is raised once, whoever notices.
 * @param first null when the other gate is in no rule set any more
 */
export function signalOfDouble(
  double: Double,
  second: SignallingGate,
  first: SignallingGate | null,
  now: Instant,
): Signal {
  const codes = [first?.code ?? "?", second.code] as const;
  return signalOf(
    {
      id: SignalId.parse(double.second.scan),
      kind: "gate",
      since: double.second.at,
      position: second.position,
      place: second.place,
      zone: double.zone,
      note: `Laissez-passer ${double.pass} : deux entrées sans sortie, points d’accès ${codes[0]} puis ${codes[1]} / Pass ${double.pass}: entered twice without leaving, gates ${codes[0]} then ${codes[1]}`,
    },
    now,
  );
}

/** What a scan's verdict calls attention to by itself; null for nearly all. */
export function signalOfVerdict(
  scan: Pick<Scan, "id" | "at">,
  verdict: Verdict,
  gate: SignallingGate,
  now: Instant,
): Signal | null {
  const note = noteOf(verdict, gate.code);
  if (note === null) return null;
  const { position, place, zone } = gate;
  return signalOf({ id: SignalId.parse(scan.id), kind: "gate", since: scan.at, position, place, zone, note }, now);
}

function noteOf(verdict: Verdict, code: string): string | null {
  if (verdict.is === "not-genuine") {
    const { fr, en } = FORGED[verdict.because];
    return `Point d’accès ${code} : laissez-passer non authentique, ${fr} / Gate ${code}: a pass that is not genuine, ${en}`;
  }
  if (verdict.is === "escort") {
    const { fr, en } = SERVICES[verdict.service];
    return `Point d’accès ${code} : intervenant à escorter, ${fr} / Gate ${code}: a responder to escort, ${en}`;
  }
  return null;
}

const FORGED: Readonly<
  Record<Extract<Verdict, { is: "not-genuine" }>["because"], { readonly fr: string; readonly en: string }>
> = {
  "bad-signature": { fr: "signature fausse", en: "its signature is wrong" },
  "unknown-key": { fr: "clé inconnue", en: "its key is unknown" },
  "retired-key": { fr: "clé retirée", en: "its key was retired" },
  "from-the-future": { fr: "signé par une clé à venir", en: "signed with a key that is not in use yet" },
};

const SERVICES: Readonly<
  Record<Extract<Verdict, { is: "escort" }>["service"], { readonly fr: string; readonly en: string }>
> = {
  fire: { fr: "pompiers", en: "fire service" },
  medical: { fr: "secours médical", en: "medical service" },
  police: { fr: "police", en: "police" },
  army: { fr: "armée", en: "army" },
  utility: { fr: "dépannage (gaz, eau, électricité)", en: "utilities" },
  other: { fr: "autre service", en: "another service" },
};

/** A supervisor let somebody through by a card that is none. The gate took it, as it knew less; a person looks into it. */
export function signalOfOverride(
  scan: Pick<Scan, "id" | "at">,
  fault: CardFault,
  { code, position, place, zone }: SignallingGate,
  now: Instant,
): Signal {
  const { fr, en } = CARDS[fault];
  const note = `Point d’accès ${code} : passage accordé sur une carte de superviseur ${fr} / Gate ${code}: let through by a supervisor’s card that ${en}`;
  return signalOf({ id: SignalId.parse(scan.id), kind: "gate", since: scan.at, position, place, zone, note }, now);
}

const CARDS: Readonly<Record<CardFault, { readonly fr: string; readonly en: string }>> = {
  unknown: { fr: "inconnue ici", en: "is not known here" },
  "not-a-supervisor": { fr: "qui n’en est pas une", en: "is none" },
  revoked: { fr: "révoquée", en: "was revoked" },
  "out-of-time": { fr: "hors de sa période", en: "was out of its time" },
};

/** @param id drawn by the caller, as the kernel draws none */
export function signalOfCapacity(
  id: SignalId,
  zone: Pick<Zone, "code" | "name" | "place">,
  level: Exclude<CapacityLevel, "calm">,
  count: { readonly inside: number; readonly capacity: number },
  where: { readonly position: Position; readonly at: Instant },
): Signal {
  const { inside, capacity } = count;
  const [fr, en] = level === "full" ? ["jauge atteinte", "full"] : ["près de la jauge", "nearly full"];
  const note = `${zone.name.fr} : ${fr}, ${inside} personnes pour ${capacity} / ${zone.name.en}: ${en}, ${inside} persons of ${capacity}`;
  return signalOf(
    { id, kind: "capacity", since: where.at, position: where.position, place: zone.place, zone: zone.code, note },
    where.at,
  );
}

/** Passes were checked at a gate while no mandate was in force. What was done is written down all the same. */
export function signalOfNoMandate(
  id: SignalId,
  gate: SignallingGate,
  scans: readonly Pick<Scan, "at">[],
  now: Instant,
): Signal {
  const since = scans.reduce((first, { at }) => (at < first ? at : first), now);
  const count = scans.length;
  const note = `Point d’accès ${gate.code} : ${count} contrôle${count >= 2 ? "s" : ""} sans autorisation en vigueur / Gate ${gate.code}: ${count} check${count >= 2 ? "s" : ""} while no mandate was in force`;
  return signalOf({ id, kind: "gate", since, position: gate.position, place: gate.place, zone: gate.zone, note }, now);
}
