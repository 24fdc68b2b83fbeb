import type { Affiliation, Tokens } from "../theme/tokens.ts";

/**
 * The frames of MIL-STD-2525 and APP-6, in a box of 20: a rectangle for a friend, a diamond for a hostile, a square for a neutral, and a
 * quatrefoil for what nobody knows. So whose a drawing is, is told by the shape where colours are not told apart.
 */
export const FRAME: Readonly<Record<Affiliation, string>> = {
  friend: "M1.5 4.5H18.5V15.5H1.5Z",
  hostile: "M10 1 19 10 10 19 1 10Z",
  neutral: "M3.5 3.5H16.5V16.5H3.5Z",
  unknown: "M6 6A4 4 0 0 1 14 6A4 4 0 0 1 14 14A4 4 0 0 1 6 14A4 4 0 0 1 6 6Z",
};

export function drawFrame(canvas: OffscreenCanvasRenderingContext2D, affiliation: Affiliation, tokens: Tokens): void {
  canvas.translate(2, 2);
  ringed(canvas, new Path2D(FRAME[affiliation]), tokens.map.affiliations[affiliation], tokens);
}

/** What is drawn for others and has no affiliation: a pin of the colour of all that is drawn. */
export function drawPin(canvas: OffscreenCanvasRenderingContext2D, tokens: Tokens): void {
  canvas.translate(2, 2);
  ringed(canvas, new Path2D("M10 4A6 6 0 0 1 10 16A6 6 0 0 1 10 4Z"), tokens.accent, tokens);
}

/** The head of an arrow that points north, its tip in the middle, to be turned to where the arrow leads. */
export function drawHead(canvas: OffscreenCanvasRenderingContext2D, colour: string, tokens: Tokens): void {
  ringed(canvas, new Path2D("M12 12 17 22 12 19.5 7 22Z"), colour, tokens);
}

/** Dark on light and light on dark alike: a fill, and around it the colour of the map's ground. */
function ringed(canvas: OffscreenCanvasRenderingContext2D, outline: Path2D, colour: string, tokens: Tokens): void {
  canvas.lineJoin = "round";
  canvas.lineWidth = 3;
  canvas.strokeStyle = tokens.map.labelHalo;
  canvas.stroke(outline);
  canvas.fillStyle = colour;
  canvas.fill(outline);
}
