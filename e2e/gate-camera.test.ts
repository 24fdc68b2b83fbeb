import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser } from "./browser.ts";
import { type GateDevice, gateDevice, PHONE } from "./gate-device.ts";
import { AT_AN_ANGLE, photographed, square, STRAIGHT, street, torn, withCode } from "./gate-picture.ts";
import { type GateCode, inHours, openSite, type Site } from "./gate-site.ts";
import { type Scene, writeVideo } from "./gate-video.ts";

let site: Site;
let folder: string;

beforeAll(async () => {
  if (!hasBrowser) return;
  folder = await mkdtemp(join(tmpdir(), "cordon-video-"));
  site = await openSite();
});
afterAll(async () => {
  await site?.[Symbol.asyncDispose]();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

/** A gate whose camera sees these scenes, over and over. */
async function watching(label: string, scenes: readonly Scene[], gate: GateCode = "7"): Promise<GateDevice> {
  const video = join(folder, `${label}.y4m`);
  await writeVideo(video, scenes);
  return gateDevice(site, label, gate, { ...PHONE, camera: { video } });
}

const nobody: Scene = { picture: street(), seconds: 1 };

describe.skipIf(!hasBrowser)("a gate with a camera", () => {
  it("reads a pass that is held before it, once", async () => {
    const pass = await site.issue();
    await using gate = await watching("held", [
      nobody,
      { picture: withCode(street(), pass.text, STRAIGHT), seconds: 2 },
    ]);
    const said = await gate.verdict("admit-with-id-check", pass);
    expect(said).toContain("1980");
    await expect.poll(() => site.scans(pass)).toMatchObject([{ source: "camera", standing: "asked" }]);
    // Many more pictures of it, and one scan.
    await gate.page.waitForTimeout(4_000);
    expect(await site.scans(pass)).toHaveLength(1);
  });

  it("reads a screen photographed at an angle, and a torn print, one after the other", async () => {
    const [screen, print] = [await site.issue(), await site.issue()];
    const tilted = photographed(withCode(street(), screen.text, AT_AN_ANGLE));
    const ragged = torn(withCode(street(), print.text, STRAIGHT), STRAIGHT);
    await using gate = await watching("damaged", [
      nobody,
      { picture: tilted, seconds: 3 },
      nobody,
      { picture: ragged, seconds: 3 },
    ]);
    await gate.verdict("admit-with-id-check", screen);
    await gate.verdict("admit-with-id-check", print);
  });

  it("with two codes in view asks for one, and takes neither", async () => {
    const [left, right] = [await site.issue(), await site.issue()];
    const one = withCode(street(), left.text, square(206, 240, 200));
    const two = withCode(one, right.text, square(434, 240, 200));
    await using gate = await watching("two", [nobody, { picture: two, seconds: 3 }]);
    expect(await gate.verdict("unreadable")).toContain("Two codes in view. Show one at a time.");
    expect([...(await site.scans(left)), ...(await site.scans(right))]).toEqual([]);
  });

  it("cut off, rules alone what its camera sees, and hands it over; another gate knows who is inside", async () => {
    const pass = await site.issue();
    const scenes = [
      { picture: street(), seconds: 5 },
      { picture: withCode(street(), pass.text, STRAIGHT), seconds: 2 },
    ];
    await using seven = await watching("alone", scenes);
    await seven.verdict("admit-with-id-check", pass);
    await seven.reach(false);
    expect(await seven.verdict("already-inside", pass)).toContain("Checked by this device alone");
    await seven.press("Next");
    await seven.says(/\d+ scans? waits?/);
    await seven.reach(true);
    await seven.page.getByText(/scans? waits?/).waitFor({ state: "detached" });
    const verdicts = (await site.scans(pass)).map(({ standing, verdict }) => `${standing} ${verdict.is}`);
    expect(verdicts.filter((one) => one === "asked admit-with-id-check")).toHaveLength(1);
    expect(verdicts).toContain("acted already-inside");

    await using eight = await watching("second", scenes, "8");
    expect(await eight.verdict("already-inside", pass)).toContain("gate 7");
  });

  it("takes a supervisor's card from the camera as well", async () => {
    const pass = await site.issue({ notBefore: inHours(24), notAfter: inHours(48) });
    const card = await site.issue({ category: "supervisor" });
    await using gate = await watching("card", [
      { picture: street(), seconds: 2 },
      { picture: withCode(street(), card.text, STRAIGHT), seconds: 3 },
    ]);
    // The card may have been seen while nobody asked for it: that is a scan of a pass like any other.
    await gate.scan(pass.text);
    await gate.verdict("not-yet", pass);
    await gate.press("Supervisor");
    await gate.press("Order of the command room");
    await gate.verdict("admit", pass);
  });

  it("that may not be used says how to allow it, and the hand scanner goes on", async () => {
    await using gate = await gateDevice(site, "denied", "7", { ...PHONE, camera: "denied" });
    await gate.says("The camera is not allowed");
    await gate.says(/allow the camera for this site/);
    const pass = await site.issue();
    await gate.scan(pass.text);
    await gate.verdict("admit-with-id-check", pass);
  });
});
