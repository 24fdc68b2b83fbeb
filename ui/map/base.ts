import type { LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { Tokens } from "../theme/tokens.ts";
import { operationLayers, operationStyle } from "./style.ts";

/** What lies under the operation's geometry: nothing but a neutral ground, a style of the web, or a PMTiles file. */
export type MapBase =
  | { readonly kind: "neutral" }
  | { readonly kind: "style"; readonly url: string }
  | { readonly kind: "pmtiles"; readonly url: string; readonly attribution: string };

export type BaseOutcome =
  | { readonly ok: true; readonly style: StyleSpecification }
  /** The neutral ground instead, and why. */
  | { readonly ok: false; readonly style: StyleSpecification; readonly because: string };

/** The whole style of a map: its base and the operation above it. A base that cannot be had leaves the neutral ground. */
export async function styleOn(base: MapBase, tokens: Tokens, signal: AbortSignal): Promise<BaseOutcome> {
  const neutral = operationStyle(tokens);
  if (base.kind === "neutral") return { ok: true, style: neutral };
  try {
    const under = base.kind === "style" ? await onlineStyle(base.url, signal) : await tilesStyle(base, tokens);
    return {
      ok: true,
      style: {
        ...under,
        sources: { ...under.sources, ...neutral.sources },
        layers: [...under.layers, ...operationLayers(tokens)],
      },
    };
  } catch (error) {
    return { ok: false, style: neutral, because: error instanceof Error ? error.message : String(error) };
  }
}

async function onlineStyle(url: string, signal: AbortSignal): Promise<StyleSpecification> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const style: StyleSpecification = await response.json();
  if (!Array.isArray(style.layers)) throw new TypeError(`${url} is no map style`);
  return style;
}

async function tilesStyle(
  base: { readonly url: string; readonly attribution: string },
  tokens: Tokens,
): Promise<StyleSpecification> {
  const [{ PMTiles, Protocol, TileType }, { addProtocol }] = await Promise.all([
    import("pmtiles"),
    import("maplibre-gl"),
  ]);
  const protocol = new Protocol();
  const archive = new PMTiles(base.url);
  protocol.add(archive);
  addProtocol("pmtiles", protocol.tile);
  const { tileType } = await archive.getHeader();
  const url = `pmtiles://${base.url}`;
  const attribution = base.attribution;
  if (tileType === TileType.Mvt) {
    return { version: 8, sources: { base: { type: "vector", url, attribution } }, layers: vectorGround(tokens) };
  }
  return {
    version: 8,
    sources: { base: { type: "raster", url, attribution, tileSize: 256 } },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": tokens.ground } },
      { id: "base", type: "raster", source: "base", paint: { "raster-saturation": -0.8, "raster-opacity": 0.6 } },
    ],
  };
}

/** A quiet ground from vector tiles in the Protomaps basemap schema, version 4. */
function vectorGround(tokens: Tokens): LayerSpecification[] {
  const { map } = tokens;
  return [
    { id: "ground", type: "background", paint: { "background-color": tokens.ground } },
    {
      id: "base-land",
      type: "fill",
      source: "base",
      "source-layer": "landuse",
      paint: { "fill-color": tokens.raised, "fill-opacity": 0.4 },
    },
    { id: "base-water", type: "fill", source: "base", "source-layer": "water", paint: { "fill-color": map.water } },
    {
      id: "base-buildings",
      type: "fill",
      source: "base",
      "source-layer": "buildings",
      minzoom: 14,
      paint: { "fill-color": tokens.hover },
    },
    {
      id: "base-roads",
      type: "line",
      source: "base",
      "source-layer": "roads",
      paint: {
        "line-color": tokens.line,
        "line-width": ["interpolate", ["exponential", 1.6], ["zoom"], 10, 0.3, 18, 8],
      },
    },
    {
      id: "base-road-labels",
      type: "symbol",
      source: "base",
      "source-layer": "roads",
      minzoom: 15,
      layout: {
        "symbol-placement": "line",
        "text-field": ["get", "name"],
        "text-font": ["Inter Variable"],
        "text-size": 11,
      },
      paint: { "text-color": tokens.dimmed, "text-halo-color": tokens.ground, "text-halo-width": 1 },
    },
  ];
}
