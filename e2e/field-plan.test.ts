/** What the command room draws, on the phone of whom it was drawn for: with its place, its distance and whose it is; kept without a network. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { axeOn } from "./axe.ts";
import { hasBrowser, type View } from "./browser.ts";
import { type FieldPhone, fieldPhone, madeIn, press } from "./field-phone.ts";
import { type House, openHouse } from "./house.ts";

const LONG = { timeout: 30_000 };
const HOUR_MS = 3600_000;
const FRENCH: View = { width: 390, height: 844, theme: "night", language: "fr" };
const ENGLISH: View = { width: 390, height: 844, theme: "day", language: "en" };
const TROCADERO = [2.2885, 48.8617];

let house: House;
let alpha: FieldPhone;
let bravo: FieldPhone;
let incident: string;
let task: string;
const overlays = new Map<string, string>();
const stack = new AsyncDisposableStack();

const rows = (page: Page) => page.getByRole("main").getByRole("listitem");
const toPlan = async (page: Page) => {
  await page
    .getByRole("navigation")
    .getByRole("button", { name: /^(Missions|Tasks)$/ })
    .click();
  await press(page, /^(Sur le plan|On the plan)$/);
  await page.getByRole("heading", { name: "Plan", exact: true }).waitFor(LONG);
};
/** Where the plan is looked at from, and how near. */
const lookedAt = (page: Page) => page.locator("main svg g[transform]").first().getAttribute("transform");

async function faults(page: Page): Promise<string[]> {
  const { violations } = await axeOn(page)
    .options({
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      rules: { "color-contrast-enhanced": { enabled: true }, "target-size": { enabled: true } },
    })
    .analyze();
  const small = await page.locator("main button:visible").evaluateAll((buttons) =>
    buttons.flatMap((button) => {
      const { width, height, right } = button.getBoundingClientRect();
      return width < 56 || height < 56 || right > window.innerWidth ? [`small or outside: ${button.outerHTML}`] : [];
    }),
  );
  return [...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)), ...small];
}

beforeAll(async () => {
  if (!hasBrowser) return;
  house = stack.use(await openHouse());
  const contingentOf = (reference: string, name: string) =>
    madeIn(house, "command.register-contingent", { reference, name, nation: "FR", languages: ["fr"] });
  const police = await contingentOf("FR-PN", "Police nationale");
  const medics = await contingentOf("FR-SAMU", "Secours");
  const place = await madeIn(house, "command.draw-place", {
    ...{ reference: "GATE-3", kind: "post", name: { fr: "Porte 3", en: "Gate 3" }, regime: null },
    shape: { type: "Point", coordinates: [2.2915, 48.8617] },
  });
  alpha = stack.use(await fieldPhone(house, { callSign: "Alpha 1", contingent: police, view: FRENCH }));
  bravo = stack.use(await fieldPhone(house, { callSign: "Hippocrate 2", contingent: medics, view: ENGLISH }));
  const begin = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS;
  const [from, until] = [new Date(begin).toISOString(), new Date(begin + HOUR_MS).toISOString()];
  await house.order("command.plan-shifts", {
    shifts: [{ unit: alpha.unit, place, capability: "patrol", from, until }],
  });
  incident = await madeIn(house, "command.open-incident", {
    ...{ kind: "report", title: "Une bagarre", priority: 2, position: TROCADERO },
  });
  task = z
    .object({ task: z.string() })
    .parse(await house.order("command.offer-task", { unit: alpha.unit, incident, order: "Tenir l’escalier" })).task;
  const draw = async (name: string, more: object) =>
    overlays.set(name, await madeIn(house, "command.draw-overlay", { name, ...more }));
  const arrow = {
    style: "arrow",
    shape: {
      type: "LineString",
      coordinates: [
        [2.2885, 48.8627],
        [2.2885, 48.8637],
      ],
    },
  };
  const point = { type: "Point", coordinates: [2.2895, 48.8617] };
  await draw("Évacuation", { ...arrow, audience: { to: "all" } });
  await draw("Groupe hostile", { style: "mark", shape: point, affiliation: "hostile", audience: { to: "all" } });
  await draw("Pour la police", { style: "mark", shape: point, audience: { to: "contingent", contingent: police } });
  await draw("De l’incident", { style: "text", text: "Porte B", shape: point, audience: { to: "incident", incident } });
}, 120_000);
afterAll(() => stack.disposeAsync());

