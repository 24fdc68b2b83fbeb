import { accept, type Accepted, operating, role } from "@cordon/ground";
import { EVERYONE_ON_DUTY, isRefusal, type NewEntry, OVERSIGHT, type Refusal } from "@cordon/kernel";
import type { AccessTables } from "../tables.ts";

/** Operations of this room read these tables. */
export const { query, command } = operating<AccessTables>();

/** Draws perimeters and works on the rules. */
export const draws = role("operator", "supervisor", "commander", "pass-officer", "admin", "exercise");
/** Puts rules into force and changes the keys. */
export const publishes = role("supervisor", "commander", "admin", "exercise");
/** Gives out passes and takes them back. */
export const issues = role("pass-officer", "supervisor", "admin", "exercise");
/** Arranges devices at gates and sets counts right. */
export const arranges = role("operator", "supervisor", "commander", "admin", "exercise");
/** Looks at passes, which say nothing of who holds them. */
export const seesPasses = {
  anyone: false,
  roles: [...new Set(["pass-officer", "operator", "exercise", ...OVERSIGHT] as const)],
} as const;
/** Looks at perimeters and gates. A patrol's phone needs none of it. */
export const onDuty = {
  anyone: false,
  roles: [...new Set([...EVERYONE_ON_DUTY, ...OVERSIGHT, "pass-officer", "node-device"] as const)].filter(
    (role) => role !== "field-device",
  ),
} as const;
/** Looks a pass up by its number at a gate or a desk; every look is an entry. */
export const looksUp = role(
  "gate-device",
  "steward",
  "pass-officer",
  "operator",
  "supervisor",
  "commander",
  "auditor",
  "data-protection",
  "admin",
  "exercise",
);

/** The answer to a decision: its entries and the output, or the refusal. */
export function answer<Output>(decision: readonly NewEntry[] | Refusal, output: Output): Accepted<Output> | Refusal {
  return isRefusal(decision) ? decision : accept<Output>(decision, output);
}
