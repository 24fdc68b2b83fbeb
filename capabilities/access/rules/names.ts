import type { PlaceId } from "@cordon/kernel";
import type { Perimeters } from "../words.ts";

export type Language = "fr" | "en";

type Name = { readonly fr: string; readonly en: string };

/** How the things that sentences speak of are called. */
export interface Names {
  readonly timeZone: string;
  zone(code: string): Name | null;
  category(code: string): Name | null;
  gate(place: PlaceId): { readonly code: string; readonly name: Name } | null;
}

export function namesOf({
  timeZone,
  zones,
  categories,
  gates,
}: Pick<Perimeters, "timeZone" | "zones" | "categories" | "gates">): Names {
  const zoneNames = new Map<string, Name>(zones.map(({ code, name }) => [code, name]));
  const categoryNames = new Map<string, Name>(categories.map(({ code, name }) => [code, name]));
  const gateNames = new Map(gates.map(({ place, code, name }) => [place, { code, name }]));
  return {
    timeZone,
    zone: (code) => zoneNames.get(code) ?? null,
    category: (code) => categoryNames.get(code) ?? null,
    gate: (place) => gateNames.get(place) ?? null,
  };
}
