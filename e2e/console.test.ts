import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { axeOn } from "./axe.ts";
import { hasBrowser, shownState, testBrowser, type View } from "./browser.ts";
import { type House, openHouse } from "./house.ts";

const TROCADERO = [2.2885, 48.8617];
const IENA = [2.2925, 48.8597];
const Made = z.record(z.string(), z.union([z.string(), z.number()]));

let house: House;
let contingent = "";

async function made(name: string, input: unknown): Promise<string> {
  return String(Object.values(Made.parse(await house.order(name, input)))[0]);
}

const place = (
  reference: string,
  kind: string,
  fr: string,
  en: string,
  geometry: unknown,
  regime: string | null = null,
) => ({
  type: "Feature",
  geometry,
  properties: { reference, kind, name: { fr, en }, regime },
});
const square = (lon: number, lat: number, half: number) => ({
  type: "Polygon",
  coordinates: [
    [
      [lon - half, lat - half],
      [lon + half, lat - half],
      [lon + half, lat + half],
      [lon - half, lat + half],
      [lon - half, lat - half],
    ],
  ],
});

const report = (note: string, position = IENA) => made("command.raise-signal", { kind: "report", note, position });

describe.skipIf(!hasBrowser)("the command centre", () => {
  beforeAll(async () => {
    house = await openHouse();
    contingent = await made("command.register-contingent", {
      reference: "FR-PN",
      name: "Police nationale",
      nation: "FR",
      languages: ["fr"],
    });
    await house.order("command.register-unit", { callSign: "Lutèce 11", kind: "patrol", contingent, strength: 6 });
    await house.order("command.register-unit", { callSign: "Hippocrate 2", kind: "medics", contingent, strength: 4 });
    await house.order("command.import-places", {
      collection: {
        type: "FeatureCollection",
        features: [
          place("z", "zone", "Zone grise", "Grey zone", square(2.29, 48.86, 0.01), "grey"),
          place("q", "quay", "Quai interdit", "Closed quay", square(2.2925, 48.8597, 0.001), "forbidden"),
          place("g", "gate", "Point d’accès 16", "Gate 16", { type: "Point", coordinates: TROCADERO }),
        ],
      },
    });
  });
  afterAll(async () => {
    await house?.[Symbol.asyncDispose]();
  });

  async function enter(view: View = {}, path = "/") {
    const browser = await testBrowser({ language: "en", ...view });
    const page = await browser.open(`${house.url}${path}`);
    await page.getByRole("region", { name: /Map of the operation|Carte de l’opération/ }).waitFor();
    return { browser, page };
  }
  const queue = (page: Page) => page.getByRole("region", { name: "Signals", exact: true });
  const card = (page: Page, kind: string) => queue(page).getByRole("button", { name: new RegExp(kind) });

  it("says that this is a rehearsal and who is signed in, and calls nobody but its server", async () => {
    const { browser, page } = await enter();
    await using _ = browser;
    const foreign: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(house.url) && !/^(data|blob):/.test(request.url())) foreign.push(request.url());
    });
    await page.reload();
    await page.getByText("REHEARSAL", { exact: true }).waitFor();
    await page.getByText("The rehearsal operator is signed in, on this machine only.").waitFor();
    await page.getByText("Live", { exact: true }).first().waitFor();
    await page.locator('[data-ready="true"]').waitFor();
    expect(foreign).toEqual([]);
    expect(browser.troubles).toEqual([]);
  });

  it("makes an incident of a signal, gives a task, and shows what the unit does: by keyboard alone", async () => {
    const { browser, page } = await enter();
    await using _ = browser;
    await page.getByText("No signal is waiting").waitFor();
    await report("Smoke above the quay");
    await card(page, "Report").waitFor();

    await page.keyboard.press("j");
    await page.getByText("Smoke above the quay").waitFor();
    await page.keyboard.press("c");
    const incident = page.getByRole("region", { name: "Incident 1", exact: true });
    await incident.waitFor();
    await page.getByText("No signal is waiting").waitFor();

    await page.keyboard.press("t");
    await page.keyboard.type("Check and report");
    const unit = incident.getByRole("radio", { name: /Lutèce 11/ });
    await unit.focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await shownState(incident, "Offered").waitFor();

    const { tasks } = z
      .object({ tasks: z.array(z.object({ id: z.string() })) })
      .parse(await house.ask("command.list-tasks", {}));
    await house.order("command.start-task", { task: tasks[0]?.id });
    await shownState(incident, "Under way").waitFor();
    await house.order("command.finish-task", { task: tasks[0]?.id, note: "A barbecue" });
    await shownState(incident, "Done").waitFor();

    await incident.getByLabel("Write into the log").fill("False alarm, barbecue on a barge");
    await page.keyboard.press("Enter");
    await incident.getByText("False alarm, barbecue on a barge").waitFor();
    expect(browser.troubles).toEqual([]);
  });

  it("dismisses with a reason in two keys, and takes it back in one", async () => {
    const { browser, page } = await enter();
    await using _ = browser;
    await report("A stray balloon");
    await card(page, "Report").click();
    await page.getByText("A stray balloon").waitFor();
    await page.keyboard.press("d");
    await page.getByText("Why is it no incident?").waitFor();
    await page.keyboard.press("3");
    await page.getByText("Signal dismissed: Real, nothing to do.").waitFor();
    await page.getByText("No signal is waiting").waitFor();
    await page.getByRole("button", { name: /Undo/ }).click();
    await card(page, "Report").waitFor();

    await card(page, "Report").click();
    await page.keyboard.press("m");
    await page.getByText("Which incident does it tell of?").waitFor();
    await page.keyboard.press("1");
    await page.getByText("Signal merged into incident 1.").waitFor();
    await page.getByText("No signal is waiting").waitFor();
  });

  it("reports by hand, finds things by name, and goes by two letters", async () => {
    const { browser, page } = await enter();
    await using _ = browser;
    await page.getByText("Live", { exact: true }).first().waitFor();
    await page.keyboard.press("r");
    const form = page.getByRole("region", { name: "Take a call" });
    await form.getByLabel("What", { exact: true }).fill("The gate is crowded");
    await form.getByLabel("Where", { exact: true }).fill("Gate 16");
    await page.getByRole("option", { name: /Gate 16/ }).click();
    await form.getByRole("button", { name: /Report/ }).click();
    await page.getByText("The gate is crowded").waitFor();

    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.getByPlaceholder(/A place, a unit/).fill("Hippocrate");
    await page.getByRole("button", { name: /Hippocrate 2/ }).waitFor();
    // What is over is found by its name as well.
    const opened = await house.order("command.open-incident", {
      ...{ kind: "report", title: "A kite in the wires", priority: 3, position: [2.29, 48.86] },
    });
    const { incident } = z.object({ incident: z.string() }).parse(opened);
    await house.order("command.close-incident", { incident, outcome: "It flew on" });
    await page.getByPlaceholder(/A place, a unit/).fill("kite in");
    await page.getByRole("button", { name: /A kite in the wires.*Closed/i }).waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("g");
    await page.keyboard.press("j");
    await page.getByRole("region", { name: "Journal", exact: true }).first().waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  });

  it("proves an entry of the journal in the browser", async () => {
    const { browser, page } = await enter({}, "/journal");
    await using _ = browser;
    await page.getByText(/Signature and growth checked in this browser/).waitFor();
    await page
      .getByRole("button", { name: /incident\.opened/ })
      .first()
      .click();
    await page.getByRole("button", { name: "Prove it" }).click();
    await page.getByText(/Proved: it stands in the journal of \d+ entries, unchanged/).waitFor();
  });

  it("offers a phone its enrolment as a QR code", async () => {
    const { browser, page } = await enter({}, "/devices");
    await using _ = browser;
    await page.getByRole("combobox", { name: "Unit" }).fill("Lutèce 11");
    await page.getByRole("option", { name: "Lutèce 11" }).click();
    await page.getByRole("textbox", { name: "Label" }).fill("Patrol 11, phone 1");
    await page.getByRole("button", { name: "Offer enrolment" }).click();
    await page.getByRole("img", { name: "QR code of the enrolment link" }).waitFor();
    expect(await page.getByRole("link", { name: /\/field\/#enrol=/ }).count()).toBe(1);
  });

  it("speaks French by choice and stays in the theme that was chosen", async () => {
    const { browser, page } = await enter();
    await using _ = browser;
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    await page.getByRole("button", { name: "FR", exact: true }).click();
    await page.getByRole("button", { name: "Thème de jour" }).click();
    await page.reload();
    await page.getByRole("heading", { name: "Signaux" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("fr");
    expect(await page.locator("html").getAttribute("data-mantine-color-scheme")).toBe("light");
  });

  it("lets a person sign out, and does not sign the rehearsal operator in again behind their back", async () => {
    const { browser, page } = await enter();
    await using _ = browser;
    await page.getByRole("button", { name: /^Menu:/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Sign in as the rehearsal operator" }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Sign in as the rehearsal operator" }).click();
    await page.getByRole("region", { name: "Map of the operation" }).waitFor();
  });

  it("says when the link is lost, keeps what it showed, and comes back by itself", async () => {
    const { browser, page } = await enter();
    await using _ = browser;
    await page.getByText("Live", { exact: true }).first().waitFor();
    await browser.context.setOffline(true);
    await page.getByText("No link – trying again").waitFor({ timeout: 60_000 });
    await page.getByRole("heading", { name: "Signals" }).waitFor();
    await browser.context.setOffline(false);
    await page.getByText("Live", { exact: true }).first().waitFor({ timeout: 60_000 });
  });

  it("holds an exercise's clock still and lets it run again", async () => {
    await house.order("exercise.begin", {
      name: { fr: "Exercice d’essai", en: "A trial exercise" },
      dayBegins: "2024-07-26T17:00:00.000Z",
      clock: {
        phase: "running",
        speed: 1,
        anchorSeconds: 600,
        anchorAt: new Date().toISOString(),
        endsSeconds: 16_200,
      },
    });
    const { browser, page } = await enter();
    await using _ = browser;
    const clock = page.getByRole("group", { name: "Exercise" });
    await clock.getByText(/^19:1\d:\d\d$/).waitFor();
    await clock.getByRole("button", { name: "Pause the exercise" }).click();
    await clock.getByText("paused", { exact: true }).waitFor();
    const { exercise } = z
      .object({ exercise: z.object({ clock: z.object({ phase: z.string() }) }) })
      .parse(await house.ask("exercise.show", {}));
    expect(exercise.clock.phase).toBe("paused");
    await clock.getByRole("combobox", { name: "Speed" }).selectOption("10");
    await clock.getByRole("button", { name: "Go on with the exercise" }).click();
    await clock.getByText("running", { exact: true }).waitFor();
  });

  describe.each([
    ["night", 1440],
    ["day", 1440],
    ["night", 390],
    ["day", 390],
  ] as const)("by %s, %d pixels wide", (theme, width) => {
    it("has nothing that axe finds wrong with it, on any page", async () => {
      const signal = await report("A thing to look at");
      const { incidents } = z
        .object({ incidents: z.array(z.object({ id: z.string() })) })
        .parse(await house.ask("command.list-incidents", { state: "all" }));
      const pages = [
        "/",
        `/signals/${signal}`,
        `/incidents/${incidents[0]?.id}`,
        "/report",
        "/units",
        "/cameras",
        "/mandates",
        "/journal",
        "/devices",
        "/people",
        "/nowhere",
      ];
      const { browser, page } = await enter({ theme, width, height: width === 390 ? 844 : 900 });
      await using _ = browser;
      for (const path of pages) {
        await page.evaluate((to) => history.pushState(null, "", to), path);
        await page.waitForLoadState("networkidle");
        await page.getByText("Loading…").first().waitFor({ state: "detached" });
        const { violations } = await axeOn(page)
          .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
          .analyze();
        expect(
          violations.map(
            ({ id, nodes }) => `${path} ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
          ),
        ).toEqual([]);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
          `${path} scrolls sideways`,
        ).toBe(true);
      }
    });
  });
});
