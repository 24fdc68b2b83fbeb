import { describe, expect, it } from "vitest";
import { z } from "zod";
import { hasBrowser, testBrowser } from "./browser.ts";
import { openHouse } from "./house.ts";

const HEAD = "contingent,name,nation,contingentLanguages,callSign,kind,strength,languages,radios,equipment";
const faulty = [
  HEAD,
  "BE-PF,Police fédérale,BE,fr nl,BEL-1,patrol,6,nl,BRAVO 1@PC-4,vehicle:2",
  "BE-PF,,,,BEL-1,patrol,6,,,",
  "BE-PF,,,,BEL-2,beekeepers,2,,,",
].join("\n");
const mended = faulty.replace("BEL-1,patrol,6,,,", "BEL-3,patrol,6,,,");
const file = (text: string) => ({ name: "forces.csv", mimeType: "text/csv", buffer: Buffer.from(text) });

describe.skipIf(!hasBrowser)("forces in the console", () => {
  it("come by a file whose faults are named and mended; a kind is described, and its unit found by its radio", async () => {
    await using house = await openHouse();
    await using browser = await testBrowser({ language: "en" });
    const page = await browser.open(`${house.url}/forces`);
    const tab = (name: string) =>
      page
        .locator("label")
        .filter({ hasText: new RegExp(`^${name}$`) })
        .click();
    await page.getByText("No contingent is registered").waitFor();

    await tab("Import");
    await page.setInputFiles("input[type=file]", file(faulty));
    const toMend = page.getByRole("list", { name: "To mend" }).getByRole("listitem");
    await toMend.filter({ hasText: "Line 3 callSign “BEL-1” stands there twice (line 2)" }).waitFor();
    await toMend.filter({ hasText: "Line 4 kind “beekeepers” is not in the catalogue" }).waitFor();

    await tab("Catalogue");
    await page.getByRole("button", { name: "Describe a kind" }).click();
    await page.getByLabel("Code").fill("beekeepers");
    await page.getByLabel("Name in French").fill("Apiculteurs");
    await page.getByLabel("Name in English").fill("Beekeepers");
    await page.getByLabel("Symbol (APP-6, 20 digits)").fill("10031000001410000000");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("listitem").filter({ hasText: "beekeepers" }).getByText("0 units").waitFor();

    await tab("Import");
    await page.setInputFiles("input[type=file]", file(mended));
    await page.getByText("1 new · 0 changed · 0 as they were").waitFor();
    await page.getByText("3 new · 0 changed · 0 as they were").waitFor();
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await page.getByRole("button", { name: "See the units" }).click();
    await page.getByRole("row").filter({ hasText: "BEL-2" }).getByText("Beekeepers").waitFor();
    await page.getByLabel("Call sign, radio or contingent").fill("bravo");
    await page.getByText("1–1 of 1").waitFor();
    await page.getByRole("button", { name: "BEL-1" }).click();
    await page.getByText("BRAVO 1 (PC-4)").waitFor();
    await page.getByText("vehicle × 2").waitFor();

    // Its kind stays while a unit is of it, and the page says why.
    await page.keyboard.press("g");
    await page.keyboard.press("t");
    await tab("Catalogue");
    const bees = page.getByRole("listitem").filter({ hasText: "beekeepers" });
    await bees.getByText("1 unit").waitFor();
    await bees.getByRole("button", { name: "Remove" }).click();
    await bees.getByText("1 unit is of the kind beekeepers: BEL-2").waitFor();
    expect(browser.troubles.filter((each) => !each.includes("409"))).toEqual([]);
  }, 180_000);

  it("come one by one as well: a contingent, its unit and a post are made by hand, and the unit goes off duty with a reason", async () => {
    await using house = await openHouse();
    await using browser = await testBrowser({ language: "fr", theme: "day", width: 390, height: 844 });
    const page = await browser.open(`${house.url}/forces`);
    await page.getByRole("button", { name: "Enregistrer un contingent" }).click();
    await page.getByLabel("Référence").fill("BE-PF");
    await page.getByLabel("Nation").fill("be");
    await page.getByLabel("Nom").fill("Police fédérale");
    await page.getByRole("combobox", { name: "Langues" }).fill("fr nl");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
    await page.getByRole("button", { name: "Police fédérale" }).click();
    await page.getByText("Parle : fr, nl").waitFor();

    await page
      .locator("label")
      .filter({ hasText: /^Unités$/ })
      .click();
    await page.getByRole("button", { name: "Enregistrer une unité" }).click();
    const form = page.getByRole("form", { name: "Enregistrer une unité" });
    await form.getByLabel("Indicatif").fill("BEL-1");
    await form.getByLabel("Personnes").fill("6");
    for (const [field, option] of [
      ["Type", /^Patrouille$/],
      ["Contingent", /Police fédérale/],
    ] as const) {
      await form.getByRole("combobox", { name: field }).click();
      await page.getByRole("option", { name: option }).click();
    }
    await form.getByRole("button", { name: "Enregistrer", exact: true }).click();
    await page.getByRole("button", { name: "BEL-1" }).click();
    await page.getByText("BE · Police fédérale").waitFor();

    await page.getByRole("button", { name: "Retirer du service…" }).click();
    await page.getByLabel("Pourquoi elle quitte le service").fill("relevée");
    await page.getByRole("button", { name: "Retirer du service", exact: true }).click();
    await page.getByText("Cette unité n’est plus en service").waitFor();

    await page.goto(`${house.url}/roster`);
    await page
      .locator("label")
      .filter({ hasText: /^Besoins$/ })
      .click();
    await page.getByRole("button", { name: "Nouveau poste" }).click();
    await page.getByLabel("Référence").fill("GATE-3");
    await page.getByLabel("Nom en français").fill("Porte 3");
    await page.getByLabel("Nom en anglais").fill("Gate 3");
    await page.getByRole("button", { name: "Sur la carte" }).click();
    await page
      .locator("canvas")
      .first()
      .click({ position: { x: 195, y: 160 } });
    await page.getByRole("button", { name: "Tracer le poste" }).click();
    await page.getByText("Aucun besoin inscrit ici").waitFor();
    await page.getByRole("button", { name: "Nouveau poste" }).click();
    await page.getByLabel("Référence").fill("GATE-3");
    await page.getByText("C’est Porte 3 : choisissez-le ci-dessus").waitFor();
    expect(await page.getByRole("button", { name: "Tracer le poste" }).isDisabled()).toBe(true);
    expect(browser.troubles).toEqual([]);
  }, 180_000);

  it("says in the local time when a contingent may do something, and takes no period without an end", async () => {
    await using house = await openHouse();
    await house.order("command.register-contingent", {
      ...{ reference: "ES-GC", name: "Guardia Civil", nation: "ES", languages: ["es"] },
    });
    await using browser = await testBrowser({ language: "fr" });
    const page = await browser.open(`${house.url}/forces`);
    await page.getByRole("button", { name: "Guardia Civil" }).click();
    await page.getByRole("button", { name: "Modifier les pouvoirs" }).click();
    await page.getByRole("button", { name: "Ajouter un pouvoir" }).click();
    await page.getByLabel("Du", { exact: true }).fill("2031-07-26T08:00");
    await page.getByText("Une période a un début puis une fin").waitFor();
    expect(await page.getByRole("button", { name: "Enregistrer", exact: true }).isDisabled()).toBe(true);
    await page.getByLabel("Au", { exact: true }).fill("2031-08-11T20:00");
    await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
    await page.getByText(/26 juil\. 2031|26 juil\. 08:00/).waitFor();
    const { contingents } = z
      .object({ contingents: z.array(z.object({ powers: z.object({ grants: z.array(z.unknown()) }).nullable() })) })
      .parse(await house.ask("command.list-forces", {}));
    expect(contingents[0]?.powers?.grants).toMatchObject([
      { period: { from: "2031-07-26T06:00:00.000Z", until: "2031-08-11T18:00:00.000Z" } },
    ]);
    // It is there to be changed, and taken away again.
    await page.getByRole("button", { name: "Modifier les pouvoirs" }).click();
    expect(await page.getByLabel("Au", { exact: true }).inputValue()).toBe("2031-08-11T20:00");
    await page.getByLabel("Du", { exact: true }).fill("");
    await page.getByLabel("Au", { exact: true }).fill("");
    await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
    await page.getByText("partout", { exact: true }).waitFor();
    expect(browser.troubles).toEqual([]);
  }, 120_000);
});
