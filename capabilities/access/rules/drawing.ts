import { type NewEntry, type Place, PlaceDrawn, type PlaceId, type Refusal } from "@cordon/kernel";
import { type Gate, GateDefined, type Zone, ZoneDefined } from "../words.ts";
import { refuseAccess } from "../words/refusals.ts";

/** What is known under a place's id or reference before something is drawn there. */
export interface PlaceBefore {
  readonly place: Place | null;
  readonly zone: Zone | null;
  readonly gate: Gate | null;
}

export const NOTHING_THERE: PlaceBefore = { place: null, zone: null, gate: null };

/** What is called as the zone or gate that is to be drawn. */
export interface Namesakes {
  /** The zone, or the gate, that has this code already. */
  readonly byCode: PlaceId | null;
  /** The place that has this reference already, be it a zone, a gate or a post. */
  readonly byReference: PlaceId | null;
}

/** A zone as it is to be from now on. Nothing follows from saying the same again. */
export function drawZone(
  { zone, reference }: { readonly zone: Zone; readonly reference: string },
  before: PlaceBefore,
  { byCode, byReference }: Namesakes,
): readonly NewEntry[] | Refusal {
  if (before.gate !== null)
    return refuseAccess(
      "gate-under-reference",
      "conflict",
      `There is the gate ${before.gate.code} under ${reference}.`,
      reference,
      { code: before.gate.code, reference },
    );
  if (byCode !== null && byCode !== zone.place)
    return refuseAccess("zone-code-taken", "conflict", `Another zone has the code ${zone.code}.`, zone.code, {
      code: zone.code,
    });
  if (byReference !== null && byReference !== zone.place)
    return refuseAccess("reference-taken", "conflict", `Another place has the reference ${reference}.`, reference, {
      reference,
    });
  const place: Place = {
    id: zone.place,
    reference,
    kind: "zone",
    name: zone.name,
    shape: zone.shape,
    regime: zone.regime,
  };
  const { code, capacity, antiPassback } = zone;
  const said = { place: zone.place, code, capacity, antiPassback };
  const drawn = same(place, before.place) ? [] : [PlaceDrawn.of(place)];
  const stood = before.zone;
  const unchanged =
    stood !== null &&
    same(said, { place: stood.place, code: stood.code, capacity: stood.capacity, antiPassback: stood.antiPassback });
  return unchanged ? drawn : [...drawn, ZoneDefined.of(said)];
}

/** A gate as it is to be from now on. */
export function drawGate(
  { gate, reference }: { readonly gate: Gate; readonly reference: string },
  before: PlaceBefore,
  { byCode, byReference }: Namesakes,
): readonly NewEntry[] | Refusal {
  if (before.zone !== null)
    return refuseAccess(
      "zone-under-reference",
      "conflict",
      `There is the zone ${before.zone.code} under ${reference}.`,
      reference,
      { code: before.zone.code, reference },
    );
  if (byCode !== null && byCode !== gate.place)
    return refuseAccess("gate-code-taken", "conflict", `Another gate has the code ${gate.code}.`, gate.code, {
      code: gate.code,
    });
  if (byReference !== null && byReference !== gate.place)
    return refuseAccess("reference-taken", "conflict", `Another place has the reference ${reference}.`, reference, {
      reference,
    });
  const codes = gate.lanes.map((lane) => lane.code);
  const twice = codes.find((code, at) => codes.indexOf(code) !== at);
  if (twice !== undefined)
    return refuseAccess("lane-twice", "invalid", `Two lanes of gate ${gate.code} have the code ${twice}.`, twice, {
      gate: gate.code,
      lane: twice,
    });
  const { code, zone, site, lanes, hours } = gate;
  const shape = { type: "Point", coordinates: gate.position } as const;
  const place: Place = { id: gate.place, reference, kind: "gate", name: gate.name, shape, regime: null };
  const said = { place: gate.place, code, zone, site, lanes, hours };
  const drawn = same(place, before.place) ? [] : [PlaceDrawn.of(place)];
  return same(gate, before.gate) ? drawn : [...drawn, GateDefined.of(said)];
}

/** Members in any order: what comes back from a database has its own. */
export function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item: unknown, at) => same(item, b[at]));
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return Object.is(a, b);
  const [left, right] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))];
  return left.length === right.size && left.every(([name, member]) => right.has(name) && same(member, right.get(name)));
}
