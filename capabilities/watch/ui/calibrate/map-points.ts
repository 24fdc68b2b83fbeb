import type { Position } from "@cordon/kernel";
import type { MapTool } from "@cordon/ui";

const SOURCE = "calibration-points";

/** Numbers points on the map, and puts one where it is clicked. */
export function mapPoints(
  points: () => readonly { readonly number: string; readonly position: Position }[],
  onClick: (position: Position) => void,
): MapTool {
  return (map, tokens) => {
    map.addSource(SOURCE, { type: "geojson", data: collection(points()) });
    map.addLayer({
      id: SOURCE,
      type: "circle",
      source: SOURCE,
      paint: {
        "circle-radius": 6,
        "circle-color": tokens.accent,
        "circle-stroke-color": tokens.map.labelHalo,
        "circle-stroke-width": 2,
      },
    });
    const click = ({ lngLat }: { readonly lngLat: { readonly lng: number; readonly lat: number } }) =>
      onClick([rounded(lngLat.lng), rounded(lngLat.lat)]);
    map.on("click", click);
    map.getCanvas().style.cursor = "crosshair";
    return {
      [Symbol.dispose]: () => {
        map.off("click", click);
        map.getCanvas().style.cursor = "";
        if (map.getLayer(SOURCE) !== undefined) map.removeLayer(SOURCE);
        if (map.getSource(SOURCE) !== undefined) map.removeSource(SOURCE);
      },
    };
  };
}

/** Seven decimals of a degree are a centimetre. */
const rounded = (degrees: number) => Math.round(degrees * 1e7) / 1e7;

function collection(points: readonly { readonly number: string; readonly position: Position }[]) {
  return {
    type: "FeatureCollection" as const,
    features: points.map(({ number, position: [lon, lat] }) => ({
      type: "Feature" as const,
      properties: { number },
      geometry: { type: "Point" as const, coordinates: [lon, lat] },
    })),
  };
}
