import { Latitude, Longitude, type Position } from "@cordon/kernel";

/** A number with its degrees, minutes and seconds, and on which side of the equator or of Greenwich. */
const ANGLE =
  /^([NSEWO])?\s*([+-]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*['′’]\s*)?(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:["″”]|['′’]{2})\s*)?([NSEWO])?$/i;

interface Angle {
  readonly degrees: number;
  readonly axis: "lat" | "lon" | null;
}

function angleIn(text: string): Angle | null {
  const found = ANGLE.exec(text.trim());
  if (found === null) return null;
  const [, before, degrees = "", minutes = "0", seconds = "0", after] = found;
  if (before !== undefined && after !== undefined) return null;
  const number = (of: string) => Number(of.replace(",", "."));
  const side = (before ?? after ?? "").toUpperCase();
  const [m, s] = [number(minutes), number(seconds)];
  if (m >= 60 || s >= 60) return null;
  const whole = number(degrees);
  const negative = degrees.startsWith("-");
  if (negative && side !== "") return null;
  const size = Math.abs(whole) + m / 60 + s / 3600;
  const signed = negative || side === "S" || side === "W" || side === "O" ? -size : size;
  return { degrees: signed, axis: side === "" ? null : side === "N" || side === "S" ? "lat" : "lon" };
}

/** Where one angle ends and the other begins: at a letter, at a comma or semicolon, or at a space, whichever leaves two angles. */
function* halves(text: string): Generator<readonly [string, string]> {
  for (const separator of [/;/, /,\s+/, /\s+/, /,/]) {
    const parts = text.split(separator);
    if (parts.length === 2 && parts[0] !== undefined && parts[1] !== undefined) yield [parts[0], parts[1]];
  }
  for (const lettered of [/^([^NSEWO]+[NSEWO])[\s,;]+(.+)$/i, /^([NSEWO][^NSEWO]+?)[\s,;]*([NSEWO].+)$/i]) {
    const found = lettered.exec(text);
    if (found?.[1] !== undefined && found[2] !== undefined) yield [found[1], found[2]];
  }
}

/**
 * Coordinates as people type and read them out, WGS84: `48.8584, 2.2945`, `48,8584 2,2945`, `48°51'30"N 2°17'40"E`. Latitude first, as is said
 * aloud, unless letters say otherwise; `O` is the French west.
 * @returns null where the text is something else
 */
export function coordinatesIn(text: string): Position | null {
  const trimmed = text.trim();
  if (trimmed.length > 80 || !/\d/.test(trimmed)) return null;
  for (const [first, second] of halves(trimmed)) {
    const [one, other] = [angleIn(first), angleIn(second)];
    if (one === null || other === null) continue;
    if (one.axis !== null && one.axis === other.axis) return null;
    const turned = one.axis === "lon" || other.axis === "lat";
    const lat = Latitude.safeParse((turned ? other : one).degrees);
    const lon = Longitude.safeParse((turned ? one : other).degrees);
    if (!lat.success || !lon.success) return null;
    // Two whole numbers are a house number and something else before they are a spot in the ocean.
    if (one.axis === null && !/[.,°]\d|°/.test(trimmed.replace(/,\s+/, " "))) return null;
    return [lon.data, lat.data];
  }
  return null;
}
