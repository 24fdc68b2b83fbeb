import { createServer } from "node:http";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { hasBrowser, testBrowser } from "./browser.ts";
import { openHouse } from "./house.ts";

type Rgb = readonly [number, number, number];
const TEAL: Rgb = [20, 120, 110];

/** A PNG of one colour, 256 x 256. */
function png([r, g, b]: Rgb): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const head = Buffer.from([0, 0, 1, 0, 0, 0, 1, 0, 8, 2, 0, 0, 0]);
  const row = Buffer.concat([
    Buffer.from([0]),
    Buffer.concat(Array.from({ length: 256 }, () => Buffer.from([r, g, b]))),
  ]);
  const rows = deflateSync(Buffer.concat(Array.from({ length: 256 }, () => row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
}

/** A PMTiles archive (version 3) that holds one picture for the whole world. */
function archive(picture: Buffer): Buffer {
  const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]);
  // One entry: tile 0, for one tile, of this length, at offset 0 (written as 1).
  const directory = Buffer.from([1, 0, 1, ...varint(picture.length), 1]);
  const metadata = Buffer.from("{}");
  const header = Buffer.alloc(127);
  header.write("PMTiles", "latin1");
  header[7] = 3;
  const at = { directory: 127, metadata: 127 + directory.length, tiles: 127 + directory.length + metadata.length };
  const lengths = [
    at.directory,
    directory.length,
    at.metadata,
    metadata.length,
    at.tiles,
    0,
    at.tiles,
    picture.length,
    1,
    1,
    1,
  ];
  lengths.forEach((value, index) => header.writeBigUInt64LE(BigInt(value), 8 + index * 8));
  header.set([1, 1, 1, 2, 0, 0], 96);
  header.writeInt32LE(-180 * 1e7, 102);
  header.writeInt32LE(-85 * 1e7, 106);
  header.writeInt32LE(180 * 1e7, 110);
  header.writeInt32LE(85 * 1e7, 114);
  return Buffer.concat([header, directory, metadata, picture]);
}

/** The colour of the page in the middle of the map. */
async function colourOf(page: Page): Promise<Rgb> {
  const picture = (await page.screenshot()).toString("base64");
  const seen = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas?.drawImage(image, 0, 0);
    return [...(canvas?.getImageData(image.width * 0.75, image.height * 0.8, 1, 1).data ?? [])].slice(0, 3);
  }, picture);
  return z.tuple([z.number(), z.number(), z.number()]).parse(seen);
}

/** The neutral ground of the night theme is nearly black; whatever lies on it is not. */
const isNeutral = (colour: Rgb) => Math.max(...colour) < 30;

describe.skipIf(!hasBrowser)("the ground of the map", () => {
  it("is neutral and needs no other address", async () => {
    await using house = await openHouse();
    await using browser = await testBrowser({ language: "en" });
    const page = await browser.open(house.url);
    await page.locator('[data-ready="true"]').waitFor();
    expect(isNeutral(await colourOf(page))).toBe(true);
    expect(browser.troubles).toEqual([]);
  });

  it("comes from a PMTiles archive on the server's disk", async () => {
    const folder = await mkdtemp(join(tmpdir(), "cordon-map-"));
    try {
      const file = join(folder, "world.pmtiles");
      await writeFile(file, archive(png(TEAL)));
      await using house = await openHouse(undefined, { CORDON_PMTILES: file });
      await using browser = await testBrowser({ language: "en" });
      const page = await browser.open(house.url);
      await page.locator('[data-ready="true"]').waitFor();
      await expect.poll(async () => isNeutral(await colourOf(page)), { timeout: 20_000 }).toBe(false);
      expect(browser.troubles).toEqual([]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("comes from an online style, and is neutral again, with a word about it, when that is gone", async () => {
    let there = true;
    const style = {
      version: 8,
      sources: {},
      layers: [{ id: "sea", type: "background", paint: { "background-color": "rgb(20,120,110)" } }],
    };
    const elsewhere = createServer((_request, response) => {
      response.writeHead(there ? 200 : 503, { "content-type": "application/json", "access-control-allow-origin": "*" });
      response.end(JSON.stringify(style));
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
    const { port } = z.object({ port: z.number() }).parse(elsewhere.address());
    try {
      await using house = await openHouse(undefined, { CORDON_MAP_STYLE: `http://127.0.0.1:${port}/style.json` });
      await using browser = await testBrowser({ language: "en" });
      const page = await browser.open(house.url);
      await page.locator('[data-ready="true"]').waitFor();
      await expect.poll(async () => isNeutral(await colourOf(page)), { timeout: 20_000 }).toBe(false);
      there = false;
      await page.reload();
      await page.getByText(/The background map is not available/).waitFor();
      await expect.poll(async () => isNeutral(await colourOf(page)), { timeout: 20_000 }).toBe(true);
    } finally {
      elsewhere.close();
    }
  });
});
