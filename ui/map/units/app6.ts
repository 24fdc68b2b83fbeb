import ms from "milsymbol";
import { night, type Tokens } from "../../theme/tokens.ts";
import { ATLAS } from "./shaders.ts";

/*
 * Symbols of APP-6D and MIL-STD-2525D, drawn by milsymbol; in a chunk of its own that comes when they are first wanted.
 */

const friend = (symbolSet: string, entity: string, modifiers = "0000") => `1003${symbolSet}0000${entity}${modifiers}`;
const LAND = "10";
const AIR = "01";
const LAW_ENFORCEMENT = "200000";

/** The symbol identification code of each kind: 20 digits, all friends, none a headquarters. A kind that is not here is a unit of no kind. */
const SIDC: Readonly<Record<string, string>> = {
  patrol: friend(LAND, LAW_ENFORCEMENT),
  "public-order": friend(LAND, LAW_ENFORCEMENT, "1400"),
  "dog-team": friend(LAND, "140500"),
  "bomb-disposal": friend(LAND, "140800"),
  "special-intervention": friend(LAND, "121700"),
  medics: friend(LAND, "161300"),
  fire: friend(LAND, "141000"),
  river: friend(LAND, "201100"),
  mounted: friend(LAND, LAW_ENFORCEMENT, "0031"),
  drone: friend(AIR, "110300"),
  "drone-team": friend(LAND, "121900"),
  robot: friend(LAND, "121900"),
  helicopter: friend(AIR, "110200"),
  "surveillance-aircraft": friend(AIR, "110111"),
  fighter: friend(AIR, "110104"),
};
const ANY_UNIT = friend(LAND, "000000");

export function drawApp6Unit(
  canvas: OffscreenCanvasRenderingContext2D,
  kind: string,
  tokens: Tokens,
  old: boolean,
): void {
  const dark = tokens.ground === night.ground;
  const symbol = new ms.Symbol(SIDC[kind] ?? ANY_UNIT, {
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
