import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeOn } from "./axe.ts";
import { hasBrowser, testBrowser, type View } from "./browser.ts";
import { openSite, type Site } from "./gate-site.ts";

let site: Site;
beforeAll(async () => {
  if (!hasBrowser) return;
  site = await openSite();
  // Nobody waits at gate 8; of the others nothing is known.
  await site.house.order("access.report-queue", { gate: site.gates["8"], lane: "A", waiting: 0 });
}, 120_000);
afterAll(() => site?.[Symbol.asyncDispose]());

const PHONE = { width: 390, height: 844 } as const;

/** Opens an address as somebody whose browser runs no script, and notes what it asks for. */
async function openBare(
  browser: Awaited<ReturnType<typeof testBrowser>>,
  path: string,
): Promise<{ page: Page; asked: readonly string[] }> {
  const page = await browser.context.newPage();
  const session = await browser.context.newCDPSession(page);
  await session.send("Emulation.setScriptExecutionDisabled", { value: true });
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`${site.house.url}${path}`);
  return { page, asked };
}

describe.skipIf(!hasBrowser)("which gate now", () => {
  it("answers without a script, a cookie or anybody else, from the poster's address to the gate", async () => {
    await using phone = await testBrowser(PHONE);
    const { page, asked } = await openBare(phone, "/which-gate");
    expect(page.url()).toBe(`${site.house.url}/which-gate/en`);
    await page.getByRole("link", { name: /^Resident/ }).click();
    await page.getByRole("heading", { name: /^Gate 8/ }).waitFor();
    const gates = await page.getByRole("article").allInnerTexts();
    expect(gates.map((text) => /^Gate \S+/.exec(text)?.[0])).toEqual(["Gate 8", "Gate 7", "Gate N12"]);
    expect(gates[0]).toMatch(/None/);
    expect(gates[0]).toMatch(/Shortest wait/);
    expect(gates[1]).toMatch(/Unknown/);
    expect(gates[1]).toMatch(/Nearest other gate open to you: Gate 8, about \d+ m to the south-east, \d+ min on foot/);
    // After two minutes, which nobody waits here for, it says of itself that it is old.
    const old = page.getByText("This page has been open for some minutes");
    expect(await old.isVisible()).toBe(false);
    await page.evaluate(() => {
      for (const animation of document.getAnimations()) animation.finish();
    });
    expect(await old.isVisible()).toBe(true);
    expect(await phone.context.cookies()).toEqual([]);
    expect(asked.filter((url) => !url.startsWith(site.house.url))).toEqual([]);
  });

  it("is told one zone from a list, keeps it when the language changes, and leaves the console its own page of gates", async () => {
    await using phone = await testBrowser(PHONE);
    const { page } = await openBare(phone, "/which-gate/en/delivery/van");
    await page.getByText("Zone: All zones").click();
    await page.getByRole("link", { name: "Alma (G2)" }).click();
    await page.getByRole("heading", { name: /^Gate N12/ }).waitFor();
    expect(await page.getByRole("article").count()).toBe(1);
    await page.getByRole("link", { name: "Français" }).click();
    await page.getByRole("heading", { name: /^Point d’accès N12/ }).waitFor();
    expect(page.url()).toBe(`${site.house.url}/which-gate/fr/delivery/van/G2`);
    expect(await page.getByText("le laissez-passer de ce véhicule avec sa plaque").count()).toBe(1);
    await page.getByRole("link", { name: "En camion", exact: true }).click();
    await page.getByText("Votre véhicule ne peut pas entrer ici").waitFor();
    await phone
      .open(`${site.house.url}/gates`)
      .then((own) => own.locator("script[type=module]").waitFor({ state: "attached" }));
  });

  it("is gone through by keyboard, in the order it is read", async () => {
    await using browser = await testBrowser({});
    const { page } = await openBare(browser, "/which-gate/en");
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
    const order: string[] = [];
    for (let presses = 0; presses < 5; presses++) {
      await page.keyboard.press("Tab");
      order.push(await focused());
    }
    expect(order.map((text) => /^\p{L}+/u.exec(text)?.[0])).toEqual([
      "Français",
      "Resident",
      "Visitor",
      "Ticket",
      "Delivery",
    ]);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: /^Gate/ }).first().waitFor();
    expect(page.url()).toBe(`${site.house.url}/which-gate/en/delivery/van`);
  });

  it("has no barrier for anybody, by night and day, in French and English, on a phone and on a desk", async () => {
    const views: readonly (View & { readonly language: "fr" | "en" })[] = [
      { ...PHONE, theme: "night", language: "fr" },
      { ...PHONE, theme: "day", language: "en" },
      { width: 1440, theme: "night", language: "en" },
      { width: 1440, theme: "day", language: "fr" },
    ];
    for (const view of views) {
      await using browser = await testBrowser(view);
      const start = `${site.house.url}/which-gate/${view.language}`;
      for (const path of ["", "/resident", "/delivery/lorry", "/ticket/foot/G2", "/nobody"]) {
        const page = await browser.open(`${start}${path}`);
        expect((await axeOn(page).analyze()).violations, `${view.language}${path}`).toEqual([]);
        const isWithin = await page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return scrollWidth <= clientWidth;
        });
        expect(isWithin, `${view.language}${path} is as wide as its window`).toBe(true);
        await page.close();
      }
      // A browser calls any 404 a trouble; there must be no other.
      expect(browser.troubles.filter((trouble) => !trouble.includes("404"))).toEqual([]);
    }
  });
});
