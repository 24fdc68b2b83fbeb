import { contains, type Instant, millisecondsOf } from "@cordon/kernel";
import type { GateProblem, GateState, Holds, Post } from "./state.ts";

/** Beyond this, a gate's clock misleads: it is shown. */
export const SKEW_SHOWN_MS = 60_000;

export interface Circumstances {
  readonly holds: Holds;
  readonly post: Post | null;
  readonly now: Instant;
  readonly skewMs: number | null;
  /** Nothing could be kept the last time it was tried. */
  readonly full: boolean;
  /** The space set aside was given up. */
  readonly reserveGone: boolean;
  readonly outdated: boolean;
  readonly forged: readonly Extract<GateProblem, { problem: "forged" }>[];
  readonly refused: { readonly count: number; readonly detail: string } | null;
  readonly server: string | null;
}

/** What is not as it should be, the worst first: what closes the gate, what somebody must hear of, what is good to know. */
export function problemsOf(given: Circumstances): GateState["problems"] {
  const { holds, post, now } = given;
  const problems: GateProblem[] = [];
  if (given.full) problems.push({ problem: "cannot-keep" });
  if (post !== null) {
    if (holds.keys === null) problems.push({ problem: "no-keys" });
    if (holds.rules === null) problems.push({ problem: "no-rules" });
    else if (!contains(holds.rules.valid, now))
      problems.push({ problem: "rules-not-in-force", valid: holds.rules.valid });
    else if (post.described === null) problems.push({ problem: "gate-not-in-rules" });
    if (holds.mandateUntil === null || millisecondsOf(holds.mandateUntil) <= millisecondsOf(now))
      problems.push({ problem: "no-mandate" });
    if (holds.revocations === null) problems.push({ problem: "no-revocations" });
  }
  problems.push(...given.forged);
  if (given.refused !== null && given.refused.count > 0) problems.push({ problem: "refused-scans", ...given.refused });
  if (given.skewMs !== null && Math.abs(given.skewMs) > SKEW_SHOWN_MS)
    problems.push({ problem: "clock-skew", skewMs: given.skewMs });
  if (given.reserveGone && !given.full) problems.push({ problem: "nearly-full" });
  if (given.outdated) problems.push({ problem: "outdated" });
  if (given.server !== null) problems.push({ problem: "server", detail: given.server });
  return problems;
}
