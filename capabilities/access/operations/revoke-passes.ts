import { z } from "zod";
import { revoke } from "../rules/pass-desk.ts";
import { foundPasses } from "../tables/pass.ts";
import { lineOrNothing, PassesRevoked, PassNumbers, RevocationReason } from "../words.ts";
import { answer, command, issues } from "./operating.ts";
import { passesIn } from "./passes-in.ts";

export const revokePasses = command({
  name: "access.revoke-passes",
  summary:
    "Take passes back by their numbers. Gates that are in reach know within seconds; what is revoked already stays as it was.",
  input: z.object({ passes: PassNumbers, reason: RevocationReason, note: lineOrNothing(200).default("") }),
  output: z.object({ revoked: z.int().nonnegative() }),
  allow: issues,
  async run({ input: { passes, reason, note }, read }) {
    const decision = revoke(await foundPasses(read, passes), reason, note);
    return answer(decision, { revoked: passesIn(decision, PassesRevoked) });
  },
});
