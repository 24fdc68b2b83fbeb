/* A pass as a document: a page to print and a picture for a phone, both from its text. */
export { type Card, cardOf } from "./card.ts";
export { pdfOf } from "./pdf.ts";
export { pngOf } from "./png.ts";
