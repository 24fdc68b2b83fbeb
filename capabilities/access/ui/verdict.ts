import type { Tone } from "@cordon/ui";
import { admits, type VerdictName } from "../words.ts";

/** How much a verdict asks for a human: who goes in asks nothing, a forged pass somebody at once. */
export function toneOfVerdict(is: VerdictName): Tone {
  if (is === "not-genuine") return "urgent";
  if (is === "escort") return "notice";
  return admits({ is }) ? "calm" : "attention";
}
