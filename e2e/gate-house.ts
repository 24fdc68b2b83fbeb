import type { Page } from "playwright-core";
import { z } from "zod";
import { type House, openHouse } from "./house.ts";

/** A house with a perimeter: two gates of a grey zone where who is inside must leave before entering again, and one of a zone beside it. */
export interface GateHouse extends House {
  /** Places of the gates by the code on their signs. */
  readonly gates: Readonly<Record<"7" | "8" | "12", string>>;
  /** The texts of passes' codes, in order, with their numbers. */
  issue(passes: readonly PassWish[]): Promise<readonly { readonly number: number; readonly text: string }[]>;
  /** An enrolment link for a new device that is posted at a gate, and the device. */
  offer(gate: "7" | "8" | "12" | null): Promise<{ readonly link: string; readonly device: string }>;
  /** What stands in the journal of scans, the latest first. */
  scans(): Promise<readonly ScanRow[]>;
}

export interface PassWish {
  readonly category?: string;
  readonly zones?: readonly string[];
  readonly birthYear?: number;
  readonly notBefore?: string;
}

const Placed = z.object({ place: z.string() });
const Issued = z.object({ passes: z.array(z.object({ number: z.number(), text: z.string() })) });
const Offered = z.object({ link: z.string(), device: z.string() });
const ScanRow = z.looseObject({
  id: z.string(),
  pass: z.number().nullable(),
  standing: z.string(),
  verdict: z.looseObject({ is: z.string() }),
});
type ScanRow = z.infer<typeof ScanRow>;

const CENTRE = [2.2885, 48.8617] as const;
const HOUR_MS = 3_600_000;

const square = ([lon, lat]: readonly [number, number], half: number) => ({
  type: "Polygon",
  coordinates: [
    [
      [lon - half, lat - half],
      [lon + half, lat - half],
      [lon + half, lat + half],
      [lon - half, lat + half],
      [lon - half, lat - half],
    ],
  ],
});

const later = (hours: number) => new Date(Math.floor(Date.now() / 1000) * 1000 + hours * HOUR_MS).toISOString();
const ALWAYS = { spans: [], weekly: [], except: [] };

export async function gateHouse(): Promise<GateHouse> {
  const house = await openHouse();
  try {
    const gates = await drawn(house);
    let devices = 0;
    return {
      ...house,
      gates,
      async issue(passes) {
        const requests = passes.map(({ category = "resident", zones = ["G1"], birthYear = 1985, notBefore }) => ({
          category,
          zones,
          notBefore: notBefore ?? later(-1),
          notAfter: later(100),
          holder: { kind: "person", initials: "AM", birthYear },
        }));
        return Issued.parse(await house.order("access.issue-passes", { requests })).passes;
      },
      async offer(gate) {
        const wish = { kind: "gate", unit: null, contingent: null, label: `Gate phone ${++devices}` };
        const offered = Offered.parse(await house.order("identity.offer-enrolment", wish));
        if (gate !== null)
          await house.order("access.post-device", { device: offered.device, gate: gates[gate], lane: null });
        return offered;
      },
      async scans() {
        const page = await house.ask("access.list-scans", { limit: 500 });
        return z.looseObject({ scans: z.array(ScanRow) }).parse(page).scans;
      },
    };
  } catch (error) {
    await house[Symbol.asyncDispose]();
    throw error;
  }
}

async function drawn(house: House): Promise<GateHouse["gates"]> {
  await house.order("mandates.grant", {
    reference: "TEST-1",
    authority: "Préfet de police",
    legalBasis: "Code de la sécurité intérieure, art. L. 226-1",
    processings: ["pass-check", "vehicle-check"],
    events: [],
    purpose: "event-security",
    statement: { fr: "Contrôle des laissez-passer.", en: "Passes are checked." },
    area: square(CENTRE, 0.05),
    period: { from: later(-1), until: later(100) },
    retentionDays: 7,
  });
  const zone = (code: string, fr: string, en: string, at: readonly [number, number], antiPassback: boolean) =>
    house.order("access.draw-zone", {
      code,
      name: { fr, en },
      regime: "grey",
      shape: square(at, 0.002),
      capacity: 1000,
      antiPassback,
    });
  await zone("G1", "Zone grise", "Grey zone", CENTRE, true);
  await zone("G2", "Zone voisine", "Next zone", [CENTRE[0] + 0.006, CENTRE[1]], false);
  const gate = async (code: string, zone: string, position: readonly [number, number]) =>
    Placed.parse(
      await house.order("access.draw-gate", {
        code,
        name: { fr: `Accès ${code}`, en: `Gate ${code}` },
        position,
        zone,
        site: "trocadero",
        lanes: [{ code: "A", direction: "both", means: [] }],
        hours: ALWAYS,
      }),
    ).place;
  const gates = {
    "7": await gate("7", "G1", [CENTRE[0] - 0.002, CENTRE[1]]),
    "8": await gate("8", "G1", [CENTRE[0] - 0.002, CENTRE[1] + 0.001]),
    "12": await gate("12", "G2", [CENTRE[0] + 0.004, CENTRE[1]]),
  };
  const rule = {
    id: "passes",
    zones: [],
    regimes: [],
    categories: [],
    means: [],
    ages: null,
    when: ALWAYS,
    effect: "admit",
    pass: "needed",
    idCheckFromAge: null,
    note: "",
  };
  await house.order("access.draft-rules", { categories: [], rules: [rule] });
  await house.order("access.publish-rules", { valid: { from: later(-1), until: later(100) }, basedOn: 0 });
  return gates;
}

const Measured = z.array(z.object({ verdict: z.string(), scan: z.string().nullable() }));

/** The verdicts that were shown on this page since it was opened, in order. */
export async function verdictsOn(page: Page): Promise<z.infer<typeof Measured>> {
  const details = await page.evaluate(() =>
    performance
      .getEntriesByName("cordon.frame-to-verdict")
      .map((entry): unknown => ("detail" in entry ? entry.detail : null)),
  );
  return Measured.parse(details);
}

/** Scans a code with a hand scanner and waits for its verdict. */
export async function scanned(page: Page, text: string): Promise<string> {
  const before = (await verdictsOn(page)).length;
  await typeLikeAScanner(page, text);
  for (let tries = 0; tries < 400; tries++) {
    const verdict = (await verdictsOn(page))[before];
    if (verdict !== undefined) return verdict.verdict;
    await page.waitForTimeout(50);
  }
  throw new Error("no verdict was shown");
}

/** Enrols the browser as a device and waits until it is at its gate. */
export async function enrolHere(page: Page): Promise<void> {
  await page.getByRole("button", { name: /Yes, enrol|Oui, enrôler/ }).click();
  await page
    .getByText(/^(Gate|Accès) \d+$/)
    .first()
    .waitFor();
  await page
    .getByText(/^(Live|En ligne|En direct)$/)
    .first()
    .waitFor();
  await page
    .getByText(/^(Rules|Règles) \d+$/)
    .first()
    .waitFor();
}

/** A hand scanner: a keyboard whose keys all come at once, ended by Enter. */
export async function typeLikeAScanner(page: Page, text: string): Promise<void> {
  await page.evaluate((code) => {
    for (const key of [...Array.from(code), "Enter"])
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  }, text);
}
