/** What a phone asks of its network while nothing happens: each request wakes the radio, and a battery must last a shift. */
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { hasBrowser } from "./browser.ts";
import { fieldPhone, madeIn } from "./field-phone.ts";
import { openHouse } from "./house.ts";

const LONG = { timeout: 30_000 };
const STEP_MS = 5_000;

/** The page's own requests and what it says on its live line, by what they are for. */
function counting(page: Page) {
  let counted = new Map<string, number>();
  const count = (what: string) => counted.set(what, (counted.get(what) ?? 0) + 1);
  page.on("request", (request) => count(`${request.method()} ${new URL(request.url()).pathname}`));
  page.on("websocket", (socket) => socket.on("framesent", () => count("SAY /api/live")));
  return () => {
    const before = counted;
    counted = new Map();
    return Object.fromEntries(before);
  };
}
const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((all, one) => all + one, 0);

/** Minutes by the page's own clock, with time for answers to come in between. */
async function pass(page: Page, minutes: number): Promise<void> {
  for (let ms = 0; ms < minutes * 60_000; ms += STEP_MS) {
    await page.clock.runFor(STEP_MS);
    await page.waitForTimeout(60);
  }
}

async function look(page: Page, state: "visible" | "hidden"): Promise<void> {
  await page.evaluate((visibility) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => visibility });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}

describe.skipIf(!hasBrowser)("a phone's battery", { timeout: 240_000 }, () => {
  it("is spent on three requests a minute while nothing happens, on none in a pocket, and on a call for help whatever happens", async () => {
    await using house = await openHouse();
    const contingent = await madeIn(house, "command.register-contingent", {
      ...{ reference: "FR-PN", name: "Police nationale", nation: "FR", languages: ["fr"] },
    });
    await using alpha = await fieldPhone(house, { callSign: "Alpha 1", contingent });
    const { page, browser } = alpha;
    await page.clock.install();
    await page.reload();
    await page.getByRole("heading", { name: "No task" }).waitFor(LONG);
    await page.clock.pauseAt(Date.now() + 1000);
    await pass(page, 1);

    const counted = counting(page);
    await pass(page, 10);
    const idle = counted();
    // The tasks and the line once a minute; places, shifts, messages, sharing and calls once in five.
    expect(sum(idle), JSON.stringify(idle)).toBeLessThanOrEqual(35);
    expect(idle["POST /api/command/my-tasks"] ?? idle["GET /api/command/my-tasks"]).toBeGreaterThanOrEqual(9);

    await look(page, "hidden");
    await page.waitForTimeout(500);
    counted();
    await pass(page, 10);
    expect(counted()).toEqual({});

    await look(page, "visible");
    await page.waitForTimeout(1000);
    const woken = counted();
    const asked = Object.entries(woken).filter(([what]) => what.endsWith("my-tasks"));
    expect(
      asked.map(([, times]) => times),
      JSON.stringify(woken),
    ).toEqual([1]);

    // Called for help without a network, and put away: it is tried on and on.
    await browser.context.setOffline(true);
    await page.getByRole("button", { name: /^SOS/ }).focus();
    await page.keyboard.down("Enter");
    await page.clock.runFor(3000);
    await page.keyboard.up("Enter");
    await page.getByRole("alert", { name: "Your SOS" }).waitFor(LONG);
    await look(page, "hidden");
    await pass(page, 1);
    counted();
    await pass(page, 5);
    const calling = Object.entries(counted()).filter(([what]) => what.endsWith("raise-sos"));
    expect(calling.reduce((all, [, times]) => all + times, 0)).toBeGreaterThanOrEqual(5 * 6);
  });
});
