import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { hasBrowser, testBrowser, type View } from "./browser.ts";
import { faults, smallTargets } from "./device-looks.ts";
import { type House, openHouse } from "./house.ts";

const Made = z
  .object({ contingent: z.string() })
  .or(z.object({ unit: z.string() }))
  .or(z.object({ task: z.string() }));

let house: House;

const trocadero = [2.2885, 48.8617];
let contingent: string;

async function made(name: string, input: unknown): Promise<string> {
  const [id] = Object.values(Made.parse(await house.order(name, input)));
  if (id === undefined) throw new Error(`${name} made nothing`);
  return id;
}

beforeAll(async () => {
  if (!hasBrowser) return;
  house = await openHouse();
  contingent = await made("command.register-contingent", {
    reference: "FR-PN",
    name: "Police nationale",
    nation: "FR",
    languages: ["fr"],
  });
});
afterAll(async () => {
  await house?.[Symbol.asyncDispose]();
});

const PHONE: View = { width: 390, height: 844, theme: "night", language: "en" };

interface EnrolledPhone extends AsyncDisposable {
  readonly page: Page;
  /** Gives the phone's unit a task. */
  readonly order: (text: string) => Promise<string>;
  readonly reach: (inReach: boolean) => Promise<void>;
  /** Ends the phone's session, as time does. */
  readonly signOut: () => Promise<void>;
}

/** A unit and its phone, enrolled by the link that its QR code holds. */
async function enrolled(callSign: string, view: View = PHONE): Promise<EnrolledPhone> {
  const unit = await made("command.register-unit", { callSign, kind: "patrol", strength: 2, contingent });
  const phone = await testBrowser(view);
  const page = await phone.open(await enrolmentLink(unit, contingent, `${callSign} phone`));
  await page.getByRole("button", { name: /Yes, enrol|Oui, enrôler/ }).click();
  await page.getByText(/No task|Aucune mission/).waitFor();
  return {
    page,
    order: (text) => made("command.offer-task", { unit, order: text, position: trocadero }),
    reach: (inReach) => phone.context.setOffline(!inReach),
    signOut: () => phone.context.clearCookies(),
    [Symbol.asyncDispose]: () => phone[Symbol.asyncDispose](),
  };
}

async function enrolmentLink(unit: string, of: string, label: string): Promise<string> {
  const offer = await house.order("identity.offer-enrolment", { kind: "field", unit, contingent: of, label });
  return z.object({ link: z.string() }).parse(offer).link;
}

const Tasks = z.object({
  tasks: z.array(
    z.object({
      id: z.string(),
      state: z.string(),
      pressedAt: z.string().nullable(),
      changedAt: z.string(),
      said: z.string(),
    }),
  ),
});
async function taskOnServer(id: string) {
  const { tasks } = Tasks.parse(await house.ask("command.list-tasks", { state: "all", limit: 200 }));
  const task = tasks.find((one) => one.id === id);
  if (task === undefined) throw new Error(`no task ${id}`);
  return task;
}
const stateOnServer = async (id: string) => (await taskOnServer(id)).state;

