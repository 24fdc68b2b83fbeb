import type { Position } from "@cordon/kernel";

/** `48.8583, 2.2945`: latitude, then longitude, in degrees, as phones show them; or `48,8583 ; 2,2945`. Null: not that. */
export function readPosition(text: string): Position | null {
  const parts = text.includes(";")
    ? text.split(";").map((part) => part.replace(",", "."))
    : text.trim().split(/\s*,\s*|\s+/);
  const [lat, lon, ...more] = parts.map((part) => part.trim());
  const number = /^[-+]?\d+(\.\d+)?$/;
  if (lat === undefined || lon === undefined || more.length > 0 || !number.test(lat) || !number.test(lon)) return null;
  const [y, x] = [Number(lat), Number(lon)];
  return Math.abs(y) <= 90 && Math.abs(x) <= 180 ? [x, y] : null;
}

export function writePosition(position: Position | null): string {
  return position === null ? "" : `${position[1]}, ${position[0]}`;
}
