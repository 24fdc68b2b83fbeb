/** The camera's own lettering, burnt into the picture: a 5 x 7 dot face, capitals and figures only. */
import type { Canvas } from "@cordon/scenes";

/** Each glyph: seven rows of five bits, top to bottom. */
const glyphs: Readonly<Record<string, readonly number[]>> = {
  " ": [0, 0, 0, 0, 0, 0, 0],
  A: [14, 17, 17, 31, 17, 17, 17],
  B: [30, 17, 17, 30, 17, 17, 30],
  C: [14, 17, 16, 16, 16, 17, 14],
  D: [30, 17, 17, 17, 17, 17, 30],
  E: [31, 16, 16, 30, 16, 16, 31],
  F: [31, 16, 16, 30, 16, 16, 16],
  G: [14, 17, 16, 23, 17, 17, 15],
  H: [17, 17, 17, 31, 17, 17, 17],
  I: [14, 4, 4, 4, 4, 4, 14],
  J: [7, 2, 2, 2, 2, 18, 12],
  K: [17, 18, 20, 24, 20, 18, 17],
  L: [16, 16, 16, 16, 16, 16, 31],
  M: [17, 27, 21, 21, 17, 17, 17],
  N: [17, 25, 21, 19, 17, 17, 17],
  O: [14, 17, 17, 17, 17, 17, 14],
  P: [30, 17, 17, 30, 16, 16, 16],
  Q: [14, 17, 17, 17, 21, 18, 13],
  R: [30, 17, 17, 30, 20, 18, 17],
  S: [15, 16, 16, 14, 1, 1, 30],
  T: [31, 4, 4, 4, 4, 4, 4],
  U: [17, 17, 17, 17, 17, 17, 14],
  V: [17, 17, 17, 17, 17, 10, 4],
  W: [17, 17, 17, 21, 21, 27, 17],
  X: [17, 17, 10, 4, 10, 17, 17],
  Y: [17, 17, 10, 4, 4, 4, 4],
  Z: [31, 1, 2, 4, 8, 16, 31],
  "0": [14, 17, 19, 21, 25, 17, 14],
  "1": [4, 12, 4, 4, 4, 4, 14],
  "2": [14, 17, 1, 6, 8, 16, 31],
  "3": [31, 2, 4, 2, 1, 17, 14],
  "4": [2, 6, 10, 18, 31, 2, 2],
  "5": [31, 16, 30, 1, 1, 17, 14],
  "6": [6, 8, 16, 30, 17, 17, 14],
  "7": [31, 1, 2, 4, 8, 8, 8],
  "8": [14, 17, 17, 14, 17, 17, 14],
  "9": [14, 17, 17, 15, 1, 2, 12],
  ":": [0, 4, 4, 0, 4, 4, 0],
  "-": [0, 0, 0, 31, 0, 0, 0],
  "/": [1, 1, 2, 4, 8, 16, 16],
  "'": [4, 4, 8, 0, 0, 0, 0],
  ".": [0, 0, 0, 0, 0, 12, 12],
};

export function widthOfText(text: string, dotPx: number): number {
  return text.length * 6 * dotPx - dotPx;
}

/** Writes on a dark strip with its top left corner at (left, top). Letters without a glyph (accents) lose their accent. */
export function write(on: Canvas, text: string, left: number, top: number, dotPx: number, luma = 232): void {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase();
  const margin = 2 * dotPx;
  darken(on, left - margin, top - margin, widthOfText(plain, dotPx) + 2 * margin, 7 * dotPx + 2 * margin);
  for (let i = 0; i < plain.length; i++) {
    const rows = glyphs[plain.charAt(i)] ?? [];
    for (let row = 0; row < rows.length; row++) {
      for (let column = 0; column < 5; column++) {
        if ((((rows[row] ?? 0) >> (4 - column)) & 1) === 0) continue;
        const x = left + (i * 6 + column) * dotPx;
        for (let dy = 0; dy < dotPx; dy++)
          on.y.fill(luma, (top + row * dotPx + dy) * on.widthPx + x, (top + row * dotPx + dy) * on.widthPx + x + dotPx);
      }
    }
  }
}

function darken(on: Canvas, left: number, top: number, width: number, height: number): void {
  for (let y = Math.max(0, top); y < Math.min(on.heightPx, top + height); y++) {
    for (let x = Math.max(0, left); x < Math.min(on.widthPx, left + width); x++) {
      const at = y * on.widthPx + x;
      on.y[at] = (on.y[at] ?? 0) * 0.35;
      if (((x | y) & 1) === 0) {
        const half = (y >> 1) * (on.widthPx >> 1) + (x >> 1);
        on.u[half] = 128 + ((on.u[half] ?? 128) - 128) * 0.3;
        on.v[half] = 128 + ((on.v[half] ?? 128) - 128) * 0.3;
      }
    }
  }
}
