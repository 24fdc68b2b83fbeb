import { accept } from "@cordon/ground";
import { isRefusal, UnitKind } from "@cordon/kernel";
import { z } from "zod";
import { retireKind } from "../rules/catalogue.ts";
import { catalogue } from "../tables/catalogue.ts";
import { KindState } from "../words.ts";
import { command, governs } from "./operating.ts";
import { refuseForces } from "../words/refusals.ts";

export const retireUnitKind = command({
  name: "command.retire-unit-kind",
  summary: "Take no new units of a kind. Those there are keep it.",
  input: z.object({ code: UnitKind }),
  output: z.object({ code: UnitKind, state: KindState }),
  allow: governs,
  async run({ input, by, read }) {
    if (by.contingent !== null)
      return refuseForces("catalogue-not-yours", "not-permitted", "the catalogue belongs to all contingents");
    const standing = (await catalogue(read)).get(input.code);
    if (standing === undefined)
      return refuseForces("no-such-kind", "not-found", "the catalogue has no such kind", input.code);
    const decision = retireKind(standing);
    return isRefusal(decision) ? decision : accept(decision, { code: input.code, state: "retired" as const });
  },
});
