import { textOf } from "@cordon/command/testing/pdf-text.ts";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { hasBrowser, shownState, testBrowser } from "./browser.ts";
import { fieldPhone, madeIn, photograph, press } from "./field-phone.ts";
import { type House, openHouse } from "./house.ts";

/*
 * A day of the command room in one piece: a signal to the log afterwards, with a console and two phones, one of them out of reach for a while.
 */

const LONG = { timeout: 30_000 };

let house: House;
let contingent = "";
const stack = new AsyncDisposableStack();

const made = (name: string, input: unknown) => madeIn(house, name, input);
const phoneOf = (callSign: string) => fieldPhone(house, { callSign, contingent });

beforeAll(async () => {
  if (!hasBrowser) return;
  house = stack.use(await openHouse());
  contingent = await made("command.register-contingent", {
    ...{ reference: "FR-PN", name: "Police nationale", nation: "FR", languages: ["fr"] },
  });
}, 90_000);
afterAll(() => stack.disposeAsync());

const Shown = z.object({
  incident: z.object({ id: z.string(), number: z.number(), state: z.string() }),
  tasks: z.array(z.object({ id: z.string(), unit: z.string(), state: z.string(), pressedAt: z.string().nullable() })),
  log: z.array(
    z.object({
      seq: z.number(),
      kind: z.string(),
      text: z.string(),
      at: z.string(),
      task: z.string().nullable(),
      exhibits: z.array(z.object({ blob: z.string(), mediaType: z.string(), bytes: z.number() })).nullish(),
    }),
  ),
});
type Whole = z.infer<typeof Shown>;
const shown = async (incident: string) => Shown.parse(await house.ask("command.show-incident", { incident }));

const Steps = z.object({ steps: z.array(z.object({ text: z.object({ en: z.string() }), state: z.string() })) });

/** By the clock of the operation, as the report prints it. */
const printed = (at: string) =>
  new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone: "Europe/Paris", day: "2-digit", month: "2-digit", year: "numeric" },
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
  })
    .format(Date.parse(at))
    .replace(", ", " ");

/** Follows the desk's link to the report afterwards, and reads what is printed in it. */
async function readReport(desk: Page, incident: string, after: Whole): Promise<void> {
  const address = await desk.getByRole("link", { name: "Report (PDF)" }).getAttribute("href");
  const answer = await desk.request.get(new URL(address ?? "", house.url).href);
  expect([answer.status(), answer.headers()["content-type"]]).toEqual([200, "application/pdf"]);
  const text = textOf(await answer.body());
  expect(text).toContain(`After-action report, incident ${after.incident.number}`);
  for (const said of ["Hold people back", "Find the owner", "Alpha 1", "Bravo 2", "The owner was found"])
    expect(text).toContain(said);
  for (const { seq, at } of after.log) expect(text).toContain(`${printed(at)}  #${seq}`);
  const { steps } = Steps.parse(await house.ask("command.show-work", { incident }));
  expect(steps.filter(({ state }) => state === "done")).toHaveLength(1);
  for (const step of steps) expect(text).toContain(step.text.en);
  const pressed = after.tasks.map(({ pressedAt }) => pressedAt).filter((at) => at !== null);
  expect(pressed).toHaveLength(2);
}

/** Gives a task at the desk, by keyboard, to a unit that is suggested. @returns the task's id */
async function give(panel: Locator, callSign: string, order: string): Promise<string> {
  const keys = panel.page().keyboard;
  await panel
    .getByRole("button", { name: /^New task/ })
    .first()
    .waitFor(LONG);
  await keys.press("t");
  await panel.getByRole("textbox", { name: "Order" }).waitFor(LONG);
  await keys.type(order);
  await panel.getByRole("radio", { name: new RegExp(callSign) }).focus(LONG);
  await keys.press("Space");
  await keys.press("Enter");
  const row = panel.getByRole("listitem").filter({ hasText: order }).filter({ hasText: callSign });
  await shownState(row, "Offered").waitFor(LONG);
  const { tasks } = z
    .object({ tasks: z.array(z.object({ id: z.string(), order: z.string() })) })
    .parse(await house.ask("command.list-tasks", {}));
  const given = tasks.find((task) => task.order === order);
  if (given === undefined) throw new Error(`no task: ${order}`);
  return given.id;
}

