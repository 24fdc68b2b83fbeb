import type { Page } from "playwright-core";
import { z } from "zod";
import { type TestBrowser, testBrowser, type View } from "./browser.ts";
import type { House } from "./house.ts";

const FOUNTAIN = { latitude: 48.8617, longitude: 2.2885, accuracy: 11 };
const PHONE: View = { width: 390, height: 844, theme: "night", language: "en" };

const Made = z.record(z.string(), z.unknown());
/** An operation that makes one thing, and that thing's name. */
export const madeIn = async (house: House, name: string, input: unknown): Promise<string> =>
  String(Object.values(Made.parse(await house.order(name, input)))[0]);

/** A unit's phone: enrolled by its link, with a position, kept by its service worker. */
export interface FieldPhone extends AsyncDisposable {
  readonly unit: string;
  readonly page: Page;
  readonly browser: TestBrowser;
}

export async function fieldPhone(
  house: House,
  {
    callSign,
    contingent,
    ...more
  }: { readonly callSign: string; readonly contingent: string; readonly view?: View; readonly located?: boolean },
): Promise<FieldPhone> {
  const unit = await madeIn(house, "command.register-unit", { callSign, kind: "patrol", strength: 2, contingent });
  return enrolledFor(house, { unit, contingent, label: `${callSign} phone`, ...more });
}

/** One more phone of a unit there is already. */
export async function enrolledFor(
  house: House,
  of: {
    readonly unit: string;
    readonly contingent: string;
    readonly label: string;
    readonly view?: View;
    /** Whether its browser says where it is; it does unless this is false. */
    readonly located?: boolean;
  },
): Promise<FieldPhone> {
  const { unit, contingent, label, view = PHONE, located = true } = of;
  const offer = await house.order("identity.offer-enrolment", { kind: "field", unit, contingent, label });
  const browser = await testBrowser(view);
  if (located) {
    await browser.context.grantPermissions(["geolocation"], { origin: house.url });
    await browser.context.setGeolocation(FOUNTAIN);
  }
  const page = await browser.open(z.object({ link: z.string() }).parse(offer).link);
  await page.getByRole("button", { name: /^(Yes, enrol|Oui, enrôler)$/ }).click();
  await page.getByRole("heading", { name: /^(No task|Aucune mission)$/ }).waitFor({ timeout: 30_000 });
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  return { unit, page, browser, [Symbol.asyncDispose]: () => browser[Symbol.asyncDispose]() };
}

export const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).click();

/** A picture larger than is sent, with something in it that is no picture: as a camera writes it, made by the browser under test. */
export async function photograph(page: Page): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const bytes = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(2400, 1800);
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("no canvas");
    context.fillStyle = "teal";
    context.fillRect(0, 0, 2400, 1800);
    context.fillStyle = "white";
    context.fillRect(400, 300, 900, 700);
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  const jpeg = Buffer.from(bytes);
  // An EXIF segment that says where it was taken, behind the start of the image.
  const said = Buffer.from("Exif\0\0GPS 48.8617 N 2.2885 E");
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0, said.length + 2]), said]);
  const buffer = Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
  return { name: "IMG_0001.jpg", mimeType: "image/jpeg", buffer };
}
