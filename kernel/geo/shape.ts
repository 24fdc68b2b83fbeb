import { z } from "zod";
import { Position } from "./position.ts";
import { crossesItself, type Ring, segmentsOf, sideOfRing, signedDoubleArea, touches } from "./ring.ts";

/** Most positions a polygon may have: checking that it is well formed costs their square. */
export const MAX_POLYGON_POSITIONS = 2000;

/** GeoJSON Point (RFC 7946, section 3.1.2). */
export const Point = z.object({ type: z.literal("Point"), coordinates: Position });
export type Point = z.infer<typeof Point>;

const LinearRing = z.array(Position).min(4).max(MAX_POLYGON_POSITIONS).readonly();

/**
 * GeoJSON Polygon (RFC 7946, section 3.1.6): an outer ring, then holes. Refused: rings that are open, cross themselves or have
 * no area, and holes that leave the outer ring or meet one another. Either winding is read (the RFC asks for that);
 * {@link rightHanded} writes the one it recommends. Areas across the 180th meridian are two polygons, as the RFC says.
 */
export const Polygon = z
  .object({ type: z.literal("Polygon"), coordinates: z.array(LinearRing).min(1).max(100).readonly() })
  .superRefine(({ coordinates }, context) => {
    for (const { ring, problem } of ringProblems(coordinates)) {
      context.addIssue({ code: "custom", message: problem, path: ["coordinates", ring] });
    }
  });
export type Polygon = z.infer<typeof Polygon>;

/** What keeps rings from being a polygon, by index of the ring. */
export function ringProblems(rings: readonly Ring[]): { readonly ring: number; readonly problem: string }[] {
  const positions = rings.reduce((sum, ring) => sum + ring.length, 0);
  if (positions > MAX_POLYGON_POSITIONS) return [{ ring: 0, problem: `more than ${MAX_POLYGON_POSITIONS} positions` }];
  const problems: { ring: number; problem: string }[] = [];
  rings.forEach((ring, at) => {
    const problem = ringProblem(ring);
    if (problem !== undefined) problems.push({ ring: at, problem });
  });
  if (problems.length > 0) return problems;
  const [outer, ...holes] = rings;
  if (outer === undefined) return [{ ring: 0, problem: "no outer ring" }];
  holes.forEach((hole, at) => {
    if (!isWithin(hole, outer)) problems.push({ ring: at + 1, problem: "a hole that leaves the outer ring" });
    if (holes.slice(0, at).some((other) => meet(hole, other)))
      problems.push({ ring: at + 1, problem: "a hole that meets another" });
  });
  return problems;
}

/** The same area with the outer ring counter-clockwise and the holes clockwise, as RFC 7946 recommends. */
export function rightHanded(polygon: Polygon): Polygon {
  return {
    type: "Polygon",
    coordinates: polygon.coordinates.map((ring, at) =>
      signedDoubleArea(ring) > 0 === (at === 0) ? ring : ring.toReversed(),
    ),
  };
}

function ringProblem(ring: Ring): string | undefined {
  const first = ring[0];
  const last = ring.at(-1);
  if (ring.length < 4 || first === undefined || last === undefined) return "a ring has at least four positions";
  if (first[0] !== last[0] || first[1] !== last[1]) return "the last position of a ring must be its first";
  if (segmentsOf(ring).some(([from, to]) => from[0] === to[0] && from[1] === to[1]))
    return "the same position twice in a row";
  if (crossesItself(ring)) return "the ring crosses or touches itself";
  return undefined;
}

function isWithin(hole: Ring, outer: Ring): boolean {
  const crossing = segmentsOf(hole).some((a) => segmentsOf(outer).some((b) => touches(a, b)));
  return !crossing && hole.every((position) => sideOfRing(position, outer) === "inside");
}

function meet(a: Ring, b: Ring): boolean {
  if (segmentsOf(a).some((one) => segmentsOf(b).some((other) => touches(one, other)))) return true;
  const inside = (ring: Ring, position: Position | undefined) =>
    position !== undefined && sideOfRing(position, ring) !== "outside";
  return inside(a, b[0]) || inside(b, a[0]);
}
