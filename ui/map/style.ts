import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { Tokens } from "../theme/tokens.ts";
import { drawingNames, drawingShapes } from "./drawings.ts";

/** The sources a map of the operation fills, by name. */
export const SOURCES = ["places", "outlines", "cameras", "units", "incidents", "signals", "voids"] as const;
export type SourceName = (typeof SOURCES)[number];

/** The layers that answer a click, the topmost first, and what their features are. */
export const CLICKABLE = [
  ["signals", "signal"],
  ["incidents", "incident"],
  ["camera-points", "camera"],
  ["gates", "place"],
  ["voids", "place"],
] as const;

/**
 * MapLibre draws glyphs itself, from the page's own font, as long as a style names no glyph address: so labels need no
 * internet and no font files of the map's own.
 */
const FONT = ["Inter Variable"];
/** Width of the band inside a zone's border that carries its hatching. */
const EDGE_PIXELS = 8;
const is = (property: string, value: string | boolean): ExpressionSpecification => ["==", ["get", property], value];
const kind = (...kinds: string[]): ExpressionSpecification => ["in", ["get", "kind"], ["literal", kinds]];
const shape = (geometry: "Point" | "Polygon"): ExpressionSpecification => ["==", ["geometry-type"], geometry];
const all = (...tests: ExpressionSpecification[]): ExpressionSpecification => ["all", ...tests];

/** The operation's own geometry on a neutral ground, in the colours of one theme. Complete without any address. */
export function operationStyle(tokens: Tokens): StyleSpecification {
  return {
    version: 8,
    sources: Object.fromEntries(
      SOURCES.map((name) => [name, { type: "geojson", data: { type: "FeatureCollection", features: [] } } as const]),
    ),
    layers: [
      { id: "ground", type: "background", paint: { "background-color": tokens.ground } },
      ...operationLayers(tokens),
    ],
    transition: { duration: 0, delay: 0 },
  };
}

