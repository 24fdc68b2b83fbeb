import { z } from "zod";
import { entry, EVERYONE_ON_DUTY } from "./entry.ts";
import { Point, Polygon } from "./geo.ts";
import { PlaceId } from "./id.ts";

/** How a zone is ruled. The four of Paris 2024, and one's own by name. */
export const Regime = z
  .string()
  .min(1)
  .max(40)
  .meta({ description: "grey, red, blue, black, forbidden, sensitive, or a name of one's own" });
export type Regime = z.infer<typeof Regime>;

export const PlaceKind = z.enum(["zone", "gate", "post", "venue", "quay", "bridge", "river"]);
export type PlaceKind = z.infer<typeof PlaceKind>;

/** A place of the operation, WGS84. `reference` is the name the organiser's own lists use: unique, so that importing twice changes nothing. */
export const Place = z.object({
  id: PlaceId,
  reference: z.string().min(1).max(80),
  kind: PlaceKind,
  name: z.object({ fr: z.string().min(1).max(120), en: z.string().min(1).max(120) }),
  shape: z.discriminatedUnion("type", [Point, Polygon]),
  regime: Regime.nullable(),
});
export type Place = z.infer<typeof Place>;

export const PlaceDrawn = entry("place.drawn", Place, { roles: [...EVERYONE_ON_DUTY, "pass-officer"] });
export const PlaceRemoved = entry("place.removed", z.object({ place: PlaceId }), {
  roles: [...EVERYONE_ON_DUTY, "pass-officer"],
});
