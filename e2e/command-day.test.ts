import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { hasBrowser, type TestBrowser, testBrowser, type View } from "./browser.ts";
import { type House, openHouse } from "./house.ts";

/*
 * A day of the command room in one piece: a signal to the log afterwards, with a console and two phones, one of them out of reach for a while.
 */

const FOUNTAIN = { latitude: 48.8617, longitude: 2.2885, accuracy: 11 };
const PHONE: View = { width: 390, height: 844, theme: "night", language: "en" };
const LONG = { timeout: 30_000 };

let house: House;
let contingent = "";
const stack = new AsyncDisposableStack();

const Made = z.record(z.string(), z.unknown());
const made = async (name: string, input: unknown) =>
  String(Object.values(Made.parse(await house.order(name, input)))[0]);

beforeAll(async () => {
  if (!hasBrowser) return;
  house = stack.use(await openHouse());
  contingent = await made("command.register-contingent", {
    ...{ reference: "FR-PN", name: "Police nationale", nation: "FR", languages: ["fr"] },
  });
}, 90_000);
afterAll(() => stack.disposeAsync());

interface Phone extends AsyncDisposable {
  readonly unit: string;
  readonly page: Page;
  readonly browser: TestBrowser;
}

async function phoneOf(callSign: string): Promise<Phone> {
  const unit = await made("command.register-unit", { callSign, kind: "patrol", strength: 2, contingent });
  const offer = await house.order("identity.offer-enrolment", {
    ...{ kind: "field", unit, contingent, label: `${callSign} phone` },
  });
  const browser = await testBrowser(PHONE);
  await browser.context.grantPermissions(["geolocation"], { origin: house.url });
  await browser.context.setGeolocation(FOUNTAIN);
  const page = await browser.open(z.object({ link: z.string() }).parse(offer).link);
  await page.getByRole("button", { name: "Yes, enrol" }).click();
  await page.getByRole("heading", { name: "No task" }).waitFor(LONG);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  return { unit, page, browser, [Symbol.asyncDispose]: () => browser[Symbol.asyncDispose]() };
}

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).click();

/** A picture larger than is sent, with something in it that is no picture: as a camera writes it, made by the browser under test. */
async function photograph(page: Page): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
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

const Shown = z.object({
  incident: z.object({ id: z.string(), number: z.number(), state: z.string() }),
  tasks: z.array(z.object({ id: z.string(), unit: z.string(), state: z.string(), pressedAt: z.string().nullable() })),
  log: z.array(
    z.object({
      kind: z.string(),
      text: z.string(),
      at: z.string(),
      exhibits: z.array(z.object({ blob: z.string(), mediaType: z.string(), bytes: z.number() })).nullish(),
    }),
  ),
});
const shown = async (incident: string) => Shown.parse(await house.ask("command.show-incident", { incident }));

