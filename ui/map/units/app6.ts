import { STANDARD_UNIT_KINDS } from "@cordon/kernel";
import ms from "milsymbol";
import { night, type Tokens } from "../../theme/tokens.ts";
import { ATLAS } from "./shaders.ts";

/*
 * Symbols of APP-6D and MIL-STD-2525D, drawn by milsymbol; in a chunk of its own that comes when they are first wanted.
 */

/** A kind that the catalogue does not begin with is a unit of no kind: on land, a friend. */
const ANY_UNIT = "10031000000000000000";
const SIDC: ReadonlyMap<string, string> = new Map(STANDARD_UNIT_KINDS.map(({ code, symbol }) => [code, symbol]));

/** @param said what the operation's catalogue says the symbol of the kind is; without it, what Cordon brings */
export function drawApp6Unit(
  canvas: OffscreenCanvasRenderingContext2D,
  kind: string,
  tokens: Tokens,
  old: boolean,
  said?: string,
): void {
  const dark = tokens.ground === night.ground;
  const symbol = new ms.Symbol(said ?? SIDC.get(kind) ?? ANY_UNIT, {
    size: 40,
    simpleStatusModifier: true,
    outlineWidth: 4,
    outlineColor: tokens.map.labelHalo,
    // The standard's own blue is a lamp in a dark room.
    colorMode: dark ? "Medium" : "Light",
  }).asCanvas(1);
  const fit = Math.min((ATLAS.cellPixels - 2) / symbol.width, (ATLAS.cellPixels - 2) / symbol.height);
  const width = symbol.width * fit;
  const height = symbol.height * fit;
  canvas.imageSmoothingQuality = "high";
  canvas.globalAlpha = old ? 0.45 : dark ? 0.88 : 1;
  canvas.drawImage(symbol, (ATLAS.cellPixels - width) / 2, (ATLAS.cellPixels - height) / 2, width, height);
}
