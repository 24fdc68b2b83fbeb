import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cardOf, pdfOf } from "@cordon/access/documents";
import { credentialOf, decodePass, namesOf, verifyPlain } from "@cordon/access/rules";
import { KeySet } from "@cordon/access/words";
import { instantOf } from "@cordon/kernel";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { axeOn } from "./axe.ts";
import { hasBrowser, testBrowser, type View } from "./browser.ts";
import { type GateHouse, gateHouse } from "./gate-house.ts";

const PHONE: View = { width: 390, height: 844, theme: "night", language: "en" };

let house: GateHouse;
let pass: string;

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
  prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(readFileSync(wasm)).buffer } });
  if (!hasBrowser) return;
  house = await gateHouse();
  const [issued] = await house.issue([{}]);
  if (issued === undefined) throw new Error("no pass was issued");
  pass = issued.text;
});
afterAll(async () => {
  await house?.[Symbol.asyncDispose]();
});

const linkOf = (text: string) => `${house.url}/pass/#${encodeURIComponent(text)}`;

async function codesIn(png: Uint8Array): Promise<readonly string[]> {
  return (await readBarcodes(png, { formats: ["QRCode"], maxNumberOfSymbols: 4 })).map(({ text }) => text);
}

/** What a camera before this phone reads. */
const codesOn = async (page: Page) => codesIn(await page.screenshot({ fullPage: true }));

async function isGenuine(text: string): Promise<boolean> {
  const published: unknown = await (await fetch(`${house.url}/.well-known/cordon-pass-keys`)).json();
  const { keySet } = z.object({ keySet: KeySet }).parse(published);
  return credentialOf(text, keySet, instantOf(Date.now()), verifyPlain).kind === "pass";
}

describe.skipIf(!hasBrowser)("the page of one's own pass", () => {
  it("shows the code of a link, genuine, and which gates are open to it; nothing of it leaves the phone", async () => {
    await using phone = await testBrowser(PHONE);
    const asked: string[] = [];
    phone.context.on("request", (request) =>
      asked.push(`${request.method()} ${request.url()} ${request.postData() ?? ""}`),
    );
    const page = await phone.open(linkOf(pass));
    await page.getByRole("img", { name: /code of the pass/ }).waitFor();
    const shown = await codesOn(page);
    expect(shown).toEqual([pass]);
    expect(await isGenuine(pass)).toBe(true);
    await page.getByText("Gate 7", { exact: true }).first().waitFor();
    expect(await page.locator(".gates li.open strong").allTextContents()).toEqual(["Gate 7", "Gate 8"]);
    // Gone from the address, and thereby from the history.
    expect(page.url()).toBe(`${house.url}/pass/`);
    const secret = pass.slice(20, 60);
    expect(asked.filter((each) => each.includes(secret) || each.includes(encodeURIComponent(secret)))).toEqual([]);
    expect(asked.some((each) => each.includes("/api/access/rules"))).toBe(true);
    expect(await phone.context.cookies()).toEqual([]);
    expect(phone.troubles).toEqual([]);
  });

  it("shows it again with the network cut, and is saved as a picture that a gate reads", async () => {
    await using phone = await testBrowser(PHONE);
    const page = await phone.open(linkOf(pass));
    await page.getByText("Gate 7", { exact: true }).first().waitFor();
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await phone.context.setOffline(true);
    // Closed and opened again, as a phone in a pocket.
    await page.close();
    const again = await phone.context.newPage();
    await again.goto(`${house.url}/pass/`);
    await again.getByRole("img", { name: /code of the pass/ }).waitFor();
    expect(await codesOn(again)).toEqual([pass]);
    expect(await again.locator(".gates li.open strong").allTextContents()).toEqual(["Gate 7", "Gate 8"]);
    const [download] = await Promise.all([
      again.waitForEvent("download"),
      again.getByRole("button", { name: "Save the picture" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^pass-\d+\.png$/);
    expect(await codesIn(await readFile(await download.path()))).toEqual([pass]);
  });

  it("says of a forged pass that it is not genuine, and of a torn link that it is torn", async () => {
    await using phone = await testBrowser(PHONE);
    const { text } = forged(pass);
    const page = await phone.open(linkOf(text));
    await page
      .getByRole("alert")
      .getByText(/not genuine/)
      .waitFor();
    await page.goto(`${house.url}/pass/#CP1%3ATORN`);
    await page.getByText("This link holds no whole pass").waitFor();
  });

  it("keeps several passes, and one that is removed can be taken back", async () => {
    const [other] = await house.issue([{ birthYear: 2015 }]);
    if (other === undefined) throw new Error("no pass was issued");
    await using phone = await testBrowser(PHONE);
    const page = await phone.open(linkOf(pass));
    await page.goto(linkOf(other.text));
    await page.getByRole("navigation").getByRole("button").nth(1).waitFor();
    expect(await codesOn(page)).toEqual([other.text]);
    await page.getByRole("navigation").getByRole("button").first().click();
    expect(await codesOn(page)).toEqual([pass]);
    await page.getByRole("button", { name: "Remove from this phone" }).click();
    expect(await codesOn(page)).toEqual([other.text]);
    await page.getByRole("button", { name: "Undo" }).click();
    expect(await codesOn(page)).toEqual([pass]);
  });

  it("has no barrier for anybody, by night and day, in French and English", async () => {
    for (const view of [PHONE, { ...PHONE, theme: "day", language: "fr" }] as const) {
      await using phone = await testBrowser(view);
      const page = await phone.open(`${house.url}/pass/`);
      await page.getByText(/^(No pass on this phone|Aucun laissez-passer sur ce téléphone)$/).waitFor();
      expect((await axeOn(page).analyze()).violations).toEqual([]);
      await page.goto(linkOf(pass));
      await page
        .getByText(/^(Gate|Point d’accès) 7$/)
        .first()
        .waitFor();
      expect((await axeOn(page).analyze()).violations).toEqual([]);
      expect(phone.troubles).toEqual([]);
    }
  });
});

describe.skipIf(!hasBrowser)("the printed page of a pass", () => {
  it("is read from what a browser makes of its PDF", async () => {
    const folder = await mkdtemp(join(tmpdir(), "cordon-print-"));
    try {
      const decoded = decodePass(pass);
      if (!decoded.read) throw new Error(decoded.because);
      const names = namesOf({ timeZone: "Europe/Paris", zones: [], categories: [], gates: [] });
      const file = join(folder, "pass.pdf");
      await writeFile(file, await pdfOf(cardOf(pass, decoded.claims, names, "fr")));
      await using browser = await testBrowser({ width: 1200, height: 1400, theme: "day" });
      const page = await browser.open(`file://${file}`);
      let codes: readonly string[] = [];
      // The viewer draws when it is ready and tells nobody.
      for (let tries = 0; codes.length === 0 && tries < 100; tries++) {
        await page.waitForTimeout(200);
        codes = await codesIn(await page.screenshot());
      }
      expect(new Set(codes)).toEqual(new Set([pass]));
      expect(await isGenuine(codes[0] ?? "")).toBe(true);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

/** The same pass with another signature: one character near its end says something else. */
function forged(text: string): { readonly text: string } {
  for (let at = text.length - 6; at > 0; at--) {
    for (const character of "0123456789") {
      const changed = `${text.slice(0, at)}${character}${text.slice(at + 1)}`;
      if (changed !== text && decodePass(changed).read) return { text: changed };
    }
  }
  throw new Error("no forgery that reads");
}
