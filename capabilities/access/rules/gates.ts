import { bearingDegrees, distanceMetres, type Instant, millisecondsOf, type Position } from "@cordon/kernel";
import type { Means, Way, ZoneCode } from "../words.ts";
import { MEANS_BITS, type PreparedGate, type PreparedRules } from "./prepared.ts";

/** Streets are longer than the line through the houses: 1.3 is usual for European cities (between 1 and the 1.41 of a square grid). */
const STREET_FACTOR = 1.3;
/** An easy pace with children and bags: 4.8 km/h. */
const METRES_A_MINUTE = 80;

/**
 * The nearest gate that is open, leads into one of the zones a pass names and has a lane for these means; null when there is none. An
 * estimate by distance, not a route: it does not know bridges.
 */
export function wayTo(
  rules: PreparedRules,
  from: Position,
  zones: readonly ZoneCode[],
  means: Means,
  at: Instant,
): Way | null {
  const ms = millisecondsOf(at);
  return nearestWay(rules, from, (gate) => zones.includes(gate.gate.zone) && takes(gate, means, ms));
}

/** Whether a gate is open and has a lane in for these means. */
export function takes(gate: PreparedGate, means: Means, ms: number): boolean {
  return (gate.meansIn & MEANS_BITS[means]) !== 0 && gate.hours.holdsAt(ms);
}

export function nearestWay(rules: PreparedRules, from: Position, isRight: (gate: PreparedGate) => boolean): Way | null {
  let nearest: PreparedGate | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of rules.gates.values()) {
    // Few gates are right; telling so costs less than how far they are.
    if (!isRight(candidate)) continue;
    const metres = distanceMetres(from, candidate.gate.position);
    if (metres < least) {
      nearest = candidate;
      least = metres;
    }
  }
  if (nearest === null) return null;
  const { place, code, name, position } = nearest.gate;
  const metres = Math.round(least * STREET_FACTOR);
  const minutes = Math.max(1, Math.ceil(metres / METRES_A_MINUTE));
  return { gate: place, code, name, metres, minutes, headingDegrees: bearingDegrees(from, position) };
}
