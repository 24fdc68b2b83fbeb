import { default as Pdf } from "pdfkit";
import type { Card } from "./card.ts";
import { pictureOfText } from "./text-picture.ts";
import { qrOf, QUIET_MODULES, runsOf } from "./qr.ts";

/** Points a millimetre. */
const MM = 72 / 25.4;
const PAGE = { width: 210 * MM, height: 297 * MM };
const MARGIN = 20 * MM;
/** The code and its white border: large enough for a camera at arm's length and a poor print. */
const CODE = 90 * MM;
const GUTTER = 10 * MM;
const INK = "#000000";
const DIMMED = "#4a4f55";

/** A pass as a page: PDF, A4, the code in vectors. */
export async function pdfOf(card: Card): Promise<Uint8Array> {
  const document = new Pdf({
    size: "A4",
    margin: MARGIN,
    lang: card.language === "fr" ? "fr-FR" : "en-GB",
    displayTitle: true,
    info: { Title: `${card.title} ${card.number}`, Creator: "Cordon" },
  });
  const chunks: Uint8Array[] = [];
  document.on("data", (chunk: Uint8Array) => chunks.push(chunk));
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  document.once("end", resolve);
  document.once("error", reject);
  await draw(document, card);
  document.end();
  await promise;
  return Buffer.concat(chunks);
}

async function draw(document: PDFKit.PDFDocument, card: Card): Promise<void> {
  const page = new Column(document, MARGIN, PAGE.width - 2 * MARGIN, MARGIN);
  await page.write(`${card.title} ${card.number}`, 26, "bold");
  await page.write(card.category, 14, "bold", DIMMED);
  page.skip(6 * MM);
  const top = page.y;
  drawCode(document, card.code, MARGIN, top);
  const left = MARGIN + CODE + GUTTER;
  const facts = new Column(document, left, PAGE.width - MARGIN - left, top);
  await facts.section(card.headings.zones, card.zones, 14, "bold");
  await facts.section(card.headings.validity, card.validity, 12, "plain");
  await facts.section(card.holder.label, [card.holder.value], 14, "bold");
  page.y = Math.max(top + CODE, facts.y) + 8 * MM;
  await page.section(card.headings.advice, card.advice, 11, "plain");
}

function drawCode(document: PDFKit.PDFDocument, text: string, left: number, top: number): void {
  const code = qrOf(text);
  const module = CODE / (code.size + 2 * QUIET_MODULES);
  const border = QUIET_MODULES * module;
  for (const { x, y, length } of runsOf(code)) {
    document.rect(left + border + x * module, top + border + y * module, length * module, module);
  }
  document.fill(INK);
  document.rect(left, top, CODE, CODE).lineWidth(0.5).dash(3, { space: 3 }).stroke("#9a9fa5").undash();
}

type Weight = "plain" | "bold";

/** Lines of text one below the other. */
class Column {
  readonly #document: PDFKit.PDFDocument;
  readonly #left: number;
  readonly #width: number;
  y: number;

  constructor(document: PDFKit.PDFDocument, left: number, width: number, top: number) {
    this.#document = document;
    this.#left = left;
    this.#width = width;
    this.y = top;
  }

  async section(heading: string, lines: readonly string[], size: number, weight: Weight): Promise<void> {
    await this.write(heading, 10, "plain", DIMMED);
    for (const line of lines) await this.write(line, size, weight);
    this.skip(5 * MM);
  }

  skip(points: number): void {
    this.y += points;
  }

  /** In the fonts that every reader of PDF has; what they cannot write is set in Cordon's own and put there as a picture. */
  async write(text: string, size: number, weight: Weight, colour = INK): Promise<void> {
    if (!isInWinAnsi(text)) return this.#place(text, size, weight, colour);
    const document = this.#document;
    document
      .font(weight === "bold" ? "Helvetica-Bold" : "Helvetica")
      .fontSize(size)
      .fillColor(colour);
    const lineGap = size * 0.2;
    document.text(text, this.#left, this.y, { width: this.#width, lineGap });
    this.y = document.y + lineGap;
  }

  async #place(text: string, size: number, weight: Weight, colour: string): Promise<void> {
    const { png, widthEm, heightEm } = await pictureOfText(text, weight === "bold" ? 700 : 400, colour);
    const scale = Math.min(size, this.#width / widthEm);
    this.#document.image(Buffer.from(png), this.#left, this.y, { width: widthEm * scale, height: heightEm * scale });
    this.y += heightEm * scale + size * 0.2;
  }
}

/** Windows-1252 as PDF reads it (ISO 32000, annex D): Latin-1 and these. Spaces that do not break are among them. */
const BEYOND_LATIN_1 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";

export function isInWinAnsi(text: string): boolean {
  return Array.from(text).every(
    (character) => /^[ -~\u00A0-\u00FF]$/.test(character) || BEYOND_LATIN_1.includes(character),
  );
}
