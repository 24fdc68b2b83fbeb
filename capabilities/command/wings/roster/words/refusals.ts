import { refusingAs } from "../../../words/refusals.ts";

/**
 * Why the roster does not plan, change or move a shift. A screen says it in its own language, by this name; the sentence of the refusal is for whoever
 * calls the API.
 */
export const ROSTER_REFUSALS = [
  "shift-unit-unknown",
  "shift-period",
  "shift-over",
  /** `unit`: its call sign; so with all that follow down to `shift-rest`. */
  "shift-withdrawn",
  /** `ability`: what it cannot do. */
  "shift-incapable",
  /** `from` and `until`: of the other shift. */
  "shift-overlap",
  /** `stretch`, `day` and `week`: minutes of work, where they are too many; `stretchAllowed` and so on: how many are allowed. */
  "shift-rest",
  /** One that is on is made longer, not moved. */
  "shift-stays",
  /** `state`: of the shift. */
  "shift-stands",
  /** Who is not due yet did not fail to come. */
  "shift-not-begun",
  /** `from`: when it begins. */
  "shift-early",
  /** `from` and `until`: of the other shift. */
  "shift-elsewhere",
  "no-such-shift",
] as const;
export type RosterRefusal = (typeof ROSTER_REFUSALS)[number];

export const refuseShift = refusingAs<RosterRefusal>();
