import { createCanvas } from "@napi-rs/canvas";
import type { Card } from "./card.ts";
import { FONT_FAMILY } from "./fonts.ts";
import { drawPicture, PICTURE_WIDTH, pictureHeight } from "./picture.ts";

/** A pass as a picture for a phone: PNG, 1080 pixels wide. */
export async function pngOf(card: Card): Promise<Uint8Array> {
  const measure = createCanvas(1, 1).getContext("2d");
  const canvas = createCanvas(PICTURE_WIDTH, pictureHeight(card, measure, FONT_FAMILY));
  drawPicture(card, canvas.getContext("2d"), FONT_FAMILY);
  return canvas.encode("png");
}
