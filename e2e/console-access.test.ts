import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { hasBrowser } from "./browser.ts";
import { enter, goByKey, panel, perimetersOf, tab } from "./console-access.ts";
import { type House, openHouse } from "./house.ts";

let house: House;

/** Around the Trocadéro, as a person types it. */
const CORNERS = "48.858, 2.284\n48.858, 2.292\n48.866, 2.292\n48.866, 2.284";
const CROSSED = "48.858, 2.284\n48.866, 2.292\n48.858, 2.292\n48.866, 2.284";

describe.skipIf(!hasBrowser)("perimeters in the command centre", { timeout: 120_000 }, () => {
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(async () => {
    await house?.[Symbol.asyncDispose]();
  });

  it("takes a zone and a gate by keyboard alone, and says what is wrong with a crossed outline", async () => {
    const { browser, page } = await enter(house, "/");
    await using _ = browser;
    await goByKey(page, "z");
    const zones = panel(page, "Zones and rules");
    await zones.getByText("No zone is drawn yet").waitFor();
    await zones.getByRole("button", { name: "Draw a zone" }).press("Enter");
    await page.keyboard.type("G1");
    await zones.getByLabel("Name, in French").fill("Trocadéro, zone grise");
    await zones.getByLabel("Name, in English").fill("Trocadéro, grey zone");
    await zones.getByLabel("Holds at most").fill("100");
    await zones.getByLabel("Corners").fill(CROSSED);
    await zones.getByText("This outline crosses itself or has no area.").waitFor();
    expect(await zones.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
    await zones.getByLabel("Corners").fill("48.858, 2.284\nnowhere");
    await zones.getByText(/Line 2: expected a latitude and a longitude/).waitFor();
    await zones.getByLabel("Corners").fill(CORNERS);
    await zones.getByText(/4 corners, 52\.\d ha/).waitFor();
    await zones.getByRole("button", { name: "Save" }).press("Enter");
    await zones.getByRole("button", { name: "Change zone G1" }).waitFor();

    await zones.getByRole("button", { name: "Add a gate" }).press("Enter");
    await page.keyboard.type("7");
    await zones.getByLabel("Name, in French").fill("Place du Trocadéro");
    await zones.getByLabel("Site").fill("trocadero");
    await zones.getByRole("textbox", { name: "Latitude, longitude" }).fill("48.8655, 2.2875");
    await zones.getByRole("button", { name: "Save" }).press("Enter");
    await zones.getByRole("button", { name: "Change gate 7" }).waitFor();
    const { draft } = await perimetersOf(house);
    expect(draft.zones.map(({ code }) => code)).toEqual(["G1"]);
    expect(draft.gates.map(({ code }) => code)).toEqual(["7"]);
    expect(browser.troubles).toEqual([]);
  });

  it("draws a zone on the map, and takes one away and back", async () => {
    const { browser, page } = await enter(house, "/perimeters");
    await using _ = browser;
    await page.locator('[data-ready="true"]').waitFor();
    const zones = panel(page, "Zones and rules");
    await zones.getByRole("button", { name: "Draw a zone" }).click();
    await zones.getByLabel("Code").fill("R1");
    await zones.getByLabel("Name, in English").fill("Red");
    await zones.getByLabel("Regime").fill("red");
    await zones.getByRole("button", { name: "Draw on the map" }).click();
    await zones.getByText(/Click the corners/).waitFor();
    // The library comes now; the map is in its hands when the pointer changes over it.
    await expect
      .poll(
        async () => {
          await page.mouse.move(1100 + Math.random() * 20, 300);
          return page.locator(".maplibregl-canvas").evaluate((canvas) => getComputedStyle(canvas).cursor);
        },
        { timeout: 20_000 },
      )
      .toBe("crosshair");
    const corners = [
      [1000, 300],
      [1200, 300],
      [1200, 500],
      [1000, 500],
      [1000, 300],
    ] as const;
    for (const [x, y] of corners) {
      await page.mouse.move(x, y, { steps: 4 });
      await page.mouse.click(x, y);
      // Two clicks that are close in time are a double click, which ends the drawing.
      await page.waitForTimeout(400);
    }
    await zones.getByText(/4 corners, [\d.]+ ha/).waitFor();
    await zones.getByRole("button", { name: "Save" }).click();
    await zones.getByRole("button", { name: "Change zone R1" }).waitFor();

    await zones.getByRole("button", { name: "Remove zone R1" }).click();
    await zones.getByRole("button", { name: "Change zone R1" }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await zones.getByRole("button", { name: "Change zone R1" }).waitFor();
    const { draft } = await perimetersOf(house);
    expect(draft.zones.map(({ code }) => code)).toEqual(["G1", "R1"]);
    expect(z.array(z.array(z.unknown())).parse(draft.zones[1]?.shape.coordinates)[0]).toHaveLength(5);
    expect(browser.troubles).toEqual([]);
  });

  it("gives perimeters out as GeoJSON, takes them back unchanged, and refuses swapped coordinates in words", async () => {
    const { browser, page } = await enter(house, "/perimeters");
    await using _ = browser;
    const zones = panel(page, "Zones and rules");
    await zones.getByRole("button", { name: "Change gate 7" }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      zones.getByRole("button", { name: "Export GeoJSON" }).click(),
    ]);
    const text = await readFile(await download.path(), "utf8");
    const chooser = async (content: string) => {
      const [files] = await Promise.all([
        page.waitForEvent("filechooser"),
        zones.getByRole("button", { name: "Import GeoJSON" }).click(),
      ]);
      await files.setFiles({
        name: "perimeters.geojson",
        mimeType: "application/geo+json",
        buffer: Buffer.from(content),
      });
    };
    await chooser(text);
    await page.getByText("Imported: 0 drawn, 3 as they were.").waitFor();

    const swapped = z
      .object({
        features: z.array(z.looseObject({ geometry: z.looseObject({ type: z.string(), coordinates: z.unknown() }) })),
      })
      .loose()
      .parse(JSON.parse(text));
    for (const { geometry } of swapped.features) geometry.coordinates = turned(geometry.coordinates);
    await chooser(JSON.stringify(swapped));
    await zones.getByText(/This file is not taken/).waitFor();
    await chooser("no JSON at all");
    await zones.getByText("perimeters.geojson is no GeoJSON file.").waitFor();
    expect((await perimetersOf(house)).draft.zones).toHaveLength(2);
  });

  it("takes the rules of Paris, tries them on somebody, and publishes what it shows", async () => {
    const { browser, page } = await enter(house, "/perimeters");
    await using _ = browser;
    const zones = panel(page, "Zones and rules");
    await tab(page, "Rules");
    await zones.getByText("There is no rule yet: nobody enters").waitFor();
    await zones.getByRole("button", { name: "Rules of Paris 2024" }).click();
    await zones.getByText(/In grey zones, anyone on foot or by bicycle may enter with a pass/).waitFor();
    await zones.getByRole("button", { name: "Take these rules" }).click();
    const list = zones.getByRole("list", { name: "Rules, in order" });
    await expect.poll(() => list.getByRole("listitem").count()).toBe(11);
    await zones.getByRole("button", { name: "Move rule 2 up" }).click();
    await page.getByText("The rule is now rule 1.").waitFor();

    await tab(page, "Try it");
    const verdict = zones.locator("output");
    await zones.getByLabel("Age").fill("12");
    await verdict.getByText("Admit", { exact: true }).waitFor();
    await zones.getByLabel("Age").fill("13");
    await verdict.getByText("Admit with ID check", { exact: true }).waitFor();
    await zones.getByLabel("Shows").selectOption({ label: "a pass for R1 – Red" });
    await verdict.getByText("Wrong zone", { exact: true }).waitFor();
    await zones.getByLabel("Shows").selectOption({ label: "a pass for this zone" });
    await zones.getByLabel("How", { exact: true }).selectOption("car");
    await verdict.getByText("Vehicle not allowed", { exact: true }).waitFor();

    await zones.getByLabel("Age").fill("12");
    await verdict.getByText("Vehicle not allowed", { exact: true }).waitFor();

    await tab(page, "Publish");
    const changes = zones.getByRole("list", { name: "What publishing would change" });
    await changes.getByText("Zone G1", { exact: true }).waitFor();
    await changes.getByText("Gate 7", { exact: true }).waitFor();
    await zones.getByRole("button", { name: "Publish rule set 1" }).click();
    await zones.getByText("Nothing: the draft is what is in force").waitFor();
    expect((await perimetersOf(house)).published?.number).toBe(1);
    expect(browser.troubles).toEqual([]);
  });

  it("says which rule names a zone that is gone, and publishes nothing before it is set right", async () => {
    const { categories, rules } = (await perimetersOf(house)).draft;
    const [first, ...others] = rules;
    await house.order("access.draft-rules", { categories, rules: [{ ...first, zones: ["G1", "ZZ9"] }, ...others] });
    const { browser, page } = await enter(house, "/perimeters");
    await using _ = browser;
    const zones = panel(page, "Zones and rules");
    await zones.getByText(/^Rule \S+ names zone ZZ9, which does not exist\.$/).waitFor({ state: "detached" });
    await tab(page, "Publish");
    const faults = zones.getByRole("list", { name: "What is wrong with the draft" });
    await faults.getByText(/^Rule \S+ names zone ZZ9, which does not exist\.$/).waitFor();
    await zones.getByText("What must be set right stands above; then it can be published.").waitFor();
    expect(await zones.getByRole("button", { name: /^Publish/ }).count()).toBe(0);
    await house.order("access.draft-rules", { categories, rules });
    await zones.getByText("Nothing: the draft is what is in force").waitFor();
    expect(browser.troubles).toEqual([]);
  });

  it("gives what is in force another validity, though nothing else changes", async () => {
    const before = (await perimetersOf(house)).published;
    const { browser, page } = await enter(house, "/perimeters");
    await using _ = browser;
    const zones = panel(page, "Zones and rules");
    await tab(page, "Publish");
    const send = zones.getByRole("button", { name: "Publish rule set 2" });
    expect(await send.isDisabled()).toBe(true);
    await zones.getByLabel("Valid until").fill("2030-01-01T00:00");
    await send.click();
    await zones.getByRole("button", { name: "Publish rule set 3" }).waitFor();
    const after = (await perimetersOf(house)).published;
    expect([before?.number, after?.number]).toEqual([1, 2]);
    expect(after?.valid.until).toMatch(/^(2029-12-31|2030-01-01)/);
    expect(browser.troubles).toEqual([]);
  });
});

/** Latitude and longitude the wrong way round, however deep. */
function turned(coordinates: unknown): unknown {
  if (!Array.isArray(coordinates)) return coordinates;
  const [first, second] = coordinates;
  return typeof first === "number" ? [second, first] : coordinates.map((each: unknown) => turned(each));
}
