import type { Map as MapLibre } from "maplibre-gl";
import { DRAWING_NAMES, DRAWING_SHAPES } from "./drawings.ts";

/** What can be shown or not on the one map, in the order it is offered. */
export const MAP_LAYERS = ["units", "incidents", "signals", "zones", "gates", "voids", "cameras", "overlays"] as const;
export type MapLayer = (typeof MAP_LAYERS)[number];

/** The style's layers of each; those of `overlays` besides are all that begin with its name. Units' symbols are a layer of their own. */
const STYLED: Readonly<Record<MapLayer, readonly string[]>> = {
  units: ["units"],
  incidents: ["incidents"],
  signals: ["signals"],
  zones: ["zones", "zone-hatching", "zone-edges", "zone-lines", "zone-labels", "area-labels"],
  gates: ["gates"],
  voids: ["voids"],
  cameras: ["cones", "cone-lines", "camera-points"],
  overlays: [...DRAWING_SHAPES, ...DRAWING_NAMES],
};

export function showLayers(map: MapLibre, hidden: ReadonlySet<MapLayer>): void {
  const own = map.getLayersOrder().filter((id) => id.startsWith("overlay"));
  for (const layer of MAP_LAYERS) {
    const ids = layer === "overlays" ? [...STYLED.overlays, ...own] : STYLED[layer];
    for (const id of ids)
      if (map.getLayer(id) !== undefined)
        map.setLayoutProperty(id, "visibility", hidden.has(layer) ? "none" : "visible");
  }
}
