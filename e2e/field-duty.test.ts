/** Two phones on duty at one post: the shift, its relief, the post's own channel, an order both may take, and three days without a network. */
import { instantOf } from "@cordon/kernel";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { hasBrowser, testBrowser, type View } from "./browser.ts";
import { type FieldPhone, fieldPhone, madeIn, press } from "./field-phone.ts";
import { type House, openHouse } from "./house.ts";

const LONG = { timeout: 30_000 };
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const begun = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
const minutes = (count: number) => instantOf(begun + count * MINUTE_MS);
const FRENCH: View = { width: 390, height: 844, theme: "night", language: "fr" };
const ENGLISH: View = { width: 390, height: 844, theme: "day", language: "en" };

let house: House;
let alpha: FieldPhone;
let bravo: FieldPhone;
const stack = new AsyncDisposableStack();

const Shifts = z.object({
  shifts: z.array(z.object({ unit: z.string(), state: z.string(), said: z.string().nullish() })),
});
const shiftOf = async (unit: string) => {
  const window = { from: minutes(-600), until: minutes(1200) };
  const { shifts } = Shifts.parse(await house.ask("command.show-roster", window));
  return shifts.find((shift) => shift.unit === unit)?.state;
};
const go = (page: Page, name: string) => page.getByRole("navigation").getByRole("button", { name }).click();

beforeAll(async () => {
  if (!hasBrowser) return;
  house = stack.use(await openHouse());
  const contingent = await madeIn(house, "command.register-contingent", {
    ...{ reference: "FR-PN", name: "Police nationale", nation: "FR", languages: ["fr"] },
  });
  const place = await madeIn(house, "command.draw-place", {
    ...{ reference: "GATE-3", kind: "post", name: { fr: "Porte 3", en: "Gate 3" }, regime: null },
    shape: { type: "Point", coordinates: [2.2885, 48.8617] },
  });
  alpha = stack.use(await fieldPhone(house, { callSign: "Alpha 1", contingent, view: FRENCH }));
  bravo = stack.use(await fieldPhone(house, { callSign: "Bravo 2", contingent, view: ENGLISH }));
  const shift = { place, capability: "patrol" };
  await house.order("command.plan-shifts", {
    shifts: [
      { ...shift, unit: alpha.unit, from: minutes(-60), until: minutes(30) },
      { ...shift, unit: bravo.unit, from: minutes(30), until: minutes(400) },
    ],
  });
}, 120_000);
afterAll(() => stack.disposeAsync());