describe.skipIf(!hasBrowser)("a day in the command room", () => {
  it("from what an officer saw to the log afterwards, with one phone out of reach for a while", {
    timeout: 240_000,
  }, async () => {
    await using alpha = await phoneOf("Alpha 1");
    await using bravo = await phoneOf("Bravo 2");
    await using desk = await testBrowser({ theme: "night", language: "en" });
    const console_ = await desk.open(house.url);
    await console_.getByText("No signal is waiting").waitFor(LONG);

    // The first phone reports, with a picture; it stands in the queue of the console by itself.
    await press(alpha.page, "Report");
    await alpha.page.getByRole("textbox", { name: "What do you see?" }).fill("A suitcase by the fountain");
    await alpha.page.getByLabel("Add a photo").setInputFiles(await photograph(alpha.page));
    await alpha.page.getByText(/Photo added/).waitFor(LONG);
    await press(alpha.page, "Send the report");
    const queue = console_.getByRole("region", { name: "Signals" });
    await queue.getByText("Report", { exact: true }).first().click(LONG);
    await console_.getByText("A suitcase by the fountain").first().waitFor(LONG);

    // A human decides.
    await console_.keyboard.press("c");
    await expect.poll(() => console_.url(), LONG).toMatch(/incident/);
    const { incidents } = z
      .object({ incidents: z.array(z.object({ id: z.string(), signals: z.number() })) })
      .parse(await house.ask("command.list-incidents", {}));
    const incident = incidents[0]?.id ?? "";
    expect(incidents).toHaveLength(1);

    // Tasks for both units, which learn of them at once.
    const first = await made("command.offer-task", { unit: alpha.unit, incident, order: "Hold people back" });
    const second = await made("command.offer-task", { unit: bravo.unit, incident, order: "Find the owner" });
    await alpha.page.getByRole("button", { name: "Tasks", exact: true }).click();
    await alpha.page.getByRole("heading", { name: "Hold people back" }).waitFor(LONG);
    await bravo.page.getByRole("heading", { name: "Find the owner" }).waitFor(LONG);

    // The second is out of reach: it answers, takes a picture, is closed and opened again.
    await bravo.browser.context.setOffline(true);
    await bravo.page.getByText("Out of reach", { exact: true }).waitFor(LONG);
    await press(bravo.page, "Received");
    await bravo.page.getByLabel("Photo for this incident").setInputFiles(await photograph(bravo.page));
    await bravo.page.getByText("1 photo will be sent").waitFor(LONG);
    await press(bravo.page, "Under way");
    await bravo.page.reload();
    await bravo.page.getByText("3 things will be sent").waitFor(LONG);
    expect((await shown(incident)).tasks.find(({ id }) => id === second)?.state).toBe("offered");

    // The first goes on meanwhile, and calls for help by mistake: on top of the queue, received, called off, dismissed by a human.
    await press(alpha.page, "Received");
    await alpha.page.getByRole("button", { name: /^SOS/ }).focus();
    await alpha.page.keyboard.down("Enter");
    await alpha.page.getByText(/Received by the command room/).waitFor(LONG);
    await alpha.page.keyboard.up("Enter");
    await console_
      .getByText(/Alpha 1 ·/)
      .first()
      .waitFor(LONG);
    await press(alpha.page, "It was a mistake");
    await press(alpha.page, "Yes, call it off");
    await alpha.page.getByText("You said it was a mistake").waitFor(LONG);
    const { signals } = z
      .object({
        signals: z.array(z.object({ id: z.string(), kind: z.string(), sos: z.object({ where: z.string() }) })),
      })
      .parse(await house.ask("command.list-signals", {}));
    expect(signals.map(({ kind, sos }) => [kind, sos.where])).toEqual([["sos", "phone"]]);
    await house.order("command.dismiss-signal", { signal: signals[0]?.id, reason: "false-alert" });
    await alpha.page.getByText("The command room has closed it.").waitFor(LONG);
    await press(alpha.page, "Understood");

    // The second is back: everything arrives, in order, with when it was pressed.
    await bravo.browser.context.setOffline(false);
    await expect
      .poll(async () => (await shown(incident)).tasks.find(({ id }) => id === second)?.state, LONG)
      .toBe("under-way");
    await expect
      .poll(async () => (await shown(incident)).log.flatMap(({ exhibits }) => exhibits ?? []).length, LONG)
      .toBeGreaterThanOrEqual(1);
    const photo = (await shown(incident)).log.flatMap(({ exhibits }) => exhibits ?? [])[0];
    const stored = Buffer.from(await (await console_.request.get(`${house.url}/api/exhibits/${photo?.blob}`)).body());
    expect(photo?.mediaType).toBe("image/jpeg");
    expect(stored.length).toBe(photo?.bytes);
    expect(stored.includes("GPS")).toBe(false);

    // Done, closed, and read afterwards.
    for (const { page } of [alpha, bravo]) {
      if (page === alpha.page) await press(page, "Under way");
      await press(page, "Done");
    }
    for (const task of [first, second])
      await expect
        .poll(async () => (await shown(incident)).tasks.find(({ id }) => id === task)?.state, LONG)
        .toBe("done");
    await house.order("command.close-incident", { incident, outcome: "The owner was found" });
    const after = await shown(incident);
    expect(after.incident.state).toBe("closed");
    const told = after.log.map(({ kind }) => kind);
    for (const kind of [
      "incident.opened",
      "task.offered",
      "task.acknowledged",
      "task.finished",
      "incident.noted",
      "incident.closed",
    ])
      expect(told).toContain(kind);
    expect(after.log.map(({ at }) => at)).toEqual(after.log.map(({ at }) => at).toSorted());
    await alpha.page.getByRole("heading", { name: "No task" }).waitFor(LONG);
    expect([...alpha.browser.troubles, ...desk.troubles]).toEqual([]);
  });
});
