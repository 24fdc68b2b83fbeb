import type { Point, Polygon, Position } from "@cordon/kernel";
import type { MapTool, Tokens } from "@cordon/ui";
import { TerraDraw, TerraDrawPointMode, TerraDrawPolygonMode, TerraDrawSelectMode } from "terra-draw";
import { TerraDrawMapLibreGLAdapter } from "terra-draw-maplibre-gl-adapter";
import type { Drawing } from "./drawing.ts";

/** Six decimals of a degree are a tenth of a metre: finer than a finger and than a map. */
const DECIMALS = 6;
const FACTOR = 10 ** DECIMALS;
const round = (value: number) => Math.round(value * FACTOR) / FACTOR;
const position = ([lon = 0, lat = 0]: readonly number[]): Position => [round(lon), round(lat)];

type Hex = `#${string}`;
/** The tokens are hexadecimal by their own test; what is not is drawn in black rather than not at all. */
const hex = (colour: string): Hex => (/^#[0-9a-f]{6}$/i.test(colour) ? `#${colour.slice(1)}` : "#000000");

/** Draws the outer ring of an area: click its corners, double-click or Enter ends; then corners and edges can be dragged. Holes stay. */
export function drawArea({ shape, onShape }: Drawing<Polygon>): MapTool {
  let ring: readonly Position[] | null = shape?.coordinates[0] ?? null;
  const holes = shape?.coordinates.slice(1) ?? [];
  return (map, tokens) => {
    const draw = new TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: DECIMALS }),
      modes: [new TerraDrawPolygonMode({ styles: areaStyle(tokens) }), selectMode(tokens)],
    });
    draw.start();
    const take = (id: string | number) => {
      const geometry = draw.getSnapshotFeature(id)?.geometry;
      if (geometry?.type !== "Polygon") return;
      ring = (geometry.coordinates[0] ?? []).map(position);
      onShape({ type: "Polygon", coordinates: [ring, ...holes] });
    };
    draw.on("finish", (id, { action }) => {
      take(id);
      if (action !== "draw") return;
      // Only one area is drawn: from now on it is changed, not drawn again.
      draw.setMode("select");
      draw.selectFeature(id);
    });
    draw.on("change", (ids, type) => {
      // A corner taken away is a change without a stroke that finishes.
      const [id] = ids;
      if (type === "update" && draw.getMode() === "select" && id !== undefined) take(id);
    });
    if (ring === null) draw.setMode("polygon");
    else begin(draw, ring);
    return { [Symbol.dispose]: () => draw.stop() };
  };
}

function begin(draw: TerraDraw, ring: readonly Position[]): void {
  const id = draw.getFeatureId();
  const [added] = draw.addFeatures([
    {
      id,
      type: "Feature",
      geometry: { type: "Polygon", coordinates: [ring.map(([lon, lat]) => [round(lon), round(lat)])] },
      properties: { mode: "polygon" },
    },
  ]);
  // What the library cannot take (a shape out of another tool) is drawn anew; the old one stays until then.
  if (added?.valid !== true) return draw.setMode("polygon");
  draw.setMode("select");
  draw.selectFeature(id);
}

/** Puts one point: every click moves it there. */
export function drawPoint({ shape, onShape }: Drawing<Point>): MapTool {
  let at: Position | null = shape?.coordinates ?? null;
  return (map, tokens) => {
    const draw = new TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: DECIMALS }),
      modes: [
        new TerraDrawPointMode({
          styles: {
            pointColor: hex(tokens.accent),
            pointWidth: 7,
            pointOutlineColor: hex(tokens.map.labelHalo),
            pointOutlineWidth: 2,
          },
        }),
      ],
    });
    draw.start();
    draw.setMode("point");
    if (at !== null) {
      draw.addFeatures([
        {
          type: "Feature",
          geometry: { type: "Point", coordinates: [round(at[0]), round(at[1])] },
          properties: { mode: "point" },
        },
      ]);
    }
    draw.on("finish", (id) => {
      const geometry = draw.getSnapshotFeature(id)?.geometry;
      if (geometry?.type !== "Point") return;
      const others = draw.getSnapshot().flatMap((each) => (each.id === undefined || each.id === id ? [] : [each.id]));
      draw.removeFeatures(others);
      at = position(geometry.coordinates);
      onShape({ type: "Point", coordinates: at });
    });
    return { [Symbol.dispose]: () => draw.stop() };
  };
}

function areaStyle(tokens: Tokens) {
  const line = hex(tokens.accent);
  const halo = hex(tokens.map.labelHalo);
  return {
    fillColor: line,
    fillOpacity: 0.12,
    outlineColor: line,
    outlineWidth: 2,
    closingPointColor: line,
    closingPointWidth: 6,
    closingPointOutlineColor: halo,
    closingPointOutlineWidth: 2,
  } as const;
}

function selectMode(tokens: Tokens): TerraDrawSelectMode {
  const line = hex(tokens.accent);
  const halo = hex(tokens.map.labelHalo);
  return new TerraDrawSelectMode({
    // Delete would take the whole area away, and Escape puts the page away, not the drawing.
    keyEvents: null,
    allowManualDeselection: false,
    flags: {
      polygon: { feature: { draggable: true, coordinates: { draggable: true, midpoints: true, deletable: true } } },
    },
    styles: {
      selectedPolygonColor: line,
      selectedPolygonFillOpacity: 0.12,
      selectedPolygonOutlineColor: line,
      selectedPolygonOutlineWidth: 2,
      selectionPointColor: line,
      selectionPointWidth: 6,
      selectionPointOutlineColor: halo,
      selectionPointOutlineWidth: 2,
      midPointColor: halo,
      midPointWidth: 4,
      midPointOutlineColor: line,
      midPointOutlineWidth: 2,
    },
  });
}
