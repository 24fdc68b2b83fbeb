import { default as Pdf } from "pdfkit";
import { type BlobHash, millisecondsOf } from "@cordon/kernel";
import type { Report } from "./report.ts";
import { REPORT_WORDS } from "./words.ts";

const MARGIN = 54;
const INK = "#000000";
const DIMMED = "#4a4f55";
const LEAD = 150;
const STILL_HEIGHT = 220;

/**
 * A report as PDF, A4, in fonts every reader has. The same report gives the same bytes: its dates are the report's own, not the printer's.
 * @param pictureOf a JPEG or PNG that is still kept, or null
 */
export async function pdfOf(report: Report, pictureOf: (blob: BlobHash) => Uint8Array | null): Promise<Uint8Array> {
  const words = REPORT_WORDS[report.language];
  const moment = new Date(millisecondsOf(report.at));
  const document = new Pdf({
    size: "A4",
    margin: MARGIN,
    lang: report.language === "fr" ? "fr-FR" : "en-GB",
    displayTitle: true,
    bufferPages: true,
    info: { Title: report.title, Creator: "Cordon", CreationDate: moment, ModDate: moment },
  });
  const chunks: Uint8Array[] = [];
  document.on("data", (chunk: Uint8Array) => chunks.push(chunk));
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  document.once("end", resolve);
  document.once("error", reject);

  document.font("Helvetica-Bold").fontSize(18).fillColor(INK).text(inWinAnsi(report.title));
  document.font("Helvetica").fontSize(12).text(inWinAnsi(report.subtitle)).moveDown();
  for (const { heading, lines } of report.sections) {
    document.x = MARGIN;
    document.moveDown(0.5).font("Helvetica-Bold").fontSize(12).fillColor(INK).text(inWinAnsi(heading)).moveDown(0.2);
    if (lines.length === 0) document.font("Helvetica").fontSize(9).fillColor(DIMMED).text(words.none);
    for (const line of lines) row(document, line.lead, line.text);
  }
  stills(document, report, pictureOf);
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    document.switchToPage(page);
    // The foot lies in the margin, where text would begin a new page.
    document.page.margins.bottom = 0;
    document.font("Helvetica").fontSize(8).fillColor(DIMMED);
    const at = document.page.height - MARGIN + 16;
    document.text(inWinAnsi(`${report.foot}  ${page + 1} / ${count}`), MARGIN, at, { lineBreak: false });
  }
  document.end();
  await promise;
  return Buffer.concat(chunks);
}

function row(document: PDFKit.PDFDocument, lead: string, text: string): void {
  const width = document.page.width - 2 * MARGIN - LEAD;
  const said = inWinAnsi(text);
  document.font("Helvetica").fontSize(9);
  const height = Math.max(
    document.heightOfString(said, { width }),
    document.heightOfString(inWinAnsi(lead), { width: LEAD - 8 }),
  );
  if (document.y + height > document.page.height - MARGIN) document.addPage();
  const top = document.y;
  document.fillColor(DIMMED).text(inWinAnsi(lead), MARGIN, top, { width: LEAD - 8 });
  document.fillColor(INK).text(said, MARGIN + LEAD, top, { width });
  document.x = MARGIN;
  document.y = top + height + 3;
}

function stills(document: PDFKit.PDFDocument, report: Report, pictureOf: (blob: BlobHash) => Uint8Array | null): void {
  const words = REPORT_WORDS[report.language];
  const pictures = report.exhibits.filter(({ role }) => role === "still");
  if (pictures.length === 0) return;
  document.moveDown(0.5).font("Helvetica-Bold").fontSize(12).fillColor(INK).text(words.headings.pictures, MARGIN);
  for (const { blob } of pictures) {
    if (document.y + STILL_HEIGHT + 30 > document.page.height - MARGIN) document.addPage();
    document.font("Helvetica").fontSize(8).fillColor(DIMMED).text(blob, MARGIN);
    const picture = pictureOf(blob);
    const size: [number, number] = [document.page.width - 2 * MARGIN, STILL_HEIGHT];
    if (picture === null || !drawn(document, picture, size))
      document.fontSize(9).text(words.gone, MARGIN).moveDown(0.3);
  }
}

/** A file that begins as a picture and is none is no reason to have no report. */
function drawn(document: PDFKit.PDFDocument, picture: Uint8Array, fit: [number, number]): boolean {
  const top = document.y;
  try {
    document.image(Buffer.from(picture), MARGIN, top, { fit });
  } catch {
    return false;
  }
  document.y = top + fit[1] + 8;
  return true;
}

/** Windows-1252 as PDF reads it (ISO 32000, annex D): Latin-1 and these. */
const BEYOND_LATIN_1 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";
const writable = (character: string) => /^[ -~\u00A0-\u00FF\n]$/.test(character) || BEYOND_LATIN_1.includes(character);

/** What the fonts every reader has can write: letters without the marks they cannot, arrows as ASCII, and `?` for the rest - the journal has it whole. */
export function inWinAnsi(text: string): string {
  return Array.from(text.normalize("NFC").replaceAll("→", "->").replaceAll("\u202F", "\u00A0"), (character) => {
    if (writable(character)) return character;
    const bare = character.normalize("NFKD").replaceAll(/\p{M}/gu, "");
    return bare !== "" && Array.from(bare).every(writable) ? bare : "?";
  }).join("");
}
