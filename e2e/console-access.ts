import { expect } from "vitest";
import type { Page } from "playwright-core";
import { z } from "zod";
import { type TestBrowser, testBrowser, type View } from "./browser.ts";
import type { House } from "./house.ts";

const Perimeters = z.object({
  draft: z.object({
    zones: z.array(z.object({ code: z.string(), place: z.string(), shape: z.object({ coordinates: z.unknown() }) })),
    gates: z.array(z.object({ code: z.string(), place: z.string() })),
    categories: z.array(z.unknown()),
    rules: z.array(z.looseObject({ id: z.string() })),
  }),
  published: z.object({ number: z.number(), valid: z.object({ until: z.string() }) }).nullable(),
});

export const perimetersOf = async (house: House) => Perimeters.parse(await house.ask("access.show-perimeters", {}));

/** The console at a path, its map in place. */
export async function enter(
  house: House,
  path: string,
  view: View = {},
): Promise<{ readonly browser: TestBrowser; readonly page: Page }> {
  const browser = await testBrowser({ language: "en", ...view });
  const page = await browser.open(`${house.url}${path}`);
  await page.getByRole("region", { name: /Map of the operation|Carte de l’opération/ }).waitFor();
  return { browser, page };
}

/** Goes to a page as those who know the keys do: `G`, then a letter. */
export async function goByKey(page: Page, letter: string): Promise<void> {
  await page.getByText("Live", { exact: true }).first().waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press(letter);
}

export const panel = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

export const tab = (page: Page, name: string) =>
  page
    .getByRole("main")
    .locator("label")
    .filter({ hasText: new RegExp(`^${name}$`) })
    .click();

const HOUR_MS = 3_600_000;
/** Whole seconds, as passes say them. */
export const inHours = (hours: number) =>
  new Date(Math.floor(Date.now() / 1000) * 1000 + hours * HOUR_MS).toISOString();

const square = (west: number, south: number, side: number) => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [west + side, south],
      [west + side, south + side],
      [west, south + side],
      [west, south],
    ],
  ],
});

/** Two zones around the Trocadéro and a gate into the first, which holds a hundred. */
export async function drawTrocadero(house: House): Promise<{ readonly gate: string }> {
  const name = (fr: string, en: string) => ({ fr, en });
  const properties = { kind: "zone", regime: "grey", antiPassback: true };
  await house.order("access.import-perimeters", {
    collection: {
      type: "FeatureCollection",
      features: [
        {
          type: "Feature",
          geometry: square(2.284, 48.858, 0.008),
          properties: {
            ...properties,
            code: "G1",
            name: name("Trocadéro, zone grise", "Trocadéro, grey zone"),
            capacity: 100,
          },
        },
        {
          type: "Feature",
          geometry: square(2.294, 48.858, 0.006),
          properties: { ...properties, code: "R1", name: name("Zone rouge", "Red zone"), regime: "red" },
        },
        {
          type: "Feature",
          geometry: { type: "Point", coordinates: [2.2875, 48.8655] },
          properties: {
            kind: "gate",
            code: "7",
            name: name("Place du Trocadéro", "Place du Trocadéro"),
            zone: "G1",
            site: "trocadero",
          },
        },
      ],
      rules: [{ ...ON_FOOT, id: "on-foot", note: "" }],
    },
  });
  const { draft } = await perimetersOf(house);
  const gate = draft.gates[0]?.place;
  if (gate === undefined) throw new Error("no gate was drawn");
  return { gate };
}

const ON_FOOT = {
  zones: [],
  regimes: [],
  categories: [],
  means: [],
  ages: null,
  when: { spans: [], weekly: [], except: [] },
  effect: "admit",
  pass: "needed",
  idCheckFromAge: 13,
};

/** Puts what is drawn into force, and a mandate to check passes. */
export async function openGates(house: House): Promise<void> {
  await house.order("access.publish-rules", { valid: { from: inHours(-1), until: inHours(48) }, basedOn: 0 });
  await house.order("mandates.grant", {
    reference: "EX-GATES",
    authority: "Préfet (exercice)",
    legalBasis: "Code de la sécurité intérieure, art. L226-1",
    processings: ["pass-check", "vehicle-check"],
    events: [],
    purpose: "event-security",
    statement: { fr: "Contrôle des laissez-passer", en: "Pass checks" },
    area: square(2.2, 48.7, 0.2),
    period: { from: inHours(-1), until: inHours(48) },
    retentionDays: 7,
  });
}

/** Nothing of the page reaches past the window's edge. */
export async function expectFits(page: Page, where: string): Promise<void> {
  const fits = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  expect(fits, `${where} scrolls sideways`).toBe(true);
}
