import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { hasBrowser, testBrowser } from "./browser.ts";
import { driven, type GateDevice, gateDevice, PHONE } from "./gate-device.ts";
import { square, street, withCode } from "./gate-picture.ts";
import { openSite, type Site } from "./gate-site.ts";
import { type Scene, writeVideo } from "./gate-video.ts";

/* What a phone has besides a screen: two cameras, a light, a loudspeaker, and a motor that is felt. */

let site: Site;
let folder: string;
beforeAll(async () => {
  if (!hasBrowser) return;
  folder = await mkdtemp(join(tmpdir(), "cordon-phone-"));
  site = await openSite();
});
afterAll(async () => {
  await site?.[Symbol.asyncDispose]();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

async function seeing(
  label: string,
  scenes: readonly Scene[],
  prepare?: (context: BrowserContext) => Promise<void>,
): Promise<GateDevice> {
  const video = join(folder, `${label}.y4m`);
  await writeVideo(video, scenes);
  return gateDevice(site, label, "7", { ...PHONE, camera: { video } }, prepare);
}

const nobody: Scene = { picture: street(), seconds: 1 };

/** The camera whose picture is shown. */
function cameraShown(page: Page): Promise<string> {
  return page.evaluate(() => {
    const stream = document.querySelector("video")?.srcObject;
    return stream instanceof MediaStream ? (stream.getVideoTracks()[0]?.getSettings().deviceId ?? "") : "";
  });
}

/** The browser's fake camera has no light: this gives it one, and remembers what the light was told. */
async function withLight(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const { getCapabilities } = MediaStreamTrack.prototype;
    const told: unknown[] = [];
    Reflect.set(globalThis, "light", told);
    MediaStreamTrack.prototype.getCapabilities = function capabilities(this: MediaStreamTrack) {
      return { ...getCapabilities.call(this), torch: true };
    };
    MediaStreamTrack.prototype.applyConstraints = (constraints) => {
      told.push(...(constraints?.advanced ?? []));
      return Promise.resolve();
    };
  });
}

/** Remembers what is felt and how many tones are begun. */
async function withEars(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const said = { felt: [] as unknown[], tones: 0 };
    Reflect.set(globalThis, "said", said);
    Object.defineProperty(navigator, "vibrate", { value: (pattern: unknown) => said.felt.push(pattern) > 0 });
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function counted(this: OscillatorNode, when?: number) {
      said.tones++;
      start.call(this, when);
    };
  });
}
const Said = z.object({ felt: z.array(z.array(z.number())), tones: z.number() });
async function saidOn(page: Page): Promise<z.infer<typeof Said>> {
  return Said.parse(await page.evaluate(() => Reflect.get(globalThis, "said")));
}

describe.skipIf(!hasBrowser)("a gate's phone", () => {
  it("reads a code that fills the picture and has no white around it", async () => {
    const pass = await site.issue();
    const near = withCode(street(), pass.text, square(320, 240, 479));
    await using gate = await seeing("near", [nobody, { picture: near, seconds: 3 }]);
    await gate.verdict("admit-with-id-check", pass);
  });

  it("looks through its other camera and back, although neither says which way it faces", async () => {
    await using gate = await gateDevice(site, "both", "7", { ...PHONE, camera: { cameras: 2 } });
    await gate.says("Hold the code in the frame");
    const first = await cameraShown(gate.page);
    await gate.press("Other camera");
    await expect.poll(() => cameraShown(gate.page)).not.toMatch(new RegExp(`^${first}$|^$`));
    await gate.says("Hold the code in the frame");
    await gate.press("Other camera");
    await expect.poll(() => cameraShown(gate.page)).toBe(first);
  });

  it("is enrolled by the code that its page sees, which it takes once", async () => {
    const { link } = await site.offer("By camera");
    const video = join(folder, "enrolment.y4m");
    await writeVideo(video, [nobody, { picture: withCode(street(), link, square(320, 240, 340)), seconds: 3 }]);
    await using browser = await testBrowser({ ...PHONE, camera: { video } });
    const page = await browser.open(`${site.house.url}/gate/`);
    await page.getByRole("button", { name: "Scan the code here" }).click();
    await page.getByRole("button", { name: "Yes, enrol" }).click();
    await page.getByRole("heading", { name: "No gate yet" }).waitFor();

    await using other = await testBrowser({ ...PHONE, camera: { video } });
    const late = await other.open(`${site.house.url}/gate/`);
    await late.getByRole("button", { name: "Scan the code here" }).click();
    await late.getByText("This code was used already, or is over.").waitFor();
    expect(await late.getByRole("button", { name: "Yes, enrol" }).count()).toBe(0);
  });

  it("is enrolled by the code that its hand scanner types", async () => {
    const { link } = await site.offer("By scanner");
    await using browser = await testBrowser(PHONE);
    const page = await browser.open(`${site.house.url}/gate/`);
    await page.getByRole("button", { name: "Scan the code here" }).waitFor();
    await driven(browser, page, "").scan(link);
    await page.getByRole("button", { name: "Yes, enrol" }).waitFor();
  });

  it("offers no other camera and no light where there is none", async () => {
    await using gate = await seeing("one", [nobody]);
    await gate.says("Hold the code in the frame");
    expect(await gate.page.getByRole("button", { name: "Other camera" }).count()).toBe(0);
    expect(await gate.page.getByRole("button", { name: "Light on" }).count()).toBe(0);
  });

  it("switches its light on and off", async () => {
    await using gate = await seeing("light", [nobody], withLight);
    await gate.press("Light on");
    await gate.press("Light off");
    await gate.page.getByRole("button", { name: "Light on" }).waitFor();
    expect(await gate.page.evaluate(() => Reflect.get(globalThis, "light"))).toEqual([
      { torch: true },
      { torch: false },
    ]);
  });

  it("says each verdict once to the hand and to the ear; muted, to the hand alone", async () => {
    await using gate = await gateDevice(site, "ears", "7", PHONE, withEars);
    const [first, second, third] = [await site.issue(), await site.issue(), await site.issue({ zones: ["G2"] })];
    await gate.scan(first.text);
    await gate.verdict("admit-with-id-check", first);
    const once = await saidOn(gate.page);
    expect(once.felt).toHaveLength(1);
    // A press wakes the sound in browsers that make none before; the tap that puts a verdict away is enough.
    await gate.press("Next");
    await gate.page.getByRole("button", { name: "Sound on: mute" }).waitFor();
    await gate.scan(second.text);
    await gate.verdict("admit-with-id-check", second);
    const heard = await saidOn(gate.page);
    expect(heard.felt).toHaveLength(2);
    expect(heard.tones).toBeGreaterThan(once.tones);
    await gate.press("Next");
    await gate.press("Sound on: mute");
    await gate.scan(third.text);
    await gate.verdict("wrong-zone", third);
    const muted = await saidOn(gate.page);
    expect(muted.tones).toBe(heard.tones);
    expect(muted.felt).toHaveLength(3);
    expect(muted.felt[2]).not.toEqual(muted.felt[1]);
  });
});
