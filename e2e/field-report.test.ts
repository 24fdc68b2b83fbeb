/** What an officer saw is said by one thumb, out of reach as well, and stands in the command room's queue as what it is. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { hasBrowser, testBrowser } from "./browser.ts";
import { faults, smallTargets } from "./device-looks.ts";
import { fieldPhone, madeIn, press } from "./field-phone.ts";
import { openHouse } from "./house.ts";

const LONG = { timeout: 30_000 };
const Signals = z.object({
  signals: z.array(z.object({ kind: z.string(), note: z.string(), confidence: z.null(), state: z.string() })),
});

describe.skipIf(!hasBrowser)("a quick report", { timeout: 180_000 }, () => {
  it("says fire by one press without a network, and the queue says fire", async () => {
    await using house = await openHouse();
    const contingent = await madeIn(house, "command.register-contingent", {
      ...{ reference: "FR-PN", name: "Police nationale", nation: "FR", languages: ["fr"] },
    });
    const view = { width: 360, height: 640, theme: "night", language: "fr" } as const;
    await using alpha = await fieldPhone(house, { callSign: "Alpha 1", contingent, view });
    const { page, browser } = alpha;
    await using desk = await testBrowser({ language: "en" });
    const console_ = await desk.open(house.url);
    const queue = console_.getByRole("region", { name: "Signals" });
    await queue.getByText("No signal is waiting").waitFor(LONG);

    await page.getByRole("navigation").getByRole("button", { name: "Signaler" }).click();
    const send = page.getByRole("button", { name: "Envoyer", exact: true });
    await page.getByRole("button", { name: "Compte rendu", pressed: true }).waitFor(LONG);
    // A plain report says what it is in words, or not at all.
    expect(await send.isDisabled()).toBe(true);
    await browser.context.setOffline(true);
    const fire = page.getByRole("button", { name: "Départ de feu", exact: true });
    // In sight without scrolling, as the button that sends is.
    for (const part of [fire, send]) {
      const box = await part.boundingBox();
      expect((box?.y ?? 640) + (box?.height ?? 640)).toBeLessThanOrEqual(640);
    }
    await fire.click();
    expect([...(await faults(page)), ...(await smallTargets(page))]).toEqual([]);
    await send.click();
    await page.getByRole("heading", { name: /^Gardé/ }).waitFor(LONG);
    // The next one begins as a plain report again.
    await press(page, "Un autre compte rendu");
    await page.getByRole("button", { name: "Compte rendu", pressed: true }).waitFor();
    await press(page, "Autres natures");
    await press(page, "Entrée en zone interdite");
    await page.getByRole("textbox", { name: "Que voyez-vous ?" }).fill("Par la berge");
    await send.click();
    // Kept by a page that is closed and opened again.
    await page.getByRole("heading", { name: /^Gardé/ }).waitFor(LONG);
    await page.reload();
    await page.getByText("2 envois en attente").waitFor(LONG);
    await browser.context.setOffline(false);

    await queue.getByRole("button", { name: /Fire/ }).waitFor(LONG);
    await queue.getByRole("button", { name: /Entry into a closed zone/ }).waitFor(LONG);
    const { signals } = Signals.parse(await house.ask("command.list-signals", {}));
    expect(signals.map(({ kind, note, state }) => `${kind} ${state} ${note}`).toSorted()).toEqual([
      "fire waiting ",
      "zone-entry waiting Par la berge",
    ]);
    // It draws attention and is nobody's decision: a human opens the incident.
    expect(await house.ask("command.list-incidents", {})).toMatchObject({ incidents: [] });
    expect(desk.troubles).toEqual([]);
  });
});
