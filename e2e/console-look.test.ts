/** Every page of the command room, in both themes, both languages, on a desk and on a phone: axe, and nothing cut off or beside the screen. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { axeOn } from "./axe.ts";
import { hasBrowser, testBrowser, type View } from "./browser.ts";
import { type House, openHouse } from "./house.ts";

const HOUR_MS = 3600_000;
const QUAY = [2.2925, 48.8597];
const Ids = z.record(z.string(), z.unknown());

/** A page as it is opened, and what is pressed on it by its name in both languages. */
interface Visit {
  readonly path: string;
  readonly press?: readonly RegExp[];
  readonly key?: string;
}

describe.skipIf(!hasBrowser)("how the command room looks", () => {
  let house: House;
  let visits: readonly Visit[] = [];

  const made = async (name: string, input: unknown): Promise<string> =>
    String(Object.values(Ids.parse(await house.order(name, input)))[0]);

  beforeAll(async () => {
    house = await openHouse();
    const contingent = await made("command.register-contingent", {
      ...{ reference: "FR-BSPP", name: "Brigade de sapeurs-pompiers de Paris", nation: "FR", languages: ["fr", "en"] },
    });
    const place = await made("command.draw-place", {
      ...{ reference: "GATE-3", kind: "post", name: { fr: "Pont Léopold-Sédar-Senghor", en: "Gate 3" }, regime: null },
      shape: { type: "Point", coordinates: QUAY },
    });
    const register = (callSign: string, kind: string) =>
      made("command.register-unit", { callSign, kind, strength: 4, contingent });
    const unit = await register("Hippocrate 12", "medics");
    await register("Lutèce 11", "patrol");
    await house.order("command.equip-unit", {
      ...{ unit, languages: ["fr", "de"], radios: [{ callSign: "BRAVO 1", channel: "PC-4" }] },
      equipment: [{ kind: "defibrillator", count: 2 }],
    });
    await house.order("command.grant-powers", { contingent, grants: [], releasableTo: ["FR"] });
    const begin = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS;
    const hour = (hours: number) => new Date(begin + hours * HOUR_MS).toISOString();
    await house.order("command.require-post", {
      place,
      requirements: [{ capability: "medics", units: 2, from: hour(0), until: hour(10) }],
    });
    const shift = { unit, place, capability: "medics", from: hour(0), until: hour(4) };
    await house.order("command.plan-shifts", { shifts: [shift] });
    const incident = await made("command.open-incident", {
      ...{
        kind: "abandoned-object",
        title: "Valise abandonnée près du kiosque, côté quai",
        priority: 1,
        position: QUAY,
      },
    });
    await house.order("command.note-incident", { incident, text: "The dogs are on their way" });
    await house.order("command.skip-step", { incident, step: "secure-100-m", reason: "la place est déjà fermée" });
    await house.order("command.offer-task", { incident, unit, order: "Tenir le périmètre de 100 m" });
    await house.order("command.raise-signal", { kind: "report", note: "Fumée au-dessus du quai", position: QUAY });
    const text = "Rejoignez la tribune nord par le passage Debilly et rendez compte à l’arrivée";
    await house.order("command.send-message", { to: { kind: "unit", unit }, text, urgency: "urgent" });
    await house.order("command.draw-overlay", {
      ...{ name: "Point de rendez-vous", style: "mark", shape: { type: "Point", coordinates: QUAY } },
    });
    const { size } = z.object({ size: z.number() }).parse(await house.ask("command.find-moment", {}));
    await house.order("command.mark-moment", { size, note: "The dogs left", incident });
    visits = [
      { path: "/" },
      { path: "/", key: "h" },
      { path: "/forces" },
      { path: "/forces", press: [/^(Catalogue)$/] },
      { path: "/forces", press: [/^(Catalogue)$/, /^(Describe a kind|Décrire un type)$/] },
      { path: "/forces", press: [/^(Import|Importer)$/] },
      { path: "/units" },
      { path: `/units/${unit}` },
      { path: "/roster" },
      { path: "/roster", press: [/^(Who is there|Qui est là)$/] },
      { path: "/roster", press: [/^(Timeline|Frise)$/] },
      { path: "/roster", press: [/^(Plan|Prévoir)$/] },
      { path: "/roster", press: [/^(Needs|Besoins)$/] },
      { path: "/roster", press: [/^(File|Fichier)$/] },
      { path: `/incidents/${incident}` },
      { path: `/incidents/${incident}`, key: "t" },
      { path: "/open-incident" },
      { path: "/report" },
      { path: "/needs" },
      { path: "/procedures" },
      { path: "/procedures", press: [/^(Edit|Modifier).* (Abandoned object|Objet abandonné)$/] },
      { path: "/messages" },
      { path: `/messages/unit:${unit}` },
      { path: "/messages", press: [/^(To an area on the map|À une zone sur la carte)$/] },
      { path: "/drawings" },
      { path: "/drawings", press: [/^(Draw something|Tracer)$/] },
      { path: "/review" },
    ];
  }, 160_000);
  afterAll(async () => {
    await house?.[Symbol.asyncDispose]();
  });

  /** A tab is the label of its radio button; all else that is pressed is a button. */
  const press = (page: Page, name: RegExp) =>
    page
      .getByRole("button", { name })
      .or(page.locator("label").filter({ hasText: name }))
      .first()
      .click();

  it.each([
    { language: "fr", theme: "night", width: 1440, height: 900 },
    { language: "en", theme: "day", width: 390, height: 844 },
    { language: "fr", theme: "day", width: 390, height: 844 },
  ] satisfies View[])(
    "in $language by $theme, $width wide: every page is in order for axe, and nothing is cut off",
    { timeout: 300_000 },
    async (view) => {
      await using browser = await testBrowser(view);
      const page = await browser.open(house.url);
      const found: string[] = [];
      for (const { path, press: pressed = [], key } of visits) {
        await page.goto(`${house.url}${path}`);
        await page.locator('[data-ready="true"]').waitFor({ state: "attached", timeout: 60_000 });
        await page.getByRole("status", { name: /^(Loading|Chargement)/ }).waitFor({ state: "detached" });
        for (const name of pressed) await press(page, name);
        if (key !== undefined) await page.keyboard.press(key);
        await page.waitForTimeout(300);
        const said = [path, ...pressed.map(String), key ?? ""].join(" ");
        const { violations } = await axeOn(page)
          .options({
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
            rules: { "label-content-name-mismatch": { enabled: true } },
          })
          .analyze();
        for (const { id, nodes } of violations)
          for (const { html } of nodes) found.push(`${said} ${id}: ${html.slice(0, 200)}`);
        for (const misfit of await misfits(page)) found.push(`${said} ${misfit}`);
      }
      expect(found).toEqual([]);
      expect(browser.troubles.filter((trouble) => !/WebGL|GPU/.test(trouble))).toEqual([]);
    },
  );
});

/** What is wider than the screen, and words that do not fit into their button. What is long by nature, a name or a note, ends in an ellipsis. */
async function misfits(page: Page): Promise<string[]> {
  return page.locator("button:visible, label:visible").evaluateAll((controls) => [
    ...(document.documentElement.scrollWidth > window.innerWidth ? ["the page is wider than the screen"] : []),
    ...controls.flatMap((control) => {
      const texts = [control, ...control.querySelectorAll("*")];
      const cut = texts.some(
        (each) =>
          each.scrollWidth > each.clientWidth + 1 &&
          each.clientWidth > 1 &&
          getComputedStyle(each).overflowX === "hidden" &&
          getComputedStyle(each).textOverflow !== "ellipsis",
      );
      const { right } = control.getBoundingClientRect();
      const scrolled = control.closest("[class*=scroll], table, [role=group]") !== null;
      const outside = right > window.innerWidth + 1 && !scrolled;
      return cut || outside ? [`${cut ? "cut" : "outside"}: ${control.textContent}`] : [];
    }),
  ]);
}
