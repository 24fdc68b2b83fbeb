import { describe, expect, it } from "vitest";
import { z } from "zod";
import { hasBrowser, testBrowser } from "./browser.ts";
import { openHouse } from "./house.ts";

const Contingent = z.object({ contingent: z.string() });
const Unit = z.object({ unit: z.string() });
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
});
