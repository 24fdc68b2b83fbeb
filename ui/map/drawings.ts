import { bearingDegrees, type Position, positionWithin } from "@cordon/kernel";
import type { Feature, FeatureCollection, Geometry } from "geojson";
import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import { AFFILIATIONS, type Tokens } from "../theme/tokens.ts";
import type { MapOutline } from "./content.ts";

/** The layers of what is drawn for others, the lowest first. Their names stand above the symbols of units and beneath what calls for a human. */
export const DRAWING_SHAPES = ["outline-casings", "outlines", "outlines-affiliated", "outline-frames"] as const;
export const DRAWING_NAMES = ["outline-heads", "outline-labels", "outline-texts"] as const;

/** Each drawing as its shape, and its name at one point of it, since MapLibre would write that once in every tile. */
export function outlineFeatures(outlines: readonly MapOutline[]): FeatureCollection {
  return { type: "FeatureCollection", features: outlines.flatMap(featuresOf) };
}

function featuresOf(outline: MapOutline): Feature[] {
  const { id, label, as = "shape" } = outline;
  const affiliation = outline.affiliation ?? "none";
  const features: Feature[] = [];
  const add = (geometry: Geometry, properties: object) =>
    features.push({ type: "Feature", geometry, properties: { id, affiliation, ...properties } });
  if ("line" in outline) {
    add({ type: "LineString", coordinates: plain(outline.line) }, {});
    const [from, to] = [outline.line.at(-2), outline.line.at(-1)];
    if (as === "arrow" && from !== undefined && to !== undefined)
      add(point(to), { as: "head", icon: `arrow-${affiliation}`, heading: bearingDegrees(from, to) });
  } else if ("rings" in outline) add({ type: "Polygon", coordinates: outline.rings.map(plain) }, {});
  const at = middleOf(outline);
  if (at !== undefined && label !== "") {
    const icon = affiliation !== "none" ? `frame-${affiliation}` : as === "mark" ? "pin" : "";
    add(point(at), { as: as === "text" ? "text" : "label", label, icon });
  }
  return features;
}

const point = ([lon, lat]: Position): Geometry => ({ type: "Point", coordinates: [lon, lat] });
const plain = (line: readonly Position[]) => line.map(([lon, lat]) => [lon, lat]);

/** Where its name stands: a point itself, the middle of a line's middle piece, or within an area. */
function middleOf(outline: MapOutline): Position | undefined {
  if ("point" in outline) return outline.point;
  if ("rings" in outline) return positionWithin({ type: "Polygon", coordinates: outline.rings });
  const at = Math.floor(outline.line.length / 2);
  const [a, b] = [outline.line[at - 1], outline.line[at]];
  return a === undefined || b === undefined ? b : [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}

const isAs = (as: string): ExpressionSpecification => ["==", ["get", "as"], as];
const isShape: ExpressionSpecification = ["!=", ["geometry-type"], "Point"];
const isAffiliated: ExpressionSpecification = ["!=", ["get", "affiliation"], "none"];

export function drawingShapes(tokens: Tokens): LayerSpecification[] {
  const colour: ExpressionSpecification = [
    "match",
    ["get", "affiliation"],
    ...(AFFILIATIONS.flatMap((each) => [each, tokens.map.affiliations[each]]) as [string, string]),
    tokens.accent,
  ];
  return [
    {
      // Seen on the hatching of a zone and on a photograph alike.
      id: "outline-casings",
      type: "line",
      source: "outlines",
      filter: isShape,
      paint: { "line-color": tokens.map.labelHalo, "line-width": 5, "line-opacity": 0.7 },
    },
    {
      id: "outlines",
      type: "line",
      source: "outlines",
      filter: ["all", isShape, ["!", isAffiliated]],
      paint: { "line-color": tokens.accent, "line-width": 2, "line-dasharray": [3, 2] },
    },
    {
      id: "outlines-affiliated",
      type: "line",
      source: "outlines",
      filter: ["all", isShape, isAffiliated],
      paint: { "line-color": colour, "line-width": 2.5 },
    },
    {
      // Along the line, so that whose it is shows where its name is out of sight.
      id: "outline-frames",
      type: "symbol",
      source: "outlines",
      filter: ["all", isShape, isAffiliated],
      layout: {
        "symbol-placement": "line",
        "symbol-spacing": 180,
        "icon-image": ["concat", "frame-", ["get", "affiliation"]],
        "icon-size": 0.6,
        "icon-rotation-alignment": "viewport",
      },
    },
  ];
}

export function drawingNames(tokens: Tokens, font: readonly string[]): LayerSpecification[] {
  const text = { "text-color": tokens.text, "text-halo-color": tokens.map.labelHalo };
  return [
    {
      id: "outline-heads",
      type: "symbol",
      source: "outlines",
      filter: isAs("head"),
      layout: {
        "icon-image": ["get", "icon"],
        "icon-rotate": ["get", "heading"],
        "icon-rotation-alignment": "map",
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
      },
    },
    {
      id: "outline-labels",
      type: "symbol",
      source: "outlines",
      filter: isAs("label"),
      layout: {
        "icon-image": ["get", "icon"],
        "icon-allow-overlap": true,
        "text-field": ["step", ["zoom"], "", 12.5, ["get", "label"]],
        "text-font": [...font],
        "text-size": ["interpolate", ["linear"], ["zoom"], 12, 11, 15, 13, 18, 16],
        "text-max-width": 10,
        // Beside its frame, on whichever side nothing stands already.
        "text-variable-anchor": ["top", "bottom", "left", "right"],
        "text-radial-offset": ["case", ["==", ["get", "icon"], ""], 0.2, 1],
        "text-justify": "auto",
        "text-optional": true,
      },
      paint: { ...text, "text-halo-width": 1.8 },
    },
    {
      // What was written to be read: it moves aside where it can, and is never left out where one looks closely.
      id: "outline-texts",
      type: "symbol",
      source: "outlines",
      filter: isAs("text"),
      minzoom: 11,
      layout: {
        "icon-image": ["get", "icon"],
        "icon-allow-overlap": true,
        "text-field": ["get", "label"],
        "text-font": [...font],
        "text-size": ["interpolate", ["linear"], ["zoom"], 11, 12, 14, 15, 18, 20],
        "text-max-width": 14,
        "text-variable-anchor": ["center", "top", "bottom", "left", "right"],
        "text-radial-offset": ["case", ["==", ["get", "icon"], ""], 0.4, 1.1],
        "text-justify": "auto",
        "text-allow-overlap": ["step", ["zoom"], false, 13, true],
      },
      paint: { ...text, "text-halo-width": 2.4 },
    },
  ];
}
