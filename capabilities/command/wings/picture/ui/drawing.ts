import type { Position } from "@cordon/kernel";
import type { MapTool, Tokens } from "@cordon/ui";
import type { GeoJSONSource, Map as MapLibre, MapMouseEvent } from "maplibre-gl";

/** What is drawn: its positions as they were clicked; an area is closed by whoever takes it. */
export type Stroke = "point" | "line" | "area";

export interface StrokeOptions {
  readonly stroke: Stroke;
  /** What there is already. */
  readonly positions: readonly Position[];
  readonly max: number;
  /** Called with every click: there is nothing to finish, and nothing is lost when the map is given back. */
  readonly onPositions: (positions: readonly Position[]) => void;
}

const SOURCE = "stroke";
/** Six decimals of a degree are a tenth of a metre. */
const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;

export interface Drawing {
  readonly tool: MapTool;
  /** Takes the last position back, as Backspace does: where there is no keyboard. */
  readonly takeBack: () => void;
}

/** Every click adds a position (of a point: moves it); Backspace takes the last one back. */
export function drawStroke({ stroke, positions, max, onPositions }: StrokeOptions): Drawing {
  // Kept here, since the map gives a tool up and takes it again when its style changes.
  let drawn = [...positions];
  let show = () => {};
  const take = (next: Position[]) => {
    drawn = next;
    show();
    onPositions(drawn);
  };
  const takeBack = () => {
    if (drawn.length > 0) take(drawn.slice(0, -1));
  };
  const tool: MapTool = (map, tokens) => {
    const source = begin(map, tokens);
    show = () => void source.setData(featuresOf(stroke, drawn));
    const click = ({ lngLat }: MapMouseEvent) => {
      const position: Position = [round(lngLat.lng), round(lngLat.lat)];
      if (stroke === "point") take([position]);
      else if (drawn.length < max) take([...drawn, position]);
    };
    const key = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest("input, textarea, [role=combobox]");
      if (event.key === "Backspace" && !typing) takeBack();
    };
    map.on("click", click);
    map.doubleClickZoom.disable();
    const cursor = map.getCanvas().style.cursor;
    map.getCanvas().style.cursor = "crosshair";
    window.addEventListener("keydown", key);
    show();
    return {
      [Symbol.dispose]() {
        show = () => {};
        map.off("click", click);
        map.doubleClickZoom.enable();
        map.getCanvas().style.cursor = cursor;
        window.removeEventListener("keydown", key);
        for (const layer of LAYERS) if (map.getLayer(layer) !== undefined) map.removeLayer(layer);
        if (map.getSource(SOURCE) !== undefined) map.removeSource(SOURCE);
      },
    };
  };
  return { tool, takeBack };
}

const LAYERS = ["stroke-fill", "stroke-line", "stroke-points"] as const;

function begin(map: MapLibre, tokens: Tokens): GeoJSONSource {
  map.addSource(SOURCE, { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addLayer({
    ...{ id: LAYERS[0], type: "fill", source: SOURCE, filter: ["==", ["geometry-type"], "Polygon"] },
    paint: { "fill-color": tokens.accent, "fill-opacity": 0.12 },
  });
  map.addLayer({
    ...{ id: LAYERS[1], type: "line", source: SOURCE, filter: ["!=", ["geometry-type"], "Point"] },
    paint: { "line-color": tokens.accent, "line-width": 2 },
  });
  map.addLayer({
    ...{ id: LAYERS[2], type: "circle", source: SOURCE, filter: ["==", ["geometry-type"], "Point"] },
    paint: {
      "circle-color": tokens.accent,
      "circle-radius": 5,
      "circle-stroke-color": tokens.map.labelHalo,
      "circle-stroke-width": 2,
    },
  });
  const source = map.getSource<GeoJSONSource>(SOURCE);
  if (source === undefined) throw new Error("a source that was added is not there");
  return source;
}

function featuresOf(stroke: Stroke, drawn: readonly Position[]) {
  const feature = (geometry: GeoJSON.Geometry): GeoJSON.Feature => ({ type: "Feature", properties: {}, geometry });
  const ring = drawn.map(([lon, lat]) => [lon, lat]);
  const [first] = ring;
  const shapes: GeoJSON.Geometry[] = ring.map((coordinates) => ({ type: "Point", coordinates }));
  if (stroke === "area" && first !== undefined && ring.length > 2)
    shapes.push({ type: "Polygon", coordinates: [[...ring, first]] });
  else if (stroke !== "point" && ring.length > 1) shapes.push({ type: "LineString", coordinates: ring });
  return { type: "FeatureCollection" as const, features: shapes.map(feature) };
}
