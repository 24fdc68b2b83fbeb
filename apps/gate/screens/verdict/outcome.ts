import type { VerdictName } from "@cordon/access/words";
import type { Ruling } from "../../gate/state.ts";

/** What happens at the door: the verdict, or what a supervisor said in spite of it. A closed gate stays closed to supervisors too. */
export function outcomeOf({ verdict, override }: Pick<Ruling, "verdict" | "override">): VerdictName {
  return override !== null && verdict.is !== "gate-closed" ? "admit" : verdict.is;
}
