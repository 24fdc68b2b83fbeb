import type { Double, Presence } from "../words.ts";

/** One pass going in or out, once. `overridden`: a supervisor let it in knowing where it was, so it is no double. */
export interface Movement extends Presence {
  readonly overridden: boolean;
}

/** The movements of the same pass in the same zone that stand next to a moment. */
export interface Neighbours<M extends Presence = Movement> {
  readonly before: M | null;
  readonly after: M | null;
}

/** What one more movement changes. */
export interface Settled {
  /** Where the pass is now, if that changes by it. */
  readonly presence: Presence | null;
  /** Went in without having come out, with the one before it. */
  readonly double: Double | null;
  /** The one after it now follows this one: a double that it makes with it. */
  readonly doubleAfter: Double | null;
  /** The one after it was a double and is none any more, as this one is an exit between two entries. Its scan. */
  readonly healed: Presence["scan"] | null;
}

/** Orders movements: by the time they were made and, at the same millisecond, by their scan. Negative when `a` is earlier. */
export function compareMovements(a: Presence, b: Presence): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  if (a.scan === b.scan) return 0;
  return a.scan < b.scan ? -1 : 1;
}

/** The later of two, by whatever road they came: what is known where is the same once everybody has heard of both. */
export function laterOf<P extends Presence>(a: P | null, b: P): P {
  return a !== null && compareMovements(a, b) >= 0 ? a : b;
}

/**
 * Puts a movement, however late it arrives, in its place between its neighbours. Doubles are found between neighbours alone, so that the
 * outcome is that of {@link mergeMovements} in whatever order movements arrive. The caller knows each scan once.
 * @param antiPassback whether who is inside must leave before entering again; elsewhere nothing is a double
 */
export function settle(near: Neighbours, movement: Movement, antiPassback: boolean): Settled {
  const { before, after } = near;
  const was = antiPassback ? doubleOf(before, after) : null;
  const is = antiPassback ? doubleOf(movement, after) : null;
  return {
    presence: after === null ? presenceOf(movement) : null,
    double: antiPassback ? doubleOf(before, movement) : null,
    doubleAfter: is,
    healed: was !== null && is === null ? was.second.scan : null,
  };
}

/** The same for all movements of one pass in one zone at once: where it is, and every double. */
export function mergeMovements(
  movements: Iterable<Movement>,
  antiPassback: boolean,
): { readonly presence: Presence | null; readonly doubles: readonly Double[] } {
  const known = new Map<string, Movement>();
  for (const movement of movements) known.set(movement.scan, movement);
  const inOrder = [...known.values()].sort(compareMovements);
  const doubles: Double[] = [];
  let last: Movement | null = null;
  for (const movement of inOrder) {
    const double = antiPassback ? doubleOf(last, movement) : null;
    if (double !== null) doubles.push(double);
    last = movement;
  }
  return { presence: last === null ? null : presenceOf(last), doubles };
}

function doubleOf(first: Movement | null, second: Movement | null): Double | null {
  if (first === null || second === null || !first.inside || !second.inside || second.overridden) return null;
  return { pass: second.pass, zone: second.zone, first: markOf(first), second: markOf(second) };
}

function markOf({ scan, gate, at }: Presence): Double["first"] {
  return { scan, gate, at };
}

function presenceOf({ pass, zone, inside, at, gate, scan }: Presence): Presence {
  return { pass, zone, inside, at, gate, scan };
}
