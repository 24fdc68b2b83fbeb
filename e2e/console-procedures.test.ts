import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { hasBrowser, testBrowser } from "./browser.ts";
import { type House, openHouse } from "./house.ts";

describe.skipIf(!hasBrowser)("how an incident is worked, in the console", () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  }, 160_000);
  afterAll(() => house[Symbol.asyncDispose]());

  it("shows the checklist, does a step by keyboard, attaches a file, and lists what a supervisor must see", {
    timeout: 240_000,
  }, async () => {
    const order = async (name: string, input: unknown) => z.looseObject({}).parse(await house.order(name, input));
    const at = [2.2885, 48.8617];
    const bag = { kind: "abandoned-object", title: "A suitcase by the kiosk", priority: 1, position: at };
    const { incident } = z.looseObject({ incident: z.string() }).parse(await order("command.open-incident", bag));
    await order("command.open-incident", { ...bag, title: "The same suitcase, from the bridge" });
    await using desk = await testBrowser({ language: "en", theme: "night" });
    const page = await desk.open(`${house.url}/incidents/${incident}`);
    const enter = page.getByRole("button", { name: /rehears/i });
    if (await enter.isVisible().catch(() => false)) await enter.click();
    const list = page.getByRole("heading", { name: "Checklist" });
    await list.waitFor({ timeout: 60_000 });
    await page.getByRole("button", { name: /^Done: Do not touch/ }).waitFor();
    await page.keyboard.press("e");
    await page.getByText("1 of 7").waitFor({ timeout: 60_000 });

    await page.getByLabel("Write into the log").fill("As seen from the kiosk");
    await page.locator('input[type="file"]').setInputFiles({
      name: "note.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("grey, about 60 cm"),
    });
    await page.getByText("1 file", { exact: true }).waitFor({ timeout: 60_000 });
    await page.getByRole("button", { name: "Write", exact: true }).click();
    await page.getByRole("link", { name: "Open the file (text/plain)" }).waitFor({ timeout: 60_000 });

    // What a photo would lose at the door, a PDF keeps: whoever attaches or opens it is told.
    await page.getByLabel("Write into the log").fill("The plan of the kiosk");
    await page.locator('input[type="file"]').setInputFiles({
      ...{ name: "plan.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4 by Jeanne") },
    });
    await page.getByRole("status").filter({ hasText: "Keeps what its maker wrote in it" }).waitFor({ timeout: 60_000 });
    await page.getByRole("button", { name: "Write", exact: true }).click();
    const plan = page.getByRole("listitem").filter({ hasText: "The plan of the kiosk" });
    await plan.getByText("Keeps what its maker wrote in it: place, device, name.").waitFor({ timeout: 60_000 });

    const step = "secure-100-m";
    await order("command.skip-step", { incident, step, reason: "the square is closed already" });
    await page.keyboard.press("Escape");
    await page.keyboard.press("g");
    await page.keyboard.press("n");
    const needs = page.getByRole("list", { name: "Needs a supervisor" });
    await needs.getByText("Step skipped").waitFor({ timeout: 60_000 });

    // A checklist of one's own, from the page that lists them.
    await page.keyboard.press("g");
    await page.keyboard.press("k");
    await page.getByRole("button", { name: "Edit the checklist Abandoned object" }).click();
    await page.getByRole("button", { name: "Remove the step: Call for the owner" }).click();
    await page.getByRole("button", { name: "Add a step" }).click();
    const added = page.getByRole("group", { name: "Step 7" });
    for (const [label, said] of [
      ["What, French", "Prévenir la préfecture"],
      ["What, English", "Tell the prefecture"],
      ["Who, French", "Commandant"],
      ["Who, English", "Commander"],
    ] as const)
      await added.getByLabel(label).fill(said);
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await page.getByText("Published as version 1.").waitFor();
    const row = page.getByRole("listitem").filter({ hasText: "Abandoned object" });
    await row.getByText(/7 steps · version 1/).waitFor();
    await page.getByLabel("Unit on a task without news").fill("600");
    await page.getByLabel("Unit on a task without news").press("Enter");
    await page.getByText("The times are set.").waitFor();
    const { incident: next } = z.looseObject({ incident: z.string() }).parse(await order("command.open-incident", bag));
    const work = z
      .object({ steps: z.array(z.looseObject({ text: z.object({ en: z.string() }) })) })
      .parse(await house.ask("command.show-work", { incident: next }));
    expect(work.steps.at(-1)?.text.en).toBe("Tell the prefecture");

    const print = await page.request.get(`${house.url}/api/command/incidents/${incident}/report/en`);
    expect([print.status(), print.headers()["content-type"]]).toEqual([200, "application/pdf"]);
    expect((await print.body()).subarray(0, 5).toString()).toBe("%PDF-");
    expect(desk.troubles.filter((trouble) => !/WebGL|GPU/.test(trouble))).toEqual([]);

    await using pocket = await testBrowser({ language: "fr", theme: "day", width: 390, height: 844 });
    const small = await pocket.open(`${house.url}/incidents/${incident}`);
    const entrer = small.getByRole("button", { name: /répétition|rehears|exercice/i });
    if (await entrer.isVisible().catch(() => false)) await entrer.click();
    await small.getByRole("heading", { name: "Fiche réflexe" }).waitFor({ timeout: 60_000 });
    await small.goto(`${house.url}/needs`);
    await small.getByText("Étape passée").waitFor({ timeout: 60_000 });
  });

  it("opens an incident of a type by hand, and changes it to another with its own checklist", {
    timeout: 240_000,
  }, async () => {
    await using desk = await testBrowser({ language: "en", theme: "night" });
    const page = await desk.open(`${house.url}/procedures`);
    const enter = page.getByRole("button", { name: /rehears/i });
    if (await enter.isVisible().catch(() => false)) await enter.click();
    // One that no type begins with, to be chosen by hand.
    await page.getByRole("button", { name: "New checklist" }).click();
    for (const [label, said] of [
      ["Name, French", "Métro"],
      ["Name, English", "Metro"],
      ["What, French", "Fermer le métro"],
      ["What, English", "Close the metro"],
      ["Who, French", "Opérateur"],
      ["Who, English", "Operator"],
    ] as const)
      await page.getByLabel(label).fill(said);
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await page.getByText("Published as version 1.").first().waitFor({ timeout: 60_000 });
    await page
      .getByRole("listitem")
      .filter({ hasText: "Metro" })
      .getByText(/chosen by hand · 1 step/)
      .waitFor();
    await page.keyboard.press("n");
    await page.getByLabel("Title").fill("Somebody lies by the fountain");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Control+a");
    // As fast as a person types: the list follows each letter a moment later.
    await page.keyboard.type("ground", { delay: 40 });
    await page.getByRole("option", { name: "Report", exact: true }).waitFor({ state: "detached" });
    await page.locator("[data-combobox-selected]").filter({ hasText: "Person on the ground" }).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.type("1");
    await page.getByRole("textbox", { name: "Where" }).fill("48.8617, 2.2885");
    await page.getByRole("option", { name: /coordinates/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Open the incident" }).click();
    const panel = page.getByRole("region", { name: /^Incident \d+$/ });
    await panel.getByText("Person on the ground").first().waitFor({ timeout: 60_000 });
    const { incidents } = z
      .object({ incidents: z.array(z.looseObject({ kind: z.string(), priority: z.number() })) })
      .parse(await house.ask("command.list-incidents", {}));
    expect(incidents[0]).toMatchObject({ kind: "fallen-person", priority: 1 });
    await panel
      .getByRole("button", { name: /^Done:/ })
      .first()
      .waitFor();
    await page.keyboard.press("e");
    await panel.getByText(/^1 of \d$/).waitFor({ timeout: 60_000 });

    await panel.getByRole("button", { name: "Change type…" }).click();
    await panel.getByLabel("Type").fill("fire");
    await page.getByRole("option", { name: "Fire", exact: true }).click();
    await panel.getByLabel("Checklist").selectOption({ label: "of the type: Start of fire" });
    await panel.getByRole("button", { name: "Change type", exact: true }).click();
    await panel.getByRole("button", { name: /^Done: Call the fire service/ }).waitFor({ timeout: 60_000 });
    await panel.getByText(/^0 of \d$/).waitFor();
    await panel.getByText("Fire · checklist “Start of fire”").waitFor();

    await panel.getByRole("button", { name: "Change type…" }).click();
    await panel.getByLabel("Checklist").selectOption({ label: "by hand: Metro" });
    await panel.getByRole("button", { name: "Change type", exact: true }).click();
    await panel.getByRole("button", { name: /^Done: Close the metro/ }).waitFor({ timeout: 60_000 });

    await panel.getByRole("button", { name: "Change the place" }).click();
    await panel.getByRole("button", { name: "On the map" }).click();
    await page.locator("canvas.maplibregl-canvas").click({ position: { x: 700, y: 300 } });
    await panel.getByRole("button", { name: "Correct the place" }).click();
    await page.getByText("The place is corrected.").waitFor({ timeout: 60_000 });
    await panel.getByText("said where it is").waitFor();
    expect(desk.troubles.filter((trouble) => !/WebGL|GPU/.test(trouble))).toEqual([]);
  });

  it("offers an order to several units, erases a file for a reason, and asks for a relief by name", {
    timeout: 180_000,
  }, async () => {
    const made = async (name: string, input: unknown) =>
      z
        .looseObject({
          unit: z.string().optional(),
          contingent: z.string().optional(),
          incident: z.string().optional(),
        })
        .parse(await house.order(name, input));
    const { contingent } = await made("command.register-contingent", {
      ...{ reference: "FR-PN", name: "Police nationale", nation: "FR", languages: ["fr"] },
    });
    for (const callSign of ["Alpha 1", "Bravo 2", "Charlie 3"])
      await made("command.register-unit", { callSign, kind: "patrol", contingent, strength: 3 });
    const { incident } = await made("command.open-incident", {
      ...{ kind: "report", title: "A quarrel at the fountain", priority: 2, position: [2.2885, 48.8617] },
    });
    await using desk = await testBrowser({ language: "en", theme: "day" });
    const page = await desk.open(`${house.url}/incidents/${incident}`);
    const enter = page.getByRole("button", { name: /rehears/i });
    if (await enter.isVisible().catch(() => false)) await enter.click();
    await page.getByRole("heading", { name: "Checklist" }).waitFor({ timeout: 60_000 });

    await page.keyboard.press("t");
    await page.getByLabel("Order").fill("Calm them down");
    // A unit somebody names is judged: it suits, or it is said what keeps it.
    const named = page.getByRole("combobox", { name: "Another unit" });
    await named.fill("Brav");
    await page.getByRole("option", { name: /Bravo 2/ }).waitFor();
    await named.press("Enter");
    await expect.poll(() => page.getByRole("radio", { name: /Bravo 2/ }).isChecked()).toBe(true);
    await page.getByText("What it takes").click();
    await page.getByRole("combobox", { name: "Speaks" }).fill("es");
    await page.keyboard.press("Enter");
    const unfit = page.getByRole("status").filter({ hasText: "Bravo 2 does not suit: does not speak es" });
    await unfit.waitFor({ timeout: 30_000 });
    expect(await page.getByRole("button", { name: "Give the task" }).isDisabled()).toBe(true);
    await unfit.getByRole("button", { name: "Leave Bravo 2 out" }).click();
    await unfit.waitFor({ state: "detached" });
    await page.getByRole("combobox", { name: "Speaks" }).press("Backspace");
    await page.getByRole("checkbox", { name: /Offer to several/ }).check();
    const give = page.getByRole("button", { name: "Give the task" });
    await page.getByRole("checkbox", { name: /Alpha 1/ }).check();
    expect(await give.isDisabled()).toBe(true);
    await page.getByRole("checkbox", { name: /Charlie 3/ }).check();
    await give.click();
    await page.getByText("Task offered to Alpha 1, Charlie 3: the first that answers has it.").waitFor();
    const { tasks } = z
      .object({ tasks: z.array(z.looseObject({ order: z.string(), state: z.string() })) })
      .parse(await house.ask("command.list-tasks", { state: "all" }));
    expect(tasks.filter(({ order }) => order === "Calm them down").map(({ state }) => state)).toEqual([
      "offered",
      "offered",
    ]);

    // A unit without a phone says it by radio: the room enters it, by keyboard, and the log says so.
    const alpha = page.getByRole("group", { name: "Alpha 1 says by radio" });
    await alpha.getByRole("button", { name: "Acknowledged" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("Alpha 1 has taken it").waitFor();
    await alpha.getByRole("button", { name: "Under way" }).click();
    await expect.poll(() => alpha.getByRole("button", { name: "Acknowledged" }).count()).toBe(0);
    await page.getByText("Alpha 1 · under way · by radio, entered by you").waitFor();
    await alpha.getByRole("button", { name: "Refused…" }).click();
    await page.getByLabel("Why does the unit refuse?").fill("called away");
    await page.getByRole("button", { name: "Enter the refusal" }).click();
    await page.getByText("Alpha 1 · task refused · by radio, entered by you").waitFor();
    await alpha.waitFor({ state: "detached" });

    await page.getByLabel("Write into the log").fill("The wrong person's papers");
    await page.locator('input[type="file"]').setInputFiles({
      ...{ name: "papers.txt", mimeType: "text/plain", buffer: Buffer.from("not to be kept") },
    });
    await page.getByText("1 file", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Write", exact: true }).click();
    const link = page.getByRole("link", { name: "Open the file (text/plain)" });
    await link.waitFor({ timeout: 60_000 });
    const file = new URL((await link.getAttribute("href")) ?? "", house.url).href;
    expect((await page.request.get(file)).status()).toBe(200);
    await page.getByRole("button", { name: "Erase…" }).click();
    await page.getByLabel("Why is this file erased for good?").fill("not of this incident");
    await page.getByRole("button", { name: "Erase", exact: true }).click();
    await link.waitFor({ state: "detached" });
    await expect.poll(async () => (await page.request.get(file)).status(), { timeout: 90_000 }).not.toBe(200);
    await page.getByText("The wrong person's papers").waitFor();

    // Nobody else is there: it says so rather than offering an empty list.
    await page.getByRole("button", { name: "Ask someone to take over…" }).click();
    await page.getByText("Nobody else may command.").waitFor();
    await page.keyboard.press("Escape");
    expect(desk.troubles.filter((trouble) => !/WebGL|GPU|40[34]|410/.test(trouble))).toEqual([]);
  });
});