/** The layers above whatever ground there is. */
export function operationLayers(tokens: Tokens): LayerSpecification[] {
  const { map } = tokens;
  const label = { "text-color": map.label, "text-halo-color": map.labelHalo, "text-halo-width": 1.4 };
  const zoneColour: ExpressionSpecification = [
    "match",
    ["get", "regime"],
    "grey",
    map.zones.grey,
    "red",
    map.zones.red,
    "blue",
    map.zones.blue,
    "black",
    map.zones.black,
    "forbidden",
    map.zones.forbidden,
    map.zones.other,
  ];
  const ruled = all(shape("Polygon"), is("ruled", true));
  return [
    {
      id: "zones",
      type: "fill",
      source: "places",
      filter: ruled,
      paint: { "fill-color": zoneColour, "fill-opacity": 0.05 },
    },
    { id: "river", type: "fill", source: "places", filter: kind("river"), paint: { "fill-color": map.water } },
    {
      id: "river-line",
      type: "line",
      source: "places",
      filter: kind("river"),
      paint: { "line-color": map.waterLine, "line-width": 1 },
    },
    {
      id: "structures",
      type: "fill",
      source: "places",
      filter: all(kind("bridge", "quay", "venue"), shape("Polygon"), is("ruled", false)),
      paint: { "fill-color": map.structure, "fill-opacity": ["match", ["get", "kind"], "bridge", 1, 0.5] },
    },
    {
      // Zones lie within zones: only those that nobody else's rule covers are hatched all over.
      id: "zone-hatching",
      type: "fill",
      source: "places",
      filter: all(ruled, is("filled", true)),
      paint: { "fill-pattern": ["concat", "zone-", ["get", "regime"]] },
    },
    {
      // The others carry their hatching along the inside of their border.
      id: "zone-edges",
      type: "line",
      source: "places",
      filter: all(ruled, is("filled", false)),
      paint: {
        "line-pattern": ["concat", "edge-", ["get", "regime"]],
        "line-width": EDGE_PIXELS,
        "line-offset": EDGE_PIXELS / 2,
      },
    },
    {
      id: "zone-lines",
      type: "line",
      source: "places",
      filter: ruled,
      paint: { "line-color": zoneColour, "line-width": 1.4, "line-opacity": 0.9 },
    },
    ...drawingShapes(tokens),
    {
      id: "cones",
      type: "fill",
      source: "cameras",
      filter: all(shape("Polygon"), is("running", true)),
      paint: { "fill-color": map.camera, "fill-opacity": 0.16 },
    },
    {
      id: "cone-lines",
      type: "line",
      source: "cameras",
      filter: shape("Polygon"),
      minzoom: 13,
      paint: { "line-color": map.camera, "line-width": 0.8, "line-opacity": 0.7 },
    },
    {
      id: "zone-labels",
      type: "symbol",
      source: "places",
      minzoom: 12,
      filter: all(ruled, is("filled", false)),
      layout: {
        "symbol-placement": "line",
        "symbol-spacing": 420,
        "text-field": ["get", "name"],
        "text-font": FONT,
        "text-size": 11,
        "text-letter-spacing": 0.04,
        "text-max-angle": 25,
        "text-padding": 8,
      },
      paint: { ...label, "text-halo-width": 2 },
    },
    {
      id: "area-labels",
      type: "symbol",
      source: "places",
      minzoom: 13.5,
      filter: kind("name"),
      layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 12, "text-max-width": 9 },
      paint: label,
    },
    {
      id: "structure-labels",
      type: "symbol",
      source: "places",
      minzoom: 14,
      filter: all(kind("bridge", "quay", "river", "venue"), is("ruled", false)),
      layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": 11, "text-max-width": 8 },
      paint: { ...label, "text-opacity": 0.85 },
    },
    {
      id: "gates",
      type: "symbol",
      source: "places",
      minzoom: 12.5,
      filter: all(kind("gate", "post"), shape("Point")),
      layout: {
        "icon-image": ["case", ["get", "closed"], "gate-closed", ["get", "kind"]],
        "icon-allow-overlap": true,
        "text-field": ["step", ["zoom"], "", 14.5, ["get", "name"]],
        "text-font": FONT,
        "text-size": 11,
        "text-offset": [0, 0.9],
        "text-anchor": "top",
        "text-optional": true,
      },
      paint: label,
    },
    {
      // A ring around the post, whose name stands below it: what is missing stands above.
      id: "voids",
      type: "symbol",
      source: "voids",
      layout: {
        "icon-image": ["concat", "void-", ["get", "tone"]],
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
        "text-field": ["step", ["zoom"], "", 13, ["get", "label"]],
        "text-font": FONT,
        "text-size": 11,
        "text-offset": [0, -1.3],
        "text-anchor": "bottom",
        "text-optional": true,
        "symbol-sort-key": ["case", is("tone", "attention"), 0, 1],
      },
      paint: label,
    },
    {
      id: "camera-points",
      type: "symbol",
      source: "cameras",
      filter: shape("Point"),
      layout: {
        "icon-image": ["case", ["get", "running"], "camera", "camera-off"],
        "icon-rotate": ["get", "heading"],
        "icon-rotation-alignment": "map",
        "icon-allow-overlap": true,
        "text-field": ["step", ["zoom"], "", 15, ["get", "name"]],
        "text-font": FONT,
        "text-size": 11,
        "text-offset": [0, 0.9],
        "text-anchor": "top",
        "text-optional": true,
      },
      paint: label,
    },
    {
      // Their symbols are a layer of their own (`units/layer.ts`), beneath the names.
      id: "units",
      type: "symbol",
      source: "units",
      minzoom: 13.5,
      layout: {
        "text-field": ["get", "callSign"],
        "text-font": FONT,
        "text-size": 11,
        "text-offset": [0, 1.1],
        "text-anchor": "top",
        "text-optional": true,
      },
      paint: { ...label, "text-opacity": ["case", ["get", "stale"], 0.7, 1] },
    },
    ...drawingNames(tokens, FONT),
    {
      // Names keep clear of what calls for a human, which is always shown.
      id: "incidents",
      type: "symbol",
      source: "incidents",
      layout: {
        "icon-image": ["concat", "incident-", ["get", "tone"]],
        "icon-allow-overlap": true,
        "icon-size": ["case", ["get", "selected"], 1.25, 1],
        "text-field": ["get", "number"],
        "text-font": FONT,
        "text-size": 12,
        "text-allow-overlap": true,
        "text-ignore-placement": true,
      },
      paint: { "text-color": tokens.text },
    },
    {
      id: "signals",
      type: "symbol",
      source: "signals",
      layout: {
        "icon-image": ["concat", "signal-", ["get", "icon"], ["case", ["get", "selected"], "-selected", ""]],
        "icon-allow-overlap": true,
        "symbol-sort-key": ["case", ["==", ["get", "icon"], "octagon"], 2, ["get", "selected"], 1, 0],
        "text-field": ["get", "label"],
        "text-font": FONT,
        "text-size": 12,
        "text-offset": [0, 1.2],
        "text-anchor": "top",
        "text-optional": true,
      },
      paint: label,
    },
  ];
}
