import type { Card } from "./card.ts";
import { qrOf, QUIET_MODULES, runsOf } from "./qr.ts";

/** As much of a canvas as a picture needs: a browser's and a server's have it alike. */
export interface Canvas2d {
  fillStyle: unknown;
  font: string;
  textBaseline: unknown;
  fillRect(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number): void;
  measureText(text: string): { readonly width: number };
}

/** Pixels: as wide as most phones' screens, so that a photograph album shows it sharp. */
export const PICTURE_WIDTH = 1080;
const MARGIN = 60;
const INK = "#000000";
const PAPER = "#ffffff";
const DIMMED = "#4a4f55";
const LINE_HEIGHT = 1.35;

interface Line {
  readonly text: string;
  readonly size: number;
  readonly weight: number;
  readonly colour: string;
  readonly spaceBefore: number;
}

/** How high the picture of a card is, in pixels; known before there is a canvas of that height. */
export function pictureHeight(card: Card, measure: Canvas2d, family: string): number {
  return Math.ceil(layOut(card, measure, family).bottom + MARGIN);
}

/** Black on white in any theme: it is read by machines first. @param family CSS font family */
export function drawPicture(card: Card, canvas: Canvas2d, family: string): void {
  const { lines, bottom } = layOut(card, canvas, family);
  canvas.fillStyle = PAPER;
  canvas.fillRect(0, 0, PICTURE_WIDTH, Math.ceil(bottom + MARGIN));
  const code = qrOf(card.code);
  const module = moduleOf(code.size);
  const left = Math.floor((PICTURE_WIDTH - code.size * module) / 2);
  const top = QUIET_MODULES * module;
  canvas.fillStyle = INK;
  for (const { x, y, length } of runsOf(code)) {
    canvas.fillRect(left + x * module, top + y * module, length * module, module);
  }
  canvas.textBaseline = "top";
  for (const { text, size, weight, colour, y } of lines) {
    canvas.font = fontOf(size, weight, family);
    canvas.fillStyle = colour;
    canvas.fillText(text, MARGIN, y);
  }
}

/** Whole pixels a module, or a reader sees some wider than others. */
function moduleOf(size: number): number {
  return Math.floor(PICTURE_WIDTH / (size + 2 * QUIET_MODULES));
}

function layOut(card: Card, canvas: Canvas2d, family: string) {
  const code = qrOf(card.code);
  let y = (code.size + 2 * QUIET_MODULES) * moduleOf(code.size);
  const lines: (Line & { readonly y: number })[] = [];
  for (const line of linesOf(card)) {
    canvas.font = fontOf(line.size, line.weight, family);
    y += line.spaceBefore;
    for (const text of wrapped(line.text, canvas)) {
      lines.push({ ...line, text, y });
      y += line.size * LINE_HEIGHT;
    }
  }
  return { lines, bottom: y };
}

function linesOf({ title, number, category, zones, validity, holder, headings, advice }: Card): readonly Line[] {
  const line = (text: string, size: number, weight: number, colour = INK, spaceBefore = 0): Line => ({
    text,
    size,
    weight,
    colour,
    spaceBefore,
  });
  const heading = (text: string) => line(text, 32, 600, DIMMED, 24);
  return [
    line(`${title} ${number}`, 64, 700),
    line(category, 44, 600),
    heading(headings.zones),
    ...zones.map((zone) => line(zone, 44, 700)),
    heading(headings.validity),
    ...validity.map((each) => line(each, 44, 500)),
    heading(holder.label),
    line(holder.value, 44, 700),
    heading(headings.advice),
    ...advice.map((each) => line(each, 30, 400, INK, 8)),
  ];
}

/** Words on lines of the page's width; a word that is longer than a line stands alone. */
function wrapped(text: string, canvas: Canvas2d): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && canvas.measureText(longer).width > PICTURE_WIDTH - 2 * MARGIN) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

const fontOf = (size: number, weight: number, family: string) => `${weight} ${size}px ${family}`;
