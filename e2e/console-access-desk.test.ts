import { readFile } from "node:fs/promises";
import { decodePass } from "@cordon/access/rules";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { hasBrowser } from "./browser.ts";
import { drawTrocadero, enter, goByKey, panel, tab } from "./console-access.ts";
import { type House, openHouse } from "./house.ts";

const Listed = z.object({ passes: z.array(z.object({ number: z.number() })) });

let house: House;

describe.skipIf(!hasBrowser)("the pass desk in the command centre", { timeout: 120_000 }, () => {
  beforeAll(async () => {
    house = await openHouse();
    await drawTrocadero(house);
  });
  afterAll(async () => {
    await house?.[Symbol.asyncDispose]();
  });

  it("issues a pass whose code holds what was asked, and revokes it with a way back", async () => {
    const { browser, page } = await enter(house, "/");
    await using _ = browser;
    await goByKey(page, "a");
    const desk = panel(page, "Passes");
    await desk.getByText("No such pass").waitFor();
    await tab(page, "Issue one");
    await desk.getByRole("combobox", { name: "Zones" }).click();
    await page.getByRole("option", { name: /^G1/ }).click();
    await desk.getByLabel("Initials").fill("ab");
    await desk.getByLabel("Birth year").fill("1990");
    await desk.getByRole("button", { name: "Issue the pass" }).click();
    await desk.getByRole("img", { name: "QR code of pass 1" }).waitFor();
    const text = await desk.locator("code").innerText();
    const pass = decodePass(text);
    expect(pass).toMatchObject({
      read: true,
      claims: {
        number: 1,
        zones: ["G1"],
        category: "resident",
        holder: { kind: "person", initials: "AB", birthYear: 1990 },
      },
    });

    await tab(page, "Revoke");
    await desk.getByLabel("Pass numbers").fill("1 x");
    await desk.getByText("“x” is no pass number.").waitFor();
    await desk.getByLabel("Pass numbers").fill("1");
    await desk.getByLabel("Reason").selectOption("stolen");
    await desk.getByRole("button", { name: "Revoke", exact: true }).click();
    await page.getByText("1 pass is revoked.").waitFor();
    await tab(page, "Passes");
    await desk.getByText("1 issued, 1 revoked").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await desk.getByText("1 issued, 0 revoked").waitFor();

    await desk.getByLabel("Number").fill("1");
    await desk.getByLabel("Why").fill("Print is torn, number read aloud");
    await desk.getByRole("button", { name: "Look up" }).click();
    await desk.getByText("Signed by key").waitFor();
    expect(browser.troubles).toEqual([]);
  });

  it("issues a list, tells of every row that cannot be, and gives the codes as a file", async () => {
    const { browser, page } = await enter(house, "/passes");
    await using _ = browser;
    const desk = panel(page, "Passes");
    await tab(page, "Issue many");
    const span = "2026-01-01 06:00,2099-01-01 06:00";
    const rows = Array.from({ length: 600 }, (_none, at) => `resident,G1 R1,${span},AB,${1950 + (at % 50)},`);
    const [files] = await Promise.all([
      page.waitForEvent("filechooser"),
      desk.getByRole("button", { name: "Choose a CSV file" }).click(),
    ]);
    await files.setFiles({
      name: "residents.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(
        [
          "category,zones,notBefore,notAfter,initials,birthYear,plate",
          ...rows,
          `resident,B7,${span},AB,1990,`,
          `resident,G1,${span},,,`,
        ].join("\n"),
      ),
    });
    await desk.getByText("residents.csv: 600 passes can be issued, 2 rows cannot.").waitFor();
    const faults = desk.getByRole("list", { name: "Rows that cannot be issued" });
    await faults.getByText("Line 602", { exact: true }).waitFor();
    await faults.getByText("there is no such zone").waitFor();
    await desk.getByRole("button", { name: "Issue 600 passes" }).click();
    await desk.getByText("Done", { exact: true }).waitFor({ timeout: 60_000 });
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      desk.getByRole("button", { name: "Download 600 passes" }).click(),
    ]);
    const lines = (await readFile(await download.path(), "utf8")).trim().split("\r\n");
    expect(lines).toHaveLength(601);
    const [line, number, code] = /^(\d+),(\d+),"(.*)"$/.exec(lines[1] ?? "")?.slice(1) ?? [];
    expect([line, decodePass(code ?? "")]).toMatchObject(["2", { read: true, claims: { number: Number(number) } }]);
    expect(browser.troubles).toEqual([]);
  });

  it("revokes many at once by their numbers, and those alone", async () => {
    const { browser, page } = await enter(house, "/passes");
    await using _ = browser;
    const desk = panel(page, "Passes");
    await tab(page, "Revoke");
    await desk.getByLabel("Pass numbers").fill("10-109, 200");
    await desk.getByLabel("Reason").selectOption("withdrawn");
    await desk.getByRole("button", { name: "Revoke", exact: true }).click();
    await page.getByText("101 passes are revoked.").waitFor();
    const { passes } = Listed.parse(await house.ask("access.list-passes", { state: "revoked", limit: 200 }));
    const numbers = passes.map(({ number }) => number).toSorted((a, b) => a - b);
    expect([numbers.length, numbers[0], numbers.at(-2), numbers.at(-1)]).toEqual([101, 10, 109, 200]);
    expect(browser.troubles).toEqual([]);
  });
});
