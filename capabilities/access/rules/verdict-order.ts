import type { VerdictName } from "../words.ts";

/**
 * Which reason is told when several would keep somebody out: the earlier one. Who comes to help is let in whatever else holds, be the gate
 * closed. What is wrong with the pass itself comes before what is wrong with the place, that before the time, and only what would otherwise
 * be admitted is looked up among those inside. `no-longer` stands here for a pass that has ended; where the rules have ended for a vehicle
 * that could go on on foot, that is said instead.
 */
export const VERDICT_ORDER: readonly VerdictName[] = [
  "escort",
  "gate-closed",
  "unreadable",
  "not-genuine",
  "revoked",
  "no-longer",
  "wrong-zone",
  "vehicle-not-allowed",
  "not-yet",
  "already-inside",
  "admit-with-id-check",
  "admit",
];