const pressButton = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** The page is kept by its service worker: it opens where there is no network. */
async function keptByWorker(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

describe.skipIf(!hasBrowser)("a field phone", () => {
  it("receives its unit's task at once and carries it through", async () => {
    await using phone = await enrolled("P-1");
    const { page, order } = phone;
    const task = await order("Check the east stairs");
    await page.getByRole("heading", { name: "Check the east stairs" }).waitFor();
    await pressButton(page, "Received");
    await expect.poll(() => stateOnServer(task)).toBe("acknowledged");
    await pressButton(page, "Under way");
    await expect.poll(() => stateOnServer(task)).toBe("under-way");
    await pressButton(page, "Done");
    await page.getByRole("button", { name: /^Undo/ }).click();
    await pressButton(page, "Done");
    expect(await stateOnServer(task)).toBe("under-way");
    await expect.poll(() => stateOnServer(task), { timeout: 15_000 }).toBe("done");
  });

  it("says why its unit cannot do it", async () => {
    await using phone = await enrolled("P-2");
    const { page, order } = phone;
    const task = await order("Hold the quay");
    await pressButton(page, "Cannot do it");
    await pressButton(page, "Another reason");
    await page.getByRole("textbox", { name: "Another reason" }).fill("The quay is flooded");
    await pressButton(page, "Refuse the task");
    await expect
      .poll(() => taskOnServer(task), { timeout: 15_000 })
      .toMatchObject({ state: "refused", said: "The quay is flooded" });
  });

  it("out of reach, opens, keeps what is pressed, and catches up in order", async () => {
    await using phone = await enrolled("P-3");
    const { page, order } = phone;
    const task = await order("Open the gate");
    await page.getByRole("heading", { name: "Open the gate" }).waitFor();
    await keptByWorker(page);
    await phone.reach(false);
    await page.getByRole("status").filter({ hasText: "Your answers are kept" }).waitFor();
    const before = Date.now();
    await pressButton(page, "Received");
    await page.getByText("will be sent", { exact: false }).first().waitFor();
    // Closed and opened again, still out of reach: nothing is lost.
    await page.reload();
    await page.getByRole("heading", { name: "Open the gate" }).waitFor();
    await pressButton(page, "Under way");
    await page.getByText("2 things will be sent").waitFor();
    expect(await stateOnServer(task)).toBe("offered");
    await page.waitForTimeout(1500);
    const back = Date.now();
    await phone.reach(true);
    await expect.poll(() => stateOnServer(task), { timeout: 15_000 }).toBe("under-way");
    await page.getByText("will be sent", { exact: false }).first().waitFor({ state: "hidden" });
    const { pressedAt, changedAt } = await taskOnServer(task);
    expect(Date.parse(pressedAt ?? "")).toBeGreaterThanOrEqual(before);
    expect(Date.parse(pressedAt ?? "")).toBeLessThan(back);
    expect(Date.parse(changedAt)).toBeGreaterThanOrEqual(back);
  });

  it("is told in words when its task was cancelled meanwhile", async () => {
    await using phone = await enrolled("P-4");
    const { page, order } = phone;
    const task = await order("Guard the bag");
    await page.getByRole("heading", { name: "Guard the bag" }).waitFor();
    await phone.reach(false);
    await pressButton(page, "Received");
    await house.order("command.cancel-task", { task, reason: "The owner came back" });
    await phone.reach(true);
    const told = page.getByRole("alert").filter({ hasText: "Too late" });
    await told.waitFor({ timeout: 15_000 });
    expect(await told.innerText()).toContain("The command room had cancelled the task");
    expect(await told.innerText()).toContain("The owner came back");
    expect(await stateOnServer(task)).toBe("cancelled");
    await pressButton(page, "Understood");
    await page.getByText("Too late").waitFor({ state: "hidden" });
    await page.reload();
    await page.getByRole("heading", { name: "No task" }).waitFor();
  });

  it("whose enrolment is taken back says so and shows no task any more", async () => {
    await using phone = await enrolled("P-5");
    const { page, order } = phone;
    await order("Secret errand");
    await page.getByRole("heading", { name: "Secret errand" }).waitFor();
    const { devices } = z
      .object({ devices: z.array(z.object({ id: z.string(), label: z.string() })) })
      .parse(await house.ask("identity.list-devices", {}));
    await house.order("identity.revoke-device", {
      device: devices.find((one) => one.label === "P-5 phone")?.id,
      because: "lost",
    });
    await page.getByRole("heading", { name: "This phone was signed off" }).waitFor({ timeout: 20_000 });
    expect(await page.getByText("Secret errand").count()).toBe(0);
  });

  it("signs in again with its own key when its session is over", async () => {
    await using phone = await enrolled("P-7");
    const { page, order } = phone;
    const task = await order("Walk the bridge");
    await page.getByRole("heading", { name: "Walk the bridge" }).waitFor();
    await phone.signOut();
    await pressButton(page, "Received");
    await expect.poll(() => stateOnServer(task), { timeout: 15_000 }).toBe("acknowledged");
    await phone.signOut();
    await page.reload();
    await page.getByRole("button", { name: "Under way", exact: true }).waitFor();
    await page.getByText("Live", { exact: true }).waitFor();
  });

  it("in a browser where somebody is signed in, asks before it takes over", async () => {
    await using phone = await enrolled("P-8");
    const { page } = phone;
    // The page is closed meanwhile: open, it signs in again with its own key, and whoever is later has the browser.
    const field = page.url();
    await page.goto("about:blank");
    await phone.signOut();
    const signIn = await page.request.post(`${house.url}/api/identity/sign-in-rehearsal`, {
      headers: { origin: house.url },
      data: {},
    });
    expect(signIn.ok()).toBe(true);
    await page.goto(field);
    await page.getByRole("heading", { name: /This browser is signed in as the rehearsal operator/ }).waitFor();
    await page.getByRole("button", { name: "Go on as P-8 phone" }).click();
    await page.getByText("Live", { exact: true }).waitFor();
  });

  it("made for another server says that it must be loaded again", async () => {
    await using phone = await enrolled("P-9");
    const { page } = phone;
    const stale = {
      type: "/api/problems#stale-client",
      title: "Load the page again",
      status: 409,
      detail: "Load the page again.",
    };
    await page.route("**/api/command/my-tasks*", (route) =>
      route.fulfill({ status: 409, contentType: "application/problem+json", json: stale }),
    );
    await phone.reach(false);
    await phone.reach(true);
    await page.getByText("Cordon was updated").waitFor();
    await page.unroute("**/api/command/my-tasks*");
    await page.getByRole("button", { name: "Load again" }).click();
    await page.getByText("Live", { exact: true }).waitFor();
    expect(await page.getByText("Cordon was updated").count()).toBe(0);
  });

  it("takes a code once", async () => {
    const unit = await made("command.register-unit", { callSign: "P-6", kind: "patrol", strength: 2, contingent });
    const link = await enrolmentLink(unit, contingent, "P-6 phone");
    await using first = await testBrowser(PHONE);
    await using second = await testBrowser(PHONE);
    const page = await first.open(link);
    await page.getByRole("button", { name: "Yes, enrol" }).click();
    await page.getByText("No task").waitFor();
    expect(page.url()).not.toContain("enrol=");
    const late = await second.open(link);
    await late.getByRole("alert").waitFor();
    expect(await late.getByRole("button", { name: "Yes, enrol" }).count()).toBe(0);
  });
});

describe.skipIf(!hasBrowser).each([
  { language: "fr", theme: "night" },
  { language: "en", theme: "day" },
] as const)("the field page in $language, $theme", (look) => {
  const view: View = { ...PHONE, ...look };

  it("has no fault that axe knows, a contrast of 7 to 1, and targets for a thumb", async () => {
    await using bare = await testBrowser(view);
    const welcome = await bare.open(`${house.url}/field/`);
    await welcome.getByRole("heading", { level: 2 }).waitFor();
    expect(await faults(welcome)).toEqual([]);
    expect(await smallTargets(welcome)).toEqual([]);

    await using phone = await enrolled(`L-${look.language}`, view);
    const { page, order } = phone;
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(look.language);
    await order("Guard the north bank");
    await order("Then the south bank");
    await page.getByRole("heading", { name: "Guard the north bank" }).waitFor();
    await page.getByText("Then the south bank").waitFor();
    expect(await faults(page)).toEqual([]);
    expect(await smallTargets(page)).toEqual([]);
    await page.getByRole("button", { name: /^(Impossible|Cannot do it)$/ }).click();
    await page.getByRole("dialog").waitFor();
    expect(await faults(page)).toEqual([]);
    expect(await smallTargets(page)).toEqual([]);
    await page.getByRole("button", { name: /^(Retour|Back)$/ }).click();
    await phone.reach(false);
    await page.getByRole("button", { name: /^(Reçu|Received)$/ }).click();
    await page
      .getByText(/va partir|will be sent/)
      .first()
      .waitFor();
    expect(await faults(page)).toEqual([]);
  });
});
