import { ulid } from "@cordon/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { axeOn } from "./axe.ts";
import { hasBrowser, testBrowser } from "./browser.ts";
import { drawTrocadero, enter, expectFits, goByKey, inHours, openGates, panel, tab } from "./console-access.ts";
import { type House, openHouse } from "./house.ts";

const Offered = z.object({ device: z.string(), link: z.string() });

let house: House;
let gate: string;

describe.skipIf(!hasBrowser)("gates in the command centre", { timeout: 120_000 }, () => {
  beforeAll(async () => {
    house = await openHouse();
    ({ gate } = await drawTrocadero(house));
    await openGates(house);
  });
  afterAll(async () => {
    await house?.[Symbol.asyncDispose]();
  });

  it("shows gates as they work: who is inside, what was said, a device enrolled here and revoked when it is lost", async () => {
    const scans = Array.from({ length: 95 }, (_none, at) => ({
      id: ulid(Date.now(), crypto.getRandomValues(new Uint8Array(10))),
      gate,
      lane: "A",
      direction: "in",
      at: new Date().toISOString(),
      source: "camera",
      means: "foot",
      pass: at + 2,
      found: { is: "admit" },
      standing: "asked",
      override: null,
      rules: 1,
      revocationsAsOf: new Date().toISOString(),
      skewMs: 0,
    }));
    await house.order("access.record-scans", { scans });

    const { browser, page } = await enter(house, "/");
    await using _ = browser;
    await goByKey(page, "g");
    const gates = panel(page, "Gates");
    await gates.getByText("95 of 100 (95%)").waitFor();
    await gates.getByText("Nearly full").waitFor();
    await gates.getByRole("meter", { name: /Trocadéro, grey zone/ }).waitFor();
    await gates.getByRole("listitem", { name: "Gate 7" }).getByText("Open", { exact: true }).waitFor();
    await gates.getByText("95", { exact: true }).first().waitFor();
    await gates.getByText("None: no pass went in twice without coming out.").waitFor();

    await gates.getByRole("button", { name: "Set right the count of zone G1" }).click();
    await gates.getByLabel("Inside, counted").fill("40");
    await gates.getByLabel("How it was counted").fill("Walked through");
    await gates.getByRole("button", { name: "Set right", exact: true }).click();
    await gates.getByText("40 of 100 (40%)").waitFor();

    await gates.getByRole("button", { name: "Enrol a device at gate 7" }).click();
    await gates.getByRole("textbox", { name: "Label" }).fill("Gate 7, tablet");
    await gates.getByRole("button", { name: "Offer enrolment" }).click();
    await gates.getByRole("img", { name: "QR code of the enrolment link" }).waitFor();
    expect(await gates.getByRole("link", { name: /\/gate\/#enrol=/ }).count()).toBe(1);
    await gates.getByRole("button", { name: "Make another" }).click();
    await gates.getByRole("button", { name: "Gate 7, tablet is lost: revoke it" }).click();
    await gates.getByLabel("Why it is revoked").fill("Left in a taxi");
    await gates.getByRole("button", { name: "Revoke the device" }).click();
    await gates.getByText("Gate 7, tablet").waitFor({ state: "detached" });
    expect(browser.troubles).toEqual([]);
  });

  it("says which rule set each gate holds: one that is cut off is told apart from those that have the new one", async () => {
    const wanted = { kind: "gate", unit: null, contingent: null, label: "Gate 7, phone", site: null };
    const { device, link } = Offered.parse(await house.order("identity.offer-enrolment", wanted));
    await house.order("access.post-device", { device, gate });
    await using phone = await testBrowser({ width: 390, height: 844, language: "en" });
    const atGate = await phone.open(link);
    await atGate.getByRole("button", { name: "Yes, enrol", exact: true }).click();
    await atGate.getByRole("heading", { level: 1, name: /Gate 7$/ }).waitFor();

    const { browser, page } = await enter(house, "/gates");
    await using _ = browser;
    const row = panel(page, "Gates").getByRole("listitem").filter({ hasText: "Gate 7, phone" }).last();
    await row.getByText("rule set 1", { exact: true }).waitFor();

    await phone.context.setOffline(true);
    await house.order("access.publish-rules", { valid: { from: inHours(-1), until: inHours(72) }, basedOn: 1 });
    await row.getByText("Holds rule set 1", { exact: true }).waitFor();
    await page.evaluate(() => history.pushState(null, "", "/perimeters"));
    await tab(page, "Publish");
    await panel(page, "Zones and rules").getByText("0 of 1 devices hold the set in force.").waitFor();
    await phone.context.setOffline(false);
    await panel(page, "Zones and rules")
      .getByText("1 of 1 devices hold the set in force.")
      .waitFor({ timeout: 60_000 });
    expect(browser.troubles).toEqual([]);
  });

  it("keeps what it showed when the link is lost, and says that it is old", async () => {
    const { browser, page } = await enter(house, "/gates");
    await using _ = browser;
    const gates = panel(page, "Gates");
    await gates.getByText("40 of 100 (40%)").waitFor();
    await browser.context.setOffline(true);
    await gates
      .getByText(/No link to the server/)
      .first()
      .waitFor({ timeout: 60_000 });
    await gates.getByText("40 of 100 (40%)").waitFor();
    await browser.context.setOffline(false);
    await gates
      .getByText(/No link to the server/)
      .first()
      .waitFor({ state: "detached", timeout: 60_000 });
  });

  describe.each([
    ["night", 1440, "en"],
    ["day", 390, "fr"],
  ] as const)("by %s, %d pixels wide, %s", (theme, width, language) => {
    it("has nothing that axe finds wrong with it, on any tab", async () => {
      const { browser, page } = await enter(house, "/perimeters", {
        theme,
        width,
        language,
        height: width === 390 ? 844 : 900,
      });
      await using _ = browser;
      const look = async (where: string) => {
        await page.waitForLoadState("networkidle");
        const { violations } = await axeOn(page)
          .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
          .analyze();
        expect(
          violations.map(
            ({ id, nodes }) => `${where} ${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`,
          ),
        ).toEqual([]);
        await expectFits(page, where);
      };
      for (const path of ["/perimeters", "/passes", "/gates"]) {
        await page.evaluate((to) => history.pushState(null, "", to), path);
        await page.locator("h3").first().waitFor();
        const tabs = page.locator('[role="radiogroup"] label');
        const count = await tabs.count();
        await look(path);
        for (let at = 1; at < count; at++) {
          await tabs.nth(at).click();
          await look(`${path} tab ${at}`);
        }
      }
      await page.evaluate(() => history.pushState(null, "", "/perimeters"));
      await page.getByRole("button", { name: /^(Change zone G1|Modifier la zone G1)$/ }).click();
      await look("a zone's form");
    });
  });
});
