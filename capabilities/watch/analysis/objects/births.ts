import type { StillRegion } from "../event.ts";
import { boxArea } from "../tracks/region.ts";
import type { Candidate } from "./candidate.ts";

const KEPT_SECONDS = 120;
const SAME_MOMENT_SECONDS = 0.12;
/** Less of its box than this is a seam. */
const SOLID_SHARE = 0.35;
const ALIKE_SHARE = 0.4;
/** The outlines that a jolt lays bare are not faint, in levels; the light that drifts is, and it drifts in many places. */
const LEAST_LEVELS = 12;

/** When solid regions came to rest: a cut in the picture, or a jolt, brings many at once. */
export class Births {
  readonly #births: { readonly seconds: number; readonly area: number }[] = [];

  note(fromSeconds: number, { region, appearance }: StillRegion, now: number): void {
    while ((this.#births[0]?.seconds ?? now) < now - KEPT_SECONDS) this.#births.shift();
    if (appearance.contrast < LEAST_LEVELS) return;
    if (region.area > SOLID_SHARE * boxArea(region)) this.#births.push({ seconds: fromSeconds, area: region.area });
  }

  /** How many that are not much smaller came to rest at the same moment. */
  with({ fromSeconds, region }: Candidate): number {
    return this.#births.filter(
      ({ seconds, area }) => Math.abs(seconds - fromSeconds) < SAME_MOMENT_SECONDS && area > ALIKE_SHARE * region.area,
    ).length;
  }
}
