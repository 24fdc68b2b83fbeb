import { instantOf, localClock } from "@cordon/kernel";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { hasBrowser, testBrowser } from "./browser.ts";
import { openHouse } from "./house.ts";
import { withRoster } from "./roster-house.ts";

const HOUR_MS = 3600_000;
/** Of the whole page: a browser draws so many within a frame. */
const MOST_ELEMENTS = 3000;

describe.skipIf(!hasBrowser)("the roster in the console", () => {
  it("shows a void before it happens, with the cheapest fix, which one key does", async () => {
    await using house = await openHouse();
    const { place, alpha, bravo, hour } = await withRoster(house);
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

    // Units without a phone: the room says for them that they are there, that they left, that they did not come.
    const minutes = (count: number) => instantOf(Math.floor(Date.now() / 60_000) * 60_000 + count * 60_000);
    const begun = { unit: bravo, place, capability: "patrol", from: minutes(-20), until: minutes(240) };
    await house.order("command.plan-shifts", { shifts: [begun] });
    await page.getByText("Who is there", { exact: true }).click();
    const of = (callSign: string) => page.getByRole("listitem").filter({ hasText: callSign });
    await of("B-1").getByRole("button", { name: "Did not come" }).waitFor();
    await of("B-1").focus();
    await page.keyboard.press("x");
    await page.getByLabel("Why did it not come? (may be empty)").fill("the bus broke down");
    await page.keyboard.press("Enter");
    await of("B-1").getByText("said not to have come: the bus broke down").waitFor();
    await of("B-1").getByRole("button", { name: "At the post" }).click();
    await page.getByText("B-1 is at its post").waitFor();
    await of("B-1").getByRole("button", { name: "Left" }).click();
    await page.getByRole("button", { name: "It left the post" }).click();
    await page.getByText("B-1 left its post").waitFor();
    await of("A-1").focus();
    await page.keyboard.press("a");
    await page.getByText("A-1 is at its post").waitFor();
    // The row moved to those who are on, and the keyboard went with it.
    await expect.poll(() => of("A-1").evaluate((row) => row === document.activeElement)).toBe(true);
    await page.keyboard.press("l");
    await page.getByLabel("What does it hand over? (may be empty)").fill("The barrier squeaks");
    await page.keyboard.press("Enter");
    await page.getByText("A-1 left its post").waitFor();
    expect(browser.troubles).toEqual([]);
  }, 150_000);

  it("names both lines of an overlap in a file, plans a shift and needs by hand, and shows what is left open", async () => {
    await using house = await openHouse();
    const begin = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS;
    const { contingent } = z.object({ contingent: z.string() }).parse(
      await house.order("command.register-contingent", {
        ...{ reference: "FR-PN", name: "Police nationale", nation: "FR", languages: ["fr"] },
      }),
    );
    await house.order("command.draw-place", {
      ...{ reference: "GATE-3", kind: "post", name: { fr: "Porte 3", en: "Gate 3" }, regime: null },
      shape: { type: "Point", coordinates: [2.2885, 48.8617] },
    });
    for (const [callSign, kind] of [
      ["K9-2", "dog-team"],
      ["A-1", "patrol"],
    ] as const)
      await house.order("command.register-unit", { callSign, kind, strength: 2, contingent });
    const clock = localClock("Europe/Paris");
    const wall = (hours: number) => clock.localOf(instantOf(begin + hours * HOUR_MS));
    const file = [
      "post;unit;start;end",
      `GATE-3;K9-2;${wall(30)};${wall(33)}`,
      `GATE-3;K9-2;${wall(32)};${wall(34)}`,
      `GATE-3;A-1;${wall(30)};${wall(34)}`,
    ].join("\n");

    await using browser = await testBrowser({ language: "en" });
    const page = await browser.open(`${house.url}/roster`);
    await page.getByText("File", { exact: true }).click();
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: "r.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
    await page.getByText(/Line 2 · K9-2 GATE-3 .* overlaps line 3/).waitFor();
    await page.getByText(/Line 3 · K9-2 GATE-3 .* overlaps line 2/).waitFor();
    await page.getByLabel("Leave out the lines that are wrong").check();
    await page.getByRole("button", { name: "Plan 1 shift" }).click();
    await page.getByText("1 planned, 0 stood already").waitFor();

    // Needs: every day at the same hours; by the keyboard alone.
    await page.getByText("Needs", { exact: true }).click();
    const post = page.getByRole("combobox", { name: "Post" });
    await post.click();
    await post.fill("GATE-3");
    await page.getByRole("option", { name: /GATE-3/ }).click();
    await page.getByText("Nothing is needed here yet").waitFor();
    await page.getByText("Once", { exact: true }).click();
    const field = (hours: number) => wall(hours).replace(" ", "T");
    await page.getByLabel("From", { exact: true }).fill(field(1));
    await page.getByLabel("Until", { exact: true }).fill(field(9));
    await page.getByRole("button", { name: /^Add/ }).click();
    await page.getByRole("button", { name: "Save the needs" }).click();
    await page.getByText("Needs saved").waitFor();

    await page.getByText("Voids", { exact: true }).click();
    await page.getByRole("listitem").filter({ hasText: "Gate 3" }).getByText("1 unit missing").waitFor();

    await page.getByText("Plan", { exact: true }).click();
    await post.click();
    await post.fill("GATE-3");
    await page.getByRole("option", { name: /GATE-3/ }).click();
    const unit = page.getByRole("combobox", { name: "Unit" });
    await unit.click();
    await unit.fill("A-1");
    await page.getByRole("option", { name: "A-1" }).click();
    await page.getByLabel("From", { exact: true }).fill(field(31));
    await page.getByLabel("Until", { exact: true }).fill(field(32));
    await page.getByRole("button", { name: "Plan the shift" }).click();
    await page.getByText(/overlaps a shift that stands/).waitFor();
    await page.getByLabel("From", { exact: true }).fill(field(1));
    await page.getByLabel("Until", { exact: true }).fill(field(9));
    await page.getByRole("button", { name: "Plan the shift" }).click();
    await page.getByText("A-1 is planned").waitFor();
    await page.getByText("Voids", { exact: true }).click();
    await page.getByText("Every post is covered").waitFor();

    // People as well as units: four are asked for, and the patrol is two.
    await page.getByText("Needs", { exact: true }).click();
    await post.click();
    await post.fill("GATE-3");
    await page.getByRole("option", { name: /GATE-3/ }).click();
    await page.getByText("1 × Patrol", { exact: true }).waitFor();
    await page.getByText("Once", { exact: true }).click();
    await page.getByRole("textbox", { name: "Units" }).fill("0");
    await page.getByText("Say how many units, how many people, or both").waitFor();
    await page.getByLabel("People, at least").fill("4");
    await page.getByLabel("From", { exact: true }).fill(field(1));
    await page.getByLabel("Until", { exact: true }).fill(field(9));
    await page.getByRole("button", { name: /^Add/ }).click();
    await page.getByText("patrol, at least 4 people").waitFor();
    await page.getByRole("button", { name: "Save the needs" }).click();
    await page.getByText("Not saved yet").waitFor({ state: "detached" });
    await page.getByText("Voids", { exact: true }).click();
    await page.getByRole("listitem").filter({ hasText: "Gate 3" }).getByText("2 of 4 people missing").waitFor();

    // What a change is refused for is said in the language of the page.
    await page.getByText("Plan", { exact: true }).click();
    await post.click();
    await post.fill("GATE-3");
    await page.getByRole("option", { name: /GATE-3/ }).click();
    await page.getByRole("button", { name: "FR", exact: true }).click();
    await page.getByRole("button", { name: "Modifier", exact: true }).first().click();
    await page.getByLabel("Au", { exact: true }).fill(field(31));
    await page.getByRole("button", { name: "Modifier le service" }).click();
    await page.getByText(/A-1 a un autre service à ce moment-là/).waitFor();
    await page.getByRole("button", { name: "Prévoir le service…" }).click();
    await page.getByRole("button", { name: "EN", exact: true }).click();

    // Cancelled by the keyboard, it is void again.
    await page.getByRole("listitem").filter({ hasText: "A-1" }).first().focus();
    await page.keyboard.press("x");
    await page.getByLabel("Why is it cancelled?").fill("storm");
    await page.keyboard.press("Enter");
    await page.getByText("A-1: cancelled").waitFor();
    await page.getByText("Voids", { exact: true }).click();
    await page
      .getByRole("listitem")
      .filter({ hasText: "Gate 3" })
      .getByText("1 unit missing · 4 of 4 people missing")
      .waitFor();
    // The refused change is the one conflict.
    expect(browser.troubles.filter((each) => !each.includes("409"))).toEqual([]);
  }, 180_000);

  it("shows 600 posts along time with few elements, and finds one of them", async () => {
    await using house = await openHouse();
    const begin = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS;
    const hour = (hours: number) => instantOf(begin + hours * HOUR_MS);
    const features = Array.from({ length: 600 }, (_, at) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [2.25 + (at % 30) * 0.003, 48.84 + Math.floor(at / 30) * 0.002] },
      properties: {
        ...{ reference: `P-${at + 1}`, kind: "post", regime: null },
        name: { fr: `Poste ${at + 1}`, en: `Post ${at + 1}` },
      },
    }));
    for (const half of [features.slice(0, 300), features.slice(300)])
      await house.order("command.import-places", { collection: { type: "FeatureCollection", features: half } });
    const drawn = z
      .object({ features: z.array(z.object({ id: z.string() })) })
      .parse(await house.ask("command.list-places", {}));
    const needs = Array.from({ length: 12 }, (_, at) => ({
      ...{ capability: "patrol", units: 1 + (at % 2) },
      from: hour(at * 2),
      until: hour(at * 2 + 2),
    }));
    for (const { id } of drawn.features) await house.order("command.require-post", { place: id, requirements: needs });

    await using browser = await testBrowser({ language: "en" });
    const page = await browser.open(`${house.url}/roster`);
    await page.getByText("Timeline", { exact: true }).click();
    const rows = page.getByRole("list", { name: "Posts, who is planned there, and what they lack" });
    await rows.getByRole("button", { name: "P-1 · patrol" }).waitFor();
    await page.getByText("600 rows").waitFor();
    const elements = () => page.evaluate(() => document.querySelectorAll("*").length);
    expect(await elements()).toBeLessThan(MOST_ELEMENTS);
    // To the end at once: what lies between is neither there nor asked for.
    const body = page.getByRole("group", { name: "Roster" });
    await body.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await rows.getByRole("button", { name: "P-600 · patrol" }).waitFor();
    expect(await rows.getByRole("button", { name: "P-1 · patrol" }).count()).toBe(0);
    expect(await elements()).toBeLessThan(MOST_ELEMENTS);
    await page.getByLabel("Post, by reference or name").fill("post 35");
    await page.getByText("11 rows").waitFor();
    await rows.getByRole("button", { name: "P-35 · patrol" }).waitFor();
    expect(browser.troubles).toEqual([]);
  }, 180_000);
});
