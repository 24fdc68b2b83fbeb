import type { PlaceKind } from "@cordon/kernel";
import type { LonLat } from "./river.ts";

export type Shape =
  | { readonly type: "Point"; readonly coordinates: LonLat }
  | { readonly type: "Polygon"; readonly coordinates: readonly (readonly LonLat[])[] };

export type PlannedPlace = {
  /** The organiser's own unique name for it: a second start recognises it by this. */
  readonly reference: string;
  readonly kind: PlaceKind;
  readonly name: { readonly fr: string; readonly en: string };
  readonly shape: Shape;
  readonly regime: string | null;
};
