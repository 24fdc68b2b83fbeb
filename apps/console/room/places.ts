import { type Place, type Position, positionWithin } from "@cordon/kernel";
import type { PlaceCollection } from "@cordon/command";

/** The command room answers places as GeoJSON; the map and the names want them as the kernel's word. */
export function placesOf(collection: PlaceCollection): readonly Place[] {
  return collection.features.flatMap(({ id, geometry, properties }) =>
    id === undefined ? [] : [{ id, shape: geometry, ...properties }],
  );
}

/** A position to show a place by. */
export function positionOf(place: Place): Position | null {
  return place.shape.type === "Point" ? place.shape.coordinates : (positionWithin(place.shape) ?? null);
}
