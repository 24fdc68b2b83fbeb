import { instantOf } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { hasBrowser, testBrowser } from "./browser.ts";
import { openHouse } from "./house.ts";

const HOUR_MS = 3600_000;

describe.skipIf(!hasBrowser)("the roster in the console", () => {
  it("shows a void before it happens, with the cheapest fix, which one key does", async () => {
    await using house = await openHouse();
    const begin = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS;
    const hour = (hours: number) => instantOf(begin + hours * HOUR_MS);
    const { contingent } = z.object({ contingent: z.string() }).parse(
      await house.order("command.register-contingent", {
        ...{ reference: "FR-PN", name: "Police nationale", nation: "FR", languages: ["fr"] },
      }),
    );
    const { place } = z.object({ place: z.string() }).parse(
      await house.order("command.draw-place", {
        ...{ reference: "GATE-3", kind: "post", name: { fr: "Porte 3", en: "Gate 3" }, regime: null },
        shape: { type: "Point", coordinates: [2.2885, 48.8617] },
      }),
    );
    const unit = async (callSign: string) =>
      z
        .object({ unit: z.string() })
        .parse(await house.order("command.register-unit", { callSign, kind: "patrol", strength: 4, contingent })).unit;
    const [alpha] = [await unit("A-1"), await unit("B-1")];
    const need = { capability: "patrol", units: 1, from: hour(0), until: hour(10) };
    await house.order("command.require-post", { place, requirements: [need] });
    const shift = { unit: alpha, place, capability: "patrol", from: hour(0), until: hour(8) };
    await house.order("command.plan-shifts", { shifts: [shift] });

    await using browser = await testBrowser({ language: "en" });
    const page = await browser.open(`${house.url}/roster`);
    const row = page.getByRole("listitem").filter({ hasText: "Gate 3" });
    await row.getByText("A-1 · stays longer · 120 min more work").waitFor();
    await row.focus();
    await page.keyboard.press("f");
    await page.getByText("Every post is covered").waitFor();
    expect(browser.troubles).toEqual([]);
  }, 120_000);
});
