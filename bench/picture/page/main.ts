import "maplibre-gl/dist/maplibre-gl.css";
import { ContingentId, Position, type Unit, UnitId, type UnitKind } from "@cordon/kernel";
import { CordonTheme, LiveStream, OperationMap, TrackStore } from "@cordon/ui";
import { GeoJSONSource, Map as MapLibre, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { createElement, Suspense } from "react";
import { createRoot } from "react-dom/client";

/*
 * The page of the bench: the console's own map, store and stream on positions from the bench's socket; or, with `?naive`, the way a map of some
 * hundred things is made: all of them as GeoJSON, handed to the map as often as positions come.
 */
const asked = new URLSearchParams(location.search);
const units = Number(asked.get("units"));
const tracks = new TrackStore();
const stream = new LiveStream({
  url: `ws://${location.hostname}:${asked.get("port")}`,
  from: null,
  area: [-180, -90, 180, 90],
  contract: () => null,
  tracks,
  onEntries: () => {},
  onReopened: () => {},
  onContract: () => {},
  reach: async () => true,
});
const root = document.querySelector("#map");
if (root instanceof HTMLElement) (asked.has("naive") ? naive : ours)(root);

function ours(container: HTMLElement): void {
  const contingent = ContingentId.parse("01J3ZK8Q4M7V9X2B5N6P0RSTWY");
  const kinds: readonly UnitKind[] = ["patrol", "public-order", "dog-team", "medics", "fire", "river", "drone"];
  const content = {
    places: [],
    cameras: [],
    signals: [],
    incidents: [],
    outlines: [],
    units: Array.from({ length: units }, (_, index): Unit => {
      const id = UnitId.parse(`01J3ZK8Q4M7V9X2B5N${String(index).padStart(8, "0")}`);
      const kind = kinds[index % kinds.length] ?? "patrol";
      return { id, callSign: `B${index}`, kind, contingent, strength: 4, track: index + 1 };
    }),
  };
  const map = createElement(OperationMap, {
    content,
    tracks,
    base: { kind: "neutral" },
    selection: { signal: null, incident: null },
    focus: { on: "position", position: Position.parse([2.3, 48.86]), zoom: 11.5 },
    padding: { left: 0, right: 0, top: 0, bottom: 0 },
    nowMs: () => stream.nowMs(),
    onThing: () => {},
    label: "map",
    words: { noWebGl: "no WebGL", baseFailed: (because: string) => because },
  });
  createRoot(container).render(createElement(CordonTheme, null, createElement(Suspense, null, map)));
}

function naive(container: HTMLElement): void {
  setWorkerUrl(workerUrl);
  const map = new MapLibre({
    container,
    center: [2.3, 48.86],
    zoom: 11.5,
    attributionControl: false,
    style: {
      version: 8,
      sources: { units: { type: "geojson", data: { type: "FeatureCollection", features: [] } } },
      layers: [{ id: "units", type: "circle", source: "units", paint: { "circle-radius": 2, "circle-color": "#888" } }],
    },
  });
  map.on("load", () => {
    container.dataset["ready"] = "true";
    tracks.subscribe(() => {
      const source = map.getSource("units");
      if (!(source instanceof GeoJSONSource)) return;
      const features: GeoJSON.Feature[] = [];
      tracks.forEach((track, lon, lat) =>
        features.push({
          type: "Feature",
          geometry: { type: "Point", coordinates: [lon, lat] },
          properties: { id: track, callSign: `B${track}` },
        }),
      );
      void source.setData({ type: "FeatureCollection", features });
    });
  });
}
