import type { PlaceFeature } from "@cordon/command";
import { areaSquareMetres, distanceMetres, pointInPolygon, type Position } from "@cordon/kernel";

/** Beyond this, saying what is near says nothing. */
const NEAR_METRES = 400;

export interface Where {
  /** The smallest area the position is in. */
  readonly inside: PlaceFeature | null;
  readonly near: { readonly place: PlaceFeature; readonly metres: number } | null;
}

/** A position in the words of the operation's own places. */
export function whereIs(position: Position, places: readonly PlaceFeature[]): Where {
  let inside: PlaceFeature | null = null;
  let insideArea = Number.POSITIVE_INFINITY;
  let near: Where["near"] = null;
  for (const place of places) {
    const { geometry } = place;
    if (geometry.type === "Polygon") {
      const area = areaSquareMetres(geometry);
      if (area < insideArea && pointInPolygon(position, geometry)) {
        inside = place;
        insideArea = area;
      }
      continue;
    }
    const metres = distanceMetres(position, geometry.coordinates);
    if (metres <= (near?.metres ?? NEAR_METRES)) near = { place, metres };
  }
  return { inside, near };
}
