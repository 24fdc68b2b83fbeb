import type { Polygon } from "@cordon/kernel";
import { type Html, html } from "../../page/html.ts";
import { type Language, WORDS } from "./words.ts";

const WIDTH = 320;
const HEIGHT = 200;
const MARGIN = 16;
const METRES_A_DEGREE = 111_195;

/** The area as a small drawing to scale, north up. Plane geometry: an event's area is a few kilometres. */
export function areaMap(area: Polygon, language: Language): Html {
  const words = WORDS[language];
  const outer = area.coordinates[0] ?? [];
  const [west, east] = extent(outer.map(([lon]) => lon));
  const [south, north] = extent(outer.map(([, lat]) => lat));
  const middle = (south + north) / 2;
  const metresEast = METRES_A_DEGREE * Math.cos((middle * Math.PI) / 180);
  const wide = (east - west) * metresEast;
  const high = (north - south) * METRES_A_DEGREE;
  const scale = Math.min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN - 20) / high);
  const x = (lon: number) => (WIDTH / 2 + (lon - (west + east) / 2) * metresEast * scale).toFixed(1);
  const y = (lat: number) => ((HEIGHT - 20) / 2 - (lat - middle) * METRES_A_DEGREE * scale).toFixed(1);
  const path = area.coordinates
    .map((ring) => `M${ring.map(([lon, lat]) => `${x(lon)} ${y(lat)}`).join("L")}Z`)
    .join("");
  const bar = roundBelow(WIDTH / 3 / scale);
  const centre = `${degrees(middle, words.locale)} N, ${degrees((west + east) / 2, words.locale)} E`;
  const said = words.mapOf(distance(wide, words.locale), distance(high, words.locale), centre);
  const barEnd = (MARGIN + bar * scale).toFixed(1);
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${said}"><path fill-rule="evenodd" d="${path}"/><line x1="${MARGIN}" y1="${HEIGHT - 12}" x2="${barEnd}" y2="${HEIGHT - 12}"/><text x="${MARGIN}" y="${HEIGHT - 18}">${distance(bar, words.locale)}</text></svg><p class="dimmed">${said}</p>`;
}

function extent(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

/** The largest 1, 2 or 5 times a power of ten that is not above. */
function roundBelow(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(metres));
  return (metres >= 5 * power ? 5 : metres >= 2 * power ? 2 : 1) * power;
}

function distance(metres: number, locale: string): string {
  return metres >= 1000
    ? `${(metres / 1000).toLocaleString(locale, { maximumFractionDigits: 1 })} km`
    : `${Math.round(metres).toLocaleString(locale)} m`;
}

function degrees(value: number, locale: string): string {
  return `${value.toLocaleString(locale, { minimumFractionDigits: 4, maximumFractionDigits: 4 })}°`;
}
