import type { PlaceId, Position } from "@cordon/kernel";
import type { Language } from "@cordon/ui";
import type { Location } from "../words.ts";

/** A location as somebody chose it: what an operation takes, and how it is called. */
export interface Where {
  readonly label: string;
  readonly position: Position;
  readonly place: PlaceId | null;
  readonly address: string | null;
}

/** What was found as what can be chosen; null where nobody knows the position of what was found. */
export function whereOfLocation(
  found: Location,
  {
    language,
    atUnit,
    coordinates,
  }: {
    readonly language: Language;
    readonly atUnit: (callSign: string) => string;
    readonly coordinates: (position: Position) => string;
  },
): Where | null {
  switch (found.what) {
    case "coordinates":
      return atPosition(found.position, coordinates);
    case "address":
      return { label: found.address, position: found.position, place: null, address: found.address };
    case "place":
      return { label: found.name[language], position: found.position, place: found.place, address: null };
    case "unit":
      if (found.position === null) return null;
      return { label: atUnit(found.callSign), position: found.position, place: null, address: null };
  }
}

export function atPosition(position: Position, coordinates: (position: Position) => string): Where {
  return { label: coordinates(position), position, place: null, address: null };
}