describe.skipIf(!hasBrowser)("two phones at one post", { timeout: 180_000 }, () => {
  it("take up, are relieved, leave with a word, and rest", async () => {
    await go(alpha.page, "Service");
    await press(alpha.page, "Nous sommes au poste");
    const on = alpha.page.getByRole("region", { name: "En service" });
    await on.getByText("Porte 3").waitFor(LONG);
    await on.getByText(/^Relève par Bravo 2 à/).waitFor(LONG);
    await expect.poll(() => shiftOf(alpha.unit), LONG).toBe("on");

    await go(bravo.page, "Shift");
    await press(bravo.page, "We are at the post");
    await bravo.page.getByRole("region", { name: "On shift" }).getByText("Gate 3").waitFor(LONG);
    await expect.poll(() => shiftOf(bravo.unit), LONG).toBe("on");
    // A phone is not told what another presses: it asks, once a minute while it awaits its relief.
    await on.getByText("Bravo 2 est là pour la relève").waitFor({ timeout: 90_000 });

    // To whoever is at the post, and not to the command room alone.
    await go(alpha.page, "Messages");
    await press(alpha.page, "Porte 3");
    await alpha.page.getByRole("textbox", { name: "Message au poste : Porte 3" }).fill("La barrière grince");
    await press(alpha.page, "Envoyer");
    await go(bravo.page, "Messages");
    const heard = bravo.page.getByRole("listitem").filter({ hasText: "La barrière grince" });
    await heard.getByText(/Alpha 1 to the post/).waitFor(LONG);

    // Out of reach, it leaves; the phone shows it at once, and says it later.
    await go(alpha.page, "Service");
    await alpha.browser.context.setOffline(true);
    await press(alpha.page, "Nous quittons le poste");
    await alpha.page.getByRole("textbox", { name: /Que transmettez-vous/ }).fill("Rien à signaler");
    await press(alpha.page, "Oui, nous partons");
    await on.waitFor({ ...LONG, state: "hidden" });
    expect(await shiftOf(alpha.unit)).toBe("on");
    await alpha.browser.context.setOffline(false);
    await expect.poll(() => shiftOf(alpha.unit), LONG).toBe("ended");
    await alpha.page.getByText(/^(Repos jusqu’à|Reposés\. Peuvent servir)/).waitFor(LONG);
    await alpha.page.getByText("Aucun service prévu pour cette unité").waitFor(LONG);
    // What it hands over stands on the shift of whoever took its place, in that phone's language around it.
    await go(bravo.page, "Shift");
    const taken = bravo.page.getByRole("region", { name: "On shift" });
    await taken.getByText(/^Alpha 1 left at \d\d:\d\d and hands over: Rien à signaler$/).waitFor({ timeout: 90_000 });
  });

  it("are offered one order: one has it, and the other is told who, in its own language", async () => {
    for (const [winner, loser, words] of [
      [
        alpha,
        bravo,
        { yes: "Reçu", no: "Received", tasks: ["Missions", "Tasks"], told: "Alpha 1 took this task before you." },
      ],
      [
        bravo,
        alpha,
        { yes: "Received", no: "Reçu", tasks: ["Tasks", "Missions"], told: "Bravo 2 a pris cette mission avant vous." },
      ],
    ] as const) {
      const order = `The barrier, ${words.yes}`;
      await go(winner.page, words.tasks[0]);
      await go(loser.page, words.tasks[1]);
      await house.order("command.offer-openly", {
        ...{ units: [alpha.unit, bravo.unit], order, position: [2.2885, 48.8617] },
      });
      await winner.page.getByRole("heading", { name: order }).waitFor(LONG);
      await loser.page.getByRole("heading", { name: order }).waitFor(LONG);
      await loser.browser.context.setOffline(true);
      await press(loser.page, words.no);
      await press(winner.page, words.yes);
      await winner.page.getByRole("button", { name: /^(En route|Under way)$/ }).waitFor(LONG);
      await expect
        .poll(async () => JSON.stringify(await house.ask("command.list-tasks", { state: "all" })), LONG)
        .toContain("has taken this task");
      await loser.browser.context.setOffline(false);
      const told = loser.page.getByRole("alert").filter({ hasText: words.told });
      await told.waitFor(LONG);
      // No sentence of the server's on a French phone, not of the ended task either.
      if (loser === alpha) expect(await loser.page.getByText("has taken this task").count()).toBe(0);
      await press(loser.page, loser === bravo ? "Understood" : "Compris");
      await press(winner.page, winner === alpha ? "En route" : "Under way");
      await press(winner.page, winner === alpha ? "Terminé" : "Done");
      await expect.poll(() => winner.page.getByRole("heading", { name: order }).count(), LONG).toBe(0);
    }
  });

  it("three days without a network, says so, and keeps what is pressed", async () => {
    const { page, browser } = alpha;
    await go(page, "Missions");
    await house.order("command.offer-task", { unit: alpha.unit, order: "Garder le quai", position: [2.2885, 48.8617] });
    await page.getByRole("heading", { name: "Garder le quai" }).waitFor(LONG);
    await browser.context.setOffline(true);
    await press(page, "Reçu");
    await page.clock.setSystemTime(Date.now() + 3 * DAY_MS + MINUTE_MS);
    const banner = page.getByRole("status").filter({ hasText: "3 jours sans réseau" });
    await banner.waitFor(LONG);
    await banner.getByText("1 envoi en attente").waitFor(LONG);
    await page.clock.setSystemTime(Date.now());
    await browser.context.setOffline(false);
    await expect
      .poll(async () => JSON.stringify(await house.ask("command.list-tasks", { state: "all" })), LONG)
      .toMatch(/acknowledged/);
    await banner.waitFor({ ...LONG, state: "hidden" });
  });

  it("says of what was written out of reach when that was, on the phone and in the command room", async () => {
    const { page, browser } = alpha;
    await go(page, "Messages");
    await browser.context.setOffline(true);
    await page.clock.setSystemTime(Date.now() - 3 * DAY_MS);
    await page.getByRole("textbox", { name: "Message à la salle de commandement" }).fill("Le quai est glissant");
    await press(page, "Envoyer");
    const line = page.getByRole("listitem").filter({ hasText: "Le quai est glissant" });
    await line.getByText("va partir").waitFor(LONG);
    await page.clock.setSystemTime(Date.now());
    await browser.context.setOffline(false);
    await line.getByText(/ · écrit \d+ \S+ \d\d:\d\d, arrivé \d\d:\d\d · envoyé$/).waitFor(LONG);
    await using desk = await testBrowser({ language: "en" });
    const room = await desk.open(`${house.url}/messages/unit:${alpha.unit}`);
    const said = room.getByRole("article").filter({ hasText: "Le quai est glissant" });
    await said.getByText(/^written \d+ \S+ \d\d:\d\d, arrived \d\d:\d\d$/).waitFor(LONG);
  });
});
