import { type EntryKind, isRefusal, type PassNumber } from "@cordon/kernel";
import type { Decision } from "../rules/pass-desk.ts";

/** How many passes the entries of a decision name. */
export function passesIn(
  decision: Decision,
  kind: EntryKind<string, { readonly passes: readonly PassNumber[] }>,
): number {
  if (isRefusal(decision)) return 0;
  return decision.reduce((sum, { data }) => sum + kind.data.parse(data).passes.length, 0);
}
