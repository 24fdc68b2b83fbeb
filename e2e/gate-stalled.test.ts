import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser } from "./browser.ts";
import { type GateDevice, gateDevice } from "./gate-device.ts";
import { openSite, type Site } from "./gate-site.ts";

/* The worst network is one that takes questions and answers none. */

let site: Site;
beforeAll(async () => {
  if (hasBrowser) site = await openSite();
});
afterAll(async () => {
  await site?.[Symbol.asyncDispose]();
});

/** Questions to these doors are taken and never answered, until they are let go. */
async function stalled(gate: GateDevice, doors: string): Promise<() => Promise<void>> {
  await gate.browser.context.route(doors, () => undefined);
  return () => gate.browser.context.unroute(doors);
}

describe.skipIf(!hasBrowser)("a gate whose server does not answer", () => {
  it("rules alone, lets a responder through, and tells both once the server answers", async () => {
    await using gate = await gateDevice(site, "Gate 7 stalled", "7");
    const pass = await site.issue();
    await gate.says("Live");
    const answerAgain = await stalled(gate, "**/api/access/**");
    await gate.scan(pass.text);
    expect(await gate.verdict("admit-with-id-check", pass)).toContain("Checked by this device alone");
    await gate.press("Next");
    await gate.press("Escort");
    await gate.press("Fire brigade");
    expect(await gate.verdict("escort")).toContain("The command room is told once the link is back");
    await answerAgain();
    // Once, whether the question arrived at last or what was done.
    await expect
      .poll(() => site.scans(pass), { timeout: 60_000 })
      .toMatchObject([{ verdict: { is: "admit-with-id-check" } }]);
    await expect
      .poll(async () => (await site.scans()).map(({ verdict }) => verdict.is), { timeout: 60_000 })
      .toContain("escort");
  });

  it("keeps nobody waiting for a number that is being looked up", async () => {
    await using gate = await gateDevice(site, "Gate 7 looking up", "7");
    await gate.says("Live");
    await stalled(gate, "**/api/access/look-up-pass");
    await gate.press("Type a number");
    await gate.press("7");
    await gate.press("Go on");
    await gate.press("Code damaged");
    const pass = await site.issue();
    await gate.scan(pass.text);
    await gate.verdict("admit-with-id-check", pass);
    await gate.press("Next");
    await gate.press("Type a number");
    await gate.press("7");
    await gate.press("Go on");
    await gate.press("Code damaged");
    await gate.press("Back");
    await gate.press("Escort");
    await gate.press("Medical");
    await gate.verdict("escort");
  });
});
