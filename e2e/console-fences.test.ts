/** A fence drawn with fingers on a phone and with a mouse in the room: for some kinds of units only, and put away again. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { axeOn } from "./axe.ts";
import { hasBrowser, testBrowser } from "./browser.ts";
import { type House, openHouse } from "./house.ts";

const Fences = z.object({
  fences: z.array(z.looseObject({ name: z.string(), kinds: z.array(z.string()).nullish() })),
});

describe.skipIf(!hasBrowser)("fences in the console", () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
    const corners = [
      [2.28, 48.855],
      [2.3, 48.855],
      [2.3, 48.865],
      [2.28, 48.865],
      [2.28, 48.855],
    ];
    await house.order("command.draw-place", {
      ...{ reference: "Z-1", kind: "zone", name: { fr: "Quai", en: "Quay" }, regime: null },
      shape: { type: "Polygon", coordinates: [corners] },
    });
  }, 160_000);
  afterAll(() => house[Symbol.asyncDispose]());

  it.each([
    [
      "night",
      1440,
      900,
      [
        [800, 300],
        [900, 300],
        [850, 420],
      ],
    ],
    [
      "day",
      390,
      844,
      [
        [120, 180],
        [280, 190],
        [200, 330],
      ],
    ],
  ] as const)(
    "by %s, %d pixels wide, is drawn on the map for patrols alone",
    { timeout: 120_000 },
    async (theme, width, height, corners) => {
      await using browser = await testBrowser({ language: "en", theme, width, height });
      const page = await browser.open(`${house.url}/drawings`);
      const enter = page.getByRole("button", { name: /rehears/i });
      if (await enter.isVisible().catch(() => false)) await enter.click();
      await page.locator('[data-ready="true"]').waitFor({ state: "attached", timeout: 60_000 });
      await page.getByRole("button", { name: "Draw something" }).click();
      const name = `Fence by ${theme}`;
      await page.getByLabel("Name").fill(name);
      const kinds = page
        .getByRole("combobox", { name: "Which kinds of units" })
        .or(page.getByLabel("Which kinds of units"))
        .first();
      await kinds.click();
      await page.getByRole("option", { name: "Patrol", exact: true }).click();
      // In the open list Escape closes the list, and not what is being drawn.
      await page.keyboard.press("Escape");
      await page.getByRole("option", { name: "Patrol", exact: true }).waitFor({ state: "hidden" });
      expect(await page.getByLabel("Name").inputValue()).toBe(name);
      const save = page.getByRole("button", { name: "Put it on the map" });
      for (const [x, y] of corners) {
        expect(await save.isDisabled()).toBe(true);
        await page.mouse.click(x, y);
      }
      await expect.poll(() => save.isEnabled()).toBe(true);
      const { violations } = await axeOn(page).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 120))])).toEqual([]);
      await save.click();
      await page.getByText(`“${name}” is on the map.`).waitFor();
      const { fences } = Fences.parse(await house.ask("command.list-fences", {}));
      expect(fences.find((fence) => fence.name === name)?.kinds).toEqual(["patrol"]);
      expect(browser.troubles.filter((trouble) => !/WebGL|GPU/.test(trouble))).toEqual([]);
    },
  );
});