/** Goes back to when a task was acknowledged, entry by entry, and sees what was known then and what changed; and one entry before. */
async function lookBack(desk: Page, after: Whole, task: string): Promise<void> {
  const acknowledged = after.log.find((line) => line.kind === "task.acknowledged" && line.task === task);
  if (acknowledged === undefined) throw new Error("the log does not tell of it");
  const sign = desk.getByRole("status").filter({ hasText: "PAST" });
  const known = async () => Number(/after ([\d,]+) entries/.exec(await sign.innerText())?.[1]?.replaceAll(",", ""));
  const back = async () => {
    const before = await known();
    await desk.keyboard.press("ArrowLeft");
    await expect.poll(known, LONG).toBe(before - 1);
  };
  await desk.keyboard.press("h");
  await sign.waitFor(LONG);
  for (let steps = (await known()) - (acknowledged.seq + 1); steps > 0; steps--) await back();
  const panel = desk.getByRole("region", { name: `Incident ${after.incident.number}` });
  const row = panel.getByRole("listitem").filter({ hasText: "Find the owner" }).filter({ hasText: "Bravo 2" }).first();
  const changes = desk.getByRole("region", { name: "What changed" });
  await row.getByText("Acknowledged").waitFor(LONG);
  await changes
    .getByRole("listitem")
    .filter({ hasText: "Task, Bravo 2: Find the owner" })
    .filter({ hasText: "Changed" })
    .filter({ hasText: `entry ${acknowledged.seq + 1}` })
    .waitFor(LONG);
  // Not how it ended: nobody knew it then, and nothing can be changed.
  expect(await panel.getByText("The owner was found").count()).toBe(0);
  expect(await panel.getByRole("button", { name: /Close the incident|^Write$/ }).count()).toBe(0);
  // One entry before, the phone had pressed long since, out of reach: the room did not know it.
  await back();
  await row.getByText("Offered").waitFor(LONG);
  await desk.getByRole("button", { name: "Back to now" }).first().click();
  await sign.waitFor({ ...LONG, state: "detached" });
  await panel.getByText("The owner was found").first().waitFor(LONG);
}

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

    // Tasks for both units, by keyboard; they learn of them at once.
    const panel = console_.getByRole("region", { name: /^Incident \d+$/ });
    const first = await give(panel, "Alpha 1", "Hold people back");
    const second = await give(panel, "Bravo 2", "Find the owner");
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
    // Nobody presses and closes a page in one instant.
    await bravo.page.getByText("3 things will be sent").waitFor(LONG);
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
    // The room looks at it and closes it in three keys, and goes back to the incident.
    await console_.keyboard.press("j");
    await console_.getByRole("region", { name: "SOS" }).waitFor(LONG);
    await console_.keyboard.press("d");
    await console_.getByText("Why is it no incident?").waitFor(LONG);
    await console_.keyboard.press("1");
    await console_.getByText("No signal is waiting").waitFor(LONG);
    const list = console_.getByRole("region", { name: "Incidents" });
    await list.getByText(/^1\. /).click(LONG);
    await panel.waitFor(LONG);
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

    // The desk does the first step of the checklist, by keyboard.
    await console_.keyboard.press("e");
    await console_.getByText(/^1 of \d+$/).waitFor(LONG);

    // Done, closed at the desk, and read afterwards.
    for (const { page } of [alpha, bravo]) {
      if (page === alpha.page) await press(page, "Under way");
      await press(page, "Done");
    }
    for (const task of [first, second])
      await expect
        .poll(async () => (await shown(incident)).tasks.find(({ id }) => id === task)?.state, LONG)
        .toBe("done");
    await press(console_, "Close the incident…");
    await console_.getByRole("textbox", { name: "Outcome" }).fill("The owner was found");
    await press(console_, "Close the incident");
    await expect.poll(async () => (await shown(incident)).incident.state, LONG).toBe("closed");
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

    await readReport(console_, incident, after);
    await lookBack(console_, after, second);
    expect([...alpha.browser.troubles, ...desk.troubles]).toEqual([]);
  });
});
