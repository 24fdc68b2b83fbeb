/** WGS84 geometry: shapes of GeoJSON, distances on the sphere, and polygons in and across one another. */
export * from "./geo/polygon.ts";
export * from "./geo/position.ts";
export { type Ring, type Side, sideOfRing } from "./geo/ring.ts";
export * from "./geo/shape.ts";
export * from "./geo/sphere.ts";
