/** What the rules in force say to those who come: asked through the public door, and remembered for a while. */
import { instantOf } from "@cordon/kernel";
import { z } from "zod";
import type { Doors } from "./doors.ts";

/** One of the verdicts of `access`, by its name in `is`. */
export const Verdict = z.looseObject({ is: z.string() });
export type Verdict = z.infer<typeof Verdict>;

export type Shown = {
  /** The gate's place. */
  readonly gate: string;
  readonly means: "foot" | "van" | "car";
  readonly category: string;
  /** The zones of the pass; null: without one. */
  readonly pass: readonly string[] | null;
};

export type Verdicts = {
  of(shown: Shown): Promise<Verdict>;
  /** Other rules are in force. */
  forget(): void;
};

/** Opening hours turn on the quarter of an hour. */
const holdsMs = 15 * 60_000;
/** Far more than the scenario has of different cases. */
const most = 2_000;

export function verdicts(system: Doors): Verdicts {
  const known = new Map<string, Promise<Verdict>>();
  let turn = 0;
  const ask = async (shown: Shown): Promise<Verdict> => {
    const input = { rules: "published", at: instantOf(Date.now()), ...shown };
    const { verdict } = await system.ask("access.try-rules", input, z.object({ verdict: Verdict }));
    // With whom the document is compared stands in the pass alone.
    return verdict.is === "admit-with-id-check" ? { is: verdict.is, identity: null } : verdict;
  };
  return {
    of(shown) {
      const now = Math.floor(Date.now() / holdsMs);
      if (now !== turn || known.size >= most) known.clear();
      turn = now;
      const key = `${shown.gate} ${shown.means} ${shown.category} ${shown.pass?.join() ?? "-"}`;
      const answer = known.get(key) ?? ask(shown);
      known.set(key, answer);
      // What could not be answered is asked again.
      answer.catch(() => known.delete(key));
      return answer;
    },
    forget: () => known.clear(),
  };
}
