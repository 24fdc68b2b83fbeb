import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { axeOn } from "./axe.ts";
import { hasBrowser, testBrowser } from "./browser.ts";
import { openHouse } from "./house.ts";
import { withRoster } from "./roster-house.ts";

/** What axe finds wrong, by its rule. */
const unacceptable = async (page: Page) =>
  (await axeOn(page).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze()).violations.map(({ id }) => id);

async function choose(page: Page, label: string, option: string) {
  const box = page.getByRole("combobox", { name: label, exact: true });
  await box.click();
  await box.fill(option);
  await page.getByRole("option", { name: new RegExp(`^${option}`) }).click();
}

describe.skipIf(!hasBrowser)("rest in the console", () => {
  it("is ruled on after one has seen what that changes, and shortened for a reason that stays in sight", async () => {
    await using house = await openHouse();
    const { place, alpha, hour, wall } = await withRoster(house);
    const shift = { unit: alpha, place, capability: "patrol", from: hour(2), until: hour(11) };
    await house.order("command.plan-shifts", { shifts: [shift] });

    await using browser = await testBrowser({ language: "en" });
    const page = await browser.open(`${house.url}/roster`);
    await page.getByText("Rest", { exact: true }).click();
    const row = (text: string) => page.getByRole("listitem").filter({ hasText: text });
    await row("All units").getByText("default").waitFor();
    await row("Dog team").getByText("Longest stretch 4 h").waitFor();
    await page.getByRole("button", { name: "New rule" }).click();
    await choose(page, "Kind of unit", "Patrol");
    await page.getByLabel("Longest stretch, hours").fill("60");
    await page.getByText("from 0 h 30 to 48 h").waitFor();
    expect(await page.getByRole("button", { name: "See what it changes" }).isDisabled()).toBe(true);
    await page.getByLabel("Longest stretch, hours").fill("7.5");
    await page.getByRole("button", { name: "See what it changes" }).click();
    await page.getByText("1 of their planned shifts will break it · such as those of A-1").waitFor();
    expect(await unacceptable(page)).toEqual([]);
    await page.getByRole("button", { name: "Set the rule" }).click();
    await row("Patrol").getByText("Longest stretch 7 h 30").waitFor();
    await row("Patrol")
      .getByText(/^set .* by me$/)
      .waitFor();
    await row("All units").getByText("but Dog team, Patrol").waitFor();

    // Planned against it: refused, then let through for a reason.
    await page.getByText("Plan", { exact: true }).click();
    await choose(page, "Post", "GATE-3");
    await choose(page, "Unit", "B-1");
    const field = (hours: number) => wall(hours).replace(" ", "T");
    await page.getByLabel("From", { exact: true }).fill(field(2));
    await page.getByLabel("Until", { exact: true }).fill(field(10));
    await page.getByRole("button", { name: "Plan the shift" }).click();
    await page.getByText(/B-1 GATE-3 .* 8 h of work without a rest, 7 h 30 allowed/).waitFor();
    await page.getByLabel("Why may rest be shortened?").fill("Storm: nobody else can come");
    await page.getByRole("button", { name: "Shorten rest and send again" }).click();
    await page.getByText("B-1 is planned").waitFor();
    await row("B-1").getByText("rest shortened: Storm: nobody else can come").waitFor();

    // So with a change, which the server refuses by its code, in the language of the page.
    await page.getByRole("button", { name: "FR", exact: true }).click();
    await row("B-1").getByRole("button", { name: "Modifier", exact: true }).click();
    await page.getByLabel("Au", { exact: true }).fill(field(11));
    await page.getByRole("button", { name: "Modifier le service" }).click();
    await page.getByText(/Repos insuffisant pour B-1 : 9 h de travail sans repos, 7 h 30 permises/).waitFor();
    await page.getByLabel("Pourquoi écourter le repos ?").fill("Relève en retard");
    await page.keyboard.press("Enter");
    await row("B-1").getByText("repos écourté : Relève en retard").waitFor();
    await page.getByText("Frise", { exact: true }).click();
    await page.getByRole("img", { name: "repos écourté : Relève en retard" }).waitFor();
    await page.getByRole("button", { name: "EN", exact: true }).click();

    // And with a file, looked at again with the reason.
    await page.getByText("File", { exact: true }).click();
    const file = ["post;unit;start;end", `GATE-3;A-1;${wall(40)};${wall(48)}`].join("\n");
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: "r.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
    await page.getByText("0 would be planned, 0 stand already").waitFor();
    await page.getByLabel(/1 line leaves too little rest/).fill("A night like no other");
    await page.getByRole("button", { name: "Look again with this reason" }).click();
    await page.getByRole("button", { name: "Plan 1 shift" }).click();
    await page.getByText("1 planned, 0 stood already").waitFor();

    // Set back to the default.
    await page.getByText("Rest", { exact: true }).click();
    await row("Patrol")
      .getByRole("button", { name: /^Back to the default/ })
      .click();
    await page.getByRole("button", { name: "See what it changes" }).click();
    await page.getByText(/None of their planned shifts breaks it/).waitFor();
    await page.getByRole("button", { name: "Take the rule away" }).click();
    await page.getByText("Longest stretch 7 h 30").waitFor({ state: "detached" });
    // What was refused for rest.
    expect(browser.troubles.filter((each) => !each.includes("409"))).toEqual([]);
  }, 180_000);

  it("is shortened for a void too, when a rule came after the fix that is shown", async () => {
    await using house = await openHouse();
    const { place, alpha, hour } = await withRoster(house);
    const shift = { unit: alpha, place, capability: "patrol", from: hour(0), until: hour(8) };
    await house.order("command.plan-shifts", { shifts: [shift] });
    const need = { capability: "patrol", units: 1, from: hour(0), until: hour(10) };
    await house.order("command.require-post", { place, requirements: [need] });
    await using browser = await testBrowser({ language: "en" });
    const page = await browser.open(`${house.url}/roster`);
    const row = page.getByRole("listitem").filter({ hasText: "Gate 3" });
    await row.getByText("A-1 · stays longer · 120 min more work").waitFor();
    // The fix stays as it was shown: nothing newer comes through.
    await page.route("**/api/command/suggest-fixes*", (route) => route.abort());
    const rule = { maxStretchMinutes: 480, minRestMinutes: 660, maxDayMinutes: 780, maxWeekMinutes: 2880 };
    await house.order("command.rule-rest", { kind: "patrol", rule });
    await row.getByRole("button", { name: "Fill" }).click();
    await row.getByText(/Too little rest for A-1: 10 h of work without a rest, 8 h allowed/).waitFor();
    await row.getByLabel("Why may rest be shortened?").fill("The relief is stuck");
    await page.keyboard.press("Enter");
    await page.getByText("A-1 fills it").waitFor();
    await page.getByText("Every post is covered").waitFor();
    await page.getByText("Who is there", { exact: true }).click();
    await page.getByText("rest shortened: The relief is stuck").waitFor();
  }, 120_000);

  it("is read by an operator, who learns who may shorten it", async () => {
    await using house = await openHouse();
    const { wall } = await withRoster(house);
    await using browser = await testBrowser({ language: "en" });
    // What the page is told of who is signed in; that the server refuses them, the tests of the operations say.
    await browser.context.route("**/api/identity/whoami*", async (route) => {
      const answer = await route.fetch();
      const who = z.looseObject({ roles: z.array(z.string()).optional() }).parse(await answer.json());
      await route.fulfill({ response: answer, json: { ...who, ...(who.roles && { roles: ["operator"] }) } });
    });
    const page = await browser.open(`${house.url}/roster`);
    await page.getByText("Rest", { exact: true }).click();
    await page.getByText("The most particular rule holds").waitFor();
    expect(await page.getByRole("button", { name: "New rule" }).count()).toBe(0);
    expect(await page.getByRole("button", { name: /^Change/ }).count()).toBe(0);
    await page.getByText("Plan", { exact: true }).click();
    await choose(page, "Post", "GATE-3");
    await choose(page, "Unit", "B-1");
    await page.getByLabel("Until", { exact: true }).fill(wall(20).replace(" ", "T"));
    await page.getByRole("button", { name: "Plan the shift" }).click();
    await page.getByText("A supervisor or a commander may let rest be shortened, saying why.").waitFor();
    expect(await page.getByLabel("Why may rest be shortened?").count()).toBe(0);
    expect(browser.troubles).toEqual([]);
  }, 120_000);
});

