import { areaSquareMetres, distanceMetres, Position } from "@cordon/kernel";
import type { GeoJSONSource, Map as MapLibre, MapMouseEvent } from "maplibre-gl";
import type { Tokens } from "../theme/tokens.ts";
import type { MapTool } from "./content.ts";

/** A line somebody drew to know how long it is. */
export interface Measured {
  readonly points: number;
  /** Along great circles, on a sphere of the earth's mean radius. */
  readonly metres: number;
  /** Of what it encloses when it is closed; null with fewer than three points, or when it crosses itself so that it encloses nothing sure. */
  readonly squareMetres: number | null;
}

const SOURCE = "measure";
const LAYERS = ["measure-area", "measure-line", "measure-points"] as const;

export function measured(line: readonly Position[]): Measured {
  let metres = 0;
  line.forEach((point, index) => {
    const before = line[index - 1];
    if (before !== undefined) metres += distanceMetres(before, point);
  });
  const [first] = line;
  const area =
    first === undefined || line.length < 3
      ? null
      : areaSquareMetres({ type: "Polygon", coordinates: [[...line, first]] });
  return { points: line.length, metres, squareMetres: area };
}

/**
 * Measures on the map: a click adds a point, Enter one in the middle of what is seen (which the arrow keys move), Backspace takes the last one away, Escape
 * ends it. What was drawn is kept in `line`, which outlives a change of the map's style.
 */
export function measuring(line: Position[], onMeasured: (measured: Measured) => void, onEnd: () => void): MapTool {
  return (map: MapLibre, tokens: Tokens): Disposable => {
    draw(map, tokens);
    const show = () => {
      put(map, line);
      onMeasured(measured(line));
    };
    const add = (lon: number, lat: number) => {
      const point = Position.safeParse([lon, lat]);
      if (point.success) line.push(point.data);
      show();
    };
    const clicked = ({ lngLat }: MapMouseEvent) => add(lngLat.lng, lngLat.lat);
    const pressed = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
      if (event.key === "Escape") onEnd();
      else if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) {
        const { lng, lat } = map.getCenter();
        add(lng, lat);
      } else if (event.key === "Backspace") {
        line.pop();
        show();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    };
    map.on("click", clicked);
    map.doubleClickZoom.disable();
    document.addEventListener("keydown", pressed, { capture: true });
    map.getCanvas().style.cursor = "crosshair";
    map.getCanvas().focus();
    show();
    return {
      [Symbol.dispose]() {
        map.off("click", clicked);
        map.doubleClickZoom.enable();
        document.removeEventListener("keydown", pressed, { capture: true });
        map.getCanvas().style.cursor = "";
        for (const id of LAYERS) if (map.getLayer(id) !== undefined) map.removeLayer(id);
        if (map.getSource(SOURCE) !== undefined) map.removeSource(SOURCE);
      },
    };
  };
}

function draw(map: MapLibre, tokens: Tokens): void {
  map.addSource(SOURCE, { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  const [area, line, points] = LAYERS;
  const of = (geometry: string): ["==", ["geometry-type"], string] => ["==", ["geometry-type"], geometry];
  map.addLayer({
    id: area,
    type: "fill",
    source: SOURCE,
    filter: of("Polygon"),
    paint: { "fill-color": tokens.accent, "fill-opacity": 0.12 },
  });
  map.addLayer({
    id: line,
    type: "line",
    source: SOURCE,
    filter: of("LineString"),
    paint: { "line-color": tokens.accent, "line-width": 2 },
  });
  map.addLayer({
    id: points,
    type: "circle",
    source: SOURCE,
    filter: of("Point"),
    paint: {
      "circle-radius": 4,
      "circle-color": tokens.panel,
      "circle-stroke-color": tokens.accent,
      "circle-stroke-width": 2,
    },
  });
}

function put(map: MapLibre, line: readonly Position[]): void {
  // Without MapLibre's own code, which comes with the map and not with the page.
  const source = map.getSource<GeoJSONSource>(SOURCE);
  if (source === undefined) return;
  const coordinates = line.map(([lon, lat]) => [lon, lat]);
  const [first = []] = coordinates;
  const feature = (geometry: GeoJSON.Geometry): GeoJSON.Feature => ({ type: "Feature", geometry, properties: {} });
  void source.setData({
    type: "FeatureCollection",
    features: [
      ...(line.length > 2 ? [feature({ type: "Polygon", coordinates: [[...coordinates, first]] })] : []),
      ...(line.length > 1 ? [feature({ type: "LineString", coordinates })] : []),
      ...coordinates.map((point) => feature({ type: "Point", coordinates: point })),
    ],
  });
}
