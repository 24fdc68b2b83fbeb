import type { VerdictName } from "@cordon/access/words";

/** What a steward does at once, before reading: let pass, let pass after one more thing, hold, or look at the gate itself. */
export type Family = "go" | "check" | "stop" | "look";

export const FAMILY: Readonly<Record<VerdictName, Family>> = {
  admit: "go",
  "admit-with-id-check": "check",
  escort: "check",
  "wrong-zone": "stop",
  "not-yet": "stop",
  "no-longer": "stop",
  revoked: "stop",
  "already-inside": "stop",
  "not-genuine": "stop",
  "vehicle-not-allowed": "stop",
  unreadable: "look",
  "gate-closed": "look",
};