describe.skipIf(!hasBrowser)("posts in the console", () => {
  it("come with their needs from a file, each wrong line named, and are removed with what stands on them", async () => {
    await using house = await openHouse();
    const { place, alpha, hour, wall } = await withRoster(house);
    const shift = { unit: alpha, place, capability: "patrol", from: hour(2), until: hour(10) };
    await house.order("command.plan-shifts", { shifts: [shift] });
    const when = `${wall(2)};${wall(10)}`;
    const file = [
      "poste;nom;longitude;latitude;capacité;unités;personnes;début;fin",
      `QUAI-1;Quai Branly;2,2925;48,8605;patrol;2;8;${when}`,
      `QUAI-1;;;;medics;1;;${when}`,
      `GATE-3;;;;patrol;2;;${when}`,
      `GATE-4;;;;patrol;1;;${when}`,
      `QUAI-2;;2,29;148,86;patrol;1;;${when}`,
    ].join("\r\n");

    await using browser = await testBrowser({ language: "en" });
    const page = await browser.open(`${house.url}/roster`);
    await page.getByText("File", { exact: true }).click();
    await page.getByText("Posts and needs", { exact: true }).click();
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: "p.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
    await page.getByText("1 post would be drawn, 3 needs would be added", { exact: true }).waitFor();
    await page.getByText(/Line 5 · GATE-4 · Patrol · this post is drawn nowhere/).waitFor();
    await page.getByText(/Line 6 · latitude · « 148,86 » · no longitude and latitude/).waitFor();
    expect(await unacceptable(page)).toEqual([]);
    const listed = async () =>
      z
        .object({ features: z.array(z.object({ properties: z.object({ reference: z.string() }) })) })
        .parse(await house.ask("command.list-places", {}))
        .features.map(({ properties }) => properties.reference);
    expect(await listed()).toEqual(["GATE-3"]);
    await page.getByLabel("Leave out the lines that are wrong").check();
    await page.getByRole("button", { name: "Do it: 1 post, 3 needs" }).click();
    await page.getByText("1 post drawn, 3 needs added", { exact: true }).waitFor();
    expect(await listed()).toEqual(["GATE-3", "QUAI-1"]);

    await page.getByText("Needs", { exact: true }).click();
    await choose(page, "Post", "QUAI-1");
    await page.getByText("2 × Patrol, at least 8 people").waitFor();
    await choose(page, "Post", "GATE-3");
    await page.getByRole("button", { name: "Remove this place" }).click();
    await page.getByText("1 need goes with it. 1 shift is planned there: it is cancelled first.").waitFor();
    expect(await page.getByRole("button", { name: "Remove it for good" }).isDisabled()).toBe(true);
    expect(await unacceptable(page)).toEqual([]);
    await page.getByLabel("Why are the shifts cancelled?").fill("The gate stays shut");
    await page.keyboard.press("Enter");
    await page.getByText("Gate 3 is off the map").waitFor();
    expect(await listed()).toEqual(["QUAI-1"]);
    const { shifts } = z
      .object({ shifts: z.array(z.object({ state: z.string(), said: z.string() })) })
      .parse(await house.ask("command.show-roster", { from: hour(0), until: hour(20) }));
    expect(shifts).toEqual([{ state: "cancelled", said: "The gate stays shut" }]);
    expect(browser.troubles).toEqual([]);
  }, 180_000);
});
