/** Where a phone is: asked for where its officer looks, paused with a reason that the room sees, and not a word of it during the pause. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { hasBrowser, testBrowser, type View } from "./browser.ts";
import { faults, misfits } from "./device-looks.ts";
import { fieldPhone, madeIn, press } from "./field-phone.ts";
import { type House, openHouse } from "./house.ts";
import { positionsTo } from "./positions-tell.ts";

const LONG = { timeout: 30_000 };
const Pauses = z.object({ pauses: z.array(z.object({ callSign: z.string(), because: z.string() })) });
const Refused = z.object({ counts: z.record(z.string(), z.number()) });
const Units = z.object({ units: z.array(z.object({ id: z.string(), track: z.number() })) });

const stack = new AsyncDisposableStack();
let house: House;
let contingent: string;
beforeAll(async () => {
  if (!hasBrowser) return;
  house = stack.use(await openHouse());
  contingent = await madeIn(house, "command.register-contingent", {
    ...{ reference: "FR-PN", name: "Police nationale", nation: "FR", languages: ["fr"] },
  });
}, 120_000);
afterAll(() => stack.disposeAsync());

const go = (page: Page, name: string) => page.getByRole("navigation").getByRole("button", { name }).click();
const pausesOf = async (callSign: string) => {
  const { pauses } = Pauses.parse(await house.ask("command.list-pauses", {}));
  return pauses.filter((pause) => pause.callSign === callSign).map(({ because }) => because);
};

describe.skipIf(!hasBrowser)("a phone's position", { timeout: 240_000 }, () => {
  it("is paused by its officer with a reason: the room sees it, nothing goes out, and it is shared again by one press", async () => {
    await using alpha = await fieldPhone(house, { callSign: "Alpha 1", contingent });
    const { page, browser, unit } = alpha;
    let told = 0;
    page.on("websocket", (line) =>
      line.on("framesent", ({ payload }) => (told += typeof payload === "string" ? 0 : 1)),
    );
    let metres = 0;
    const walk = async (seconds: number) => {
      for (let second = 0; second < seconds; second++) {
        metres += 3;
        const latitude = 48.8617 + metres / 111_000;
        await browser.context.setGeolocation({ latitude, longitude: 2.2885, accuracy: 9 });
        await page.waitForTimeout(1000);
      }
    };
    // Under way it is told every five seconds: a pause cannot be mistaken for a rest.
    await house.order("command.offer-task", { unit, order: "Walk the quay", position: [2.2885, 48.8617] });
    await press(page, "Received");
    await press(page, "Under way");
    await page.reload();
    await using desk = await testBrowser({ language: "en" });
    const room = await desk.open(`${house.url}/units/${unit}`);
    const seen = room.getByRole("button", { name: /ago$/ });
    const walkUntilSeen = async () => {
      const before = told;
      for (let tries = 0; tries < 30 && !(await seen.isVisible()); tries++) await walk(1);
      await seen.waitFor(LONG);
      expect(told).toBeGreaterThan(before);
    };
    await walkUntilSeen();

    await page.getByRole("button", { name: /^position ±/ }).click();
    const card = page.getByRole("region", { name: "Position" });
    await card.getByText("Shared with the command room").waitFor(LONG);
    expect(await card.evaluate((part) => part === document.activeElement)).toBe(true);
    await press(page, "Pause");
    await press(page, "Covert work");
    await room.getByText(/paused by the unit since .*“Covert work”/).waitFor(LONG);
    await seen.waitFor({ ...LONG, state: "detached" });
    expect(await pausesOf("Alpha 1")).toEqual(["Covert work"]);
    const quiet = told;
    await walk(12);
    expect(told).toBe(quiet);
    // The server's word for it: nothing came that it would have had to refuse. Told by somebody else, it is refused.
    const refused = async () => Refused.parse(await house.ask("command.list-refused-positions", {})).counts;
    expect(Object.values(await refused()).every((count) => count === 0)).toBe(true);
    using elsewhere = await positionsTo(house.url);
    const { units } = Units.parse(await house.ask("command.list-unit-tracks", {}));
    const track = units.find(({ id }) => id === unit)?.track ?? -1;
    const there = { lon: 2.2885, lat: 48.8617, heading: null, speed: null, atMs: Date.now() };
    elsewhere.send([{ track, ...there }]);
    await expect.poll(refused, LONG).toMatchObject({ unknown: 1 });
    await room.getByText(/paused by the unit since/).waitFor(LONG);

    // On the screen of tasks it is seen, with the reason, and ended.
    await go(page, "Tasks");
    const asked = page.getByRole("region", { name: "Position" });
    await asked.getByText("Your reason: “Covert work”").waitFor(LONG);
    await asked.getByRole("button", { name: "Share again" }).click();
    await asked.waitFor({ ...LONG, state: "detached" });
    await walkUntilSeen();
    expect(await pausesOf("Alpha 1")).toEqual([]);

    // Pressed without a network it holds at once, and still when the line comes back before the server has heard of it.
    await browser.context.setOffline(true);
    await page.getByRole("button", { name: /^position ±/ }).click();
    await press(page, "Pause");
    await press(page, "In private rooms");
    const cutOff = told;
    await browser.context.setOffline(false);
    await expect.poll(() => pausesOf("Alpha 1"), LONG).toEqual(["In private rooms"]);
    await walk(6);
    expect(told).toBe(cutOff);
    expect(desk.troubles).toEqual([]);
  });

  it.each([
    { width: 390, height: 844, theme: "night", language: "fr" },
    { width: 360, height: 640, theme: "day", language: "en" },
  ] as const)(
    "is asked for where the tasks are, and each state says what to do: $language, $width px",
    async (look) => {
      const view: View = look;
      const fr = look.language === "fr";
      const callSign = fr ? "Bravo 2" : "Charlie 3";
      await using phone = await fieldPhone(house, { callSign, contingent, view, located: false });
      const { page, browser, unit } = phone;
      const found: string[] = [];
      const see = async (state: string) => {
        const all = [...(await faults(page)), ...(await misfits(page))];
        found.push(...all.map((each) => `${state}: ${each}`));
      };
      const region = (name: string) => page.getByRole("region", { name });
      const position = region("Position");
      const closed = region(fr ? "Quand cette page est fermée" : "With this page closed");
      const later = fr ? "Plus tard" : "Not now";

      // Never asked: one thing at a time, and what is put off stays so.
      await position.getByRole("button", { name: fr ? "Partager" : "Share" }).waitFor(LONG);
      expect(await closed.count()).toBe(0);
      await see("position, never asked");
      await press(page, later);
      await closed.getByRole("button", { name: fr ? "M’avertir des missions" : "Tell me of tasks" }).waitFor(LONG);
      await see("push, never asked");
      await go(page, fr ? "Service" : "Shift");
      await position
        .getByRole("button", { name: fr ? "Partager ma position en service" : /^Share my position/ })
        .waitFor();
      await see("the cards");
      await go(page, fr ? "Missions" : "Tasks");
      expect(await position.count()).toBe(0);

      // Refused in the browser's settings: how to allow it, where one is led by a press.
      const session = await browser.context.newCDPSession(page);
      const set = async (setting: "denied" | "granted") => {
        for (const name of ["geolocation", "notifications"])
          await session.send("Browser.setPermission", { permission: { name }, setting, origin: house.url });
      };
      await set("denied");
      await page.reload();
      await position.getByRole("button", { name: fr ? "Comment l’autoriser" : "How to allow it" }).click(LONG);
      await position.getByText(fr ? "Autorisez la localisation." : "Allow the location.").waitFor();
      await closed.getByText(fr ? "Autorisez les notifications." : "Allow notifications.").waitFor();
      await see("both denied");
      await page.getByRole("button", { name: fr ? "position non partagée" : "position off" }).click();
      expect(await position.evaluate((part) => part === document.activeElement)).toBe(true);

      // An order that waits for its answer is in nobody's way, and allowed where it was refused, it goes on by itself.
      await house.order("command.offer-task", { unit, order: "Garder la berge", position: [2.2885, 48.8617] });
      await go(page, fr ? "Missions" : "Tasks");
      const received = page.getByRole("button", { name: fr ? "Reçu" : "Received", exact: true });
      await received.waitFor(LONG);
      await see("an order, position denied");
      await browser.context.setGeolocation({ latitude: 48.8617, longitude: 2.2885, accuracy: 11 });
      await set("granted");
      await page.getByRole("button", { name: /^position ±11/ }).waitFor(LONG);
      await position.waitFor({ ...LONG, state: "detached" });
      expect(found).toEqual([]);
    },
  );
});
