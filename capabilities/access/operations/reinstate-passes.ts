import { z } from "zod";
import { reinstate } from "../rules/pass-desk.ts";
import { foundPasses } from "../tables/pass.ts";
import { PassesReinstated, PassNumbers } from "../words.ts";
import { answer, command, issues } from "./operating.ts";
import { passesIn } from "./passes-in.ts";

export const reinstatePasses = command({
  name: "access.reinstate-passes",
  summary: "Take revocations back.",
  input: z.object({ passes: PassNumbers }),
  output: z.object({ reinstated: z.int().nonnegative() }),
  allow: issues,
  async run({ input: { passes }, read }) {
    const decision = reinstate(await foundPasses(read, passes));
    return answer(decision, { reinstated: passesIn(decision, PassesReinstated) });
  },
});
