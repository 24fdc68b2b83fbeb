import type { FenceId, UnitId } from "@cordon/kernel";

export interface Crossing {
  readonly fence: FenceId;
  readonly unit: UnitId;
  readonly did: "enter" | "leave";
  readonly sinceMs: number;
}

/**
 * Two servers that hear of a unit by different ways see it cross at different positions: within so long it is one crossing. Who goes in and
 * out and in again within it is one matter as well.
 */
export const SAME_CROSSING_MS = 30_000;

/** Those that nobody has told of, each once, in their order. @param told what is written down of the same fences and units */
export function untold<Each extends Crossing>(seen: readonly Each[], told: readonly Crossing[]): readonly Each[] {
  const known = [...told];
  return seen.filter((crossing) => {
    const same = known.some(
      (other) =>
        other.fence === crossing.fence &&
        other.unit === crossing.unit &&
        other.did === crossing.did &&
        Math.abs(other.sinceMs - crossing.sinceMs) <= SAME_CROSSING_MS,
    );
    if (!same) known.push(crossing);
    return !same;
  });
}