describe.skipIf(!hasBrowser)("the plan on a phone", { timeout: 180_000 }, () => {
  it("shows the unit's task, its post and what was drawn for it, and nothing that was drawn for others", async () => {
    const { page } = alpha;
    await toPlan(page);
    await rows(page).filter({ hasText: "De l’incident" }).waitFor(LONG);
    const said = await rows(page).allInnerTexts();
    expect(said.map((row) => row.split("\n").filter((part) => !/^\d*$/.test(part))[0])).toEqual([
      "Mission : Tenir l’escalier",
      "Votre poste",
      "Évacuation",
      "Groupe hostile",
      "Pour la police",
      "De l’incident",
    ]);
    // 111 m north of the phone begins the arrow; the mark is 73 m to the east.
    expect(said[2]).toMatch(/Flèche · 110\s?m N$/);
    expect(said[3]).toMatch(/Repère · hostile · 73\s?m E$/);
    expect(said[1]).toMatch(/Porte 3 · 220\s?m E$/);
    await toPlan(bravo.page);
    await rows(bravo.page).filter({ hasText: "Groupe hostile" }).waitFor(LONG);
    expect((await rows(bravo.page).allInnerTexts()).map((row) => row.split("\n")[0])).toEqual([
      "Évacuation",
      "Groupe hostile",
    ]);
    for (const phone of [alpha, bravo]) expect(await faults(phone.page)).toEqual([]);
    expect(alpha.browser.troubles).toEqual([]);
  });

  it("moves with a finger, by its buttons and by keys, and comes back to all", async () => {
    const { page } = alpha;
    const whole = await lookedAt(page);
    await press(page, "Rapprocher");
    const near = await lookedAt(page);
    expect(near).not.toBe(whole);
    await page.mouse.move(120, 300);
    await page.mouse.down();
    await page.mouse.move(180, 340, { steps: 4 });
    await page.mouse.up();
    const dragged = await lookedAt(page);
    expect(dragged).not.toBe(near);
    await page.getByRole("group", { name: /^Plan, le nord en haut/ }).press("ArrowLeft");
    expect(await lookedAt(page)).not.toBe(dragged);
    await press(page, "Tout");
    expect(await lookedAt(page)).toBe(whole);
    await rows(page)
      .getByRole("button", { name: /Groupe hostile/ })
      .click();
    expect(await lookedAt(page)).not.toBe(whole);
  });

  it("is there without a network, and follows what is drawn and withdrawn", async () => {
    const { page, browser } = alpha;
    await browser.context.setOffline(true);
    await page.reload();
    await toPlan(page);
    await rows(page).filter({ hasText: "De l’incident" }).waitFor(LONG);
    await page.locator("svg [data-me]").waitFor({ ...LONG, state: "attached" });
    await house.order("command.withdraw-overlay", { overlay: overlays.get("Évacuation") });
    await browser.context.setOffline(false);
    await rows(page)
      .filter({ hasText: "Évacuation" })
      .waitFor({ ...LONG, state: "detached" });
    // What is drawn for an incident is the business of whoever has a task of it.
    await house.order("command.cancel-task", { task, reason: "terminé" });
    await rows(page)
      .filter({ hasText: "De l’incident" })
      .waitFor({ ...LONG, state: "detached" });
    await rows(page).filter({ hasText: "Pour la police" }).waitFor(LONG);
  });
});
