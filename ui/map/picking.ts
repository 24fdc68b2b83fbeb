import { Position } from "@cordon/kernel";
import type { Map as MapLibre, MapMouseEvent } from "maplibre-gl";
import type { MapTool } from "./content.ts";

/** Asks for one spot of the map: the next click is it. */
export function picking(onPicked: (position: Position) => void): MapTool {
  return (map: MapLibre): Disposable => {
    const clicked = ({ lngLat }: MapMouseEvent) => {
      const { lng, lat } = lngLat.wrap();
      // Seven decimals are a centimetre.
      const position = Position.safeParse([Number(lng.toFixed(7)), Number(lat.toFixed(7))]);
      if (position.success) onPicked(position.data);
    };
    map.on("click", clicked);
    map.getCanvas().style.cursor = "crosshair";
    return {
      [Symbol.dispose]() {
        map.off("click", clicked);
        map.getCanvas().style.cursor = "";
      },
    };
  };
}
