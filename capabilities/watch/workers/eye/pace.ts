import type { Scene } from "../../words/scene.ts";

/** Enough to follow somebody who runs; `watch-cameras` says what it costs. */
const USUAL = 6;
/** A car is over a lane in half a second, and hidden by another for a part of that: of a hundred, six a second find 94 and ten 99. */
const WITH_LANES = 10;

/** How many pictures a second are looked at. */
export const picturesPerSecondOf = ({ events }: Pick<Scene, "events">): number =>
  events.some(({ kind }) => kind === "wrong-direction") ? WITH_LANES : USUAL;
