import { z } from "zod";

const HOUR_MS = 3_600_000;
const CENTRE = [2.2885, 48.8617] as const;
const ALWAYS = { spans: [], weekly: [], except: [] };

export type Order = (name: string, input: unknown) => Promise<unknown>;

const later = (hours: number) => new Date(Math.floor(Date.now() / 1000) * 1000 + hours * HOUR_MS).toISOString();

function square(half: number) {
  const [lon, lat] = CENTRE;
  const corner = (east: number, north: number) => [lon + east * half, lat + north * half];
  return {
    type: "Polygon",
    coordinates: [[corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1), corner(-1, -1)]],
  };
}

/** A zone, a gate with its rules in force, a mandate, and passes. @returns the gate's place and the passes' codes */
export async function furnishGate(
  order: Order,
  passes: number,
): Promise<{ readonly gate: string; readonly texts: readonly string[] }> {
  await order("mandates.grant", {
    reference: "BENCH-1",
    authority: "Bench",
    legalBasis: "Code de la sécurité intérieure, art. L. 226-1",
    processings: ["pass-check", "vehicle-check"],
    events: [],
    purpose: "event-security",
    statement: { fr: "Banc d’essai.", en: "Bench." },
    area: square(0.05),
    period: { from: later(-1), until: later(100) },
    retentionDays: 1,
  });
  const zone = { code: "G1", name: { fr: "Zone grise", en: "Grey zone" }, regime: "grey", capacity: null };
  // The film shows the same passes again and again: each time they may enter.
  await order("access.draw-zone", { ...zone, shape: square(0.002), antiPassback: false });
  const gate = await order("access.draw-gate", {
    code: "7",
    name: { fr: "Accès 7", en: "Gate 7" },
    position: [CENTRE[0] - 0.002, CENTRE[1]],
    zone: "G1",
    site: "bench",
    lanes: [{ code: "A", direction: "both", means: [] }],
    hours: ALWAYS,
  });
  const every = { zones: [], regimes: [], categories: [], means: [], ages: null, when: ALWAYS, note: "" };
  const rule = { ...every, id: "passes", effect: "admit", pass: "needed", idCheckFromAge: 13 };
  await order("access.draft-rules", { categories: [], rules: [rule] });
  await order("access.publish-rules", { valid: { from: later(-1), until: later(100) }, basedOn: 0 });
  const request = {
    category: "resident",
    zones: ["G1"],
    notBefore: later(-1),
    notAfter: later(100),
    holder: { kind: "person", initials: "AM", birthYear: 1985 },
  };
  const requests = Array.from({ length: passes }, () => request);
  const issued = await order("access.issue-passes", { requests });
  const Issued = z.object({ passes: z.array(z.object({ text: z.string() })) });
  return {
    gate: z.object({ place: z.string() }).parse(gate).place,
    texts: Issued.parse(issued).passes.map(({ text }) => text),
  };
}
