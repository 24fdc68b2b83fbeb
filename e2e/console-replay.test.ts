/** The time machine at full speed: twenty minutes of an operation, played sixty times faster than life in a browser. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig, systemClock } from "@cordon/ground";
import { instantOf } from "@cordon/kernel";
import { startServer } from "@cordon/server";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { hasBrowser, testBrowser } from "./browser.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const MINUTES = 20;
const SPEED = 60;
const WATCHED_MS = 8_000;

/** The server and the minutes that lie behind it, a report every ten seconds. */
async function house(stack: AsyncDisposableStack): Promise<string> {
  const dataFolder = await mkdtemp(join(tmpdir(), "cordon-replay-"));
  stack.defer(() => rm(dataFolder, { recursive: true, force: true }));
  const read = readConfig();
  if ("problem" in read) throw new Error(read.message);
  let behindMs = MINUTES * MINUTE_MS;
  const clock = { ...systemClock, now: () => instantOf(Date.now() - behindMs) };
  const config = { ...read, dataFolder, port: 0 };
  const server = await startServer({ config, rehearsing: true, clock });
  if ("problem" in server) throw new Error(server.message);
  stack.use(server);
  for (let report = 0; behindMs > 0; report++) {
    const answer = await fetch(`http://127.0.0.1:${server.port}/api/command/raise-signal`, {
      method: "POST",
      headers: { authorization: `Bearer ${server.exerciseToken}`, "content-type": "application/json" },
      body: JSON.stringify({ kind: "report", note: `Report ${report}`, position: [2.2925, 48.8597] }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    behindMs = Math.max(0, behindMs - 10_000);
  }
  return server.url;
}

/** What the sign says that it is, in milliseconds of its day. */
async function shownMs(page: Page): Promise<number> {
  const said = await page.getByRole("status").filter({ hasText: "PAST" }).innerText();
  const [, hours, minutes, seconds] = /(\d\d):(\d\d):(\d\d)/.exec(said) ?? [];
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

/** From one to another that is later, over midnight too. */
const passed = (from: number, to: number) => (to - from + DAY_MS) % DAY_MS;

describe.skipIf(!hasBrowser)("the time machine at full speed", () => {
  it("plays a minute a second, and shows what was known at each", { timeout: 180_000 }, async () => {
    await using stack = new AsyncDisposableStack();
    const url = await house(stack);
    await using browser = await testBrowser({ language: "en", theme: "night" });
    const page = await browser.open(url);
    await page
      .getByText(/^\d+ waiting$/)
      .first()
      .waitFor({ timeout: 60_000 });
    await page.keyboard.press("h");
    await page.getByRole("status").filter({ hasText: "PAST" }).waitFor();
    const beginMs = await shownMs(page);
    for (let minute = 1; minute < MINUTES; minute++) {
      await page.keyboard.press("Shift+ArrowLeft");
      await expect
        .poll(async () => passed(await shownMs(page), beginMs), { timeout: 20_000 })
        .toBeGreaterThanOrEqual(minute * MINUTE_MS);
    }
    await page.getByLabel("Speed").selectOption(String(SPEED));
    const waiting = async () =>
      Number.parseInt(
        await page
          .getByText(/^\d+ waiting$/)
          .first()
          .innerText(),
        10,
      );
    const [atMs, signals, began] = [await shownMs(page), await waiting(), performance.now()];
    await page.keyboard.press("Space");
    await page.waitForTimeout(WATCHED_MS);
    const [thenMs, then, watchedMs] = [await shownMs(page), await waiting(), performance.now() - began];
    await page.keyboard.press("Space");
    // The machine may be slow; what is played is then slower, and never jumps.
    const speed = passed(atMs, thenMs) / watchedMs;
    expect(speed).toBeGreaterThan(SPEED * 0.7);
    expect(speed).toBeLessThan(SPEED * 1.1);
    // A report every ten seconds: what is shown goes with the time, at most a few answers behind.
    const reports = passed(atMs, thenMs) / 10_000;
    expect(then - signals).toBeGreaterThan(reports * 0.6);
    expect(then - signals).toBeLessThan(reports * 1.2);
    expect(browser.troubles).toEqual([]);
  });
});
