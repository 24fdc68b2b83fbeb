import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { axeOn } from "./axe.ts";
import { hasBrowser, testBrowser } from "./browser.ts";
import { type House, openHouse } from "./house.ts";

describe.skipIf(!hasBrowser)("calls, in the console", () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
    const of = { reference: "FR-SDIS", name: "Secours", nation: "FR", languages: ["fr"] };
    const { contingent } = z
      .object({ contingent: z.string() })
      .parse(await house.order("command.register-contingent", of));
    const medics = { kind: "medics", strength: 2, callSign: "Hippocrate 2", contingent };
    const { unit } = z.object({ unit: z.string() }).parse(await house.order("command.register-unit", medics));
    await house.order("command.equip-unit", {
      ...{ unit, languages: null, equipment: [], radios: [{ callSign: "SAMU 75", channel: "PC-4" }] },
    });
    const row = (numero: string, nom_voie: string) => ({
      ...{ id: `${nom_voie} ${numero}`, numero, rep: "", nom_voie, code_postal: "75116", nom_commune: "Paris" },
      ...{ lon: "2.2871", lat: "48.8635" },
    });
    const rows = [
      row("8", "Avenue de Camoëns"),
      row("12", "Rue Benjamin Franklin"),
      row("14", "Rue Benjamin Franklin"),
    ];
    await house.order("command.import-addresses", { rows });
  }, 160_000);
  afterAll(() => house[Symbol.asyncDispose]());

  const enter = async (options: Parameters<typeof testBrowser>[0], path = "/") => {
    const browser = await testBrowser({ language: "en", theme: "night", ...options });
    const page = await browser.open(`${house.url}${path}`);
    const rehearse = page.getByRole("button", { name: /rehears|répétition|exercice/i });
    if (await rehearse.isVisible().catch(() => false)) await rehearse.click();
    await page
      .getByText(/^(Live|En direct)$/)
      .first()
      .waitFor({ timeout: 60_000, state: "attached" });
    return { browser, page };
  };
  const newest = async () => {
    const { signals } = z
      .object({ signals: z.array(z.looseObject({ note: z.string(), call: z.looseObject({}).nullable() })) })
      .parse(await house.ask("command.list-signals", {}));
    return signals[0];
  };

  it("takes a radio call by keyboard alone, and keeps the text when it cannot be sent", {
    timeout: 240_000,
  }, async () => {
    const { browser, page } = await enter({});
    await using _ = browser;
    await page.keyboard.press("r");
    const line = page.getByRole("region", { name: "Take a call" });
    await line.getByLabel("Call sign").waitFor();
    // What is said on the air is the radio's name, whatever the unit is called.
    await page.keyboard.type("samu 75");
    await page.getByRole("option", { name: "Hippocrate 2 · SAMU 75" }).waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("Hippocrate");
    await page
      .getByRole("option", { name: /^Hippocrate 2$/ })
      .first()
      .waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.type("A suitcase alone by the steps");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("12 r benjamin franklyn");
    await page.getByRole("option", { name: /12 Rue Benjamin Franklin, 75116 Paris/ }).waitFor();
    await page.keyboard.press("Enter");
    expect(await line.getByLabel("Where", { exact: true }).inputValue()).toBe("12 Rue Benjamin Franklin, 75116 Paris");

    await page.route("**/api/command/report-call", (route) => route.abort());
    await page.keyboard.press("Enter");
    await line.getByRole("alert").waitFor();
    expect(await line.getByLabel("What", { exact: true }).inputValue()).toBe("A suitcase alone by the steps");
    await page.unroute("**/api/command/report-call");
    // Put away and taken up again, on another page.
    await page.keyboard.press("Escape");
    await line.waitFor({ state: "detached" });
    await page.keyboard.press("g");
    await page.keyboard.press("u");
    await page.getByRole("region", { name: "Units" }).first().waitFor();
    await page.keyboard.press("r");
    expect(await line.getByLabel("What", { exact: true }).inputValue()).toBe("A suitcase alone by the steps");
    await line.getByLabel("What", { exact: true }).press("Enter");
    await page.getByText("Reported. It waits in the queue.").waitFor();
    expect(await newest()).toMatchObject({
      note: "A suitcase alone by the steps",
      call: {
        channel: "radio",
        callSign: expect.stringMatching(/^Hippocrate/),
        address: "12 Rue Benjamin Franklin, 75116 Paris",
      },
    });
    expect(browser.troubles.filter((trouble) => !/WebGL|GPU|report-call|ERR_FAILED/.test(trouble))).toEqual([]);
  });

  it("opens an incident from a telephone call, and shows who called to whoever asks", {
    timeout: 240_000,
  }, async () => {
    const { browser, page } = await enter({});
    await using _ = browser;
    await page.keyboard.press("r");
    const line = page.getByRole("region", { name: "Take a call" });
    await line.getByText("Phone", { exact: true }).click();
    await line.getByLabel("Caller").fill("Jeanne Dubois");
    await line.getByLabel("Number").fill("06 12 34 56 78");
    await line.getByLabel("What", { exact: true }).fill("Smoke from a bin");
    await line.getByLabel("Kind").focus();
    await page.keyboard.type("Fi");
    await line.getByLabel("What", { exact: true }).press("Shift+Enter");
    await line.getByText(/Choose where/).waitFor();
    await line.getByLabel("Where", { exact: true }).fill("48.8617, 2.2885");
    await page.getByRole("option", { name: /coordinates/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Shift+Enter");
    const panel = page.getByRole("region", { name: /^Incident \d+$/ });
    await panel.getByText("Smoke from a bin").first().waitFor();
    await panel.getByRole("button", { name: /^Done: Call the fire service/ }).waitFor();
    await panel.getByRole("button", { name: /^Fire/ }).click();
    const signal = page.getByRole("region", { name: "Fire" });
    await signal.getByRole("button", { name: "Show who called" }).click();
    await signal.getByText("Jeanne Dubois · 06 12 34 56 78").waitFor();
  });

  it("finds an address from the palette, and takes a place from a click on the map", { timeout: 240_000 }, async () => {
    const { browser, page } = await enter({});
    await using _ = browser;
    await page.keyboard.press("Control+k");
    await page.getByPlaceholder(/A place, a unit/).fill("8 av camoens");
    await page.getByRole("button", { name: "8 Avenue de Camoëns, 75116 Paris" }).click();
    await page.keyboard.press("r");
    const line = page.getByRole("region", { name: "Take a call" });
    await line.getByRole("button", { name: "On the map" }).click();
    await page.locator("canvas.maplibregl-canvas").click({ position: { x: 700, y: 300 } });
    await expect.poll(() => line.getByLabel("Where", { exact: true }).inputValue()).toMatch(/\d/);
  });

  it.each([
    ["night", 1440, "fr"],
    ["day", 390, "en"],
  ] as const)("is in order for axe by %s, %d wide", { timeout: 240_000 }, async (theme, width, language) => {
    const { browser, page } = await enter({ theme, width, height: width === 390 ? 844 : 900, language }, "/report");
    await using _ = browser;
    await page.getByRole("region", { name: /Take a call|Prendre un appel/ }).waitFor();
    const { violations } = await axeOn(page)
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
      .analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`),
    ).toEqual([]);
  });
});
