import { generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import { PassNumber } from "@cordon/kernel";
import { beforeAll, describe, expect, it } from "vitest";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { decodePass, LONGEST_PASS, namesOf, passToSign } from "../rules.ts";
import { claimsOf, paris, perimeters } from "../rules/testing/perimeter.ts";
import { type Claims, KeyId } from "../words.ts";
import { cardOf } from "./card.ts";
import { isInWinAnsi, pdfOf } from "./pdf.ts";
import { pngOf } from "./png.ts";
import { qrOf } from "./qr.ts";

const keys = generateKeyPairSync("ed25519");
const names = namesOf(perimeters);

function passOf(claims: Claims, key: KeyObject = keys.privateKey): string {
  const unsigned = passToSign(claims, KeyId.parse("00c0ffee"));
  return unsigned.finish(sign(null, unsigned.toBeSigned, key));
}

/** The pass with the longest text there can be, one for a vehicle, and one whose initials no standard font of PDF has. */
const longest = claimsOf(1980, {
  number: PassNumber.parse(4_294_967_295),
  category: "abcdefghijklmnop",
  zones: ["G1", "R1", "B1", "N1"],
});
const cases: readonly (readonly [string, Claims])[] = [
  ["a resident's", claimsOf(1980)],
  ["a vehicle's", claimsOf(null)],
  [
    "one with initials from elsewhere",
    claimsOf(1980, { holder: { kind: "person", initials: "ЖŁΩ", birthYear: 1980 } }),
  ],
  ["a long one", longest],
];

beforeAll(() => {
  const file = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
  const wasmBinary = new Uint8Array(readFileSync(file)).buffer;
  prepareZXingModule({ overrides: { wasmBinary } });
});

const codesIn = async (png: Uint8Array) =>
  (await readBarcodes(png, { formats: ["QRCode"], maxNumberOfSymbols: 4 })).map(({ text }) => text);

/** Read back as a gate reads it: the text, the claims and the signature. */
function expectGenuine(text: string | undefined, claims: Claims): void {
  const decoded = decodePass(text ?? "");
  if (!decoded.read) throw new Error(decoded.because);
  expect(decoded.claims).toEqual(claims);
  expect(verify(null, decoded.toBeSigned, keys.publicKey, decoded.signature)).toBe(true);
}

describe("the picture of a pass", () => {
  it.each(cases)("%s is 1080 pixels wide and is read back, once and genuine", async (_, claims) => {
    for (const language of ["fr", "en"] as const) {
      const png = await pngOf(cardOf(passOf(claims), claims, names, language));
      // IHDR: width at byte 16.
      expect(Buffer.from(png).readUInt32BE(16)).toBe(1080);
      const [text, ...others] = await codesIn(png);
      expect(others).toEqual([]);
      expectGenuine(text, claims);
    }
  });

  it("is read from a print of which a tenth is missing", async () => {
    const claims = claimsOf(1980);
    const png = await pngOf(cardOf(passOf(claims), claims, names, "fr"));
    const image = await loadImage(png);
    const canvas = createCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    context.fillStyle = "#ffffff";
    context.fillRect(420, 420, 280, 280);
    expectGenuine((await codesIn(await canvas.encode("png")))[0], claims);
  });
});

describe("the page of a pass", () => {
  it.each(cases)("%s is read back from the vectors of its PDF, once and genuine", async (_, claims) => {
    const pdf = await pdfOf(cardOf(passOf(claims), claims, names, "en"));
    const [text, ...others] = await codesIn(await printed(pdf));
    expect(others).toEqual([]);
    expectGenuine(text, claims);
  });

  it("knows what the standard fonts can write", () => {
    expect(isInWinAnsi("Pont d’Iéna – œuvre, 5 € n°\u00A01")).toBe(true);
    expect(isInWinAnsi("Ж")).toBe(false);
    expect(isInWinAnsi("Ł")).toBe(false);
  });
});

describe("what a card says", () => {
  it("is the number, the zones by name, the validity in local time and what is compared", () => {
    const claims = claimsOf(1980, { number: PassNumber.parse(1234567), zones: ["G1", "ZZ"] });
    const card = cardOf("CP1:", claims, names, "fr");
    expect(card).toMatchObject({
      title: "Laissez-passer",
      number: "n°\u00A01\u00A0234\u00A0567",
      category: "Riverain",
      zones: ["G1 – Zone G1", "ZZ"],
      validity: ["du 18 juillet 2024, 05\u00A0h\u00A000", "au 27 juillet 2024, 06\u00A0h\u00A000"],
      holder: { label: "Titulaire", value: "AM, né(e) en 1980" },
    });
    expect(cardOf("CP1:", claimsOf(null), names, "en").holder).toEqual({ label: "Number plate", value: "AB-123-CD" });
    expect(paris("07-18T05:00")).toBe(claims.notBefore);
  });
});

describe("the code of a pass", () => {
  it("is never above version 11, and what does not fit is refused", () => {
    const code = passOf(longest);
    expect(code.length).toBeLessThanOrEqual(LONGEST_PASS);
    // Version v has 17 + 4v modules a side.
    expect(qrOf(code).size).toBeLessThanOrEqual(17 + 4 * 11);
    expect(qrOf("A".repeat(LONGEST_PASS)).size).toBe(17 + 4 * 11);
    expect(() => qrOf("A".repeat(300))).toThrow();
  });
});

/** Prints the rectangles that a page fills in black, at 200 dots an inch. Knows as much of PDF as pdfkit writes. */
async function printed(pdf: Uint8Array): Promise<Uint8Array> {
  const scale = 200 / 72;
  const canvas = createCanvas(Math.round(595.28 * scale), Math.round(841.89 * scale));
  const context = canvas.getContext("2d");
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = "#000000";
  const page = contentOf(pdf);
  const path: (readonly [x: number, y: number, width: number, height: number])[] = [];
  for (const line of page.split("\n")) {
    const [x = 0, y = 0, width = 0, height = 0] = line.split(" ").map(Number);
    if (line.endsWith(" re")) path.push([x, y, width, height]);
    if (/^(f|f\*|S|B)$/.test(line.trim())) {
      // pdfkit turns the page upside down, so that y counts from the top as here.
      if (line.trim().startsWith("f"))
        for (const [left, top, w, h] of path) context.fillRect(left * scale, top * scale, w * scale, h * scale);
      path.length = 0;
    }
  }
  return canvas.encode("png");
}

function contentOf(pdf: Uint8Array): string {
  const bytes = Buffer.from(pdf);
  for (let at = bytes.indexOf("stream\n"); at >= 0; at = bytes.indexOf("stream\n", at + 1)) {
    const end = bytes.indexOf("endstream", at);
    const inflated = inflate(bytes.subarray(at + 7, end));
    if (inflated?.includes(" re\n")) return inflated;
  }
  throw new Error("no page in the PDF");
}

function inflate(bytes: Uint8Array): string | null {
  try {
    return inflateSync(bytes).toString("latin1");
  } catch {
    return null;
  }
}
