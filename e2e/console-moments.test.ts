/** The time machine in a browser: to the past, an incident before it was closed, step, play, a chapter of the review, and back to now. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { axeOn } from "./axe.ts";
import { hasBrowser, testBrowser, type View } from "./browser.ts";
import { type House, openHouse } from "./house.ts";
import { positionsTo } from "./positions-tell.ts";

const Confirmed = z.object({ incident: z.string() });
const Registered = z.object({ track: z.number() });
const Raised = z.object({ signal: z.string() });

let house: House;

const report = async (note: string) =>
  Raised.parse(await house.order("command.raise-signal", { kind: "report", note, position: [2.2925, 48.8597] }));

beforeAll(async () => {
  if (!hasBrowser) return;
  house = await openHouse();
  const { signal } = await report("A bag without an owner");
  const { incident } = Confirmed.parse(
    await house.order("command.confirm-signal", { signal, title: "Bag at the bridge", priority: 2 }),
  );
  await house.order("command.note-incident", { incident, text: "The dogs are on their way" });
  await house.order("command.close-incident", { incident, outcome: "It was a lunch" });
  await report("A fence is down");
}, 120_000);

afterAll(async () => {
  await house?.[Symbol.asyncDispose]();
});

async function open(view: View) {
  const browser = await testBrowser({ language: "en", ...view });
  const page = await browser.open(house.url);
  await page
    .getByText(/^1 (waiting|en attente)$/)
    .first()
    .waitFor({ timeout: 30_000 });
  return { browser, page };
}

async function accessible(page: Page): Promise<void> {
  const { violations } = await axeOn(page).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

const sign = (page: Page) => page.getByRole("status").filter({ hasText: "PAST" });
const known = async (page: Page): Promise<number> =>
  Number(/after ([\d,]+) entries/.exec(await sign(page).innerText())?.[1]?.replaceAll(",", ""));

/** One entry back, and the answer is there. */
async function back(page: Page): Promise<void> {
  const before = await known(page);
  await page.getByRole("button", { name: "One entry back (←)" }).click();
  await expect.poll(() => known(page)).toBe(before - 1);
}

