import { type Instant, instantOf, type PlaceId, type Principal, type Role } from "@cordon/kernel";
import { ALWAYS, type PassRequest } from "../words.ts";
import type { Room } from "./room.ts";

const someone = (...roles: readonly Role[]): Principal => ({
  kind: "person",
  id: "p1",
  roles,
  contingent: null,
  unit: null,
});

export const supervisor = someone("supervisor");
export const officer = someone("pass-officer");
export const operator = someone("operator");
export const steward = someone("steward");

const DAY_MS = 86_400_000;
/** A moment so many days from now, on a whole second. */
export const inDays = (days: number): Instant => instantOf(Math.floor((Date.now() + days * DAY_MS) / 1000) * 1000);

/** Around the Trocadéro. */
export const square = {
  type: "Polygon" as const,
  coordinates: [
    [
      [2.284, 48.86],
      [2.294, 48.86],
      [2.294, 48.866],
      [2.284, 48.866],
      [2.284, 48.86],
    ] as const,
  ],
};

export const zone = {
  code: "G1",
  name: { fr: "Trocadéro", en: "Trocadéro" },
  regime: "grey",
  shape: square,
  capacity: 20_000,
  antiPassback: true,
} as const;

export const gate = {
  code: "7",
  name: { fr: "Avenue Kléber", en: "Avenue Kléber" },
  position: [2.2885, 48.866] as const,
  zone: "G1",
  site: "trocadero",
  lanes: [
    { code: "A", direction: "in" as const, means: [] },
    { code: "B", direction: "out" as const, means: [] },
    { code: "C", direction: "both" as const, means: ["car" as const, "van" as const] },
  ],
  hours: ALWAYS,
} as const;

export const categories = [
  { code: "resident", name: { fr: "Riverain", en: "Resident" } },
  { code: "visitor", name: { fr: "Visiteur", en: "Visitor" } },
] as const;

/** On foot with a pass, an identity document from thirteen on. */
export const onFoot = {
  id: "grey-on-foot",
  zones: [],
  regimes: ["grey"],
  categories: [],
  means: ["foot" as const, "bicycle" as const],
  ages: null,
  when: ALWAYS,
  effect: "admit" as const,
  pass: "needed" as const,
  idCheckFromAge: 13,
  note: "",
} as const;

export const request = (said: Partial<PassRequest> = {}): PassRequest => ({
  category: "resident",
  zones: ["G1"],
  notBefore: inDays(-1),
  notAfter: inDays(8),
  holder: { kind: "person", initials: "AB", birthYear: 1980 },
  ...said,
});

/** One zone, one gate and one rule, published. */
export async function publishOne(room: Room): Promise<{ readonly zone: PlaceId; readonly gate: PlaceId }> {
  const drawnZone = await room.must("access.draw-zone", zone, operator);
  const drawnGate = await room.must("access.draw-gate", gate, operator);
  await room.must("access.draft-rules", { categories: [...categories], rules: [onFoot] }, operator);
  const valid = { from: inDays(-1), until: inDays(30) };
  await room.must("access.publish-rules", { valid, basedOn: 0 }, supervisor);
  return { zone: drawnZone.place, gate: drawnGate.place };
}
