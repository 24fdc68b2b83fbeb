import { describe, expect, it } from "vitest";
import { z } from "zod";
import { hasBrowser, testBrowser } from "./browser.ts";
import { openHouse } from "./house.ts";
import { positionsTo } from "./positions-tell.ts";

const Contingent = z.object({ contingent: z.string() });
const Unit = z.object({ unit: z.string() });
const Tracked = z.object({ unit: z.string(), track: z.number() });
const Written = z.object({
  threads: z.array(z.object({ last: z.object({ to: z.object({ kind: z.string() }), sentTo: z.number().nullable() }) })),
});
const Threads = z.object({ threads: z.array(z.object({ last: z.object({ text: z.string(), urgency: z.string() }) })) });

describe.skipIf(!hasBrowser)("messages in the command room", () => {
  it("are written to a unit by keyboard alone, and stand there for the whole room", { timeout: 120_000 }, async () => {
    await using house = await openHouse();
    const { contingent } = Contingent.parse(
      await house.order("command.register-contingent", {
        reference: "PN",
        name: "Police",
        nation: "FR",
        languages: ["fr"],
      }),
    );
    const { unit } = Unit.parse(
      await house.order("command.register-unit", { callSign: "K9-2", kind: "dog-team", contingent, strength: 2 }),
    );
    await using browser = await testBrowser({ language: "en" });
    const page = await browser.open(`${house.url}/units/${unit}`);
    await page.getByRole("button", { name: "Write to it" }).click();
    await page.getByRole("textbox", { name: "Message", exact: true }).waitFor();
    await page.keyboard.type("Come to the north stand");
    await page.getByRole("checkbox", { name: "Urgent" }).press("Space");
    await page.getByRole("textbox", { name: "Message", exact: true }).press("Control+Enter");
    await page.getByRole("log").getByText("Come to the north stand").waitFor();
    const { threads } = Threads.parse(await house.ask("command.list-threads", {}));
    expect(threads.map(({ last }) => [last.text, last.urgency])).toEqual([["Come to the north stand", "urgent"]]);
    // G then W goes there from anywhere.
    await page.goto(`${house.url}/`);
    await page
      .getByRole("button", { name: "Messages (G W)" })
      .or(page.getByRole("button", { name: "Messages" }))
      .first()
      .waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("w");
    await page.getByRole("list", { name: "Conversations" }).getByText("K9-2").first().waitFor();
    expect(browser.troubles).toEqual([]);
  });

  it("are written to whoever is in an area that is drawn on the map", { timeout: 120_000 }, async () => {
    await using house = await openHouse();
    const contingent = { reference: "PN", name: "Police", nation: "FR", languages: ["fr"] };
    const of = Contingent.parse(await house.order("command.register-contingent", contingent));
    const registered = Tracked.parse(
      await house.order("command.register-unit", { callSign: "K9-2", kind: "dog-team", strength: 2, ...of }),
    );
    const shape = { type: "Point", coordinates: [2.29, 48.86] };
    const place = { kind: "post", name: { fr: "Poste", en: "Post" }, regime: null };
    await house.order("command.draw-place", { reference: "post", shape, ...place });
    using positions = await positionsTo(house.url);
    const here = { track: registered.track, lon: 2.29, lat: 48.86, heading: null, speed: null };
    await using browser = await testBrowser({ language: "en", width: 1440, height: 900 });
    const page = await browser.open(`${house.url}/messages`);
    await page.getByRole("button", { name: "To an area on the map" }).click();
    await page.getByText("0 of at least 3 corners.").waitFor();
    // Around the middle of what the page leaves of the map.
    await page.waitForTimeout(2000);
    for (const [x, y] of [
      [820, 150],
      [1400, 150],
      [1400, 780],
      [820, 780],
    ] as const)
      await page.mouse.click(x, y);
    await page.getByText("4 corners.").waitFor();
    positions.send([{ ...here, atMs: Date.now() }]);
    await page.getByRole("textbox", { name: "Message", exact: true }).fill("Clear the lawn");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("log").getByText("Clear the lawn").waitFor();
    const { threads } = Written.parse(await house.ask("command.list-threads", {}));
    expect(threads.map(({ last }) => [last.to.kind, last.sentTo])).toEqual([["area", 1]]);
    expect(browser.troubles).toEqual([]);
  });

  it("of a long conversation are read back to the first, from an incident and on a phone", {
    timeout: 180_000,
  }, async () => {
    await using house = await openHouse();
    const contingent = { reference: "PN", name: "Police", nation: "FR", languages: ["fr"] };
    const of = Contingent.parse(await house.order("command.register-contingent", contingent));
    const { unit } = Unit.parse(
      await house.order("command.register-unit", { callSign: "K9-2", kind: "dog-team", strength: 2, ...of }),
    );
    const to = { kind: "unit", unit };
    for (let said = 0; said < 280; said++)
      await house.order("command.send-message", { to, text: `Line ${said} of it` });
    await using browser = await testBrowser({ language: "en", width: 390, height: 844, theme: "day" });
    const page = await browser.open(`${house.url}/messages/unit:${unit}`);
    const log = page.getByRole("log");
    await log.getByText("Line 279 of it").waitFor();
    expect(await log.getByRole("article").count()).toBe(50);
    await log.getByRole("button", { name: "Older" }).click();
    await log.getByText("Line 30 of it").waitFor();
    await log.getByRole("button", { name: "Older" }).click();
    await log.getByText("Line 0 of it", { exact: true }).waitFor();
    expect(await log.getByRole("article").count()).toBe(280);
    expect(await log.getByRole("button", { name: "Older" }).count()).toBe(0);
    // What is written meanwhile comes below, and nothing in between is lost.
    await house.order("command.send-message", { to, text: "And one more" });
    await log.getByText("And one more").waitFor();
    expect(await log.getByRole("article").count()).toBe(281);

    // The search is in the menu, where there are no keys.
    await page
      .getByRole("button", { name: /^Menu|Go to|: / })
      .first()
      .click();
    await page.getByRole("menuitem", { name: /^Search/ }).click();
    await page.getByRole("dialog").or(page.getByRole("searchbox")).first().waitFor();
    expect(browser.troubles).toEqual([]);
  });
});
