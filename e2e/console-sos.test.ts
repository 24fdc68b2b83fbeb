/** An officer in danger whose phone knows no position: the room is told that nobody knows, on no map, until somebody says where. */
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { axeOn } from "./axe.ts";
import { hasBrowser, testBrowser } from "./browser.ts";
import { fieldPhone, madeIn } from "./field-phone.ts";
import { openHouse } from "./house.ts";

const LONG = { timeout: 30_000 };
const Signals = z.object({ signals: z.array(z.object({ position: z.null(), sos: z.object({ where: z.string() }) })) });
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const violationsOn = async (page: Page) => (await axeOn(page).withTags(WCAG).analyze()).violations;
const Incidents = z.object({ incidents: z.array(z.object({ position: z.array(z.number()).nullable() })) });

describe.skipIf(!hasBrowser)("a call for help from nobody knows where", { timeout: 180_000 }, () => {
  it("is said to be of unknown position, and is on the map once somebody says where it is", async () => {
    await using house = await openHouse();
    const contingent = await madeIn(house, "command.register-contingent", {
      ...{ reference: "FR-PN", name: "Police nationale", nation: "FR", languages: ["fr"] },
    });
    // What was noticed elsewhere must not be taken for where the officer is.
    await house.order("command.raise-signal", { kind: "report", note: "A bag", position: [2.3, 48.85] });
    await using alpha = await fieldPhone(house, { callSign: "Alpha 1", contingent, located: false });
    await alpha.page.getByRole("button", { name: /^SOS/ }).focus();
    await alpha.page.keyboard.down("Enter");
    await alpha.page.getByRole("alert", { name: "Your SOS" }).waitFor(LONG);
    await alpha.page.keyboard.up("Enter");
    await alpha.page.getByText("Position unknown. Say where you are by radio.").waitFor(LONG);
    const { signals } = Signals.parse(await house.ask("command.list-signals", { limit: 1 }));
    expect(signals[0]).toEqual({ position: null, sos: { where: "nowhere" } });

    await using browser = await testBrowser({ language: "fr", width: 1440, height: 900 });
    const page = await browser.open(house.url);
    await page.getByRole("button", { name: /Alpha 1 · Position inconnue/ }).click();
    const panel = page.getByRole("region", { name: "SOS" });
    await panel.getByText("personne ne sait : demandez par radio").waitFor(LONG);
    await panel.getByText("Position inconnue", { exact: true }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.keyboard.press("c");
    await page.getByText("Personne ne sait encore où c’est.", { exact: false }).waitFor(LONG);
    expect(await page.getByRole("button", { name: /^Nouvelle mission/ }).count()).toBe(0);
    expect(await violationsOn(page)).toEqual([]);
    await page.getByRole("textbox", { name: "Où" }).fill("48.8617, 2.2885");
    await page.getByRole("option", { name: /48,86170/ }).click();
    await page.getByRole("button", { name: "Dire où c’est" }).click();
    await page
      .getByRole("button", { name: /^Nouvelle mission/ })
      .first()
      .waitFor(LONG);
    const { incidents } = Incidents.parse(await house.ask("command.list-incidents", {}));
    expect(incidents[0]?.position).toEqual([2.2885, 48.8617]);
    expect(browser.troubles).toEqual([]);
  });
});
