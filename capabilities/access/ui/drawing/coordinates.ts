import type { Point, Polygon, Position } from "@cordon/kernel";

/** What a person typed, read; or the line that could not be, counted from 1. */
export type Read<Shape> =
  | { readonly ok: true; readonly shape: Shape }
  | { readonly ok: false; readonly line: number; readonly because: "not-two-numbers" | "out-of-range" | "too-few" };

/**
 * A corner a line: latitude, then longitude, in degrees, as phones show them: `48.8583, 2.2945`, or `48,8583 ; 2,2945`.
 * The last need not repeat the first.
 */
export function readCorners(text: string): Read<Polygon> {
  const corners: Position[] = [];
  for (const [at, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const read = readPosition(line);
    if (typeof read === "string") return { ok: false, line: at + 1, because: read };
    corners.push(read);
  }
  const [first] = corners;
  const last = corners.at(-1);
  if (first === undefined || last === undefined) return { ok: false, line: 1, because: "too-few" };
  if (first[0] !== last[0] || first[1] !== last[1]) corners.push(first);
  if (corners.length < 4) return { ok: false, line: text.split("\n").length, because: "too-few" };
  return { ok: true, shape: { type: "Polygon", coordinates: [corners] } };
}

export function readPoint(text: string): Read<Point> {
  const read = readPosition(text);
  return typeof read === "string"
    ? { ok: false, line: 1, because: read }
    : { ok: true, shape: { type: "Point", coordinates: read } };
}

export function writeCorners(polygon: Polygon | null): string {
  return (polygon?.coordinates[0] ?? []).slice(0, -1).map(writePosition).join("\n");
}

export function writePoint(point: Point | null): string {
  return point === null ? "" : writePosition(point.coordinates);
}

function writePosition([lon, lat]: Position): string {
  return `${lat}, ${lon}`;
}

function readPosition(line: string): Position | "not-two-numbers" | "out-of-range" {
  // A comma separates the two, unless a semicolon does: then it is a decimal comma.
  const parts = line.includes(";")
    ? line.split(";").map((part) => part.replace(",", "."))
    : line.trim().split(/\s*,\s*|\s+/);
  const [lat, lon, ...more] = parts.map((part) => part.trim());
  if (lat === undefined || lon === undefined || more.length > 0) return "not-two-numbers";
  const number = /^[-+]?\d+(\.\d+)?$/;
  if (!number.test(lat) || !number.test(lon)) return "not-two-numbers";
  const [y, x] = [Number(lat), Number(lon)];
  return Math.abs(y) <= 90 && Math.abs(x) <= 180 ? [x, y] : "out-of-range";
}
