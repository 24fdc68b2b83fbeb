import { instantOf } from "@cordon/kernel";
import { z } from "zod";
import { type House, openHouse } from "./house.ts";

const HOUR_MS = 3_600_000;
/** A moment so many hours from now, on a whole second, as a pass says it. */
export const inHours = (hours: number) => instantOf(Math.floor((Date.now() + hours * HOUR_MS) / 1000) * 1000);

const Placed = z.object({ place: z.string() });
const Issued = z.object({ passes: z.array(z.object({ number: z.number(), text: z.string() })) });

const Offered = z.object({ device: z.string(), link: z.string() });
const ScanSeen = z.object({
  pass: z.number().nullable(),
  gate: z.string(),
  direction: z.string(),
  source: z.string(),
  standing: z.enum(["asked", "acted"]),
  verdict: z.looseObject({ is: z.string() }),
  override: z.object({ by: z.number(), reason: z.string(), note: z.string() }).nullable(),
});
const Scans = z.object({ scans: z.array(ScanSeen) });

export type GateCode = "7" | "8" | "N12";

export interface Pass {
  readonly number: number;
  readonly text: string;
}

/** A house with two zones and three gates under a mandate, its rules published. */
export interface Site extends AsyncDisposable {
  readonly house: House;
  /** By the codes on their signs. */
  readonly gates: Readonly<Record<GateCode, string>>;
  /** A resident of the grey zone, in force, born in 1980, but for what is said. */
  issue(said?: object): Promise<Pass>;
  revoke(pass: Pass): Promise<void>;
  /** Offers a gate's device its enrolment. */
  offer(label: string): Promise<z.infer<typeof Offered>>;
  post(device: string, gate: GateCode): Promise<void>;
  /** As they stand on the server, the latest first; of one pass where one is given. */
  scans(pass?: Pass): Promise<readonly z.infer<typeof ScanSeen>[]>;
}

const square = (lon: number, lat: number) => ({
  type: "Polygon",
  coordinates: [
    [
      [lon, lat],
      [lon + 0.01, lat],
      [lon + 0.01, lat + 0.006],
      [lon, lat + 0.006],
      [lon, lat],
    ],
  ],
});

const ALWAYS = { spans: [], weekly: [], except: [] };
const both = (text: string) => ({ fr: text, en: text });

const zone = (code: string, name: string, lon: number, lat: number) => ({
  code,
  name: both(name),
  regime: "grey",
  shape: square(lon, lat),
  capacity: 20_000,
  antiPassback: true,
});

const gate = (code: string, name: string, ofZone: string, position: readonly [number, number]) => ({
  code,
  name: both(name),
  position,
  zone: ofZone,
  site: "trocadero",
  lanes: [
    { code: "A", direction: "both", means: [] },
    { code: "B", direction: "both", means: ["car", "van", "emergency-vehicle"] },
  ],
  hours: ALWAYS,
});

const rule = (id: string, said: object) => ({
  id,
  zones: [],
  regimes: [],
  categories: [],
  means: [],
  ages: null,
  when: ALWAYS,
  effect: "admit",
  pass: "needed",
  idCheckFromAge: 13,
  note: "",
  ...said,
});

export async function openSite(): Promise<Site> {
  const house = await openHouse();
  try {
    await house.order("mandates.grant", {
      reference: "E2E-PASS-CHECK",
      authority: "Préfet de police (essai)",
      legalBasis: "CSI, L. 226-1",
      processings: ["pass-check", "vehicle-check"],
      events: [],
      purpose: "event-security",
      statement: both("Contrôle des laissez-passer"),
      area: {
        type: "Polygon",
        coordinates: [
          [
            [2.2, 48.8],
            [2.4, 48.8],
            [2.4, 48.9],
            [2.2, 48.9],
            [2.2, 48.8],
          ],
        ],
      },
      period: { from: inHours(-1), until: inHours(24) },
      retentionDays: 3,
    });
    const draw = async (name: string, input: object) => Placed.parse(await house.order(name, input)).place;
    await draw("access.draw-zone", zone("G1", "Trocadéro", 2.284, 48.86));
    await draw("access.draw-zone", zone("G2", "Alma", 2.3, 48.862));
    const gates = {
      "7": await draw("access.draw-gate", gate("7", "Avenue Kléber", "G1", [2.2885, 48.866])),
      "8": await draw("access.draw-gate", gate("8", "Pont d’Iéna", "G1", [2.2922, 48.8602])),
      N12: await draw("access.draw-gate", gate("N12", "Place de l’Alma", "G2", [2.3012, 48.8645])),
    };
    await house.order("access.draft-rules", {
      categories: ["resident", "visitor", "delivery", "supervisor"].map((code) => ({ code, name: both(code) })),
      rules: [
        rule("emergency", { means: ["emergency-vehicle"], pass: "not-needed", idCheckFromAge: null }),
        rule("grey-on-foot", { means: ["foot", "bicycle"] }),
        rule("deliveries", { means: ["van"], categories: ["delivery"], idCheckFromAge: null }),
      ],
    });
    await house.order("access.publish-rules", { valid: { from: inHours(-1), until: inHours(72) }, basedOn: 0 });
    return {
      house,
      gates,
      async post(device, at) {
        await house.order("access.post-device", { device, gate: gates[at], lane: null });
      },
      async issue(said = {}) {
        const request = {
          category: "resident",
          zones: ["G1"],
          notBefore: inHours(-24),
          notAfter: inHours(72),
          holder: { kind: "person", initials: "AM", birthYear: 1980 },
          ...said,
        };
        const [pass] = Issued.parse(await house.order("access.issue-passes", { requests: [request] })).passes;
        if (pass === undefined) throw new Error("no pass was issued");
        return pass;
      },
      async revoke({ number }) {
        await house.order("access.revoke-passes", { passes: [number], reason: "lost", note: "" });
      },
      async offer(label) {
        const wanted = { kind: "gate", unit: null, contingent: null, label, site: null };
        return Offered.parse(await house.order("identity.offer-enrolment", wanted));
      },
      async scans(pass) {
        const asked = pass === undefined ? {} : { pass: pass.number };
        return Scans.parse(await house.ask("access.list-scans", asked)).scans;
      },
      [Symbol.asyncDispose]: () => house[Symbol.asyncDispose](),
    };
  } catch (error) {
    await house[Symbol.asyncDispose]();
    throw error;
  }
}
