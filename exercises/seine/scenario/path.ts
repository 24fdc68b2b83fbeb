/** Movement along polylines: where something is after so many metres, and which way it points. */
import { bearingDegrees, distanceMetres, type LonLat } from "./river.ts";

export type Path = {
  readonly points: readonly LonLat[];
  /** Distance from the first point to each point, metres. */
  readonly chainageMetres: readonly number[];
  readonly lengthMetres: number;
};

export type Pose = { readonly position: LonLat; readonly headingDegrees: number };

export function path(points: readonly LonLat[]): Path {
  const chainageMetres: number[] = [];
  let total = 0;
  let previous: LonLat | undefined;
  for (const point of points) {
    if (previous) total += distanceMetres(previous, point);
    chainageMetres.push(total);
    previous = point;
  }
  return { points, chainageMetres, lengthMetres: total };
}

/** The pose at `metres` along the path, clamped to its ends. */
export function along(route: Path, metres: number): Pose {
  const { points, chainageMetres } = route;
  const wanted = Math.min(route.lengthMetres, Math.max(0, metres));
  let low = 0;
  let high = points.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((chainageMetres[middle] ?? 0) <= wanted) low = middle;
    else high = middle;
  }
  const a = points[low];
  const b = points[high];
  if (!a || !b) throw new Error("a path needs at least one point");
  const span = (chainageMetres[high] ?? 0) - (chainageMetres[low] ?? 0);
  const t = span > 0 ? (wanted - (chainageMetres[low] ?? 0)) / span : 0;
  return {
    position: [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t],
    headingDegrees: span > 0 ? bearingDegrees(a, b) : 0,
  };
}

/** To the end and back again, for ever; the heading turns with the direction of travel. */
export function shuttle(route: Path, metres: number): Pose {
  if (route.lengthMetres === 0) return along(route, 0);
  const cycle = ((metres % (2 * route.lengthMetres)) + 2 * route.lengthMetres) % (2 * route.lengthMetres);
  if (cycle <= route.lengthMetres) return along(route, cycle);
  const back = along(route, 2 * route.lengthMetres - cycle);
  return { position: back.position, headingDegrees: (back.headingDegrees + 180) % 360 };
}

/** The part of a polyline between two distances along it, metres. */
export function section(route: Path, fromMetres: number, toMetres: number): LonLat[] {
  const inner = route.points.filter((_, i) => {
    const at = route.chainageMetres[i] ?? 0;
    return at > fromMetres && at < toMetres;
  });
  return [along(route, fromMetres).position, ...inner, along(route, toMetres).position];
}

/** Distance along the path of its point nearest to `point`, metres. */
export function nearestChainage(route: Path, point: LonLat): number {
  let best = 0;
  let bestDistance = Number.POSITIVE_INFINITY;
  const step = 5;
  for (let metres = 0; metres <= route.lengthMetres; metres += step) {
    const d = distanceMetres(along(route, metres).position, point);
    if (d < bestDistance) [best, bestDistance] = [metres, d];
  }
  return best;
}
