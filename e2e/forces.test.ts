import { describe, expect, it } from "vitest";
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
});
