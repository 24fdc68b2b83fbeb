import type { Direction, Gate, Lane, Means } from "@cordon/access/words";
import type { Work } from "./state.ts";

const ON_FOOT: readonly Means[] = ["foot", "bicycle"];

/** How one may come in a lane. */
export function meansOf(lane: Lane): readonly Means[] {
  return lane.means.length === 0 ? ON_FOOT : lane.means;
}

export function directionsOf(lane: Lane): readonly Direction[] {
  return lane.direction === "both" ? ["in", "out"] : [lane.direction];
}

/** What is chosen, made to fit the gate as it is described now: a lane that is gone, or no longer for these means, gives way. */
export function fitting(gate: Gate, chosen: Partial<Work>): Work {
  const lane = gate.lanes.find(({ code }) => code === chosen.lane) ?? gate.lanes[0];
  if (lane === undefined) return { lane: "A", direction: chosen.direction ?? "in", means: chosen.means ?? "foot" };
  const [direction = "in"] = directionsOf(lane);
  const [means = "foot"] = meansOf(lane);
  return {
    lane: lane.code,
    direction: directionsOf(lane).find((one) => one === chosen.direction) ?? direction,
    means: meansOf(lane).find((one) => one === chosen.means) ?? means,
  };
}
