import { createCanvas } from "@napi-rs/canvas";
import { FONT_FAMILY } from "./fonts.ts";

/** A line of text as a picture, for what a PDF's standard fonts cannot write. Sizes are in multiples of the font size. */
export interface TextPicture {
  readonly png: Uint8Array;
  readonly widthEm: number;
  readonly heightEm: number;
}

/** Pixels an em: 300 dots an inch at a size of 20 points. */
const EM = 84;
const LINE_EM = 1.2;

export async function pictureOfText(text: string, weight: number, colour: string): Promise<TextPicture> {
  const font = `${weight} ${EM}px ${FONT_FAMILY}`;
  const measure = createCanvas(1, 1).getContext("2d");
  measure.font = font;
  const width = Math.max(1, Math.ceil(measure.measureText(text).width));
  const canvas = createCanvas(width, Math.ceil(EM * LINE_EM));
  const context = canvas.getContext("2d");
  context.font = font;
  context.fillStyle = colour;
  context.textBaseline = "alphabetic";
  context.fillText(text, 0, EM * 0.95);
  return { png: await canvas.encode("png"), widthEm: width / EM, heightEm: LINE_EM };
}
