import type { PlaceFeature } from "@cordon/command";
import { areaSquareMetres, distanceMetres, type Position } from "@cordon/kernel";

const SHOWN = 4;

export interface NearPlace {
  readonly reference: string;
  readonly name: { readonly fr: string; readonly en: string };
  readonly position: Position;
  /** From where the phone is; null where that is not known. */
  readonly metres: number | null;
}

/** Where something can be said to be when the phone does not know: gates and posts, the nearest first. */
export function placesNear(from: Position | null, places: readonly PlaceFeature[]): readonly NearPlace[] {
  return places
    .flatMap((place) => {
      const position = pointOf(place);
      return position === null ? [] : [{ place, position }];
    })
    .map(({ place, position }) => ({
      ...{ reference: place.properties.reference, name: place.properties.name, position },
      metres: from === null ? null : distanceMetres(from, position),
    }))
    .toSorted((a, b) => (a.metres ?? 0) - (b.metres ?? 0) || (a.reference < b.reference ? -1 : 1))
    .slice(0, SHOWN);
}

/** Larger areas say too little of where something is. */
const SMALL_SQUARE_METRES = 40_000;

function pointOf({ geometry }: PlaceFeature): Position | null {
  if (geometry.type === "Point") return geometry.coordinates;
  const ring = geometry.coordinates[0] ?? [];
  if (ring.length === 0 || areaSquareMetres(geometry) > SMALL_SQUARE_METRES) return null;
  // The middle of its box: near enough for a person to walk to.
  const lons = ring.map(([lon]) => lon);
  const lats = ring.map(([, lat]) => lat);
  return [(Math.min(...lons) + Math.max(...lons)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2];
}