describe.skipIf(!hasBrowser)("the past, in the command centre", { timeout: 120_000 }, () => {
  it("shows an incident as it was before it was closed, what changed, and lets nobody change it", async () => {
    const { browser, page } = await open({ width: 1440, height: 900, theme: "night" });
    await using _ = browser;
    await page.keyboard.press("h");
    await sign(page).waitFor();
    const list = page.getByRole("region", { name: "Incidents" });
    // Whoever looks has signed in since: entries of their own.
    while ((await list.getByText("Bag at the bridge").count()) === 0) {
      await back(page);
      await page.waitForTimeout(300);
    }
    await page.getByText("Changed", { exact: true }).first().waitFor();
    await list.getByText("Bag at the bridge").click();
    await page.getByText("The dogs are on their way").waitFor();
    expect(await page.getByText("It was a lunch").count()).toBe(0);
    expect(await page.getByRole("button", { name: /^Close incident|^Note/ }).count()).toBe(0);
    await accessible(page);
    const size = await known(page);
    await page.getByLabel("What matters here").fill("The dogs were sent");
    await page.getByRole("button", { name: "Mark this moment" }).click();
    await page.getByText("Marked as a chapter of the review.").first().waitFor();
    await page.getByLabel("Speed").selectOption("60");
    await page.getByRole("button", { name: "Play (Space)" }).click();
    // Played to the end, it is now.
    await sign(page).waitFor({ state: "detached", timeout: 60_000 });
    await page
      .getByText(/^1 (waiting|en attente)$/)
      .first()
      .waitFor();
    await page.goto(`${house.url}/review`);
    await page.getByText("The dogs were sent").first().waitFor();
    await page.getByRole("button", { name: "Look at it" }).click();
    await expect.poll(() => known(page)).toBe(size);
    await sign(page).getByRole("button", { name: "Back to now" }).click();
    await sign(page).waitFor({ state: "detached" });
    expect(browser.troubles).toEqual([]);
  });

  it("works on a narrow screen and in French", async () => {
    const { browser, page } = await open({ width: 390, height: 844, theme: "day", language: "fr" });
    await using _ = browser;
    await page.getByRole("button", { name: "Historique" }).click();
    await page.getByRole("status").filter({ hasText: "PASSÉ" }).waitFor();
    await page.getByRole("button", { name: "Une entrée en arrière (←)" }).click();
    await page.getByText("Ce qui a changé").first().waitFor();
    await accessible(page);
    await page.getByRole("button", { name: "Revenir au présent" }).first().click();
    await page
      .getByText(/^1 (waiting|en attente)$/)
      .first()
      .waitFor();
    expect(browser.troubles).toEqual([]);
  });

  it("shows units where they were then, and says of what is no longer kept that it is gone", async () => {
    await using own = await openHouse();
    const contingent = { reference: "PN", name: "Police", nation: "FR", languages: ["fr"] };
    const { track } = Registered.parse(
      await own.order("command.register-unit", {
        ...z.object({ contingent: z.string() }).parse(await own.order("command.register-contingent", contingent)),
        ...{ callSign: "P-7", kind: "patrol", strength: 2 },
      }),
    );
    using positions = await positionsTo(own.url);
    const be = async (lon: number, seconds: number) => {
      for (let second = 0; second < seconds; second++) {
        positions.send([{ track, lon, lat: 48.86, heading: null, speed: null, atMs: Date.now() }]);
        await sleep(1000);
      }
    };
    const mark = async (note: string) => {
      await own.order("command.raise-signal", { kind: "report", note, position: [2.29, 48.86] });
      const { size } = z.object({ size: z.number() }).parse(await own.ask("command.find-moment", {}));
      return size;
    };
    // The trail is kept each ten seconds.
    await be(2.2911, 22);
    const then = await mark("First");
    await be(2.3144, 22);
    await mark("Second");

    const browser = await testBrowser({ language: "en", width: 1440, height: 900, theme: "night" });
    await using _ = browser;
    const page = await browser.open(own.url);
    await page
      .getByText(/^2 waiting$/)
      .first()
      .waitFor({ timeout: 30_000 });
    const seen = page.getByRole("row", { name: /P-7/ }).locator("button[title]");
    const where = () => seen.getAttribute("title");
    await page.keyboard.press("g");
    await page.keyboard.press("u");
    await expect.poll(where).toMatch(/2[.,]314/);
    // The one map stays, and looks where it looked: what it shows is another moment, not another map.
    const canvas = await page.locator("canvas.maplibregl-canvas").elementHandle();
    const stays = () => page.evaluate((made) => document.querySelector("canvas.maplibregl-canvas") === made, canvas);
    await page.keyboard.press("h");
    await sign(page).waitFor();
    expect(await stays()).toBe(true);
    while ((await known(page)) > then) await back(page);
    await sign(page).getByText("Units are where they were then.").waitFor();
    await expect.poll(where).toMatch(/2[.,]291/);
    await accessible(page);
    await page.getByRole("button", { name: "One minute back (Shift ←)" }).click();
    await page.getByRole("button", { name: "One minute back (Shift ←)" }).click();
    await sign(page)
      .getByText(/Where units were is kept since .*: before, it is gone\./)
      .waitFor();
    expect(await seen.count()).toBe(0);
    await sign(page).getByRole("button", { name: "Back to now" }).click();
    await expect.poll(where).toMatch(/2[.,]314/);
    expect(await stays()).toBe(true);
    expect(browser.troubles).toEqual([]);
  });

  it("has chapters of an incident, and leads from them to its report", async () => {
    const { browser, page } = await open({ width: 1440, height: 900, theme: "day" });
    await using _ = browser;
    await page.keyboard.press("h");
    await sign(page).waitFor();
    await page.getByLabel("What matters here").fill("The bag was a lunch");
    await page.getByRole("combobox", { name: "Chapter of" }).or(page.getByLabel("Chapter of")).first().click();
    await page.getByRole("option", { name: /Bag at the bridge/ }).click();
    await page.getByRole("button", { name: "Mark this moment" }).click();
    await page.getByText("Marked as a chapter of the review.").first().waitFor();
    await page.goto(`${house.url}/review`);
    await page.getByText("The bag was a lunch").first().waitFor();
    await page.getByLabel("Chapters of").first().click();
    await page.getByRole("option", { name: /Bag at the bridge/ }).click();
    await page.getByText("The dogs were sent").waitFor({ state: "detached" });
    await page.getByText("The bag was a lunch").first().waitFor();
    const href = await page.getByRole("link", { name: "Report (PDF)" }).getAttribute("href");
    const report = await page.request.get(`${house.url}${href}`);
    expect(report.status()).toBe(200);
    expect((await report.body()).subarray(0, 5).toString()).toBe("%PDF-");
    await accessible(page);
    expect(browser.troubles).toEqual([]);
  });
});
