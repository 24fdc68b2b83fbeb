import type { PassNumber } from "@cordon/kernel";
import { type Problem, tell } from "@cordon/ui";
import { useOrder } from "../doors.ts";
import type { RevocationReason } from "../../words.ts";
import { useAccessWords } from "../words.ts";

export interface Revocation {
  readonly revoke: (passes: readonly PassNumber[], reason: RevocationReason, note: string) => Promise<boolean>;
  readonly reinstate: (passes: readonly PassNumber[]) => Promise<boolean>;
  readonly busy: boolean;
  readonly problem: Problem | null;
}

/** Takes passes back, and takes that back for a moment. */
export function useRevocation(): Revocation {
  const words = useAccessWords();
  const { passes: said } = words;
  const revoking = useOrder("access.revoke-passes", ["access.list-passes", "access.show-pass"]);
  const reinstating = useOrder("access.reinstate-passes", ["access.list-passes", "access.show-pass"]);
  const reinstate = async (passes: readonly PassNumber[]) => {
    const answer = await reinstating.send({ passes });
    if (answer.ok) tell({ message: said.reinstated(answer.output.reinstated) });
    else tell({ message: said.failed, tone: "attention" });
    return answer.ok;
  };
  const revoke = async (passes: readonly PassNumber[], reason: RevocationReason, note: string) => {
    const answer = await revoking.send({ passes, reason, note });
    if (!answer.ok) {
      tell({ message: said.failed, tone: "attention" });
      return false;
    }
    const { revoked } = answer.output;
    const message = said.revoked(revoked, passes.length - revoked);
    // Those that were revoked before must stay so: only what was done here as a whole is taken back as a whole.
    if (revoked !== passes.length) tell({ message });
    else tell({ message, undo: { label: words.undo, run: () => void reinstate(passes) } });
    return true;
  };
  return {
    revoke,
    reinstate,
    busy: revoking.busy || reinstating.busy,
    problem: revoking.problem ?? reinstating.problem,
  };
}
