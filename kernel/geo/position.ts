import { z } from "zod";

export const Longitude = z.number().min(-180).max(180);
export const Latitude = z.number().min(-90).max(90);

/** [longitude, latitude] in degrees, WGS84, in GeoJSON's order. Heights have fields of their own. */
export const Position = z.tuple([Longitude, Latitude]).readonly();
export type Position = z.infer<typeof Position>;
